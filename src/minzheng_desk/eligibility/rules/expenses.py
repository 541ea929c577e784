"""刚性支出: what the family had to pay itself before it applied (认定办法第五条), at least and at most.

What is not yet known leaves a margin: somebody whose expenditure fits whatever comes out need not be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from minzheng_desk.eligibility.circumstances import ExpenseFact
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import month_later
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_EDUCATION = "education"


class Borne(NamedTuple):
    """What one expense counts for, in fen: at least, and at most (None: nobody knows)."""

    kind: str
    least: int
    most: int | None
    words: str
    missing: str = ""


def borne(expense: ExpenseFact) -> Borne:
    """Return what an expense counts for: what others paid back taken off, schooling at the public tariff."""
    label = codes("expense_kind").label(expense.kind)
    own = None if expense.amount is None else max(expense.amount - expense.reimbursed, 0)
    if expense.kind == _EDUCATION and expense.public_school is not True:
        return _at_tariff(expense, label, own)
    if own is None:
        return Borne(expense.kind, 0, None, f"{label}待查明", f"请查明{label}的金额并收取票据")
    return Borne(expense.kind, own, own, f"{label} {shown_yuan(own)} 元")


def _at_tariff(expense: ExpenseFact, label: str, own: int | None) -> Borne:
    """Return what schooling counts for where the school is private, or nobody has said that it is not."""
    tariff = expense.tariff
    if tariff is None:
        return Borne(expense.kind, 0, own, f"{label}待查明", f"请查明{label}的同类公办学校收费标准")
    if own is None:
        return Borne(expense.kind, 0, tariff, f"{label}待查明", f"请查明{label}的金额并收取票据")
    counted = min(own, tariff)
    paid = f"（实付 {shown_yuan(own)} 元，按同类公办学校收费标准）" if own > tariff else ""
    return Borne(expense.kind, counted, counted, f"{label} {shown_yuan(counted)} 元{paid}")


class Window(NamedTuple):
    """The months before an application."""

    since: date
    until: date
    """The day of the application, which is no longer before it."""

    def contains(self, day: date | None) -> bool:
        """Tell whether something happened within; without a day it is taken to have."""
        return day is None or self.since <= day < self.until


def window_before(facts: HouseholdFacts, policy: PolicyOn, months: int) -> Window:
    """Return the months before the application, or before the day where none is on file."""
    until = facts.applied_on or policy.day
    return Window(month_later(until, -months), until)


class Expenditure(NamedTuple):
    """All that counts, in fen, at least and at most."""

    least: int
    most: int | None
    words: tuple[str, ...]
    missing: tuple[str, ...]


def expenditure(
    expenses: Collection[ExpenseFact], window: Window, kinds: Collection[str], counted: Collection[str]
) -> Expenditure:
    """Add up what counts: of the listed kinds, within the window, of those who count."""
    found = [borne(one) for one in expenses if _concerns(one, window, kinds, counted)]
    known = [one.most for one in found if one.most is not None]
    return Expenditure(
        least=sum(one.least for one in found),
        most=sum(known) if len(known) == len(found) else None,
        words=tuple(one.words for one in found if one.most),
        missing=tuple(dict.fromkeys(_missing(found))),
    )


def _concerns(expense: ExpenseFact, window: Window, kinds: Collection[str], counted: Collection[str]) -> bool:
    return (
        expense.kind in kinds
        and window.contains(expense.spent_on)
        and (expense.person is None or expense.person in counted)
    )


def _missing(found: list[Borne]) -> Iterator[str]:
    return (one.missing for one in found if one.missing)
