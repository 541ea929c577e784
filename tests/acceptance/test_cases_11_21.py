"""C11 to C21: limits of time, first months, deaths and shares, as far as they are computed.

Posting, objections, hearings and decisions are acts of a case and stand with them.
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from acceptance.families import COUNTY, T, assessed, family, income, member, with_word
from minzheng_desk.benefits.operations import report_death
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import rounded, yuan
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.kernel.working_days import state_council_calendar
from minzheng_desk.payroll.model import Refund
from minzheng_desk.payroll.recoveries.operations import open_recovery, record_refund
from minzheng_desk.policy.limits import due_on
from payroll.paying import granted, paid_out, person_of

STANDING = COUNTY.at(T)


def test_c11_six_months_of_phase_out_begin_on_the_first_after_the_decision() -> None:
    months = COUNTY.at(date(2026, 5, 20)).whole("dibao.phase_out_months")
    since = Month.of(date(2026, 5, 20)).next
    assert (6, Month(2026, 6), Month(2026, 12)) == (months, since, since + months)
    last_day = (since + months).previous.last_day
    assert (date(2026, 11, 30), date(2026, 10, 31)) == (last_day, last_day - timedelta(days=30))


@pytest.mark.parametrize(
    ("posted", "way", "last"),
    [
        (date(2026, 9, 24), "next_working_day", date(2026, 10, 8)),
        (date(2026, 9, 24), "none", date(2026, 10, 1)),
        (date(2026, 11, 13), "next_working_day", date(2026, 11, 20)),
    ],
)
def test_c12_a_posting_that_ends_on_a_holiday_ends_on_the_next_working_day(
    posted: date, way: str, last: date
) -> None:
    policy = with_word("limit.holiday_roll", way)
    assert last == due_on(policy.at(posted), "limit.publicity", posted)


@pytest.mark.parametrize(
    ("limit", "since", "last"),
    [
        ("limit.investigation_start", date(2026, 9, 21), date(2026, 9, 24)),
        ("limit.decision", date(2026, 9, 21), date(2026, 11, 9)),
        ("limit.decision_by_township", date(2026, 9, 21), date(2026, 10, 26)),
        ("limit.decision_special", date(2026, 9, 21), date(2026, 11, 30)),
        ("limit.investigation_start", date(2026, 9, 28), date(2026, 10, 8)),
        ("limit.county_decision", date(2026, 9, 30), date(2026, 10, 20)),
    ],
)
def test_c13_working_days_leave_out_holidays_and_count_working_weekends(
    limit: str, since: date, last: date
) -> None:
    assert last == due_on(COUNTY.at(since), limit, since)


@pytest.mark.parametrize(
    ("confirmed", "start", "first"),
    [
        (date(2026, 10, 31), "next_month", Month(2026, 11)),
        (date(2026, 11, 1), "next_month", Month(2026, 12)),
        (date(2026, 10, 31), "same_month", Month(2026, 10)),
    ],
)
def test_c14_the_first_month_follows_the_confirmation(confirmed: date, start: str, first: Month) -> None:
    facts = family(member("户主", "02"), incomes=())
    assert first == assessed("dibao", facts, confirmed, with_word("dibao.start", start)).first_month


def test_c14_a_refusal_is_told_in_writing_within_three_working_days() -> None:
    assert date(2026, 11, 4) == due_on(STANDING, "limit.refusal_notice", date(2026, 10, 30))


def test_c16_a_tekun_objection_is_looked_into_within_fifteen_working_days_and_posted_again() -> None:
    assert date(2026, 12, 11) == due_on(STANDING, "limit.tekun_objection", date(2026, 11, 20))
    assert date(2026, 12, 18) == due_on(STANDING, "limit.publicity", date(2026, 12, 11))


EARNER = member("户主", "02", date(1975, 1, 1))
WIFE = member("妻子", "12", date(1978, 1, 1))
DAUGHTER = member("女儿", "30", date(2012, 6, 1))


def test_c17_the_death_of_an_earner_raises_the_amount_from_the_next_month() -> None:
    brother = member("弟弟", "73", died_on=date(2026, 11, 12), officer_counts=True, officer_reason="入户核实")
    incomes = (income("500", "弟弟"), income("736", "户主"))
    before = assessed("dibao", family(EARNER, WIFE, brother, incomes=incomes), date(2026, 11, 11))
    after = assessed("dibao", family(EARNER, WIFE, brother, incomes=incomes), date(2026, 11, 12))
    assert (yuan("84"), yuan("144")) == (before.amount, after.amount)
    assert (3, 2, Month(2026, 12)) == (before.means.size, after.means.size, after.first_month)
    assert date(2027, 2, 12) == due_on(STANDING, "limit.death_settlement", date(2026, 11, 12))


def test_c18_a_death_without_income_ends_the_entitlement_and_the_margin_is_offered() -> None:
    dead = member("儿子", "20", date(2000, 1, 1), died_on=date(2026, 11, 12))
    facts = family(EARNER, WIFE, dead, incomes=(income("1236", "户主"),))
    found = assessed("dibao", facts)
    assert (Outcome.NOT_MET, 2) == (found.outcome, found.means.size)
    assert "人均 618.00 元" in found.findings[2].sentence
    assert "dibao_margin" in found.suggests
    assert Outcome.MET is assessed("dibao_margin", facts).outcome


def test_c19_a_death_found_late_is_asked_back_for_three_months(desk: Desk) -> None:
    award = granted(desk, "张三", since="2026-08", base="819", supplement="150", programme="tekun")
    for month in ("2026-08", "2026-09", "2026-10", "2026-11"):
        paid_out(desk, month, "tekun")
    person = person_of(desk, award)
    (ended,) = desk.run(report_death, person, date(2026, 8, 20), "死亡证明", policy=COUNTY).result
    assert Month(2026, 9) == ended.until
    recovery = desk.run(open_recovery, "tekun", award.id, policy=COUNTY, opened_by="李敏", opened_on=T).result
    assert [("2026-09", 96_900), ("2026-10", 96_900), ("2026-11", 96_900)] == list(recovery.months)
    assert (yuan("2907"), "死亡证明") == (recovery.total, recovery.proof)
    refund = Refund(
        recovery_id=recovery.id,
        amount=yuan("2907"),
        voucher_number="JK-2026-117",
        paid_by="张小三",
        refunded_on=T,
        recorded_by="周会计",
    )
    assert not desk.run(record_refund, refund).result.is_open


@pytest.mark.parametrize(
    ("limit", "checked", "due", "late"),
    [
        ("limit.review", date(2025, 11, 15), date(2026, 11, 15), 6),
        ("limit.review_unstable", date(2026, 5, 15), date(2026, 11, 15), 6),
        ("limit.review", date(2025, 12, 1), date(2026, 12, 1), -10),
    ],
)
def test_c20_reviews_fall_due_yearly_or_half_yearly(limit: str, checked: date, due: date, late: int) -> None:
    assert due == due_on(STANDING, limit, checked)
    assert late == (T - due).days


def test_c21_only_the_share_of_who_refused_is_lost_and_the_rest_rounded_once() -> None:
    found = assessed("dibao", family(EARNER, WIFE, DAUGHTER, incomes=(income("1000", "户主"),), area="urban"))
    assert yuan("890") == found.amount
    share = Fraction(found.amount or 0, 3)
    assert yuan("296.67") == rounded(share, 1, "half_up")
    assert yuan("594") == rounded(share * 2, 100, "ceil")


def test_the_calendar_of_the_cases_is_the_one_that_was_published() -> None:
    calendar = state_council_calendar()
    off = [day for day in range(1, 32) if not calendar.is_working_day(date(2026, 10, day))]
    assert [1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31] == off
    assert date(2027, 2, 28) == month_later(date(2026, 11, 30), 3)
