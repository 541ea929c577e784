"""How awards are lowered and ended: heard first, phased out after work was found, a share for refusals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.dues import Matter, dues
from minzheng_desk.benefits.model import (
    Amounts,
    Award,
    Heard,
    HearingMissing,
    HearingTooLate,
    PhaseOutTooLong,
    PhaseOutWithoutWork,
)
from minzheng_desk.benefits.operations import begin_phase_out, end, revise_amount
from minzheng_desk.benefits.queries import hearings_of, phase_outs_in
from minzheng_desk.benefits.recheck import recheck
from minzheng_desk.benefits.refusals import JobOffer, refused_in_a_row, share_lost
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from payroll.paying import granted, paid_out, policy

DECEMBER = Month(2026, 12)
HEARD = Heard(date(2026, 11, 10), "本人认可收入增加。", "家庭人均收入超过标准。")


def an_office(desk: Desk) -> None:
    station = Station(name="清水镇民政办", region_code="990000001", policy_pack="demo-county")
    desk.run(set_up_office, station)


def test_nobody_loses_anything_unheard_from_the_day_of_the_law_on(desk: Desk) -> None:
    an_office(desk)
    award = granted(desk, since="2026-01")
    with pytest.raises(HearingMissing) as raised:
        desk.run(end, award, DECEMBER, "income")
    assert "《中华人民共和国社会救助法》" in str(raised.value)
    assert "第四十八条" in str(raised.value)
    with pytest.raises(HearingMissing):
        desk.run(revise_amount, award, DECEMBER, Amounts(yuan("519.99")), persons=1, reason="收入增加")
    ended = desk.run(end, award, DECEMBER, "income", heard=HEARD).result
    assert DECEMBER == ended.until
    (kept,) = desk.ask(hearings_of, award.id)
    assert (HEARD.heard_on, HEARD.note, HEARD.reasons) == (kept.heard_on, kept.note, kept.reasons)


@pytest.mark.parametrize(("until", "refused"), [(Month(2026, 7), False), (Month(2026, 8), True)])
def test_decisions_before_the_law_came_need_no_hearing(
    memory_desk: Desk,
    until: Month,
    refused: bool,  # noqa: FBT001
) -> None:
    an_office(memory_desk)
    award = granted(memory_desk, since="2026-01")
    if refused:
        with pytest.raises(HearingMissing):
            memory_desk.run(end, award, until, "income")
    else:
        assert until == memory_desk.run(end, award, until, "income").result.until


def test_the_dead_are_not_heard_and_raises_need_no_hearing(memory_desk: Desk) -> None:
    an_office(memory_desk)
    award = granted(memory_desk, since="2026-01")
    memory_desk.run(revise_amount, award, DECEMBER, Amounts(yuan("600")), persons=1, reason="增发")
    assert DECEMBER.next == memory_desk.run(end, award, DECEMBER.next, "death").result.until


def test_hearing_without_reasons_or_after_the_fact_is_none(memory_desk: Desk) -> None:
    an_office(memory_desk)
    award = granted(memory_desk, since="2026-01")
    with pytest.raises(HearingMissing):
        memory_desk.run(end, award, DECEMBER, "income", heard=Heard(date(2026, 11, 10), "听了", " "))
    late = Heard(date(2026, 12, 1), "听了", "理由")
    with pytest.raises(HearingTooLate):
        memory_desk.run(end, award, DECEMBER, "income", heard=late)


def phased_out(desk: Desk, award: Award, months: int = 6, **more: str) -> None:
    desk.run(
        begin_phase_out,
        award,
        policy=policy(),
        decided_on=date(2026, 5, 20),
        months=months,
        reason="户主就业",
        **more,  # type: ignore[arg-type]
    )


def test_a_phase_out_pays_in_full_for_six_months_and_is_reminded_of(desk: Desk) -> None:
    an_office(desk)
    award = granted(desk, since="2026-01", base="600")
    phased_out(desk, award)
    (kept,) = desk.ask(phase_outs_in, Month(2026, 11))
    assert (Month(2026, 6), DECEMBER) == (kept.since, kept.until)
    assert [] == desk.ask(phase_outs_in, DECEMBER)
    found = [due for due in desk.ask(dues, policy(), date(2026, 10, 31)) if due.matter is Matter.PHASE_OUT]
    assert [date(2026, 11, 30)] == [due.due_on for due in found]
    none = [due for due in desk.ask(dues, policy(), date(2026, 10, 30)) if due.matter is Matter.PHASE_OUT]
    assert [] == none
    assert 60000 == paid_out(desk, "2026-11").lines[0].base
    with pytest.raises(HearingMissing):
        desk.run(end, award, DECEMBER, "employed")


def test_an_award_in_its_phase_out_is_no_difference(memory_desk: Desk) -> None:
    phased_out(memory_desk, granted(memory_desk, since="2026-01"))
    found = memory_desk.ask(recheck, policy(), date(2026, 11, 21))
    assert (1, []) == (found.phasing_out, found.differences)


def test_seven_months_take_a_document_and_only_work_is_a_ground(memory_desk: Desk) -> None:
    award = granted(memory_desk, since="2026-01")
    with pytest.raises(PhaseOutTooLong) as raised:
        phased_out(memory_desk, award, 7)
    assert "一（三）" in str(raised.value)
    with pytest.raises(PhaseOutWithoutWork):
        phased_out(memory_desk, award, cause="property")
    phased_out(memory_desk, award, 7, document="省民政厅〔2026〕8号")
    (kept,) = memory_desk.ask(phase_outs_in, DECEMBER)
    assert "省民政厅〔2026〕8号" == kept.document


REFUSED = [JobOffer(date(2026, 8, 5)), JobOffer(date(2026, 9, 10)), JobOffer(date(2026, 10, 20))]


def test_three_refusals_cost_the_refusers_own_share() -> None:
    lost = share_lost(yuan("890"), 3, REFUSED, policy().at(date(2026, 11, 21)))
    assert lost is not None
    assert (Fraction(89000, 3), 59400) == (lost.share, lost.remaining)


def test_one_job_accepted_in_between_begins_the_count_anew() -> None:
    offers = [*REFUSED, JobOffer(date(2026, 9, 25), accepted=True)]
    assert 1 == refused_in_a_row(offers)
    assert share_lost(yuan("890"), 3, offers, policy().at(date(2026, 11, 21))) is None


def test_a_good_reason_does_not_count() -> None:
    assert 2 == refused_in_a_row([REFUSED[0], JobOffer(date(2026, 9, 10), excused=True), REFUSED[2]])


@given(st.integers(1, 500_000), st.integers(1, 9))
def test_share_and_rest_are_the_whole_but_for_the_rounding(fen: int, persons: int) -> None:
    lost = share_lost(Money(fen), persons, REFUSED, policy().at(date(2026, 11, 21)))
    assert lost is not None
    assert 0 <= lost.share + lost.remaining - fen < 100
