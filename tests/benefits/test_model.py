"""Which amount is in force in a month, and which months are suspended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.model import AwardAmount, Suspension, amount_in, suspended_in
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month

AWARD = RecordId("a" * 32)
months = st.integers(0, 60).map(lambda n: Month(2024, 1) + n)


def an_amount(since: Month, base: int) -> AwardAmount:
    return AwardAmount(award_id=AWARD, since=since, base=Money(base))


@given(st.lists(months, unique=True, min_size=1), months)
def test_the_amount_in_force_is_the_last_that_has_begun(begins: list[Month], asked: Month) -> None:
    amounts = [an_amount(since, at) for at, since in enumerate(begins)]
    found = amount_in(amounts, asked)
    begun = [since for since in begins if since <= asked]
    assert (max(begun) if begun else None) == (found.since if found else None)


def test_of_two_amounts_from_one_month_the_later_written_holds() -> None:
    first, second = an_amount(Month(2026, 1), 1), an_amount(Month(2026, 1), 2)
    assert second == amount_in([second, first], Month(2026, 3))


@given(months, months, months)
def test_a_suspension_covers_its_first_month_and_not_its_last(
    since: Month, until: Month, asked: Month
) -> None:
    found = suspended_in([Suspension(award_id=AWARD, since=since, until=until, reason="核查")], asked)
    assert (since <= asked < until) == (found is not None)
