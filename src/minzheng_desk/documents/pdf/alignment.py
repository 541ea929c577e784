"""The alignment page (打印校准页): lines at known distances from the edges of A4, for a ruler."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.pdf.assembly import Assembly
from minzheng_desk.documents.pdf.typesetting import Styles

if TYPE_CHECKING:
    from minzheng_desk.documents.fonts import Typefaces

CROSS_MM: Final = 20
"""How far the cross stands from the left and from the upper edge of the paper."""
SCALE_MM: Final = 100
"""How long the line is that shows whether the driver shrinks the page."""

_MM: Final = 72 / 25.4
_WIDTH, _HEIGHT = 210, 297
_EDGES: Final = (5, 10, 15)
_TITLE, _SIZE, _SMALL = 20.0, 11.0, 8.0

_SAYS: Final = (
    f"一、用尺子量左上角的十字：到纸的左边、上边都应是 {CROSS_MM} 毫米。",
    "    量到的数填进程序，以后套打、表格就会对准。每台打印机各填一次。",
    f"二、下面的横线应长 {SCALE_MM} 毫米。短了，请在打印机设置里把“适合纸张”改成“实际大小”。",
    "三、三个方框离纸边 5、10、15 毫米；缺了哪一道，就是打印机印不到那么靠边。",
)


def alignment_page(path: Path | None = None, *, typefaces: Typefaces | None = None) -> bytes:
    """The page as PDF, put at ``path`` where one is given; raises what `replacing` raises."""
    styles = Styles(typefaces or installed_typefaces())
    assembly = Assembly("打印校准页", _WIDTH * _MM, _HEIGHT * _MM)
    lines, words = "\n".join(_lines()), "\n".join(_words(styles))
    assembly.add_page(f"0.4 w\n{lines}\nS\nBT\n{words}\nET")
    content = assembly.finished(styles.fonts)
    if path:
        with replacing(path) as file:
            file.write(content)
    return content


def _lines() -> Iterator[str]:
    for edge in _EDGES:
        yield _box(edge)
    yield _line(CROSS_MM - 8, CROSS_MM, CROSS_MM + 8, CROSS_MM)
    yield _line(CROSS_MM, CROSS_MM - 8, CROSS_MM, CROSS_MM + 8)
    left, below = (_WIDTH - SCALE_MM) / 2, 150
    yield _line(left, below, left + SCALE_MM, below)
    for millimetre in range(SCALE_MM + 1):
        height = 6 if millimetre % 10 == 0 else 4 if millimetre % 5 == 0 else 2
        yield _line(left + millimetre, below - height, left + millimetre, below)


def _words(styles: Styles) -> Iterator[str]:
    yield _text(styles, "打印校准页", 40, 50, _TITLE)
    for place, says in enumerate(_SAYS):
        yield _text(styles, says, 25, 68 + 9 * place, _SIZE)
    for edge in _EDGES:
        yield _text(styles, f"{edge} 毫米", _WIDTH / 2 - 4, edge + 3.5, _SMALL)
    for ten in range(0, SCALE_MM + 1, 10):
        yield _text(styles, str(ten), (_WIDTH - SCALE_MM) / 2 + ten - 1.5, 155, _SMALL)


def _box(edge: float) -> str:
    width, height = (_WIDTH - 2 * edge) * _MM, (_HEIGHT - 2 * edge) * _MM
    return f"{edge * _MM:.2f} {edge * _MM:.2f} {width:.2f} {height:.2f} re"


def _line(left: float, top: float, right: float, bottom: float) -> str:
    """A line between two points, both measured in millimetres from the left and upper edge."""
    return (
        f"{left * _MM:.2f} {(_HEIGHT - top) * _MM:.2f} m {right * _MM:.2f} {(_HEIGHT - bottom) * _MM:.2f} l"
    )


def _text(styles: Styles, text: str, left: float, top: float, size: float) -> str:
    shown = styles.text.line(text).shown(size)
    return f"1 0 0 1 {left * _MM:.2f} {(_HEIGHT - top) * _MM:.2f} Tm {shown}"
