"""What each page says for itself: the text of its rows and sums, and on the last one how the sheet closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.layout import Align, CellKind, Total, cell_text, total_label_span
from minzheng_desk.documents.pdf.cells import PADDING, UNBROKEN, Place, written
from minzheng_desk.documents.pdf.closing import drawn_closing
from minzheng_desk.documents.pdf.frame import FACT_SIZE, FOOT_SIZE
from minzheng_desk.documents.pdf.pages import SlotKind
from minzheng_desk.kernel.money import Money, in_words, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_desk.documents.layout import Column, Row, Sheet, Value
    from minzheng_desk.documents.pdf.cells import ColumnCells
    from minzheng_desk.documents.pdf.frame import Frame
    from minzheng_desk.documents.pdf.pages import Page, Slot
    from minzheng_desk.documents.pdf.typesetting import Styles

_NO_ROWS: Final = "本表没有记录。"
_WORDS_SIZE_FACTOR: Final = 1.1


class Drawing:
    """Writes the pages of one sheet, whose cells have been worked out."""

    def __init__(self, sheet: Sheet, frame: Frame, styles: Styles) -> None:
        """Write ``sheet`` in ``frame``."""
        self._sheet = sheet
        self._frame = frame
        self._styles = styles
        self._label_stop = frame.edges[total_label_span(sheet.columns)]

    def page(self, page: Page, pages: int, rows: Sequence[Row], cells: Sequence[ColumnCells]) -> str:
        """Return the operators that write what only this page says."""
        operators, top = ["BT"], self._frame.header_edges[-1]
        pieces_of = [column.pieces for column in cells]
        for slot in page.slots:
            height = slot.units * self._frame.unit
            middle = top - height / 2
            if slot.kind is SlotKind.ROW:
                # The one loop that runs for every cell of the document; most stand on the same baseline.
                last, y = 0.0, ""
                for pieces, value in zip(pieces_of, rows[slot.row], strict=True):
                    for x, drop, shows in pieces[value]:
                        if drop != last:
                            last, y = drop, f"{middle - drop:.2f}"
                        operators.append(f"1 0 0 1 {x} {y} Tm {shows}")
            else:
                operators += self._other(slot, middle)
            top -= height
        foot = self._place(self._frame.foot_middle, Align.CENTRE)
        operators += written(self._styles.text, f"第 {page.number} 页\u3000共 {pages} 页", FOOT_SIZE, foot)
        if not rows:
            below = self._place(top - self._frame.unit, Align.CENTRE)
            operators += written(self._styles.text, _NO_ROWS, FACT_SIZE, below)
        operators.append("ET")
        if page.is_last:
            operators += drawn_closing(self._sheet, self._frame, self._styles.text, top)
        return "\n".join(operators)

    def _place(self, middle: float, align: Align = Align.LEFT) -> Place:
        return Place(self._frame.left + PADDING, self._frame.right - PADDING, middle, align)

    def _other(self, slot: Slot, middle: float) -> list[str]:
        if slot.kind is SlotKind.BAND:
            return written(self._styles.strong, slot.label, self._frame.size, self._place(middle))
        label = self._place(middle, Align.CENTRE)._replace(right=self._label_stop - PADDING)
        rest = self._words(slot, middle) if slot.kind is SlotKind.WORDS else self._sums(slot, middle)
        return [*written(self._styles.strong, slot.label, self._frame.size, label), *rest]

    def _sums(self, slot: Slot, middle: float) -> Iterator[str]:
        edges = self._frame.edges
        for at, (column, value) in enumerate(zip(self._sheet.columns, slot.values, strict=True)):
            if value is not None:
                place = Place(edges[at] + PADDING, edges[at + 1] - PADDING, middle, column.alignment)
                text = _sum_text(column, value)
                yield from written(self._styles.strong, text, self._frame.size, place, smallest=UNBROKEN)

    def _words(self, slot: Slot, middle: float) -> Iterator[str]:
        """Write the total in words at the left and in figures at the right."""
        amount = slot.values[self._sheet.columns.index(self._sheet.column(self._sheet.in_words))]
        money = Money(amount if isinstance(amount, int) else 0)
        size = self._frame.size * _WORDS_SIZE_FACTOR
        place = self._place(middle)._replace(left=self._label_stop + 2 * PADDING)
        yield from written(self._styles.strong, in_words(money), size, place)
        figures = f"（小写）¥ {shown(money)}"
        yield from written(self._styles.strong, figures, size, place._replace(align=Align.RIGHT))


def _sum_text(column: Column, value: Value) -> str:
    return cell_text(CellKind.NUMBER if column.total is Total.COUNT else column.kind, value)
