"""The invented township is the same every time, lives realistically and is nobody's."""

from collections import Counter
from datetime import date

import pytest

from minzheng_desk.demo.model import DemoHousehold, Township, Villager
from minzheng_desk.demo.names import surname_of
from minzheng_desk.demo.township import invent_township
from minzheng_desk.kernel.identity import birth_date, parse_id_number, sex_of
from minzheng_desk.kernel.period import age_on

AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def whole() -> Township:
    return invent_township()


def people(township: Township) -> list[Villager]:
    return [member for household in township.households for member in household.members]


def of(township: Township, way: str) -> list[DemoHousehold]:
    return [household for household in township.households if household.lives_on == way]


def test_the_same_seed_gives_the_same_township(township: Township) -> None:
    assert invent_township(households=400, seed=7) == township


def test_another_seed_gives_other_people(township: Township) -> None:
    other = invent_township(households=400, seed=8)
    assert {person.name for person in people(other)} != {person.name for person in people(township)}


def test_every_identity_number_is_sound_in_the_invented_division_and_agrees_with_its_person(
    whole: Township,
) -> None:
    for person in people(whole):
        assert person.id_number == parse_id_number(person.id_number, AS_OF)
        assert "990000" == person.id_number[:6]
        assert person.born_on == birth_date(person.id_number)
        assert person.sex == {"1": "男", "2": "女"}[sex_of(person.id_number)]


def test_no_number_is_given_twice(whole: Township) -> None:
    drawn = people(whole)
    assert len(drawn) == len({person.id_number for person in drawn})
    assert len(drawn) == len({person.key for person in drawn})
    phones = [person.phone for person in drawn if person.phone]
    accounts = [person.account.number for person in drawn if person.account]
    assert len(phones) == len(set(phones))
    assert len(accounts) == len(set(accounts))


def test_a_township_of_three_thousand_households_has_its_size(whole: Township) -> None:
    assert 3000 == len(whole.households)
    assert 7500 <= len(people(whole)) <= 9500
    assert {"dibao": 900, "tekun": 90, "margin": 60, "other": 1950} == {
        way: len(of(whole, way)) for way in ("dibao", "tekun", "margin", "other")
    }
    paid = Counter(benefit.programme for household in whole.households for benefit in household.benefits)
    assert 540 <= paid["old_age_allowance"] <= 680


def test_people_are_up_to_a_hundred_and_four_years_old(whole: Township) -> None:
    ages = [age_on(person.born_on, AS_OF) for person in people(whole)]
    assert min(ages) >= 0
    assert 100 <= max(ages) <= 104


def test_rare_characters_are_in_about_one_name_of_two_hundred(whole: Township) -> None:
    names = [person.name for person in people(whole)]
    rare = [name for name in names if not set(name) & set("·") and not _encodes(name)]
    assert 0.003 <= len(rare) / len(names) <= 0.009
    assert any(ord(character) > 0xFFFF for name in rare for character in name)


def _encodes(name: str) -> bool:
    try:
        name.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def test_there_are_dotted_names_surnames_of_several_readings_namesakes_and_twins(whole: Township) -> None:
    names = [person.name for person in people(whole)]
    assert any("·" in name for name in names)
    assert {"单", "仇", "解", "查", "曾", "尉迟"} <= {surname_of(name) for name in names}
    assert any(many > 1 for many in Counter(names).values())
    children = [
        Counter(member.born_on for member in household.members if member.relation in {"子", "女"})
        for household in whole.households
    ]
    assert any(many > 1 for born in children for many in born.values())


def test_the_head_comes_first_and_there_is_one(whole: Township) -> None:
    for household in whole.households:
        assert ["户主"] == [member.relation for member in household.members if member.relation == "户主"]
        assert "户主" == household.head.relation


def test_households_on_dibao_earn_less_than_the_standard_and_others_more(whole: Township) -> None:
    standard = {False: 44000, True: 63000}
    for household in whole.households:
        line = standard[household.village.is_urban] * 12 * len(household.members)
        assert (household.yearly_income < line) == (household.lives_on in {"dibao", "tekun"})


def test_most_awards_are_the_top_up_rounded_up_to_a_yuan_once(whole: Township) -> None:
    standard = {False: 44000, True: 63000}
    paid = {
        household.key: benefit.amount
        for household in of(whole, "dibao")
        for benefit in household.benefits
        if benefit.programme == "dibao"
    }
    due = {
        household.key: -(
            -(standard[household.village.is_urban] * 12 * len(household.members) - household.yearly_income)
            // 1200
        )
        * 100
        for household in of(whole, "dibao")
    }
    stale = [key for key in due if due[key] != paid[key]]
    assert 9 <= len(stale) <= 50
