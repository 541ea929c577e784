"""Search as you type finds just what a reading of every record from first to last would find."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import REGISTERED, a_person, an_id_number, registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, Household, Member, Person
from minzheng_desk.households.operations.events import close_household
from minzheng_desk.households.operations.facts import change_bank_account, correct
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.households.queries import (
    Found,
    find_people,
    household_numbered,
    region_names,
    same_id_number,
)
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.operations import Operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.region import RegionCode
from minzheng_desk.kernel.text import initials, name_readings, normalised, spellings
from minzheng_desk.office.model import Region, region
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction

SURNAMES = "王李张单吕仇曾解查欧阳"
GIVEN = "丽雪伟芳建国秀英绿长乐行重"
VILLAGES = {"990000001001": "清水村", "990000001002": "单家湾村", "990000001003": "第3社区"}
EVERYBODY = 100_000


def township(seed: int = 7, size: int = 240) -> list[Any]:
    """Invented people in households of three, some with telephones and accounts."""
    chance = random.Random(seed)
    regions = [region(RegionCode(code), name) for code, name in VILLAGES.items()]
    people = [
        a_person(
            "".join(chance.choices(SURNAMES)) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))),
            id_number=an_id_number(date(1930 + i % 80, 1 + i % 12, 1 + i % 28), i % 999),
            phone=chance.choice((None, f"138{chance.randrange(10**8):08d}", f"0377-6300{i:04d}-{i % 9}")),
        )
        for i in range(size)
    ]
    people += [a_person("阿依努尔·买买提"), a_person("阿卜杜·热合曼 Ahmad"), a_person("张　丽")]
    homes = [
        Household(
            number=f"990000001-{at:05d}",
            head_id=people[at * 3].id,
            region_code=chance.choice(list(VILLAGES)),
            hukou_kind="rural",
            registered_on=REGISTERED,
        )
        for at in range(size // 3)
    ]
    members = [
        Member(
            household_id=homes[at // 3].id, person_id=people[at].id, relation_to_head="10", since=REGISTERED
        )
        for at in range(size)
    ]
    accounts = [
        BankAccount(
            person_id=person.id,
            account=f"62{chance.randrange(10**17):017d}",
            holder_name="x",
            since=REGISTERED,
        )
        for person in people[::2]
    ]
    return [*regions, *people, *homes, *members, *accounts]


def settle(desk: Desk, records: list[Any]) -> None:
    work = Operation("test.settle", "入住", Permission.EDIT_HOUSEHOLDS, True, Transaction.put_all)
    desk.run(work, records)


def is_called(name: str, query: str) -> bool:
    shown, readings = normalised(name).casefold().replace(" ", ""), name_readings(name)
    read = (*initials(readings), *spellings(readings))
    return query in shown or any(way.startswith(query) for way in read)


def by_reading_everything(reader: Reader, written: str) -> set[str]:
    """The definition of what a query means."""
    query = normalised(written).casefold().replace(" ", "")
    digits, bare = query.replace("-", ""), "-" not in query
    number = digits if digits[:-1].isdigit() or digits.isdigit() else None
    found = set()
    for person in reader.find(Person):
        card, phone = person.id_number or "", (person.phone or "").replace("-", "")
        hit = (number is None and is_called(person.name, query)) or (
            number is not None
            and (
                (bare and (card.casefold().startswith(number) or card.casefold().endswith(number)))
                or phone.startswith(number)
                or phone.endswith(number)
            )
        )
        if hit:
            found.add(str(person.id))
    if number is not None and bare:
        found |= {a.person_id for a in reader.find(BankAccount) if a.account.endswith(number)}
    villages = {
        r.code
        for r in reader.find(Region)
        if (query in r.name if number else is_called(r.name, query)) and (bare or number is None)
    }
    for home in reader.find(Household):
        if (query.isascii() and home.number.startswith(query)) or (
            home.region_code in villages and home.closed_on is None
        ):
            found.add(home.head_id)
    return found


def queries_for(reader: Reader, chance: random.Random) -> list[str]:
    """Every kind of query, typed character by character from real values and from nothing."""
    people = chance.sample(reader.find(Person), 25) + [p for p in reader.find(Person) if len(p.name) > 4]
    whole: list[str] = ["不存在", "zzz", "0000000", "x", "X", "1x"]
    for person in people:
        readings = name_readings(person.name)
        whole += [person.name, person.name[1:], person.name[-1], *initials(readings), *spellings(readings)]
        whole += [str(person.id_number), str(person.id_number)[-4:], str(person.id_number)[-6:].lower()]
        whole += [person.phone, person.phone[-4:], person.phone.replace("-", "")] if person.phone else []
    for account in chance.sample(reader.find(BankAccount), 8):
        whole += [account.account[-4:], account.account]
    whole += [home.number for home in chance.sample(reader.find(Household), 5)]
    whole += [*VILLAGES.values(), "qingshui", "qsc", "shanjiawan", "djw", "３社", "LX"]
    return sorted({text[:end] for text in whole for end in (1, 2, 3, 4, 6, len(text)) if text[:end]})


def compare(desk: Desk, seed: int = 1) -> None:
    def wrong(reader: Reader) -> list[str]:
        return [
            query
            for query in queries_for(reader, random.Random(seed))
            if {found.person_id for found in find_people(reader, query, EVERYBODY)}
            != by_reading_everything(reader, query)
        ]

    assert [] == desk.ask(wrong)


@pytest.fixture
def settled(desk: Desk) -> Desk:
    settle(desk, township())
    return desk


def names_found(desk: Desk, query: str, limit: int = 50) -> list[str]:
    return [found.name for found in desk.ask(find_people, query, limit)]


def test_nothing_is_missed_and_nothing_is_wrong(settled: Desk) -> None:
    compare(settled)


def test_what_was_revised_removed_or_undone_is_found_as_it_is_now(settled: Desk) -> None:
    people = settled.ask(lambda reader: reader.find(Person))[::7]
    for person in people:
        settled.run(revise_person, replace(person, name=f"仇{person.name[-1]}", phone=None))
    for account in settled.ask(lambda reader: reader.find(BankAccount))[::9]:
        settled.run(correct, replace(account, account=account.account[::-1]), "录错")
    for home in settled.ask(lambda reader: reader.find(Household))[::5]:
        settled.run(close_household, home, REGISTERED, "迁出")
    for _ in range(20):
        settled.undo()
    compare(settled, 2)


def test_no_more_than_the_limit_is_shown_and_all_that_fits(settled: Desk) -> None:
    for query in ("9", "99", "1", "13", "w", "丽", "清", "990000001-"):
        everybody = len(settled.ask(find_people, query, EVERYBODY))
        for limit in (1, 7, 50):
            shown = settled.ask(find_people, query, limit)
            assert min(limit, everybody) == len(shown) == len({found.person_id for found in shown}), query


def test_a_hit_tells_who_it_is_where_and_by_what(desk: Desk) -> None:
    settle(desk, [region(RegionCode("990000001001"), "清水村")])
    home = registered(desk, "单雪", "李四")
    (found,) = desk.ask(find_people, "shanx")
    head = desk.ask(lambda reader: reader.get(Person, home.head_id))
    expected = Found(head.id, "单雪", head.id_number, home.id, home.number, "990000001001", "f")
    assert expected == found
    assert [replace(expected, by="P")] == desk.ask(find_people, "清水")
    assert [replace(expected, by="h")] == desk.ask(find_people, home.number)


@pytest.mark.parametrize("query", ["单", "雪", "单雪", "shanxue", "danxue", "SX", "dx", "单 雪", " 单雪 "])
def test_every_way_to_type_a_name_finds_it(memory_desk: Desk, query: str) -> None:
    registered(memory_desk, "单雪", "李四")
    assert ["单雪"] == names_found(memory_desk, query)


@pytest.mark.parametrize("query", ["0377-63", "037763", "63000000", "0000", "０３７７"])
def test_a_telephone_is_found_with_and_without_hyphens(memory_desk: Desk, query: str) -> None:
    memory_desk.run(revise_person, a_person("张三", phone="0377-63000000"))
    assert ["张三"] == names_found(memory_desk, query)


def test_an_account_is_found_by_its_tail_and_shows_its_owner(memory_desk: Desk) -> None:
    person = memory_desk.run(revise_person, a_person("张三")).result
    account = BankAccount(
        person_id=person.id, account="6228000000007654321", holder_name="张三", since=REGISTERED
    )
    memory_desk.run(change_bank_account, account)
    assert [("张三", "a")] == [(f.name, f.by) for f in memory_desk.ask(find_people, "4321")]


def test_people_of_one_identity_number_are_all_reported(memory_desk: Desk) -> None:
    number = an_id_number()
    ids = {memory_desk.run(revise_person, a_person(name, id_number=number)).result.id for name in "甲乙"}
    memory_desk.run(revise_person, a_person("丙"))
    assert ids == {person.id for person in memory_desk.ask(same_id_number, number)}
    assert [] == memory_desk.ask(same_id_number, number[:17])


def test_a_household_is_found_by_its_whole_number_only(memory_desk: Desk) -> None:
    home = registered(memory_desk)
    assert home == memory_desk.ask(household_numbered, home.number)
    with pytest.raises(NotFound, match=r"99000"):
        memory_desk.ask(household_numbered, home.number[:-1])


def test_nothing_typed_finds_nothing(memory_desk: Desk) -> None:
    registered(memory_desk)
    assert ([], []) == (names_found(memory_desk, ""), names_found(memory_desk, " 　"))


def test_villages_are_named_by_code(settled: Desk) -> None:
    assert VILLAGES == settled.ask(region_names)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("李 清水", ["李四", "李红"]),
        ("清水 李", ["李四", "李红"]),
        ("li qsc", ["李四", "李红"]),
        ("李四 单家湾", []),
        ("清水 990000001", ["张三"]),
        ("李 清水 红", ["李红"]),
    ],
)
def test_several_words_find_whom_they_all_hold_for(memory_desk: Desk, query: str, names: list[str]) -> None:
    settle(memory_desk, [region(RegionCode(code), name) for code, name in VILLAGES.items()])
    registered(memory_desk, "张三", "李四", "李红")
    registered(memory_desk, "李五", region_code="990000001002")
    assert sorted(names) == sorted(names_found(memory_desk, query))


def test_a_place_among_several_words_means_all_who_live_there_and_nobody_who_left(memory_desk: Desk) -> None:
    settle(memory_desk, [region(RegionCode("990000001001"), "清水村")])
    home = registered(memory_desk, "张三", "李四")
    assert ["李四"] == names_found(memory_desk, "李 清水")
    memory_desk.run(close_household, home, REGISTERED, "迁出")
    assert [] == names_found(memory_desk, "李 清水")
