"""Faults planted on purpose, a declared number of each kind, and remembered to judge an import by them.

A fault that an import must report falls only where it drags nothing else down: on a household without
benefits, never on a head whom other rows name. So what an import reports is what was planted, cell by cell.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from random import Random
from typing import Any

from minzheng_desk.demo.damage import DAMAGES, Cell
from minzheng_desk.demo.entries import person_cells, spread_cells
from minzheng_desk.demo.layouts import MEMBER_PLACES, Column, Draft, Entry
from minzheng_desk.kernel.resources import resource

_TRIES = 20000
_PAIR = 2
_LISTS_OF_PEOPLE = {"households", "old_age_allowance"}


@dataclass(frozen=True, slots=True)
class Planting:
    """A fault, by the entry and the key of the column it fell on."""

    draft: Draft
    entry: Entry
    key: str
    kind: str


@cache
def fault_kinds() -> dict[str, dict[str, Any]]:
    """Return every declared kind: ``times``, ``family`` and whether it must be ``reported``."""
    return tomllib.loads(resource("demo", "faults.toml").read_text("utf-8"))


def plant_faults(drafts: tuple[Draft, ...], chance: Random) -> tuple[Planting, ...]:
    """Put the declared faults into the drafts and return them; a small township may lack room for some."""
    touched: set[str] = set()
    planted: list[Planting] = []
    for kind, declared in fault_kinds().items():
        if declared["family"] == "row":
            planted += _plant_rows(drafts, chance, kind, touched)
    for kind in fault_kinds():
        if kind in DAMAGES:
            planted += _plant_cells(drafts, chance, kind, touched)
    return tuple(planted)


def _plant_cells(
    drafts: tuple[Draft, ...], chance: Random, kind: str, touched: set[str]
) -> Iterator[Planting]:
    """Damage cells of the kind's family, a file after the other.

    A household with a fault to report has no other; of the rest no row has two.
    """
    declared = fault_kinds()[kind]
    suitable = [draft for draft in drafts if _columns(draft, declared["family"]) and draft.entries]
    planted = 0
    for draft, _ in zip(cycle(suitable), range(_TRIES), strict=False):
        entry = chance.choice(draft.entries)
        column = chance.choice(_columns(draft, declared["family"]))
        if planted == declared["times"]:
            return
        mark = entry.household.key if declared["reported"] else f"{draft.layout.file} {entry.person.key}"
        if {mark, entry.household.key} & touched or not _may_fall(kind, draft, entry, column):
            continue
        is_text = draft.layout.file.endswith(".csv")
        value = DAMAGES[kind](Cell(entry.cells[column.key], entry.person, is_text, chance))
        if value is not None:
            entry.cells[column.key] = value
            touched.add(mark)
            planted += 1
            yield Planting(draft, entry, column.key, kind)


def _columns(draft: Draft, family: str) -> list[Column]:
    return [column for column in draft.layout.columns if column.family == family]


def _may_fall(kind: str, draft: Draft, entry: Entry, column: Column) -> bool:
    """Tell whether this fault may fall on this cell without dragging other rows down."""
    if entry.cells.get(column.key) is None:
        return False
    if kind == "name_mismatch":
        return draft.layout.holds != "households"
    if kind == "unknown_village":
        return draft.layout.holds == "households" and _stands_alone(entry)
    return not fault_kinds()[kind]["reported"] or _drags_nothing(draft, entry, column)


def _stands_alone(entry: Entry) -> bool:
    return len(entry.household.members) == 1 and not entry.household.benefits


def _drags_nothing(draft: Draft, entry: Entry, column: Column) -> bool:
    """Tell whether a refused row leaves every other row of every register as it is."""
    if draft.layout.holds != "households" or _stands_alone(entry):
        return draft.layout.holds != "households" or draft.layout.is_spread or column.key != "head_id"
    if entry.household.benefits:
        return False
    return draft.layout.is_spread or (entry.person is not entry.household.head and column.key != "head_id")


def _plant_rows(
    drafts: tuple[Draft, ...], chance: Random, kind: str, touched: set[str]
) -> Iterator[Planting]:
    """Plant faults that concern a whole row, in one list of people after the other."""
    suitable = [draft for draft in drafts if draft.layout.holds in _LISTS_OF_PEOPLE and draft.entries]
    planted = 0
    for draft, _ in zip(cycle(suitable), range(_TRIES), strict=False):
        if planted == fault_kinds()[kind]["times"]:
            return
        planting = _ROW_FAULTS[kind](draft, chance, touched)
        if planting:
            planted += 1
            yield planting


def _untouched(draft: Draft, chance: Random, touched: set[str]) -> Entry | None:
    """Return some entry of a household of several people that no benefit hangs on."""
    entry = chance.choice(draft.entries)
    return entry if draft.layout.holds == "households" and _is_free(entry, touched) else None


def _is_free(entry: Entry, touched: set[str]) -> bool:
    household = entry.household
    return household.key not in touched and not household.benefits and len(household.members) > 1


def _duplicate_person(draft: Draft, chance: Random, touched: set[str]) -> Planting | None:
    """Let a person's row come a second time at the end of the file, of people or of allowances."""
    entry = chance.choice(draft.entries)
    if draft.layout.holds == "households":
        if draft.layout.is_spread or not _is_free(entry, touched) or entry.person is entry.household.head:
            return None
    elif entry.household.key in touched:
        return None
    again = replace(entry, cells=dict(entry.cells))
    draft.entries.append(again)
    touched.add(entry.household.key)
    return Planting(draft, again, "id", "duplicate_person")


def _two_households(draft: Draft, chance: Random, touched: set[str]) -> Planting | None:
    """Let a member of one household be listed once more in another that comes later."""
    here = _untouched(draft, chance, touched)
    there = _untouched(draft, chance, touched)
    if here is None or there is None or here.household.key >= there.household.key:
        return None
    if len(there.household.members) > MEMBER_PLACES:
        return None
    touched |= {here.household.key, there.household.key}
    member = replace(here.household.members[-1], relation="其他")
    if draft.layout.is_spread:
        place = f"m{len(there.household.members)}"
        there.cells |= spread_cells(place, member)
        return Planting(draft, there, f"{place}_id", "two_households")
    entry = Entry(there.household, member, person_cells(there.household, member))
    last = max(index for index, other in enumerate(draft.entries) if other.household is there.household)
    draft.entries.insert(last + 1, entry)
    return Planting(draft, entry, "id", "two_households")


def _head_missing(draft: Draft, chance: Random, touched: set[str]) -> Planting | None:
    """Leave out the head: a blank in a row of a household, a missing row where each person has one."""
    entry = _untouched(draft, chance, touched)
    if entry is None or len(entry.household.members) != _PAIR:
        return None
    touched.add(entry.household.key)
    if draft.layout.is_spread:
        entry.cells |= {"head_name": None, "head_id": None}
        return Planting(draft, entry, "head_id", "head_missing")
    head, other = (row for row in draft.entries if row.household is entry.household)
    draft.entries.remove(head)
    return Planting(draft, other, "head_id", "head_missing")


_ROW_FAULTS: dict[str, Callable[[Draft, Random, set[str]], Planting | None]] = {
    "duplicate_person": _duplicate_person,
    "two_households": _two_households,
    "head_missing": _head_missing,
}
