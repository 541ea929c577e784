"""One household seen under every programme, and what a change would do to it."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from builders import a_person
from minzheng_desk.benefits.foresight import (
    foresee,
    foresee_death,
    foresee_merger,
    foresee_written,
    joined_by,
    monthly_difference,
    with_income,
    without,
)
from minzheng_desk.benefits.granting import receiving
from minzheng_desk.benefits.judging import Judged, judge_household
from minzheng_desk.benefits.operations import report_death
from minzheng_desk.benefits.queries import awards_of_household
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.households.model import Income
from minzheng_desk.households.operations.events import merge_households, move_household
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from payroll.paying import a_household, an_award, policy

DAY = date(2026, 11, 21)
STATION = Station(name="柳溪镇民政办", region_code="990000101000", policy_pack="demo-county")


@pytest.fixture
def desk(memory_desk: Desk) -> Desk:
    memory_desk.run(set_up_office, STATION)
    return memory_desk


def judged(desk: Desk, household_id: str) -> Judged:
    return desk.ask(judge_household, household_id, DAY)


def an_income(household_id: RecordId, yearly: str) -> Income:
    return Income(household_id=household_id, kind="wage", amount=yuan(yearly))


def test_every_programme_of_the_policy_is_told_once_or_for_each_who_receives_it(desk: Desk) -> None:
    home, head = a_household(desk, "周桂方", "何长林")
    an_award(desk, home, head, "2026-10")
    found = judged(desk, home.id)
    assert set(policy().programmes) == {one.programme.name for one in found.verdicts}
    assert "dibao" == found.verdicts[0].programme.name
    assert yuan("520") == found.verdicts[0].held.monthly  # type: ignore[union-attr]


def test_income_per_person_stands_against_the_standard(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    assert judged(desk, home.id).per_person is None
    desk.run(record_fact, an_income(home.id, "7200"))
    found = judged(desk, home.id)
    assert (yuan("300"), yuan("440"), yuan("660")) == (found.per_person, found.standard, found.margin)
    assert Outcome.MET is found.by_key["dibao"].outcome
    assert yuan("280") == found.by_key["dibao"].amount


def test_somebody_too_young_wants_only_age(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", hukou_region_code="990000101001")
    young = [one for one in judged(desk, home.id).verdicts if one.programme.name == "old_age_allowance"]
    assert [True] == [one.wants_only_age for one in young]


def test_what_others_receive_is_not_read_for_one_household(desk: Desk) -> None:
    home, head = a_household(desk, "周桂方")
    other, their_head = a_household(desk, "王秀英")
    an_award(desk, home, head, "2026-10")
    an_award(desk, other, their_head, "2026-10")
    month = Month.of(DAY)
    assert {head.id: ("dibao",)} == desk.ask(receiving, month, [head.id])
    assert {head.id, their_head.id} == set(desk.ask(receiving, month))


def test_an_income_is_foreseen_as_it_would_be_once_it_is_written(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    more = an_income(home.id, "1200")
    shifts = {one.programme: one for one in desk.ask(foresee, home.id, DAY, with_income(more))}
    assert (yuan("280"), yuan("180")) == (shifts["dibao"].before, shifts["dibao"].after)
    assert shifts["dibao"].source is not None
    desk.run(record_fact, more)
    assert yuan("180") == judged(desk, home.id).by_key["dibao"].amount


def test_a_corrected_income_takes_the_place_of_the_one_on_file(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    wrong = desk.run(record_fact, an_income(home.id, "7200")).result
    assert isinstance(wrong, Income)
    right = dataclasses.replace(wrong, amount=yuan("24000"))
    shifts = desk.ask(foresee, home.id, DAY, with_income(right, instead_of=wrong))
    (dibao,) = [one for one in shifts if one.programme == "dibao"]
    assert (yuan("280"), None, Outcome.NOT_MET) == (dibao.before, dibao.after, dibao.outcome)
    assert -28000 == monthly_difference([dibao])


def test_a_move_to_town_is_foreseen_as_it_would_be_once_it_is_written(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    shifts = desk.ask(foresee_written, home.id, DAY, (dataclasses.replace(home, hukou_kind="urban"),))
    (dibao,) = [one for one in shifts if one.programme == "dibao"]
    desk.run(move_household, home, home.region_code, None, "urban")
    assert dibao.before != dibao.after
    assert dibao.after == judged(desk, home.id).by_key["dibao"].amount


def test_a_withdrawn_income_is_foreseen_as_if_it_had_never_been_there(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    wrong = desk.run(record_fact, an_income(home.id, "1200")).result
    assert isinstance(wrong, Income)
    (dibao,) = [
        one for one in desk.ask(foresee_written, home.id, DAY, (), (wrong,)) if one.programme == "dibao"
    ]
    assert (yuan("180"), yuan("280")) == (dibao.before, dibao.after)


def test_of_two_households_that_merge_one_is_paid_for_all_members(desk: Desk) -> None:
    home, head = a_household(desk, "周桂方", "何长林")
    other, their_head = a_household(desk, "邓玉梅")
    desk.run(record_fact, an_income(home.id, "7200"))
    theirs = an_income(other.id, "3600")
    desk.run(record_fact, theirs)
    an_award(desk, home, head, "2026-01", "280", persons=2)
    an_award(desk, other, their_head, "2026-01", "140")
    relations = {their_head.id: "99"}
    shifts = [
        one for one in desk.ask(foresee_merger, home.id, other.id, relations, DAY) if one.programme == "dibao"
    ]
    desk.run(merge_households, home, other, relations, DAY)
    together = judged(desk, home.id).by_key["dibao"].amount
    assert [("", yuan("280"), together), ("邓玉梅", yuan("140"), None)] == [
        (one.name, one.before, one.after) for one in shifts
    ]


def test_nothing_changes_for_money_by_a_change_that_changes_nothing(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    assert () == desk.ask(foresee, home.id, DAY, without([]))


def test_a_newcomer_counts_in_what_is_foreseen(desk: Desk) -> None:
    home, _ = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    child = a_person("何雨桐", born_on=date(2020, 3, 1))
    (dibao,) = [
        one for one in desk.ask(foresee, home.id, DAY, joined_by(child, "20")) if one.programme == "dibao"
    ]
    assert yuan("440") == Money((dibao.after or 0) - (dibao.before or 0))


def test_a_death_is_foreseen_as_it_then_happens(desk: Desk) -> None:
    home, head = a_household(desk, "周桂方", "何长林")
    desk.run(record_fact, an_income(home.id, "7200"))
    an_award(desk, home, head, "2026-01", "80", programme="old_age_allowance")
    an_award(desk, home, head, "2026-01", "280", persons=2)
    died_on = date(2026, 11, 3)
    after = desk.ask(foresee_death, home.id, head.id, died_on, DAY)
    assert [("高龄津贴", yuan("80"))] == [(one.label, one.monthly) for one in after.endings]
    assert "dibao" in {shift.programme for shift in after.shifts}
    ended = desk.run(report_death, head, died_on, "家属报告", policy=policy()).result
    assert [one.until for one in after.endings] == [award.until for award in ended]
    standing = [one for one in desk.ask(awards_of_household, home.id) if one.until is None]
    assert ["dibao"] == [award.programme for award in standing]
