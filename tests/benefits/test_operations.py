"""Granting once, changing from a month on, suspending, ending, and what a death ends."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from builders import a_person
from minzheng_desk.benefits.model import (
    AlreadyAwarded,
    Amounts,
    Award,
    AwardEnded,
    MonthsOutOfOrder,
    NewAward,
    NotSuspended,
    RightOfThePerson,
)
from minzheng_desk.benefits.operations import (
    change_recipient,
    end,
    grant_all,
    report_death,
    resume,
    revise_amount,
    suspend,
)
from minzheng_desk.benefits.queries import awards_of_household, awards_of_person, suspensions_of
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import AlreadyDead, NotAMember, Person
from minzheng_desk.kernel.errors import StaleRecord
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.deaths import month_of_death
from minzheng_desk.policy.model import Dated, Document, Policy, Source
from payroll.paying import (
    DIBAO,
    OLD_AGE,
    a_household,
    an_account,
    an_award,
    drawn_up,
    granted,
    line_of,
    paid_out,
    person_called,
    person_of,
    policy,
)

OCTOBER = Month(2026, 10)
FIVE_HUNDRED = Amounts(yuan("500"))


def test_a_household_is_granted_a_programme_only_once_at_a_time(desk: Desk) -> None:
    household, person = a_household(desk, "张三")
    award = an_award(desk, household, person)
    with pytest.raises(AlreadyAwarded):
        an_award(desk, household, person, "2026-12")
    desk.run(end, award, Month(2026, 12), "income")
    with pytest.raises(AlreadyAwarded):
        an_award(desk, household, person, "2026-11")
    again = an_award(desk, household, person, "2026-12")
    assert [award.id, again.id] == [each.id for each in desk.ask(awards_of_household, household.id)]


def test_an_award_that_ended_before_does_not_stand_in_the_way_of_a_batch(memory_desk: Desk) -> None:
    home, person = a_household(memory_desk, "张三")
    other, neighbour = a_household(memory_desk, "李四")
    old = an_award(memory_desk, home, person, "2026-01")
    memory_desk.run(end, old, Month(2026, 6), "voluntary")

    def new(household: object, who: Person, since: Month) -> NewAward:
        return NewAward(
            programme=DIBAO,
            label="最低生活保障",
            person_id=who.id,
            household_id=household.id,  # type: ignore[attr-defined]
            since=since,
            amounts=FIVE_HUNDRED,
            decided_on=None,
            decided_by="",
            of_household=True,
        )

    batch = [new(other, neighbour, Month(2026, 2)), new(home, person, OCTOBER)]
    assert 2 == len(memory_desk.run(grant_all, batch).result)


def test_a_batch_that_names_somebody_twice_grants_nothing(desk: Desk) -> None:
    household, person = a_household(desk, "王奶奶")
    one = NewAward(
        programme=OLD_AGE,
        label="高龄津贴",
        person_id=person.id,
        household_id=household.id,
        since=OCTOBER,
        amounts=FIVE_HUNDRED,
        decided_on=None,
        decided_by="",
    )
    with pytest.raises(AlreadyAwarded):
        desk.run(grant_all, [one, one])
    assert 0 == desk.ask(lambda reader: reader.count(Award))


def test_what_was_granted_can_be_ended_and_a_stale_copy_cannot(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    ended = memory_desk.run(end, award, Month(2026, 12), "income").result
    assert (2, "income") == (ended.version, ended.ended_reason)
    with pytest.raises(StaleRecord):
        memory_desk.run(end, award, Month(2026, 11), "income")
    with pytest.raises(AwardEnded):
        memory_desk.run(revise_amount, ended, Month(2026, 12), FIVE_HUNDRED, persons=1, reason="")


def test_nothing_takes_effect_before_the_award_begins(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    for attempt in (
        lambda: memory_desk.run(end, award, Month(2026, 9), "other"),
        lambda: memory_desk.run(suspend, award, Month(2026, 9), "核查"),
        lambda: memory_desk.run(revise_amount, award, Month(2026, 9), FIVE_HUNDRED, persons=1, reason="更正"),
    ):
        with pytest.raises(MonthsOutOfOrder):
            attempt()


def test_resuming_what_is_not_suspended_is_said(desk: Desk) -> None:
    award = granted(desk)
    with pytest.raises(NotSuspended):
        desk.run(resume, award, OCTOBER)
    desk.run(suspend, award, OCTOBER, "核查")
    desk.run(resume, award, Month(2026, 12))
    (kept,) = desk.ask(suspensions_of, [award.id])[award.id]
    assert (OCTOBER, Month(2026, 12)) == (kept.since, kept.until)


def test_a_death_ends_what_the_person_receives_and_not_what_the_household_does(desk: Desk) -> None:
    household, person = a_household(desk, "王奶奶", "王二")
    dibao = an_award(desk, household, person)
    own = an_award(desk, household, person, "2026-08", programme=OLD_AGE)
    desk.run(report_death, person, date(2026, 10, 3), "医院", policy=policy())
    ends = {award.id: award.until for award in desk.ask(awards_of_person, person.id)}
    assert {dibao.id: None, own.id: Month(2026, 11)} == ends
    with pytest.raises(AlreadyDead):
        desk.run(
            report_death,
            person_of(desk, own),
            date(2026, 10, 4),
            "医院",
            policy=policy(),
        )


def saying(**words: str) -> Policy:
    """The policy with other words for the month of a death, from the beginning of 2026."""
    notice = Source(Document("notice", "县通知", is_open=True))
    values = {
        name.replace("__", "."): [Dated(date(2026, 1, 1), word, notice)] for name, word in words.items()
    }
    return policy().with_values(values)


@pytest.mark.parametrize(
    ("said", "tekun", "old_age"),
    [
        ({}, Month(2026, 11), Month(2026, 11)),
        ({"tekun__month_of_death": "not_paid"}, Month(2026, 10), Month(2026, 11)),
        ({"old_age_allowance__last_month": "month_before"}, Month(2026, 11), Month(2026, 10)),
    ],
)
def test_whether_the_month_of_death_is_paid_is_for_the_policy_to_say_of_each_programme(
    memory_desk: Desk, said: dict[str, str], tekun: Month, old_age: Month
) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    for programme in ("tekun", OLD_AGE):
        an_award(memory_desk, household, person, "2026-08", programme=programme)
    memory_desk.run(report_death, person, date(2026, 10, 3), "医院", policy=saying(**said))
    ends = {award.programme: award.until for award in memory_desk.ask(awards_of_person, person.id)}
    assert {"tekun": tekun, OLD_AGE: old_age} == ends


def test_every_programme_for_persons_says_of_the_month_of_death_and_under_which_text() -> None:
    standing = policy().at(date(2026, 11, 21))
    personal = [one for one in policy().programmes.values() if one.unit == "person"]
    said = {one.name: month_of_death(standing, one.name) for one in personal}
    assert {"tekun", OLD_AGE, "orphan_allowance", "disability_nursing_subsidy"} <= said.keys()
    assert all(one.death for one in personal if one.start)
    assert "《特困人员认定办法》（民发〔2021〕43号）第二十六条" == str(said["tekun"].source)


def test_somebody_whose_death_is_reported_years_late_is_no_obstacle(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    an_award(memory_desk, household, person, "2019-01", programme="tekun")
    memory_desk.run(report_death, person, date(2019, 3, 5), "户口簿", policy=policy())
    (award,) = memory_desk.ask(awards_of_person, person.id)
    assert Month(2019, 4) == award.until


def test_an_award_that_was_to_begin_after_the_death_never_pays(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    an_award(memory_desk, household, person, "2027-02", programme=OLD_AGE)
    memory_desk.run(report_death, person, date(2026, 10, 3), "医院", policy=policy())
    (award,) = memory_desk.ask(awards_of_person, person.id)
    assert (award.since, award.until) == (Month(2027, 2), Month(2027, 2))


def test_after_the_head_died_another_member_receives_what_is_due(desk: Desk) -> None:
    award = granted(desk, "张三", "李四", since="2026-09")
    paid_out(desk, "2026-09")
    head = person_of(desk, award)
    desk.run(report_death, head, date(2026, 9, 20), "村报", policy=policy())
    assert "hold" == line_of(paid_out(desk, "2026-10"), award).standing
    wife = person_called(desk, award, "李四")
    an_account(desk, wife, "6228480000000000018")
    desk.run(change_recipient, award, wife, policy=policy())
    line = line_of(drawn_up(desk, "2026-11"), award)
    assert ("pay", "李四", "6228480000000000018") == (line.standing, line.name, line.account)
    assert (("2026-10", 52_000),) == line.back_months


def test_only_a_member_receives_for_the_household_and_nobody_for_another_person(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    stranger = dataclasses.replace(a_person("外人"), version=1)
    with pytest.raises(NotAMember):
        memory_desk.run(change_recipient, award, stranger, policy=policy())
    household, person = a_household(memory_desk, "王奶奶", "王二")
    own = an_award(memory_desk, household, person, programme=OLD_AGE)
    with pytest.raises(RightOfThePerson):
        memory_desk.run(change_recipient, own, person_called(memory_desk, own, "王二"), policy=policy())
