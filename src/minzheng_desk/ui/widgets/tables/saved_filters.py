"""Filters with a name. They name villages, programmes and states, never a person: those are not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from minzheng_desk.ui.widgets.tables.memory import Memory

_KEPT_AS = "filters"

Values = dict[str, list[str]]
"""The texts wanted, by the name of the column, or of what the page filters by itself."""

_OF_THE_PAGE = "/"
"""Stands before the name of a choice of the page; no column is called so."""


@dataclass(frozen=True, slots=True)
class PageChoice:
    """Something a page filters by itself, such as a segment or a village."""

    read: Callable[[], str]
    """What is chosen at present; empty for all."""
    choose: Callable[[str], None]
    """Choose this; empty for all."""


Choices = Mapping[str, PageChoice]
"""What a page filters by itself, by a name that is kept."""


def chosen(choices: Choices) -> Values:
    """What is chosen on the page at present, as it is kept."""
    read = {name: one.read() for name, one in choices.items()}
    return {f"{_OF_THE_PAGE}{name}": [key] for name, key in read.items() if key}


def choose(choices: Choices, values: Values) -> None:
    """Choose on the page what was kept; what is not in it is chosen for all."""
    for name, one in choices.items():
        one.choose("".join(values.get(f"{_OF_THE_PAGE}{name}", ())))


class SavedFilters:
    """The named filters of one person and one table."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @property
    def names(self) -> list[str]:
        """The names, in the order in which they were saved."""
        return list(self._kept())

    def values(self, name: str) -> Values:
        """What the filter called ``name`` keeps; `KeyError` when there is none."""
        return self._kept()[name]

    def save(self, name: str, values: Mapping[str, list[str]]) -> None:
        """Keep these values under a name; an older filter of that name is replaced."""
        self._memory.put(_KEPT_AS, {**self._kept(), name: dict(values)})

    def forget(self, name: str) -> None:
        """Take a name away."""
        kept = self._kept()
        kept.pop(name, None)
        self._memory.put(_KEPT_AS, kept or None)

    def _kept(self) -> dict[str, Values]:
        """What the settings hold, without what cannot be a filter."""
        kept = self._memory.get(_KEPT_AS)
        if not isinstance(kept, Mapping):
            return {}
        return {
            str(name): {str(column): [str(text) for text in texts] for column, texts in values.items()}
            for name, values in kept.items()
            if isinstance(values, Mapping) and all(isinstance(texts, list) for texts in values.values())
        }
