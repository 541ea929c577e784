"""The sources of ledgers: who was paid what, who changed since last month, what villages come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.model import Award
from minzheng_desk.documents.layout import Value
from minzheng_desk.eligibility.model import PersonFacts
from minzheng_desk.eligibility.rules.old_age import tiers_reached
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, age_on
from minzheng_desk.ledgers.model import LedgerWithoutRosters
from minzheng_desk.ledgers.sources import Asked, Listing, Part, source
from minzheng_desk.payroll.documents.layouts import AREAS, layout_of
from minzheng_desk.payroll.drawing import Previous
from minzheng_desk.payroll.model import Difference, RosterLine, Standing
from minzheng_desk.payroll.queries import RosterView, lines_of, previous_lines, rosters
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader

_UNKNOWN_VILLAGE = "未登记村（社区）"

_CHANGES = {
    Difference.NEW: "新增",
    Difference.STOPPED: "退出",
    Difference.RAISED: "增发",
    Difference.LOWERED: "减发",
    Difference.RETURNED: "恢复",
    Difference.HELD: "暂缓",
}


class Payment(NamedTuple):
    """One line that was paid, with the award and the person behind it."""

    month: Month
    programme: str
    region_code: str
    village: str
    household_number: str
    name: str
    id_number: IdNumber | None
    sex: str
    age: int | None
    age_tier: str
    area: str
    care_arrangement: str
    self_care: str
    persons: int
    household_income: Money | None
    base: Money
    supplement: Money | None
    back_payment: Money | None
    amount: Money
    since: Month
    decided_on: date | None
    certificate_number: str
    bank: str
    account: str
    reason: str


class Change(NamedTuple):
    """One award whose line differs from last month's."""

    month: Month
    programme: str
    region_code: str
    village: str
    household_number: str
    name: str
    id_number: IdNumber | None
    area: str
    change: str
    change_order: int
    persons: int
    previous_amount: Money | None
    amount: Money
    moved: Money
    reason: str
    decided_on: date | None
    effective_month: Month


@source("payments", Payment._fields)
def payments(reader: Reader, asked: Asked) -> Listing:
    """Every line that was paid in the month."""
    ages = _Ages(reader, asked.month)
    rows: list[Payment] = []
    for view in _views(reader, asked):
        awards = reader.by_ids(Award, [str(line.award_id) for line in view.paid])
        people = reader.by_ids(Person, [str(line.person_id) for line in view.paid])
        rows += [
            _payment(view, line, awards[line.award_id], people[line.person_id], ages) for line in view.paid
        ]
    return Listing(Payment._fields, rows)


@source("changes", Change._fields)
def changes(reader: Reader, asked: Asked) -> Listing:
    """Every award that began, ended, was raised, lowered, held or paid again in the month."""
    rows: list[Change] = []
    for view in _views(reader, asked):
        before = previous_lines(reader, view.roster.programme, asked.month)
        changed = [line for line in view.lines if _has_changed(line, before.get(line.award_id))]
        awards = reader.by_ids(Award, [str(line.award_id) for line in changed])
        rows += [_change(view, line, awards[line.award_id], before.get(line.award_id)) for line in changed]
    return Listing(Change._fields, rows)


@source(
    "month_totals",
    ("region_code", "village", "households", "persons", "amount"),
    repeated=("households", "persons", "amount"),
)
def month_totals(reader: Reader, asked: Asked) -> Listing:
    """By village what each programme paid, and what the village received in all."""
    sums: defaultdict[tuple[str, str], defaultdict[str, _Sum]] = defaultdict(lambda: defaultdict(_Sum))
    parts: dict[str, Part] = {}
    for view in _views(reader, asked):
        for line in view.paid:
            part = _part(view, line)
            parts[part.key] = part
            sums[line.region_code, line.region_name or _UNKNOWN_VILLAGE][part.key].add(line)
    ordered = tuple(parts[key] for key in sorted(parts))
    fields = ("region_code", "village", "households", "persons", "amount", *_repeated(ordered))
    return Listing(fields, [_totals_row(place, sums[place], ordered) for place in sorted(sums)], ordered)


@dataclass(slots=True)
class _Sum:
    """Households, persons and money of one village and programme."""

    _households: set[str] = field(default_factory=set)
    persons: int = 0
    amount: int = 0

    def add(self, line: RosterLine) -> None:
        """Count a line; people without a household count as one of their own."""
        self._households.add(line.household_number or line.person_id)
        self.persons += line.persons
        self.amount += line.amount

    @property
    def measures(self) -> tuple[int, int, int]:
        """Households, persons, fen."""
        return len(self._households), self.persons, self.amount


