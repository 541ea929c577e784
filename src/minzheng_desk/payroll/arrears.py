"""What earlier months still owe: due by the award, less what was paid for the month, each month by itself.

Arrears are never merged (the months are listed one by one), and what was paid too much is told, never taken
off: that needs the person's consent or a decision after a hearing (社会救助法第四十八条).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month

MonthAmount = tuple[Month, Money]


@dataclass(frozen=True, slots=True)
class Arrears:
    """Earlier months that do not agree with what was paid for them."""

    unpaid: tuple[MonthAmount, ...] = ()
    """What is still to be paid, month by month."""
    overpaid: tuple[MonthAmount, ...] = ()
    """What was paid too much, month by month; it is told, never deducted."""
    unclear: tuple[Month, ...] = ()
    """Months that were not paid and of which nobody can say what they are worth."""

    @property
    def total(self) -> Money:
        """What is paid in arrears."""
        return Money(sum(amount for _, amount in self.unpaid))


NOTHING_OWED = Arrears()


def arrears_of(
    due: Iterable[Month], paid: Mapping[Month, Money], worth: Callable[[Month], Money | None]
) -> Arrears:
    """Compare the months ``due`` with what was ``paid``; ``worth`` says what a month should come to.

    Months that were paid although they were not due count as paid too much. ``worth`` None leaves a month
    that was paid as it is, and names one that was not.
    """
    unpaid: list[MonthAmount] = []
    unclear: list[Month] = []
    overpaid: list[MonthAmount] = []
    months = set(due)
    for month in sorted(months | paid.keys()):
        expected = worth(month) if month in months else Money(0)
        received = paid.get(month, Money(0))
        if expected is None:
            unclear += [month] if month not in paid else []
        elif expected > received:
            unpaid.append((month, Money(expected - received)))
        elif expected < received:
            overpaid.append((month, Money(received - expected)))
    return Arrears(tuple(unpaid), tuple(overpaid), tuple(unclear))


def in_months(amounts: Iterable[MonthAmount]) -> str:
    """Write months with their amounts; neighbours of the same amount are said in one breath.

    >>> in_months([(Month(2026, 8), Money(50_00)), (Month(2026, 9), Money(50_00))])
    '2026-08至2026-09每月50.00元'
    >>> in_months([(Month(2026, 9), Money(50_00)), (Month(2026, 10), Money(70_00))])
    '2026-09 50.00元、2026-10 70.00元'
    """
    return "、".join(_run_in_words(run) for run in _runs(list(amounts)))


def _runs(amounts: list[MonthAmount]) -> list[list[MonthAmount]]:
    runs: list[list[MonthAmount]] = []
    for month, amount in amounts:
        if runs and runs[-1][-1] == (month.previous, amount):
            runs[-1].append((month, amount))
        else:
            runs.append([(month, amount)])
    return runs


def _run_in_words(run: list[MonthAmount]) -> str:
    (first, amount), (last, _) = run[0], run[-1]
    return f"{first} {shown(amount)}元" if first == last else f"{first}至{last}每月{shown(amount)}元"
