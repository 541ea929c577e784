"""A `Letter` becomes a PDF document, on one page wherever its text may be made small enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Part, Signatures, Table
from minzheng_desk.documents.pdf.assembly import Assembly
from minzheng_desk.documents.pdf.rendering import GlyphMissing, MissingGlyph, Rendered
from minzheng_desk.documents.pdf.typesetting import Styles, drawable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_desk.documents.fonts import Typefaces
    from minzheng_desk.documents.pdf.typesetting import Line, Setter

_MM: Final = 72 / 25.4
_WIDTH, _HEIGHT = 210 * _MM, 297 * _MM
_LEFT, _RIGHT = 22 * _MM, _WIDTH - 20 * _MM
_TOP, _BOTTOM = _HEIGHT - 18 * _MM, 20 * _MM
_FOOT_AT: Final = 11 * _MM
_FOOT_SIZE: Final = 8.0
_TITLE_FACTOR: Final = 1.7
_LEADING: Final = 1.5
_TABLE_LEADING: Final = 1.35
_BASELINE: Final = 0.36
_STEP: Final = 0.5
_INDENT: Final = 2
"""Characters by which the first line of a paragraph is set in."""
_CELL_AIR: Final = 3.0
_NAMED_AT_MOST: Final = 5


class _Piece(NamedTuple):
    x: float
    line: Line
    size: float


class _Row(NamedTuple):
    """One line across the page."""

    height: float
    pieces: tuple[_Piece, ...]
    rules: tuple[tuple[float, float], ...] = ()
    """Stretches of a thin line below it."""
    keeps_next: bool = False


def render_letter(
    letter: Letter, path: Path | None = None, *, typefaces: Typefaces | None = None
) -> Rendered:
    """Draw a letter as PDF and, where a path is given, put the file there whole or not at all.

    Raises `GlyphMissing`, `FontMissing`, and what `replacing` raises.
    """
    typefaces = typefaces or installed_typefaces()
    lacking = typefaces.lacking(set().union(*(drawable(text) for text in letter.texts())))
    if lacking:
        found = [MissingGlyph("", one, "", 0) for one in sorted(lacking)]
        raise GlyphMissing(places="、".join(one.place for one in found[:_NAMED_AT_MOST]))
    styles = Styles(typefaces)
    pages = _pages(_fitting(letter, styles))
    assembly = Assembly(letter.title, _WIDTH, _HEIGHT)
    for number, page in enumerate(pages, start=1):
        assembly.add_page(_drawn(page, letter, styles, number, len(pages)))
    content = assembly.finished(styles.fonts)
    if path:
        with replacing(path) as file:
            file.write(content)
    return Rendered(content, len(pages), (), ())


def _fitting(letter: Letter, styles: Styles) -> list[_Row]:
    """Set the letter as large as fits on one page, or else at the smallest size."""
    size = letter.size
    while True:
        rows = [row for part in (letter.title, *letter.parts) for row in _set(part, styles, size)]
        if size <= letter.smallest or sum(row.height for row in rows) <= _TOP - _BOTTOM:
            return rows
        size = max(letter.smallest, size - _STEP)


def _set(part: Part | str, styles: Styles, size: float) -> Iterator[_Row]:
    match part:
        case str(title):
            yield from _title(styles, title, size * _TITLE_FACTOR)
        case Heading(text):
            line = styles.strong.line(drawable(text))
            yield _Row(size * 2.0, (_Piece(_LEFT, line, size * 1.08),), keeps_next=True)
        case Paragraph():
            yield from _paragraph(part, styles.strong if part.strong else styles.text, size)
        case Table():
            yield from _table(part, styles, size)
        case Signatures(labels):
            share = (_RIGHT - _LEFT) / len(labels)
            lines = [styles.text.line(drawable(label)) for label in labels]
            pieces = [_Piece(_LEFT + at * share, line, size) for at, line in enumerate(lines)]
            yield _Row(size * 3.2, tuple(pieces))


def _title(styles: Styles, text: str, size: float) -> Iterator[_Row]:
    line = styles.title.line(drawable(text))
    size = min(size, (_RIGHT - _LEFT) * 1000 / max(line.width, 1))
    x = (_LEFT + _RIGHT - line.width * size / 1000) / 2
    yield _Row(size * 1.9, (_Piece(x, line, size),), keeps_next=True)


def _paragraph(part: Paragraph, setter: Setter, size: float) -> Iterator[_Row]:
    text, mark = drawable(part.text), drawable(part.mark)
    hang = _LEFT + (setter.line(mark + " ").width * size / 1000 if mark else 0)
    room = (_RIGHT - hang) * 1000 / size
    indent = "" if mark else "\u3000" * _INDENT
    for at, words in enumerate(setter.parts(indent + text, room)):
        pieces = [_Piece(hang, setter.line(words), size)]
        if mark and not at:
            pieces.insert(0, _Piece(_LEFT, setter.line(mark), size))
        yield _Row(size * _LEADING, tuple(pieces))


def _table(part: Table, styles: Styles, size: float) -> Iterator[_Row]:
    edges = [_LEFT]
    for share in part.shares:
        edges.append(edges[-1] + share * (_RIGHT - _LEFT) / sum(part.shares))
    for at, row in enumerate((part.header, *part.rows)):
        setter = styles.text if at else styles.strong
        cells = [
            setter.parts(drawable(text), (right - left - 2 * _CELL_AIR) * 1000 / size)
            for text, left, right in zip(row, edges, edges[1:], strict=False)
        ]
        deepest = max(1, *(len(lines) for lines in cells))
        for depth in range(deepest):
            pieces = [
                _Piece(left + _CELL_AIR, setter.line(lines[depth]), size)
                for lines, left in zip(cells, edges, strict=False)
                if depth < len(lines)
            ]
            is_last = depth == deepest - 1
            rules = ((_LEFT, _RIGHT),) if is_last else ()
            yield _Row(size * _TABLE_LEADING, tuple(pieces), rules, keeps_next=not is_last or not at)


def _pages(rows: list[_Row]) -> list[list[_Row]]:
    """Break rows into pages; what keeps the next goes along with it."""
    pages, used = [list[_Row]()], 0.0
    for row in rows:
        if used + row.height > _TOP - _BOTTOM and pages[-1]:
            along = list[_Row]()
            while len(pages[-1]) > 1 and pages[-1][-1].keeps_next:
                along.insert(0, pages[-1].pop())
            pages.append(along)
            used = sum(one.height for one in along)
        pages[-1].append(row)
        used += row.height
    return pages


def _drawn(rows: list[_Row], letter: Letter, styles: Styles, number: int, pages: int) -> str:
    texts, rules, y = list[str](), list[str](), _TOP
    for row in rows:
        middle = y - row.height / 2
        for x, line, size in row.pieces:
            texts.append(f"1 0 0 1 {x:.2f} {middle - _BASELINE * size:.2f} Tm {line.shown(size)}")
        y -= row.height
        rules += [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for left, right in row.rules]
    foot = styles.text.line(drawable(letter.foot))
    texts.append(f"1 0 0 1 {_LEFT:.2f} {_FOOT_AT:.2f} Tm {foot.shown(_FOOT_SIZE)}")
    count = styles.text.line(f"第 {number} 页 共 {pages} 页")
    start = _RIGHT - count.width * _FOOT_SIZE / 1000
    texts.append(f"1 0 0 1 {start:.2f} {_FOOT_AT:.2f} Tm {count.shown(_FOOT_SIZE)}")
    return "\n".join(["0.4 w", *rules, "S" if rules else "", "BT", *texts, "ET"])
