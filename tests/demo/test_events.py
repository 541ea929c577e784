"""What happens in a month is the same every time and can be entered after the import."""

from datetime import date

from minzheng_desk.demo.events import DEATH, INCOME_CHANGED, NEWBORN, events_between
from minzheng_desk.demo.model import Township
from minzheng_desk.kernel.period import Month

NOVEMBER = Month(2026, 11)


def test_the_same_month_brings_the_same_events(township: Township) -> None:
    assert events_between(township, NOVEMBER) == events_between(township, NOVEMBER)
    assert events_between(township, NOVEMBER) != events_between(township, NOVEMBER.next)


def test_people_die_are_born_and_earn_otherwise_in_the_month_before(township: Township) -> None:
    events = events_between(township, NOVEMBER)
    assert {DEATH, NEWBORN, INCOME_CHANGED} == {event.kind for event in events}
    assert all(date(2026, 10, 1) <= event.on <= date(2026, 10, 31) for event in events)


def test_no_household_is_concerned_twice_and_none_that_an_import_refuses(township: Township) -> None:
    events = events_between(township, NOVEMBER)
    concerned = [event.household_key for event in events]
    assert len(concerned) == len(set(concerned))
    assert set() == set(concerned) & {fault.household_key for fault in township.planted if fault.reported}


def test_those_who_die_lived_there_and_those_born_did_not(township: Township) -> None:
    known = {member.key: member for household in township.households for member in household.members}
    numbers = {member.id_number for member in known.values()}
    for event in events_between(township, NOVEMBER):
        assert (event.kind == NEWBORN) == (event.newcomer is not None)
        assert (event.person_key in known) == (event.newcomer is None)
        assert event.newcomer is None or event.newcomer.id_number not in numbers


def test_a_changed_income_is_another_one(township: Township) -> None:
    known = {member.key: member for household in township.households for member in household.members}
    changed = [event for event in events_between(township, NOVEMBER) if event.kind == INCOME_CHANGED]
    before = [sum(known[event.person_key].incomes.values()) for event in changed]
    assert any(event.yearly_income < earned for event, earned in zip(changed, before, strict=True))
    assert all(event.yearly_income >= 0 for event in changed)
