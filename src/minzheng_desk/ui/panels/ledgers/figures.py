"""Which people a figure of a ledger stands for: read off its row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minzheng_desk.ledgers.documents import Ledger

_VILLAGE, _WHOLE = "village", "合计"
_AREAS = ("rural", "urban")


@dataclass(frozen=True, slots=True)
class Figure:
    """The people of a village, of one programme or of all."""

    title: str
    village: str
    programme: str = ""
    area: str = ""


def figure_of(ledger: Ledger, row: Sequence[Any], column: str) -> Figure | None:
    """What the figure in this row and column counts; None where it counts no people of a village.

    The columns of a part carry its key before a point: ``dibao-rural.persons``.
    """
    columns = ledger.sheet.columns
    at = next((i for i, one in enumerate(columns) if column in (f"{one.group} {one.label}", one.key)), None)
    villages = [i for i, one in enumerate(columns) if one.key == _VILLAGE]
    if at is None or not villages:
        return None
    village, group = str(row[villages[0]]), columns[at].group
    part, found, _ = columns[at].key.partition(".")
    if not found:
        return Figure(f"{village}　{group or _WHOLE}", village) if group == _WHOLE else None
    programme, _, area = part.rpartition("-") if part.endswith(_AREAS) else (part, "", "")
    return Figure(f"{village}　{group}", village, programme, area)
