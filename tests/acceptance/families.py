"""Families of the acceptance cases: invented people, figures of the demonstration county."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import Dated, Document, Policy, Source
from minzheng_desk.policy.queries import load_policy

T = date(2026, 11, 21)
COUNTY = load_policy("demo-county")
NOTICE = Source(Document("notice", "某县通知", is_open=True))


def member(key: str, relation: str, born_on: date = date(1980, 1, 1), **facts: object) -> PersonFacts:
    return PersonFacts(key=key, name=key, relation=relation, born_on=born_on, **facts)  # type: ignore[arg-type]


def income(yuan_a_month: str, person: str | None = None, kind: str = "wage") -> IncomeFact:
    return IncomeFact(kind=kind, amount=Money(int(Fraction(yuan_a_month) * 100)), months=1, person=person)


def family(
    *members: PersonFacts, incomes: tuple[IncomeFact, ...] = (), area: str = "rural"
) -> HouseholdFacts:
    return HouseholdFacts(key="h", area=area, members=members, incomes=incomes, property_fits=True)


def assessed(
    programme: str, facts: HouseholdFacts, on: date = T, policy: Policy = COUNTY, person: str | None = None
) -> Assessment:
    return assess(programme, facts, policy, on, person=person)


def with_word(name: str, word: str) -> Policy:
    """The county's policy with another word for one parameter."""
    return COUNTY.with_values({name: [Dated(date(2026, 1, 1), word, NOTICE)]})
