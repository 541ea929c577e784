"""Running text on A4: on one page where it may be made small enough, on more where it may not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Signatures, Table
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.documents.pdf.rendering import GlyphMissing

LETTER = Letter(
    "测算说明",
    (
        Heading("结论"),
        Paragraph("人均月收入 412.00 元，低于标准。" * 4, mark="1."),
        Table((1, 2), ("姓名", "理由"), (("张三", "申请人"), ("李四", "配偶，" * 40))),
        Paragraph("只是建议，不是决定。", strong=True),
        Signatures(("经办人：", "日期：")),
    ),
    foot="政策版本 1",
)


def words_of(path: Path) -> str:
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("no pdftotext here")
    said = subprocess.run([program, "-layout", path, "-"], check=True, capture_output=True).stdout
    return re.sub(r"\s", "", said.decode())


def test_everything_that_was_said_is_on_the_page(tmp_path: Path) -> None:
    rendered = render_letter(LETTER, tmp_path / "l.pdf")
    words = words_of(tmp_path / "l.pdf")
    assert 1 == rendered.pages
    for text in LETTER.texts():
        assert re.sub(r"\s", "", text)[:12] in words
    assert "第1页共1页" in words


def test_the_same_letter_is_the_same_bytes() -> None:
    assert render_letter(LETTER).content == render_letter(LETTER).content


def test_long_text_is_set_smaller_to_stay_on_one_page_but_never_below_the_smallest() -> None:
    text = tuple(Paragraph("家庭月收入一千二百三十六元，共三人。" * 5) for _ in range(14))
    assert 1 == render_letter(Letter("说明", text, size=14, smallest=8)).pages
    assert 2 <= render_letter(Letter("说明", text, size=20, smallest=18)).pages


def test_a_heading_goes_along_with_what_it_heads() -> None:
    parts = tuple(part for n in range(60) for part in (Heading(f"第{n}节"), Paragraph("正文。")))
    assert 2 <= render_letter(Letter("说明", parts, size=11, smallest=11)).pages


def test_a_character_no_font_has_is_named_before_anything_is_printed(tmp_path: Path) -> None:
    with pytest.raises(GlyphMissing):
        render_letter(Letter("说明", (Paragraph("\U000e0fff"),)), tmp_path / "l.pdf")
    assert not (tmp_path / "l.pdf").exists()
