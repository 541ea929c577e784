"""An expired certificate: found by the re-check, suspended by one act, paid again when it is renewed."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from benefits.test_recheck import checked, within_limits
from minzheng_desk.benefits.differences import Cause, Change, Difference
from minzheng_desk.benefits.model import Award, Suspension
from minzheng_desk.benefits.operations import end, suspend
from minzheng_desk.benefits.recheck import recheck
from minzheng_desk.benefits.suspending import resume_renewed, stops_many, suspend_expired
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import DisabilityCertificate
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Dated, Document, Policy, Source
from payroll.paying import a_household, an_account, an_award, drawn_up, line_of, paid_out, policy

NURSING = "disability_nursing_subsidy"
OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)


def certificate(desk: Desk, person_id: str, issued: date, expires: date | None = None) -> None:
    made = DisabilityCertificate(
        person_id=person_id,
        category="3",
        grade="1",
        issued_on=issued,
        expires_on=expires,
        as_of=issued,
    )
    desk.run(record_fact, made)


def cared_for(desk: Desk, name: str = "孙八", expires: date = date(2026, 9, 15)) -> Award:
    """Somebody with a grade-one certificate and the nursing subsidy, paid as the policy has it."""
    household, person = a_household(desk, name, born_on=date(1980, 5, 1), hukou_kind="rural")
    within_limits(desk, household)
    an_account(desk, person)
    certificate(desk, person.id, date(2016, 9, 15), expires)
    return an_award(desk, household, person, "2026-03", "125", programme=NURSING)


def suggested(desk: Desk, change: Change) -> list[Difference]:
    return [one for one in checked(desk).differences if one.change is change]


def suspended(desk: Desk, *, unpaid_from: Month = NOVEMBER) -> tuple[int, int]:
    applied = desk.run(
        suspend_expired, suggested(desk, Change.SUSPEND), unpaid_from={NURSING: unpaid_from}
    ).result
    return len(applied.done), applied.nothing_to_do


def test_an_expired_certificate_is_listed_with_cause_month_and_the_ground(desk: Desk) -> None:
    award = cared_for(desk)
    found = checked(desk)
    (one,) = found.differences
    assert (Change.SUSPEND, (Cause.CERTIFICATE,), OCTOBER) == (one.change, one.causes, one.since)
    assert (award.id, 0, -one.paid) == (one.award_id, one.assessed, one.moved)
    assert any("2026-09-15 到期" in reason and "残疾人证管理办法" in reason for reason in one.reasons)
    assert (1, 0) == (found.awards, found.agreeing)


@pytest.mark.parametrize("expires", [date(2026, 11, 1), date(2026, 11, 30), date(2027, 1, 1)])
def test_the_month_of_the_last_day_is_still_paid(memory_desk: Desk, expires: date) -> None:
    cared_for(memory_desk, expires=expires)
    assert (1, []) == (checked(memory_desk).agreeing, checked(memory_desk).differences)


def test_one_act_suspends_the_lines_chosen_and_one_undo_takes_it_back(desk: Desk) -> None:
    first, _ = cared_for(desk), cared_for(desk, "周九")
    chosen = [one for one in suggested(desk, Change.SUSPEND) if one.award_id == first.id]
    done = desk.run(suspend_expired, chosen, unpaid_from={NURSING: NOVEMBER})
    assert ([(first.id, NOVEMBER)], 0) == (
        [(one.award_id, one.since) for one in done.result.done],
        done.result.nothing_to_do,
    )
    assert (1, 1) == (checked(desk).suspended, len(suggested(desk, Change.SUSPEND)))
    desk.undo()
    assert (0, 2) == (checked(desk).suspended, len(suggested(desk, Change.SUSPEND)))


def test_what_was_paid_stays_paid_and_no_roster_after_it_pays(memory_desk: Desk) -> None:
    award = cared_for(memory_desk)
    for month in (OCTOBER, NOVEMBER):
        paid_out(memory_desk, str(month), NURSING)
    assert (1, 0) == suspended(memory_desk, unpaid_from=DECEMBER)
    line = line_of(drawn_up(memory_desk, str(DECEMBER), NURSING), award)
    assert 0 == line.amount
    assert "残疾人证已于 2026-09-15 到期" in line.reason


def test_lines_of_what_has_ended_or_is_suspended_already_are_counted(memory_desk: Desk) -> None:
    award = cared_for(memory_desk)
    cared_for(memory_desk, "周九")
    chosen = suggested(memory_desk, Change.SUSPEND)
    memory_desk.run(suspend, award, OCTOBER, "失联")
    applied = memory_desk.run(suspend_expired, chosen, unpaid_from={NURSING: NOVEMBER}).result
    assert (1, 1) == (len(applied.done), applied.nothing_to_do)


def renewed(desk: Desk, award: Award) -> None:
    certificate(desk, award.person_id, date(2026, 11, 10))


def answered(word: str) -> Policy:
    value = Dated(date(2018, 1, 1), word, Source(Document("notice", "县通知", is_open=True)))
    return policy().with_values({"disability.after_renewal": [value]})


@pytest.mark.parametrize(("word", "since"), [("back_pay", OCTOBER), ("not_paid", NOVEMBER)])
def test_a_renewed_certificate_is_paid_again_from_the_month_the_policy_says(
    memory_desk: Desk, word: str, since: Month
) -> None:
    award = cared_for(memory_desk)
    assert (1, 0) == suspended(memory_desk, unpaid_from=OCTOBER)
    renewed(memory_desk, award)
    (one,) = memory_desk.ask(recheck, answered(word), date(2026, 11, 21)).differences
    assert (Change.RESUME, award.id, since) == (one.change, one.award_id, one.since)
    applied = memory_desk.run(resume_renewed, [one]).result
    assert (1, 0) == (len(applied.done), applied.nothing_to_do)
    assert [since] == [one.until for one in memory_desk.ask(lambda reader: reader.find(Suspension))]
    assert (1, []) == (checked(memory_desk).agreeing, checked(memory_desk).differences)


def test_a_suspension_for_another_reason_is_for_a_person_to_end(memory_desk: Desk) -> None:
    award = cared_for(memory_desk, expires=date(2027, 1, 1))
    memory_desk.run(suspend, award, NOVEMBER, "失联")
    found = checked(memory_desk)
    assert (1, 1, []) == (found.suspended, found.awards, found.differences)
    assert NURSING not in {one.programme for one in found.unpaid}


def test_what_has_ended_is_neither_suspended_nor_counted(memory_desk: Desk) -> None:
    award = cared_for(memory_desk)
    memory_desk.run(suspend, award, OCTOBER, "失联")
    memory_desk.run(end, dataclasses.replace(award), NOVEMBER, "death")
    assert 0 == checked(memory_desk).awards


@pytest.mark.parametrize(
    ("stopped", "in_payment", "said"), [(1, 1, "few"), (2, 20, "few"), (3, 20, "many"), (96, 873, "many")]
)
def test_more_than_a_tenth_of_what_is_paid_is_many(stopped: int, in_payment: int, said: str) -> None:
    assert said == ("many" if stops_many(stopped, in_payment) else "few")
