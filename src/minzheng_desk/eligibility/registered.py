"""Facts that are plain fields of the register, each with the day and the act that set it, from the journal.

What is found out by checks and visits carries its own provenance; a field such as 劳动能力 carries none, and
the journal is the account of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from minzheng_desk.audit.model import in_words
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.households.model import Household, Member, Person
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.journal import history, undone_by
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_OF_HOUSEHOLD = {"area": "hukou_kind"}
_OF_MEMBER = ("lives_apart", "lives_apart_since")
_OF_PERSON = (
    "hukou_kind",
    "work_capacity",
    "study_stage",
    "self_care_failures",
    "care_arrangement",
    "died_on",
)


class RegisteredFact(NamedTuple):
    """One plain field that an assessment could use, and where it comes from."""

    name: str
    """The person; empty for the household."""
    label: str
    value: str
    provenance: str
    as_of: date

    @property
    def sentence(self) -> str:
        """The fact as it is read out, with its source and day."""
        who = f"{self.name}：" if self.name else ""
        return f"{who}{self.label} {self.value}（{codes('provenance').label(self.provenance)} {self.as_of}）"

    def plain(self) -> dict[str, str]:
        """The fact in plain words for keeping."""
        return {**self._asdict(), "as_of": self.as_of.isoformat()}


class _Set(NamedTuple):
    """One value that an act gave a field."""

    value: Any
    operation: str
    at: str


_Setters = dict[tuple[str, str], list[_Set]]


def registered_facts(
    reader: Reader, homes: Sequence[HouseholdFacts]
) -> dict[str, tuple[RegisteredFact, ...]]:
    """By household, its plain facts with the act that set each to what it is now."""
    known = {home.key: home for home in homes}
    found: dict[str, tuple[RegisteredFact, ...]] = {}
    for part in chunks(list(known)):
        at = table(Member).c
        members = {
            (m.household_id, m.person_id): str(m.id) for m in reader.find(Member, at.household_id.in_(part))
        }
        persons = [member.key for key in part for member in known[key].members]
        setters = _setters(reader, [*part, *members.values(), *persons])
        found |= {key: tuple(_of_home(known[key], members, setters)) for key in part}
    return found


def _of_home(
    home: HouseholdFacts, members: dict[tuple[Any, Any], str], setters: _Setters
) -> Iterator[RegisteredFact]:
    for fact, field in _OF_HOUSEHOLD.items():
        yield from _told(Household, home.key, field, getattr(home, fact), "", setters)
    for one in home.members:
        for field in _OF_PERSON:
            yield from _told(Person, one.key, field, getattr(one, field), one.name, setters)
        for field in _OF_MEMBER:
            member = members.get((home.key, one.key), "")
            yield from _told(Member, member, field, getattr(one, field), one.name, setters)


def _told(
    kind: type[Record], record_id: str, name: str, value: Any, person: str, setters: _Setters
) -> Iterator[RegisteredFact]:
    """Tell of one field; one that is empty, or was found out elsewhere, says nothing."""
    if value is None:
        return
    plain = value.isoformat() if isinstance(value, date) else value
    setter = next((one for one in setters.get((record_id, name), ()) if one.value == plain), None)
    if setter is None:
        return
    field = kind.declaration.field(name)
    source = "list" if setter.operation.endswith(".import") else "register"
    day = in_beijing(datetime.fromisoformat(setter.at)).date()
    yield RegisteredFact(person, field.label, in_words(field, plain), source, day)


def _setters(reader: Reader, record_ids: Sequence[str]) -> _Setters:
    """By record and field, the values it was given, the newest first; what was taken back is left out."""
    found: defaultdict[tuple[str, str], list[_Set]] = defaultdict(list)
    for part in chunks(record_ids):
        rows = history(reader.connection, list(part))
        numbers = sorted({row.id for row, _ in rows})
        taken_back = {back for some in chunks(numbers) for back in undone_by(reader.connection, list(some))}
        for row, change in rows:
            if row.undoes is None and row.id not in taken_back:
                for name, value in (change.after or {}).items():
                    found[change.record_id, name].append(_Set(value, row.operation, row.at))
    return found
