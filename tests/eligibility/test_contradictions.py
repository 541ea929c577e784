"""Facts that cannot all be true are named with a remedy, decide nothing, and never end in an exception."""

from dataclasses import replace
from datetime import date

import pytest

from minzheng_desk.eligibility.assessing import assess, assess_each, assess_persons
from minzheng_desk.eligibility.contradictions import contradictions
from minzheng_desk.eligibility.model import (
    AssetFact,
    CertificateFact,
    HouseholdFacts,
    IncomeFact,
    Outcome,
    PersonFacts,
)
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
HEAD = PersonFacts(
    key="a", name="周一", relation="02", born_on=date(1980, 1, 1), id_number="990000198001010012"
)
WIFE = PersonFacts(key="b", name="李二", relation="12", born_on=date(1982, 3, 8))
SON = PersonFacts(key="c", name="周三", relation="20", born_on=date(2010, 10, 15))
WAGE = IncomeFact(kind="wage", amount=Money(600_000), person="a")


def family(*others: PersonFacts, head: PersonFacts = HEAD, **facts: object) -> HouseholdFacts:
    known = {"incomes": (WAGE,), "property_fits": True, **facts}
    return HouseholdFacts(key="h", area="rural", members=(head, *others), **known)  # type: ignore[arg-type]


CERTIFICATE = CertificateFact(category="4", grade="2", number="99000019820308004342")

CLASHES = [
    ("已于 2026-05-01 去世", family(WIFE, head=replace(HEAD, died_on=date(2026, 5, 1)))),
    ("同为户主的配偶", family(WIFE, replace(WIFE, key="d", name="王四"))),
    ("却不比其年轻", family(replace(SON, born_on=date(1979, 12, 31)))),
    ("却不比其年轻", family(replace(SON, relation="52", name="周母"))),
    ("可能是他人的证件", family(head=replace(HEAD, certificates=(CERTIFICATE,)))),
    ("为负数", family(incomes=(replace(WAGE, amount=Money(-1)),))),
    ("为负数", family(incomes=(replace(WAGE, cost=Money(-1)),))),
    ("早于起始日期", family(incomes=(replace(WAGE, since=DAY, until=date(2026, 11, 20)),))),
    ("同为户主", family(replace(WIFE, relation="01"))),
    ("登记了两次", family(replace(SON, id_number=HEAD.id_number))),
    ("晚于 2026-11-21", family(replace(SON, born_on=date(2026, 11, 22)))),
    ("早于出生日期", family(replace(SON, died_on=date(2009, 1, 1)))),
    ("财产的价值或数量为负数", family(assets=(AssetFact(kind="deposit", amount=Money(-5)),))),
]
SOUND = [
    family(WIFE, SON),
    family(head=replace(HEAD, certificates=(replace(CERTIFICATE, number=f"{HEAD.id_number}42"),))),
    family(head=replace(HEAD, certificates=(replace(CERTIFICATE, number_reason="旧证号"),))),
    family(replace(WIFE, died_on=date(2020, 1, 1)), replace(WIFE, key="d", name="王四")),
    family(replace(SON, relation="27", born_on=date(1979, 1, 1))),
    family(replace(SON, born_on=DAY)),
    family(incomes=(replace(WAGE, since=DAY, until=DAY),)),
]


@pytest.mark.parametrize(("words", "facts"), CLASHES, ids=[words for words, _ in CLASHES])
def test_a_contradiction_is_named_with_a_remedy_and_leaves_it_open(words: str, facts: HouseholdFacts) -> None:
    for programme in ("dibao", "dibao_margin"):
        found = assess(programme, facts, POLICY, DAY)
        assert (Outcome.UNKNOWN, None) == (found.outcome, found.amount)
        assert words in found.missing[0]
        assert "请" in found.missing[0]
        first = found.findings[0]
        assert ("facts.consistent", Outcome.UNKNOWN) == (first.name, first.outcome)
        assert first.citations
        assert words in first.sentence
    (batch,) = assess_each(["dibao"], [facts], POLICY, DAY)
    assert Outcome.UNKNOWN is batch.outcome


@pytest.mark.parametrize("facts", SOUND)
def test_what_only_looks_odd_is_no_contradiction(facts: HouseholdFacts) -> None:
    assert () == contradictions(facts, DAY)
    assert "facts.consistent" not in [f.name for f in assess("dibao", facts, POLICY, DAY).findings]


def test_a_person_is_held_up_only_by_what_is_about_that_person() -> None:
    old = replace(SON, relation="52", name="周母", born_on=date(1940, 1, 1))
    facts = family(old, replace(WIFE, relation="01"))
    head, mother, wife = assess_persons("old_age_allowance", [facts], POLICY, DAY)
    assert ["facts.consistent" in [f.name for f in one.findings] for one in (head, mother, wife)] == [
        True,
        False,
        True,
    ]
    assert Outcome.MET is mother.outcome


def test_once_put_right_it_is_decided() -> None:
    assert Outcome.UNKNOWN is assess("dibao", family(replace(WIFE, relation="01")), POLICY, DAY).outcome
    assert Outcome.MET is assess("dibao", family(WIFE), POLICY, DAY).outcome
