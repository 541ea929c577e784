"""What stands below the table on the last page: notes, lines to sign on, the place of the seal, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.layout import Align
from minzheng_desk.documents.pdf.cells import Place, placed, shown_at, written
from minzheng_desk.documents.pdf.frame import (
    FACT_SIZE,
    NOTE_GAP,
    NOTE_HEIGHT,
    SIGNATURE_HEIGHT,
    SIGNATURES_IN_A_ROW,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from minzheng_desk.documents.layout import Sheet, Signature
    from minzheng_desk.documents.pdf.frame import Frame
    from minzheng_desk.documents.pdf.typesetting import Setter

_LINE: Final = 0.6
_LINE_BELOW: Final = 6.5
"""How far a signing line lies below the middle of its label."""
_COLUMN_GAP: Final = 18.0
_UNDATED: Final = "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"


def drawn_closing(sheet: Sheet, frame: Frame, text: Setter, top: float) -> Iterator[str]:
    """Yield the operators that draw everything below a table that ends at ``top``."""
    yield "BT"
    yield from _notes(frame, text, top - NOTE_GAP)
    yield "ET"
    top -= NOTE_GAP * bool(frame.notes) + NOTE_HEIGHT * sum(len(note.lines) for note in frame.notes)
    signing = [one for one in sheet.signatures if not one.seal]
    for first in range(0, len(signing), SIGNATURES_IN_A_ROW):
        yield from _row_of_signatures(frame, text, signing[first:][:SIGNATURES_IN_A_ROW], top)
        top -= SIGNATURE_HEIGHT
    seals = [f"{one.label}：{one.name}" for one in sheet.signatures if one.seal]
    if seals or sheet.dated:
        yield "BT"
        yield from _seal(frame, text, seals, _day(sheet.dated), top - SIGNATURE_HEIGHT / 2)
        yield "ET"


def _notes(frame: Frame, text: Setter, top: float) -> Iterator[str]:
    for note in frame.notes:
        height = NOTE_HEIGHT * len(note.lines)
        yield from shown_at(placed(note, Align.LEFT, frame.left, frame.right), top - height / 2)
        top -= height


def _row_of_signatures(frame: Frame, text: Setter, row: list[Signature], top: float) -> Iterator[str]:
    """Write every label with a line behind it, all lines equally long, and the name where it is known."""
    labels = [f"{one.label}：" for one in row]
    widths = [text.line(label).width * FACT_SIZE / 1000 for label in labels]
    line = (frame.right - frame.left - sum(widths)) / len(row) - _COLUMN_GAP
    left, middle = frame.left, top - SIGNATURE_HEIGHT / 2
    for signature, label, width in zip(row, labels, widths, strict=True):
        begins, ends = left + width, left + width + line
        yield "BT"
        yield from written(text, label, FACT_SIZE, Place(left, ends, middle))
        yield from written(text, signature.name, FACT_SIZE, Place(begins, ends, middle, Align.CENTRE))
        yield "ET"
        below = middle - _LINE_BELOW
        yield f"{_LINE} w {begins:.2f} {below:.2f} m {ends:.2f} {below:.2f} l S"
        left = ends + _COLUMN_GAP


def _seal(frame: Frame, text: Setter, seals: list[str], day: str, middle: float) -> Iterator[str]:
    whole = Place(frame.left, frame.right - _COLUMN_GAP, middle)
    yield from written(text, "\u3000\u3000\u3000".join(seals), FACT_SIZE, whole)
    yield from written(text, day, FACT_SIZE, whole._replace(align=Align.RIGHT))


def _day(dated: date | None) -> str:
    return f"{dated.year} 年 {dated.month} 月 {dated.day} 日" if dated else _UNDATED
