"""A `Sheet` becomes a PDF document: one generator for the preview, the printer and the archive.

Nothing in the bytes depends on when or where they are made, only on the sheet and the fonts of this computer,
so what is printed again can be compared with what was archived.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.layout import CellKind, cell_text
from minzheng_desk.documents.pdf.assembly import Assembly
from minzheng_desk.documents.pdf.cells import column_cells
from minzheng_desk.documents.pdf.drawing import Drawing
from minzheng_desk.documents.pdf.form import Shape, drawn_form, shape_of
from minzheng_desk.documents.pdf.frame import frame_of
from minzheng_desk.documents.pdf.pages import ROW_UNITS, paginated
from minzheng_desk.documents.pdf.typesetting import Styles, drawable
from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from minzheng_desk.documents.fonts import Typefaces
    from minzheng_desk.documents.layout import Row, Sheet
    from minzheng_desk.documents.pdf.cells import ColumnCells

_NAMED_AT_MOST: Final = 5


class GlyphMissing(DocumentProblem):
    """No font of this computer can draw a character of the sheet, so that it would be printed as a gap."""

    text = "这台电脑的字体里没有下列字，没有打印：{places}。"
    remedy = "请把含有这些字的字体文件放进数据文件夹里的 fonts 文件夹再打印；急用时可选择“缺字处留空手写”。"


class MissingGlyph(NamedTuple):
    """A character that would be printed as a gap, and where it stands."""

    text: str
    character: str
    column: str
    """The label of its column; empty when it stands outside the rows."""
    row: int
    """Counted from 1 as on paper; 0 when it stands outside the rows."""

    @property
    def place(self) -> str:
        """The character with its code and where to look for it."""
        where = f"第 {self.row} 行“{self.column}”" if self.row else "表头"
        return f"{where}的“{self.character}”（U+{ord(self.character):04X}）"


class CutText(NamedTuple):
    """A text so long that its end is not on paper."""

    text: str
    column: str
    row: int
    """Counted from 1 as on paper."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sheet as a PDF document, and what the person should know about it."""

    content: bytes
    pages: int
    missing: tuple[MissingGlyph, ...]
    """Printed as gaps, because it was accepted."""
    cut: tuple[CutText, ...]


def render(
    sheet: Sheet, path: Path | None = None, *, typefaces: Typefaces | None = None, accept_gaps: bool = False
) -> Rendered:
    """Draw a sheet as PDF and, where a path is given, put the file there whole or not at all.

    Raises `GlyphMissing` unless gaps are accepted, `FontMissing`, and what `replacing` raises.
    """
    typefaces = typefaces or installed_typefaces()
    missing = missing_glyphs(sheet, typefaces)
    if missing and not accept_gaps:
        named = "、".join(glyph.place for glyph in missing[:_NAMED_AT_MOST])
        more = f"等 {len(missing)} 处" if len(missing) > _NAMED_AT_MOST else ""
        raise GlyphMissing(places=named + more)
    rendered = _drawn(sheet, typefaces, missing)
    if path:
        with replacing(path) as file:
            file.write(rendered.content)
    return rendered


def missing_glyphs(sheet: Sheet, typefaces: Typefaces | None = None) -> list[MissingGlyph]:
    """Return every character of a sheet that no font of this computer can draw, before it is printed."""
    typefaces = typefaces or installed_typefaces()
    around = [drawable(text) for text in _texts_around(sheet)]
    texts = {value: drawable(value) for row in sheet.rows for value in row if isinstance(value, str)}
    lacking = typefaces.lacking(set().union(*around, *texts.values()))
    if not lacking:
        return []
    found = [MissingGlyph(text, one, "", 0) for text in around for one in text if one in lacking]
    wanting = {value: [one for one in text if one in lacking] for value, text in texts.items()}
    return found + [
        MissingGlyph(texts[value], one, column.label, at)
        for at, row in enumerate(sheet.rows, start=1)
        for column, value in zip(sheet.columns, row, strict=True)
        if isinstance(value, str)
        for one in wanting[value]
    ]


def _drawn(sheet: Sheet, typefaces: Typefaces, missing: list[MissingGlyph]) -> Rendered:
    styles = Styles(typefaces)
    frame = frame_of(sheet, styles)
    rows = _numbered(sheet)
    cells = [
        column_cells(styles.text, column, [row[at] for row in rows], frame.column_edges(at), frame.size)
        for at, column in enumerate(sheet.columns)
    ]
    pages = paginated(sheet, _heights(rows, cells, frame.unit), frame.room)
    assembly = Assembly(sheet.title, frame.width, frame.height)
    drawing = Drawing(sheet, frame, styles)
    forms = dict[Shape, str]()
    for page in pages:
        shape = shape_of(sheet, page)
        if shape not in forms:
            forms[shape] = assembly.add_form(drawn_form(sheet, frame, styles, shape))
        assembly.add_page(f"{forms[shape]}\n{drawing.page(page, len(pages), rows, cells)}")
    content = assembly.finished(styles.fonts)
    return Rendered(content, len(pages), tuple(missing), tuple(_cut(sheet, rows, cells)))


def _numbered(sheet: Sheet) -> Sequence[Row]:
    """Return the rows with their running numbers filled in."""
    counted = {at for at, column in enumerate(sheet.columns) if column.kind is CellKind.INDEX}
    if not counted:
        return sheet.rows
    return [
        tuple([number if at in counted and value is None else value for at, value in enumerate(row)])
        for number, row in enumerate(sheet.rows, start=1)
    ]


def _heights(rows: Sequence[Row], cells: Sequence[ColumnCells], unit: float) -> list[int]:
    """Return how high each row is: the usual, or as many half rows as its longest text needs."""
    heights = [ROW_UNITS] * len(rows)
    for at, column in enumerate(cells):
        if column.tall:
            for number, row in enumerate(rows):
                needed = math.ceil(column.tall.get(row[at], 0.0) / unit)
                heights[number] = max(heights[number], needed)
    return heights


def _cut(sheet: Sheet, rows: Sequence[Row], cells: Sequence[ColumnCells]) -> Iterator[CutText]:
    for at, column in enumerate(cells):
        if column.cut:
            label, kind = sheet.columns[at].label, sheet.columns[at].kind
            yield from (
                CutText(cell_text(kind, row[at]), label, number)
                for number, row in enumerate(rows, start=1)
                if row[at] in column.cut
            )


def _texts_around(sheet: Sheet) -> Iterator[str]:
    """Yield everything that is printed outside the rows."""
    yield from (sheet.title, sheet.subtitle, sheet.classification, sheet.group_called, sheet.counted_in)
    yield from (part for column in sheet.columns for part in (column.label, column.group))
    yield from (fact.text for fact in (*sheet.heading, *sheet.footer))
    yield from (group.label for group in sheet.groups)
    yield from sheet.notes
    yield from (part for one in sheet.signatures for part in (one.label, one.name))
