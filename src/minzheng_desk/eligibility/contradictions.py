"""Facts that cannot all be true: each is named with what to do; until then nothing is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from minzheng_desk.eligibility.findings import Answer, Rule
from minzheng_desk.eligibility.means import HEAD, KIN, SPOUSE
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts

_OWN_CHILDREN = frozenset(f"{n}" for n in (*range(20, 27), *range(30, 37)))
"""By birth, of the codes of GB/T 4761; a stepchild may be older than a stepparent."""
_OWN_PARENTS = frozenset({"50", "51", "52"})
_GRANDCHILDREN = frozenset({"40", "41", "42", "43", "44"})
_GRANDPARENTS = frozenset({"60", "61", "62", "63", "64"})
_YOUNGER = _OWN_CHILDREN | _GRANDCHILDREN
_OLDER = _OWN_PARENTS | _GRANDPARENTS
_HOLDER_LENGTH = 18


class Contradiction(NamedTuple):
    """What cannot be, and what to do about it."""

    sentence: str
    remedy: str
    persons: tuple[str, ...] = ()
    """Keys of those it is about; empty where it is about the household."""

    @property
    def words(self) -> str:
        """Both in one, as it is read out."""
        return f"{self.sentence}，{self.remedy}"


def contradictions(facts: HouseholdFacts, on: date) -> tuple[Contradiction, ...]:
    """Return everything in the facts of a household that contradicts itself on a day."""
    twice = _registered_twice(facts) if len(facts.members) > 1 else ()
    return (*twice, *_between_members(facts, on), *_within_members(facts, on), *_in_amounts(facts))


def relevant(found: tuple[Contradiction, ...], person: PersonFacts | None) -> tuple[Contradiction, ...]:
    """Return what matters to an assessment: of a household all, of a person what is about that person."""
    if person is None:
        return found
    return tuple(one for one in found if person.key in one.persons)


def _decide(found: Collection[Contradiction]) -> Answer:
    return Outcome.UNKNOWN, {"missing": [one.words for one in found]}


CONSISTENT: Any = Rule(
    name="facts.consistent",
    label="登记的情况前后一致",
    cites=("R1 a18", "house_rule"),
    uses=(),
    sentences={Outcome.UNKNOWN: "登记的情况互相矛盾，改正前不作结论：{missing}。"},
    decide=_decide,
)
"""Stands before the rules of every programme where something contradicts itself, and nowhere else."""


def _between_members(facts: HouseholdFacts, on: date) -> Iterator[Contradiction]:
    kin = [(person, KIN.get(person.relation)) for person in facts.members]
    heads = [person for person, how in kin if how == HEAD]
    spouses = [person for person, how in kin if how == SPOUSE and not _is_dead(person, on)]
    if len(heads) > 1:
        yield _several(heads, "同为户主", "请在成员名单中只设一名户主")
    if len(spouses) > 1:
        yield _several(spouses, "同为户主的配偶", "请核对婚姻登记后更正与户主关系")
    if heads:
        yield from _of_the_head(heads[0], facts, on)


def _registered_twice(facts: HouseholdFacts) -> Iterator[Contradiction]:
    keys, numbers = (
        [one.key for one in facts.members],
        [one.id_number for one in facts.members if one.id_number],
    )
    if len(set(keys)) == len(keys) and len(set(numbers)) == len(numbers):
        return
    seen = dict[str, PersonFacts]()
    for person in facts.members:
        first = seen.get(person.key) or seen.get(person.id_number or "")
        seen |= {mark: person for mark in (person.key, person.id_number) if mark is not None}
        if first is not None:
            sentence = f"成员{first.name}与{person.name}为同一人，登记了两次"
            yield Contradiction(sentence, "请核对后撤回重复登记的成员", (first.key, person.key))


def _several(people: list[PersonFacts], what: str, remedy: str) -> Contradiction:
    names = "、".join(person.name for person in people)
    return Contradiction(f"{names}{what}", remedy, tuple(person.key for person in people))


def _of_the_head(head: PersonFacts, facts: HouseholdFacts, on: date) -> Iterator[Contradiction]:
    if _is_dead(head, on):
        remedy = "请先变更户主，由其他成员提出申请"
        yield Contradiction(f"申请人{head.name}已于 {head.died_on} 去世", remedy)
    if head.born_on is None:
        return
    for person in facts.members:
        if person.born_on is None or person is head:
            continue
        if person.relation in _YOUNGER and person.born_on <= head.born_on:
            yield _out_of_generation(person, head)
        elif person.relation in _OLDER and person.born_on >= head.born_on:
            yield _out_of_generation(head, person)


def _out_of_generation(younger: PersonFacts, older: PersonFacts) -> Contradiction:
    sentence = (
        f"{younger.name}（{younger.born_on} 出生）是{older.name}（{older.born_on} 出生）的晚辈，却不比其年轻"
    )
    return Contradiction(sentence, "请核对出生日期和与户主关系", (younger.key, older.key))


def _is_dead(person: PersonFacts, on: date) -> bool:
    return person.died_on is not None and person.died_on <= on


def _within_members(facts: HouseholdFacts, on: date) -> Iterator[Contradiction]:
    for person in facts.members:
        born, died = person.born_on, person.died_on
        if born is not None and born > on:
            sentence = f"{person.name}的出生日期 {born} 晚于 {on}"
            yield Contradiction(sentence, "请核对出生日期或测算日期", (person.key,))
        if born is not None and died is not None and died < born:
            sentence = f"{person.name}的死亡日期 {died} 早于出生日期 {born}"
            yield Contradiction(sentence, "请核对两个日期", (person.key,))
        if person.certificates and person.id_number is not None:
            yield from _in_certificates(person, person.id_number)


def _in_certificates(person: PersonFacts, id_number: str) -> Iterator[Contradiction]:
    """Name certificates whose number begins with somebody else's identity number, unless a reason is kept."""
    for certificate in person.certificates:
        number = certificate.number
        if number and not certificate.number_reason and number[:_HOLDER_LENGTH] != id_number:
            sentence = f"{person.name}名下残疾人证号的前 18 位与其身份证号不一致，可能是他人的证件"
            yield Contradiction(sentence, "请核对证件；如属历史遗留，请写明原因", (person.key,))


def _in_amounts(facts: HouseholdFacts) -> Iterator[Contradiction]:
    for income in facts.incomes or ():
        if (income.amount is not None and income.amount < 0) or income.cost < 0:
            yield _of_income(income, "金额或可扣减成本为负数", "请改为实际金额；支出请登记为支出")
        if income.since is not None and income.until is not None and income.until < income.since:
            yield _of_income(income, f"截止日期 {income.until} 早于起始日期 {income.since}", "请核对两个日期")
    for asset in facts.assets:
        if asset.amount < 0 or asset.quantity < 0:
            owner = (asset.person,) if asset.person else ()
            yield Contradiction("有一项财产的价值或数量为负数", "请改为实际价值；债务请另行登记", owner)


def _of_income(income: IncomeFact, what: str, remedy: str) -> Contradiction:
    return Contradiction(f"有一项收入的{what}", remedy, (income.person,) if income.person else ())
