from __future__ import annotations

from pathlib import Path

import pypdfium2

from minzheng_desk.documents.pdf.alignment import CROSS_MM, SCALE_MM, alignment_page

_DOTS_PER_MM = 4


def test_the_cross_and_the_line_stand_where_the_page_says(tmp_path: Path) -> None:
    content = alignment_page(tmp_path / "校准.pdf")
    assert content == (tmp_path / "校准.pdf").read_bytes()
    document = pypdfium2.PdfDocument(content)
    assert 1 == len(document)
    page = document[0].render(scale=_DOTS_PER_MM * 25.4 / 72, grayscale=True)
    assert abs(page.width - 210 * _DOTS_PER_MM) <= 1
    assert abs(page.height - 297 * _DOTS_PER_MM) <= 1
    assert is_inked(page, CROSS_MM + 5, CROSS_MM)
    assert is_inked(page, CROSS_MM, CROSS_MM + 5)
    left = (210 - SCALE_MM) / 2
    for millimetre in (0, 50, SCALE_MM):
        assert is_inked(page, left + millimetre, 147)
    assert not is_inked(page, left + 5.5, 147)
    for edge in (5, 10, 15):
        assert is_inked(page, edge, 200)


def is_inked(page: pypdfium2.PdfBitmap, across: float, down: float) -> bool:
    x, y = round(across * _DOTS_PER_MM), round(down * _DOTS_PER_MM)
    around = [page.buffer[row * page.stride + at] for row in (y - 1, y, y + 1) for at in (x - 1, x, x + 1)]
    return min(around) < 200
