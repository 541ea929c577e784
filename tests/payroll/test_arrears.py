"""Every month receives what it is worth, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import arrears_of, in_months

months = st.integers(0, 12).map(lambda n: Month(2026, 1) + n)
sums = st.integers(0, 1000).map(Money)


@given(st.sets(months), st.dictionaries(months, sums), st.dictionaries(months, sums))
def test_paying_the_arrears_brings_every_due_month_to_its_worth(
    due: set[Month], paid: dict[Month, Money], worth: dict[Month, Money]
) -> None:
    found = arrears_of(due, paid, lambda month: worth.get(month, Money(0)))
    after = dict(paid)
    for month, amount in found.unpaid:
        after[month] = Money(after.get(month, 0) + amount)
    for month, amount in found.overpaid:
        after[month] = Money(after[month] - amount)
    expected = {month: worth.get(month, 0) if month in due else 0 for month in due | paid.keys()}
    assert expected == {month: after.get(month, 0) for month in expected}
    assert found.total == sum(amount for _, amount in found.unpaid)


@given(st.sets(months), st.dictionaries(months, st.integers(1, 1000).map(Money)))
def test_a_month_nobody_can_value_is_named_unless_it_was_paid(
    due: set[Month], paid: dict[Month, Money]
) -> None:
    found = arrears_of(due, paid, lambda _: None)
    assert tuple(sorted(due - paid.keys())) == found.unclear
    assert () == found.unpaid


def test_months_of_one_amount_are_said_in_one_breath_across_the_new_year() -> None:
    run = [(Month(2025, 12), Money(5000)), (Month(2026, 1), Money(5000)), (Month(2026, 3), Money(5000))]
    assert "2025-12至2026-01每月50.00元、2026-03 50.00元" == in_months(run)
