"""What a table remembers of a person: which columns, in which order, how wide. Never what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.tables.columns import TableColumn


@dataclass(slots=True)
class Layout:
    """The columns of a table as a person has them; widths are in pixels at 100 %."""

    order: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    widths: dict[str, int] = field(default_factory=dict)


def usual_layout(columns: Sequence[TableColumn]) -> Layout:
    """The layout before anybody changed it."""
    return Layout(
        order=[column.called for column in columns],
        hidden={column.called for column in columns if column.hidden},
        widths={column.called: column.width for column in columns},
    )


def layout_from(kept: object, columns: Sequence[TableColumn]) -> Layout:
    """The layout that was kept, mended for columns that came or went since; whatever is odd is left out."""
    usual = usual_layout(columns)
    if not isinstance(kept, Mapping):
        return usual
    known = set(usual.order)
    order = [name for name in _list(kept.get("order")) if name in known]
    hidden = {name for name in _list(kept.get("hidden")) if name in known}
    new = known - set(order)
    return Layout(
        order=_with_new(order, usual.order),
        hidden=(hidden | (usual.hidden & new)) if hidden | new != known else usual.hidden,
        widths={**usual.widths, **_widths(kept.get("widths"), known)},
    )


def kept_form(layout: Layout) -> dict[str, Any]:
    """The layout as settings hold it."""
    return {"order": layout.order, "hidden": sorted(layout.hidden), "widths": layout.widths}


@dataclass(slots=True)
class Memory:
    """Where a table keeps its things; without settings nothing outlives it."""

    settings: Settings | None
    name: str

    def get(self, what: str) -> Any:
        """What was kept under this name."""
        return self.settings.get(f"{self.name}/{what}") if self.settings is not None and self.name else None

    def put(self, what: str, value: Any) -> None:
        """Keep it; None forgets."""
        if self.settings is not None and self.name:
            self.settings.put(f"{self.name}/{what}", value)


def _with_new(order: list[str], usual: list[str]) -> list[str]:
    """Columns that are new stand behind the one they usually follow."""
    made = list(dict.fromkeys(order))
    for at, name in enumerate(usual):
        if name not in made:
            made.insert(made.index(usual[at - 1]) + 1 if at else 0, name)
    return made


def _list(kept: object) -> list[str]:
    return [name for name in kept if isinstance(name, str)] if isinstance(kept, list) else []


def _widths(kept: object, known: set[str]) -> dict[str, int]:
    if not isinstance(kept, Mapping):
        return {}
    return {name: width for name, width in kept.items() if name in known and isinstance(width, int)}
