"""A standard published late: who is owed what for which month, and that the next roster pays it once."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from eligibility.test_activating import CASES, county
from minzheng_desk.benefits.model import Amounts, Award, AwardAmount, amount_in
from minzheng_desk.benefits.operations import end, report_death
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.operations import activate_pack
from minzheng_desk.households.model import Income
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from minzheng_desk.office.queries import find_station
from minzheng_desk.payroll.late_changes import LateChange, late_changes, raised_amounts
from minzheng_desk.payroll.operations import owe_late_changes
from minzheng_desk.policy.model import Dated, Document, Policy, Source
from minzheng_desk.policy.quantities import Tier
from minzheng_desk.policy.queries import office_policy
from payroll.paying import (
    DIBAO,
    OLD_AGE,
    a_household,
    an_account,
    an_award,
    drawn_up,
    line_of,
    paid_out,
    person_of,
    policy,
)

NOTICE = Source(Document("late", "某县关于提高2026年低保标准的通知", is_open=True))
SEPTEMBER, OCTOBER, NOVEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 11)


def late(since: date = date(2026, 10, 1), published: date = date(2026, 11, 25), fen: int = 50_000) -> Policy:
    """The policy after a standard was published when the months from ``since`` on had been paid."""
    dated = Dated(since, Fraction(fen), NOTICE, published)
    return policy().with_values({"dibao.standard.rural": [dated]})


def on_dibao(desk: Desk, *names: str, base: str = "320", since: str = "2026-09") -> Award:
    """A rural couple with 560 yuan a month."""
    household, head = a_household(desk, *(names or ("张三", "李四")))
    an_account(desk, head)
    desk.run(record_fact, Income(household_id=household.id, kind="wage", amount=yuan("560"), months=1))
    return an_award(desk, household, head, since, base, persons=2)


def paid_through_november(desk: Desk) -> None:
    for month in (SEPTEMBER, OCTOBER, NOVEMBER):
        paid_out(desk, str(month))


def test_a_standard_published_late_is_owed_month_by_month_with_old_and_new_value(desk: Desk) -> None:
    award = on_dibao(desk)
    paid_through_november(desk)
    found = desk.ask(late_changes, late(), DIBAO)
    assert [(OCTOBER, 12_000), (NOVEMBER, 12_000)] == [(one.month, one.owed) for one in found]
    assert {award.id} == {one.award_id for one in found}
    (parameter,) = found[0].parameters
    assert ("dibao.standard.rural", "440.00元/人·月", "500.00元/人·月") == parameter[0:1] + parameter[2:4]
    assert all(one.is_clear for one in found)


def test_the_next_roster_pays_what_is_owed_and_nobody_is_owed_twice(desk: Desk) -> None:
    award = on_dibao(desk)
    paid_through_november(desk)
    owed = desk.run(owe_late_changes, DIBAO, policy=late()).result
    assert 24_000 == sum(one.owed for one in owed)
    line = line_of(drawn_up(desk, "2026-12", policy_used=late()), award)
    assert (44_000, 24_000, 68_000) == (line.base, line.back_payment, line.amount)
    assert (("2026-10", 12_000), ("2026-11", 12_000)) == tuple((m, a) for m, a in line.back_months)
    paid_out(desk, "2026-12", policy_used=late())
    assert [] == desk.ask(late_changes, late(), DIBAO)
    assert [] == desk.run(owe_late_changes, DIBAO, policy=late()).result


def test_turning_arrears_into_amounts_is_one_act_and_one_undo(memory_desk: Desk) -> None:
    on_dibao(memory_desk)
    paid_through_november(memory_desk)
    before = memory_desk.ask(lambda reader: reader.count(AwardAmount))
    memory_desk.run(owe_late_changes, DIBAO, policy=late())
    memory_desk.undo()
    assert before == memory_desk.ask(lambda reader: reader.count(AwardAmount))


def test_what_was_published_before_the_roster_was_drawn_up_is_not_late(memory_desk: Desk) -> None:
    on_dibao(memory_desk)
    paid_through_november(memory_desk)
    assert [] == memory_desk.ask(late_changes, late(published=date(2026, 11, 16)), DIBAO)
    assert [] != memory_desk.ask(late_changes, late(published=date(2026, 11, 17)), DIBAO)
    assert [] == memory_desk.ask(late_changes, late(since=date(2026, 12, 1)), DIBAO)


def test_months_after_an_end_are_not_owed(memory_desk: Desk) -> None:
    award = on_dibao(memory_desk)
    paid_through_november(memory_desk)
    memory_desk.run(end, award, NOVEMBER, "moved")
    assert [OCTOBER] == [one.month for one in memory_desk.ask(late_changes, late(), DIBAO)]


def test_months_after_a_death_are_not_owed(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶", born_on=date(1930, 1, 1))
    an_account(memory_desk, person)
    award = an_award(memory_desk, household, person, "2026-09", "100", programme=OLD_AGE)
    for month in ("2026-09", "2026-10", "2026-11"):
        paid_out(memory_desk, month, OLD_AGE)
    memory_desk.run(report_death, person, date(2026, 10, 3), "医院", policy=policy())
    tiers = (Tier(90, Fraction(12_000)),)
    dated = Dated(date(2026, 9, 1), tiers, NOTICE, date(2026, 11, 25))
    found = memory_desk.ask(late_changes, policy().with_values({"old_age_allowance.tiers": [dated]}), OLD_AGE)
    assert [(SEPTEMBER, 2_000), (OCTOBER, 2_000)] == [(one.month, one.owed) for one in found]
    assert person_of(memory_desk, award).died_on is not None


def test_a_line_whose_facts_have_changed_too_is_told_and_not_raised(memory_desk: Desk) -> None:
    on_dibao(memory_desk, base="330")
    paid_through_november(memory_desk)
    found = memory_desk.ask(late_changes, late(), DIBAO)
    assert [False, False] == [one.is_clear for one in found]
    assert [] == memory_desk.run(owe_late_changes, DIBAO, policy=late()).result


def an_office_with(desk: Desk, folder: Path, rural: str, since: str) -> Policy:
    """The office works by the pack of its county; the standard was published before any roster was made."""
    if desk.ask(find_station) is None:
        station = Station(name="清水镇民政办", region_code="990000101", policy_pack="demo-county")
        desk.run(set_up_office, station)
    pack = county(
        folder, CASES.replace("500.00", rural).replace("2027-01-01", since), rural, since, version=rural
    )
    desk.run(activate_pack, pack, activated_by="王局", activated_on=date(2026, 12, 1))
    return desk.ask(office_policy)


def test_a_roster_drawn_up_under_the_pack_of_the_program_owes_what_the_new_one_gives(
    memory_desk: Desk, tmp_path: Path
) -> None:
    on_dibao(memory_desk)
    paid_through_november(memory_desk)
    new = an_office_with(memory_desk, tmp_path, "500.00", "2026-10-01")
    found = memory_desk.ask(late_changes, new, DIBAO)
    assert [(OCTOBER, 12_000, True), (NOVEMBER, 12_000, True)] == [
        (one.month, one.owed, one.is_clear) for one in found
    ]
    assert ("440.00元/人·月", "500.00元/人·月") == found[0].parameters[0][2:4]
    assert 24_000 == sum(one.owed for one in memory_desk.run(owe_late_changes, DIBAO, policy=new).result)
    paid_out(memory_desk, "2026-12", policy_used=new)
    assert [] == memory_desk.ask(late_changes, new, DIBAO)


def test_a_roster_drawn_up_under_an_older_pack_that_was_kept_is_reckoned_by_that(
    memory_desk: Desk, tmp_path: Path
) -> None:
    on_dibao(memory_desk, base="340")
    old = an_office_with(memory_desk, tmp_path / "1", "450.00", "2026-09-01")
    for month in (SEPTEMBER, OCTOBER):
        paid_out(memory_desk, str(month), policy_used=old)
    new = an_office_with(memory_desk, tmp_path / "2", "500.00", "2026-10-01")
    assert [(OCTOBER, 10_000, True)] == [
        (one.month, one.owed, one.is_clear) for one in memory_desk.ask(late_changes, new, DIBAO)
    ]


def test_where_the_older_pack_is_gone_the_standing_when_the_amount_was_found_is_the_witness(
    memory_desk: Desk, tmp_path: Path
) -> None:
    on_dibao(memory_desk)
    gone = dataclasses.replace(policy(), version="demo-county@0")
    for month in (SEPTEMBER, OCTOBER):
        paid_out(memory_desk, str(month), policy_used=gone)
    new = an_office_with(memory_desk, tmp_path, "500.00", "2026-10-01")
    assert [(OCTOBER, 12_000, True)] == [
        (one.month, one.owed, one.is_clear) for one in memory_desk.ask(late_changes, new, DIBAO)
    ]


months = st.integers(0, 11).map(lambda later: Month(2026, 1) + later)


@given(
    st.integers(1_000, 90_000),
    st.dictionaries(months, st.integers(100, 50_000), min_size=1),
    st.dictionaries(months, st.integers(1_000, 90_000), max_size=3),
)
def test_arrears_are_the_sum_of_new_less_old_over_the_paid_months(
    first: int, more: dict[Month, int], revised: dict[Month, int]
) -> None:
    award_id = new_id()
    amounts = [
        AwardAmount(award_id=award_id, since=since, base=Money(fen))
        for since, fen in {Month(2026, 1): first, **revised}.items()
    ]

    def worth(month: Month, all_: list[AwardAmount]) -> int:
        found = amount_in(all_, month)
        assert found is not None
        return found.base

    changes = [
        LateChange(
            award_id=award_id,
            person_id=award_id,
            household_id=None,
            name="张三",
            month=month,
            received=Money(worth(month, amounts)),
            due=Amounts(Money(worth(month, amounts) + fen)),
            parameters=(),
            is_clear=True,
        )
        for month, fen in more.items()
    ]
    written = raised_amounts(changes, amounts, Month(2026, 12))
    paid = [Month(2026, 1) + later for later in range(12)]
    gained = sum(worth(month, [*amounts, *written]) - worth(month, amounts) for month in paid)
    assert sum(more.values()) == gained == sum(change.owed for change in changes)
