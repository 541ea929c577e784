"""A change to one record, how to invert it, and how to merge two of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Plain = Mapping[str, Any]

REMOVED = "_removed"
"""The pseudo-field under which the removal of a record is remembered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after, in JSON form.

    A new record has ``before`` None and a removed one ``after`` None. For a revision both hold only the
    fields that the change sets (an absent field is empty), so that two people who change different fields
    of one record do not stand in each other's way.
    """

    record_type: str
    record_id: str
    before: Plain | None
    after: Plain | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.record_type, self.record_id, self.after, self.before)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields this change sets; a removal sets `REMOVED`.

        >>> Change("household", "1", {"a": 1}, {"b": 2}).fields
        ('a', 'b')
        """
        if self.after is None:
            return (REMOVED,)
        return tuple(dict.fromkeys((*(self.before or {}), *self.after)))


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """Both sides changed the same field, to different values."""

    name: str
    base: Any
    ours: Any
    theirs: Any


def merge(base: Plain, ours: Plain, theirs: Plain) -> tuple[dict[str, Any], tuple[FieldConflict, ...]]:
    """Bring their edits into ours, field by field.

    A field only one side changed takes that side's value. A field both sides changed
    differently keeps ours and is reported.

    >>> merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    ({'a': 2, 'b': 3}, ())
    >>> merge({"a": 1}, {"a": 2}, {"a": 3})
    ({'a': 2}, (FieldConflict(name='a', base=1, ours=2, theirs=3),))
    """
    merged, conflicts = dict(ours), []
    for name in dict.fromkeys((*base, *theirs)):
        was, our_value, their_value = base.get(name), ours.get(name), theirs.get(name)
        if their_value in (was, our_value):
            continue
        if our_value == was:
            _set(merged, name, their_value)
        else:
            conflicts.append(FieldConflict(name, was, our_value, their_value))
    return merged, tuple(conflicts)


def _set(values: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