def _repeated(parts: Sequence[Part]) -> Iterator[str]:
    yield from (f"{part.key}.{name}" for part in parts for name in ("households", "persons", "amount"))


def _totals_row(place: tuple[str, str], sums: Mapping[str, _Sum], parts: Sequence[Part]) -> tuple[Value, ...]:
    known = [sums[part.key].measures if part.key in sums else None for part in parts]
    whole = [sum(each[at] for each in known if each) for at in range(3)]
    return (*place, *whole, *(value for each in known for value in (each or (None, None, None))))


def _part(view: RosterView, line: RosterLine) -> Part:
    roster = view.roster
    if not layout_of(roster.programme, roster.programme_label).by_area:
        return Part(roster.programme, roster.programme_label)
    area = AREAS.get(line.hukou_kind, "")
    return Part(f"{roster.programme}-{line.hukou_kind}", f"{area}{roster.programme_label}")


def _views(reader: Reader, asked: Asked) -> list[RosterView]:
    """The rosters of the month that a ledger asks for; raises `LedgerWithoutRosters`."""
    found = [
        roster
        for roster in rosters(reader, month=asked.month)
        if not asked.programmes or roster.programme in asked.programmes
    ]
    if not found:
        raise LedgerWithoutRosters(month=asked.month.label, title=asked.title)
    return [RosterView(roster, tuple(lines_of(reader, roster))) for roster in found]


def _has_changed(line: RosterLine, before: Previous | None) -> bool:
    if not Difference(line.difference).is_change:
        return False
    return not (line.standing == Standing.HOLD.value and before is not None and not before.is_paid)


def _change(view: RosterView, line: RosterLine, award: Award, before: Previous | None) -> Change:
    sort = Difference(line.difference)
    was = before.regular if before is not None and before.is_paid else None
    now = Money(line.base + line.supplement) if line.standing == Standing.PAY.value else Money(0)
    return Change(
        month=view.roster.month,
        programme=view.roster.programme_label,
        region_code=line.region_code,
        village=line.region_name or _UNKNOWN_VILLAGE,
        household_number=line.household_number,
        name=line.name,
        id_number=line.id_number,
        area=AREAS.get(line.hukou_kind, ""),
        change=_CHANGES[sort],
        change_order=list(_CHANGES).index(sort),
        persons=line.persons,
        previous_amount=was,
        amount=now,
        moved=Money(now - (was or 0)),
        reason=line.reason,
        decided_on=award.decided_on if sort is Difference.NEW else None,
        effective_month=view.roster.month,
    )


def _payment(view: RosterView, line: RosterLine, award: Award, person: Person, ages: _Ages) -> Payment:
    return Payment(
        month=view.roster.month,
        programme=view.roster.programme_label,
        region_code=line.region_code,
        village=line.region_name or _UNKNOWN_VILLAGE,
        household_number=line.household_number,
        name=line.name,
        id_number=line.id_number,
        sex=_label("sex", person.sex),
        age=ages.of(person),
        age_tier=ages.tier_of(person) if view.roster.programme == "old_age_allowance" else "",
        area=AREAS.get(line.hukou_kind, ""),
        care_arrangement=_label("care_arrangement", person.care_arrangement),
        self_care=_label("self_care", person.self_care),
        persons=line.persons,
        household_income=line.household_income,
        base=line.base,
        supplement=line.supplement or None,
        back_payment=line.back_payment or None,
        amount=line.amount,
        since=award.since,
        decided_on=award.decided_on,
        certificate_number=award.certificate_number or "",
        bank=line.bank,
        account=line.account,
        reason=line.reason,
    )


def _label(list_name: str, code: str | None) -> str:
    return codes(list_name).label(code) if code else ""


@dataclass
class _Ages:
    """How old people are on the last day of the month, and which tier of the office's policy that is."""

    reader: Reader
    month: Month
    _policy: PolicyOn | None = None

    def of(self, person: Person) -> int | None:
        """Completed years."""
        return age_on(person.born_on, self.month.last_day) if person.born_on else None

    def tier_of(self, person: Person) -> str:
        """The tier, such as 90周岁档."""
        facts = PersonFacts(key=person.id, name=person.name, born_on=person.born_on)
        reached = tiers_reached(facts, self._policy_on())
        return f"{reached[-1].tier.age}周岁档" if reached else ""

    def _policy_on(self) -> PolicyOn:
        if self._policy is None:
            self._policy = office_policy(self.reader).at(self.month.last_day)
        return self._policy
