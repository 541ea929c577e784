"""What holds of every case of every pack, whatever its programme."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acceptance.families import COUNTY, NOTICE, T, family, income, member
from minzheng_desk.eligibility.assessing import assess, assess_persons
from minzheng_desk.eligibility.case_files import Case, read_cases
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import CertificateFact, Outcome, PersonFacts
from minzheng_desk.policy.model import Dated, ParameterMissing, Policy
from minzheng_desk.policy.queries import case_files, installed_packs

FILES = [path for pack in installed_packs() for path in case_files(pack)]


def questions(path: Path) -> Iterator[tuple[str, Case, str | None]]:
    """Every programme that a case asks about, with the person it is about."""
    for case in read_cases(path):
        if case.facts is None:
            continue
        for programme, expected in case.expected.items():
            person = expected.get("person", case.person)
            if person is None and case.policy.programme(programme).unit == "person":
                person = case.facts.members[0].key
            yield programme, case, person


def answer(programme: str, case: Case, person: str | None, **changes: object) -> Assessment | None:
    """The assessment, or None where the case is about a parameter that is missing."""
    assert case.facts is not None
    policy = changes.pop("policy", case.policy)
    assert isinstance(policy, Policy)
    facts = replace(case.facts, **changes)  # type: ignore[arg-type]
    try:
        return assess(programme, facts, policy, case.on, person=person)
    except ParameterMissing:
        return None


def result(found: Assessment | None) -> object:
    return found and (found.outcome, found.amount, found.means.size, found.means.income)


def named(path: Path) -> str:
    return "/".join(path.parts[-4:])


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_order_of_members_and_incomes_never_matters(path: Path) -> None:
    for programme, case, person in questions(path):
        assert case.facts is not None
        turned = {
            "members": case.facts.members[::-1],
            "incomes": case.facts.incomes and case.facts.incomes[::-1],
        }
        assert result(answer(programme, case, person)) == result(answer(programme, case, person, **turned))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_assessing_twice_says_the_same_word_for_word(path: Path) -> None:
    for programme, case, person in questions(path):
        first, second = answer(programme, case, person), answer(programme, case, person)
        assert (first and first.plain()) == (second and second.plain())


def changed_from(policy: Policy, since: date) -> Policy:
    """The policy with every amount of money it has raised by a yuan from a day on."""
    raised = {
        name: [Dated(since, parameter.values[-1].value + 100, NOTICE)]
        for name, parameter in policy.parameters.items()
        if parameter.values
        and parameter.unit.startswith("yuan")
        and isinstance(parameter.values[-1].value, Fraction)
    }
    return policy.with_values(raised)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_change_of_every_amount_tomorrow_changes_nothing_today(path: Path) -> None:
    for programme, case, person in questions(path):
        later = changed_from(case.policy, case.on + timedelta(days=1))
        today, draft = answer(programme, case, person), answer(programme, case, person, policy=later)
        assert (today and today.plain()) == (draft and draft.plain())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_person_registered_twice_decides_nothing_and_is_counted_once(path: Path) -> None:
    for programme, case, person in questions(path):
        assert case.facts is not None
        once = answer(programme, case, person)
        twice = answer(programme, case, person, members=case.facts.members * 2)
        if once is not None and twice is not None:
            assert (once.means.size, Outcome.UNKNOWN) == (twice.means.size, twice.outcome)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_finding_cites_and_every_missing_fact_is_named(path: Path) -> None:
    for programme, case, person in questions(path):
        found = answer(programme, case, person)
        for finding in found.findings if found else ():
            assert finding.rule.cites
            assert finding.sentence.endswith("。")
        if found and found.outcome is Outcome.UNKNOWN:
            assert found.missing, case.name


CONDITIONS = {
    "incapable": {"certificates": (CertificateFact(category="4", grade="1"),)},
    "alone": {"supporters": ()},
    "assessed": {"self_care_failures": 0},
}


@given(st.lists(st.sets(st.sampled_from(["poor", *CONDITIONS])), min_size=2, max_size=4))
def test_different_members_satisfying_different_conditions_never_pass_as_one(sets: list[set[str]]) -> None:
    members: list[PersonFacts] = []
    for at, conditions in enumerate(sets):
        facts = {
            key: value for name in conditions & set(CONDITIONS) for key, value in CONDITIONS[name].items()
        }
        members.append(member(f"m{at}", "02" if at == 0 else "73", **facts))
    wages = tuple(
        income("2000", one.key)
        for one, conditions in zip(members, sets, strict=True)
        if "poor" not in conditions
    )
    found = assess_persons("tekun", [family(*members, incomes=wages)], COUNTY, T)
    whole = {"poor", *CONDITIONS}
    assert [conditions == whole for conditions in sets] == [one.outcome is Outcome.MET for one in found]
