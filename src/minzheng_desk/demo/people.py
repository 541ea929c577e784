"""The people of one household: who lives together, how old they are, what they earn and what ails them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from minzheng_desk.demo.model import Villager
from minzheng_desk.demo.names import MALE, invent_name, invent_nation, invent_surname, surname_of
from minzheng_desk.demo.numbers import Numbers
from minzheng_desk.demo.settings import settings
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money
from minzheng_desk.kernel.period import age_on

FEMALE = "女"
ADULT = 18
OLD = 60
SCHOOL_AGE = 7
_SECONDARY_SCHOOL_AGE = 13
MONTHS = 12
_DAYS_IN_YEAR = 365
_GRADUATES_SINCE = 1985
_TWINS_SHARE = 0.05
_SEVERE_SHARE = 0.6
_MALE_HEADS = 0.85
_FATHERS = 0.45


@dataclass(frozen=True, slots=True)
class _Place:
    """One place in a household before somebody is invented for it."""

    relation: str
    sex: str
    age: int
    own_surname: bool = False
    """Married in: bears another surname than the head's line."""


class People:
    """Invents people; remembers what must not be used twice."""

    def __init__(self, chance: Random, numbers: Numbers, as_of: date) -> None:
        """Draw from ``chance`` and ``numbers``; ages are those of ``as_of``."""
        self._chance = chance
        self._numbers = numbers
        self._as_of = as_of

    def household(self, key: str, lives_on: str) -> tuple[Villager, ...]:
        """Return the members of a household by what it lives on, the head first, still without income."""
        kinds = settings()["kinds_of_household"][lives_on]
        kind = self._chance.choices(list(kinds), list(kinds.values()))[0]
        nation = invent_nation(self._chance)
        surname = invent_surname(self._chance, nation)
        members: list[Villager] = []
        for number, place in enumerate(_COMPOSITIONS[kind](self._chance), start=1):
            before = members[-1] if members else None
            members.append(self._villager(f"{key}-{number}", place, surname, nation, before))
        return tuple(self._with_ailments(member, lives_on) for member in members)

    def newborn(self, key: str, head: Villager, born_on: date) -> Villager:
        """Return a grandchild or child newly born into the household of ``head``."""
        sex = self._chance.choice((MALE, FEMALE))
        relation = "子" if age_on(head.born_on, born_on) < OLD else "孙子"
        named = {"子": "女", "孙子": "孙女"}[relation] if sex == FEMALE else relation
        return self._invented(key, _Place(named, sex, 0), surname_of(head.name), head.nation, born_on)

    def _villager(
        self, key: str, place: _Place, surname: str, nation: str, before: Villager | None
    ) -> Villager:
        own = invent_surname(self._chance, nation) if place.own_surname else surname
        return self._invented(key, place, own, nation, self._birthday(place, before))

    def _birthday(self, place: _Place, before: Villager | None) -> date:
        """Return a birth date of that age; children of one age after each other may be twins."""
        is_child = place.relation in {"子", "女", "孙子", "孙女"}
        if before and is_child and place.age == age_on(before.born_on, self._as_of):
            return before.born_on
        days = place.age * _DAYS_IN_YEAR + place.age // 4 + self._chance.randrange(1, _DAYS_IN_YEAR - 1)
        return self._as_of - timedelta(days=days)

    def _invented(self, key: str, place: _Place, surname: str, nation: str, born_on: date) -> Villager:
        age = age_on(born_on, self._as_of)
        has_phone = age >= ADULT and self._chance.random() >= settings()["shares"]["without_phone"]
        return Villager(
            key=key,
            name=invent_name(self._chance, surname, place.sex, born_on),
            id_number=self._numbers.id_number(born_on, place.sex),
            sex=place.sex,
            born_on=born_on,
            relation=place.relation,
            nation=nation,
            marriage=self._marriage(place, age),
            education=self._education(born_on, age),
            health="健康或良好"
            if age < OLD
            else self._chance.choice(("一般或较弱", "有慢性病", "健康或良好")),
            work_capacity="有劳动能力" if ADULT <= age < OLD else "无劳动能力",
            phone=self._numbers.phone() if has_phone else None,
        )

    def _marriage(self, place: _Place, age: int) -> str:
        if place.own_surname or place.relation in {"配偶", "儿媳", "女婿"}:
            return "已婚"
        if place.relation == "户主" and age >= OLD:
            return self._chance.choice(("丧偶", "丧偶", "已婚", "未婚"))
        return "未婚" if age < ADULT + SCHOOL_AGE else self._chance.choice(("已婚", "已婚", "离婚", "未婚"))

    def _education(self, born_on: date, age: int) -> str:
        if age < SCHOOL_AGE:
            return "学龄前"
        if age < _SECONDARY_SCHOOL_AGE:
            return "小学"
        if age < ADULT or born_on.year < _GRADUATES_SINCE - ADULT:
            return self._chance.choice(("小学", "小学", "初中"))
        return self._chance.choice(("初中", "初中", "高中", "中职", "专科"))

    def _with_ailments(self, member: Villager, lives_on: str) -> Villager:
        """Return the member with a disability where one falls to them; 特困 with how they are cared for."""
        share = settings()["shares"]["disabled"] * (3 if lives_on in {"tekun", "dibao"} else 1)
        age = age_on(member.born_on, self._as_of)
        needs_reason = lives_on == "tekun" and ADULT <= age < OLD
        if self._chance.random() < share or needs_reason:
            severe = needs_reason or self._chance.random() < _SEVERE_SHARE
            member = replace(
                member,
                disability=self._numbers.disability(member.id_number, severe=severe),
                health="残疾",
                work_capacity="无劳动能力" if severe else "部分劳动能力",
            )
        if lives_on != "tekun":
            return member
        care = self._chance.choices(("分散供养", "集中供养"), (7, 3))[0]
        self_care = self._chance.choices(("全自理", "半护理", "全护理"), (70, 20, 10))[0]
        return replace(member, care_arrangement=care, self_care=self_care)


