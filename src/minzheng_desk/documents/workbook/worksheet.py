"""One worksheet, written from top to bottom straight into the packed file; only merges and breaks are kept.

Format: ECMA-376 part 1, 18.3.1; the order of the parts is prescribed there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from minzheng_desk.documents.layout import CellKind
from minzheng_desk.documents.workbook.cells import ColumnPen, column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from minzheng_desk.documents.layout import Paper, Row, Value
    from minzheng_desk.documents.workbook.styles import Style, StyleTable

MILLIMETRES_PER_INCH: Final = 25.4
# ECMA-376 part 1, 18.3.1.13: a width counts digits of 7 pixels at 96 to the inch, after 5 pixels of padding.
_PIXELS_PER_MM: Final = 96 / MILLIMETRES_PER_INCH
_PAPER_SIZES: Final = {(210, 297): 9, (297, 420): 8, (148, 210): 11}
# ECMA-376 part 1, 18.3.1.39 allows 255 signs, of which the page numbers take some.
_FOOTER_LIMIT: Final = 200
_LAST_COLUMN: Final = 16383


class Span(NamedTuple):
    """A value over one or more cells of a line."""

    first_column: int
    last_column: int
    value: Value
    style: Style
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a worksheet is looked at and printed."""

    widths_mm: Sequence[float]
    paper: Paper
    frozen_rows: int = 0
    frozen_columns: int = 0
    footer_text: str = ""
    even_heights: bool = True
    """All rows alike; else each row grows with its wrapped text."""


class Worksheet:
    """Writes one worksheet; rows are counted from 1."""

    def __init__(self, write: Callable[[bytes], object], styles: StyleTable, frame: Frame) -> None:
        self._write = write
        self._styles = styles
        self._frame = frame
        self._merges: list[str] = []
        self._breaks: list[int] = []
        self._filter = ""
        self.last_row = 0
        self._put(_HEAD + _views(frame) + _columns(frame) + "<sheetData>")

    def line(self, spans: Sequence[Span], height: float | None = None) -> None:
        """Write one line of cells, each over as many columns as it spans."""
        self.last_row += 1
        cells: list[str] = []
        for span in spans:
            number = self._styles.number(span.style)
            quoted = self._styles.number(replace(span.style, quoted=True))
            cells += ColumnPen(span.first_column, span.kind, number, quoted).cells(
                self.last_row, [span.value]
            )
            covered = range(span.first_column + 1, span.last_column + 1)
            cells += [f'<c r="{column_letters(column)}{self.last_row}" s="{number}"/>' for column in covered]
            if covered:
                self.merge(self.last_row, span.first_column, self.last_row, span.last_column)
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        self._put(f'<row r="{self.last_row}"{tall}>{"".join(cells)}</row>')

    def rows(self, pens: Sequence[ColumnPen], rows: Sequence[Row], heights: Sequence[float] = ()) -> None:
        """Write a block of rows, every column with its own pen; heights in points, where they differ."""
        first = self.last_row + 1
        columns = [
            pen.cells(first, values) for pen, values in zip(pens, zip(*rows, strict=True), strict=True)
        ]
        lines = zip(*columns, strict=True)
        tall = [f' ht="{height:g}"' for height in heights] or [""] * len(rows)
        self._put(
            "".join(
                [
                    f'<row r="{row}"{height}>{"".join(cells)}</row>'
                    for row, (cells, height) in enumerate(zip(lines, tall, strict=True), first)
                ]
            )
        )
        self.last_row += len(rows)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Join cells; rows are counted from 1, columns from 0."""
        cells = f"{column_letters(first_column)}{first_row}:{column_letters(last_column)}{last_row}"
        self._merges.append(f'<mergeCell ref="{cells}"/>')

    def break_page(self) -> None:
        """Begin a new page behind the last line."""
        self._breaks.append(self.last_row)

    def offer_filter(self, header_row: int) -> str:
        """Put the filter buttons on a header row, over all rows since; returns the cells it covers."""
        last = column_letters(len(self._frame.widths_mm) - 1)
        self._filter = f"$A${header_row}:${last}${self.last_row}"
        return self._filter

    def finish(self) -> None:
        """Write what stands behind the rows."""
        last = f"{column_letters(len(self._frame.widths_mm) - 1)}{max(self.last_row, 1)}"
        merges = f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>'
        self._put(
            "</sheetData>"
            + (f'<autoFilter ref="{self._filter.replace("$", "")}"/>' if self._filter else "")
            + (merges if self._merges else "")
            + _printing(self._frame)
            + _row_breaks(self._breaks)
            # 身份证号 and accounts are text on purpose; Excel need not mark each with a green corner.
            + f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>'
            "</worksheet>"
        )

    def _put(self, xml: str) -> None:
        self._write(xml.encode())


_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
)


def _views(frame: Frame) -> str:
    rows, columns = frame.frozen_rows, frame.frozen_columns
    if not rows and not columns:
        return '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    return (
        '<sheetViews><sheetView workbookViewId="0"><pane'
        + (f' xSplit="{columns}"' if columns else "")
        + (f' ySplit="{rows}"' if rows else "")
        + f' topLeftCell="{column_letters(columns)}{rows + 1}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/></sheetView></sheetViews>'
    )


def _columns(frame: Frame) -> str:
    height = ' customHeight="1"' if frame.even_heights else ""
    widths = [max((mm * _PIXELS_PER_MM - 5) / 7, 1) for mm in frame.widths_mm]
    return (
        f'<sheetFormatPr defaultRowHeight="18"{height}/><cols>'
        + "".join(
            f'<col min="{at}" max="{at}" width="{width:.2f}" customWidth="1"/>'
            for at, width in enumerate(widths, 1)
        )
        + "</cols>"
    )


def _printing(frame: Frame) -> str:
    paper = frame.paper
    left, right, top, bottom = (
        f"{mm / MILLIMETRES_PER_INCH:.3f}"
        for mm in (paper.left_mm, paper.right_mm, paper.top_mm, paper.bottom_mm)
    )
    edges = sorted((round(paper.width_mm), round(paper.height_mm)))
    size = _PAPER_SIZES.get((edges[0], edges[1]))
    return (
        '<printOptions horizontalCentered="1"/>'
        f'<pageMargins left="{left}" right="{right}" top="{top}" bottom="{bottom}"'
        ' header="0.2" footer="0.2"/>'
        "<pageSetup"
        + (f' paperSize="{size}"' if size else "")
        + f' fitToHeight="0" orientation="{"landscape" if paper.is_landscape else "portrait"}"/>'
        + f"<headerFooter><oddFooter>{_at_left(frame.footer_text)}"
        "&amp;R第 &amp;P 页　共 &amp;N 页</oddFooter></headerFooter>"
    )


def _at_left(text: str) -> str:
    """Return text for the left of a page's foot, where & begins an instruction and room is short."""
    return escape("&L&9 " + text.replace("&", "&&")[:_FOOTER_LIMIT]) if text else ""


def _row_breaks(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    breaks = "".join(f'<brk id="{row}" max="{_LAST_COLUMN}" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>'
