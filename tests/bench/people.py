"""An invented township of any size for benches: nobody real, the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.households.model import BankAccount, Household, Income, Member, Person
from minzheng_desk.kernel.identity import IdNumber, check_character
from minzheng_desk.kernel.ids import new_ids
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.region import RegionCode
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.office.model import Region, region

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国文辉玲志红梅海波春花玉德福贵田水生长林木金凤仙"
TODAY = date(2026, 11, 21)
MEMBERS_PER_HOUSEHOLD = 3
FAMILY = (("02", 1945, 1992), ("12", 1945, 1992), ("20", 2010, 2020))
"""Whom the first, second and third person of a household are to its head, and the years they are born in."""


@dataclass(frozen=True)
class Township:
    """Records in the order an import would bring them."""

    regions: list[Region]
    persons: list[Person]
    households: list[Household]
    members: list[Member]
    incomes: list[Income]
    accounts: list[BankAccount]


def township(persons: int = 100_000, households: int = 35_000, seed: int = 7) -> Township:
    """Invent a township; every second person has a telephone, every third an account."""
    load_catalogue()
    chance = random.Random(seed)
    villages = [
        region(RegionCode(f"990000001{at:03d}"), f"{chance.choice(GIVEN)}家湾{at}村")
        for at in range(201, 231)
    ]
    people = [
        _person(chance, record_id, at // households % len(FAMILY))
        for at, record_id in enumerate(new_ids(persons))
    ]
    homes = [
        Household(
            id=record_id,
            number=f"990000001-{at:05d}",
            head_id=people[at].id,
            region_code=villages[at % len(villages)].code,
            hukou_kind="rural",
            registered_on=TODAY,
        )
        for at, record_id in enumerate(new_ids(households))
    ]
    return Township(
        villages,
        people,
        homes,
        [
            Member(
                household_id=homes[at % households].id,
                person_id=person.id,
                relation_to_head=FAMILY[at // households % len(FAMILY)][0],
                since=TODAY,
            )
            for at, person in enumerate(people)
        ],
        [
            Income(household_id=home.id, kind="wage", amount=Money(_earned(chance, at, households)))
            for at, home in enumerate(homes)
        ],
        [
            BankAccount(
                person_id=person.id,
                account=f"62{chance.randrange(10**17):017d}",
                holder_name=person.name,
                since=TODAY,
            )
            for person in people[::3]
        ],
    )


def _earned(chance: random.Random, at: int, households: int) -> int:
    """Return what a household earns in a year, in fen: the first tenth of the township is poor."""
    return chance.randrange(10**6) if at < households // 10 else chance.randrange(3 * 10**6, 15 * 10**6)


def _person(chance: random.Random, record_id: str, place: int) -> Person:
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
    _, earliest, latest = FAMILY[place]
    days = date(earliest, 1, 1).toordinal(), date(latest, 12, 28).toordinal()
    born_on = date.fromordinal(chance.randint(*days))
    first = f"990000{born_on:%Y%m%d}{chance.randrange(1000):03d}"
    return Person(
        id=record_id,  # type: ignore[arg-type]
        name=name,
        id_number=IdNumber(first + check_character(first)),
        sex="1",
        born_on=born_on,
        nation="01",
        hukou_kind="rural",
        health="1",
        phone=f"138{chance.randrange(10**8):08d}" if chance.random() < 0.5 else None,
        name_sort_key=sort_key(name),
    )