def with_income(
    chance: Random, members: tuple[Villager, ...], target: Money, as_of: date
) -> tuple[Villager, ...]:
    """Return the members with about ``target`` fen of yearly income shared among them in whole yuan.

    The old have the basic pension first; the rest is wages of those who work, else land and family.
    """
    pension = settings()["in_payment"]["basic_pension"] * MONTHS * FEN_PER_YUAN
    left = int(target)
    incomes: list[dict[str, Money]] = []
    for member in members:
        drawn = pension if age_on(member.born_on, as_of) >= OLD and left >= pension else 0
        incomes.append({"transfer": Money(drawn)} if drawn else {})
        left -= drawn
    workers = [place for place, member in enumerate(members) if member.work_capacity == "有劳动能力"]
    kind = chance.choice(("wage", "wage", "business")) if workers else chance.choice(("property", "transfer"))
    earners = workers or [0]
    for place in earners:
        share = left // len(earners) // FEN_PER_YUAN * FEN_PER_YUAN
        if share > 0:
            incomes[place][kind] = Money(incomes[place].get(kind, 0) + share)
    return tuple(replace(member, incomes=earned) for member, earned in zip(members, incomes, strict=True))


def _elder_age(chance: Random) -> int:
    """Return an age from 60 to 104; the eighties are many, the hundreds a handful."""
    low, high = chance.choices(((60, 69), (70, 79), (80, 89), (90, 99), (100, 104)), (370, 360, 225, 42, 3))[
        0
    ]
    return chance.randint(low, high)


def _sexes(chance: Random) -> tuple[str, str]:
    """Return the head's and the spouse's sex; most heads are men."""
    return (MALE, FEMALE) if chance.random() < _MALE_HEADS else (FEMALE, MALE)


def _child(chance: Random, age: int) -> _Place:
    sex = chance.choice((MALE, FEMALE))
    return _Place("子" if sex == MALE else "女", sex, age)


def _children(chance: Random, oldest: int, most: int) -> list[_Place]:
    """Return up to ``most`` children; a few are twins."""
    ages = sorted((chance.randint(0, oldest) for _ in range(chance.randint(1, most))), reverse=True)
    if chance.random() < _TWINS_SHARE:
        ages.append(ages[-1])
    return [_child(chance, age) for age in ages]


def _lone_elder(chance: Random) -> list[_Place]:
    return [_Place("户主", chance.choices((MALE, FEMALE), (5, 6))[0], _elder_age(chance))]


def _lone_adult(chance: Random) -> list[_Place]:
    return [_Place("户主", chance.choices((MALE, FEMALE), (7, 3))[0], chance.randint(30, 59))]


def _lone_child(chance: Random) -> list[_Place]:
    return [_Place("户主", chance.choice((MALE, FEMALE)), chance.randint(6, 15))]


def _elder_couple(chance: Random) -> list[_Place]:
    head, spouse = _sexes(chance)
    age = _elder_age(chance)
    return [
        _Place("户主", head, age),
        _Place("配偶", spouse, max(60, age - chance.randint(-3, 6)), own_surname=True),
    ]


def _elder_and_grandchildren(chance: Random) -> list[_Place]:
    elders = _elder_couple(chance) if chance.random() < 1 / 2 else _lone_elder(chance)
    grandchildren = [
        replace(child, relation="孙子" if child.sex == MALE else "孙女") for child in _children(chance, 16, 2)
    ]
    return elders + grandchildren


def _single_parent(chance: Random) -> list[_Place]:
    age = chance.randint(26, 52)
    return [_Place("户主", chance.choice((MALE, FEMALE)), age), *_children(chance, min(17, age - 21), 2)]


def _couple(chance: Random) -> list[_Place]:
    head, spouse = _sexes(chance)
    age = chance.randint(25, 59)
    grown_up = [
        _Place("户主", head, age),
        _Place("配偶", spouse, max(22, age - chance.randint(-2, 5)), own_surname=True),
    ]
    return grown_up + _children(chance, min(22, age - 22), 3)


def _three_generations(chance: Random) -> list[_Place]:
    parents = _couple(chance)
    age = min(104, parents[0].age + chance.randint(20, 30))
    elders = [_Place("父" if chance.random() < _FATHERS else "母", "", max(60, age))]
    return parents + [
        replace(elder, sex=MALE if elder.relation == "父" else FEMALE, own_surname=elder.relation == "母")
        for elder in elders
    ]


_COMPOSITIONS = {
    "lone_elder": _lone_elder,
    "lone_adult": _lone_adult,
    "lone_child": _lone_child,
    "elder_couple": _elder_couple,
    "elder_and_grandchildren": _elder_and_grandchildren,
    "single_parent": _single_parent,
    "couple": _couple,
    "three_generations": _three_generations,
}
