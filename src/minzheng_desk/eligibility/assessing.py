"""Assessing: the rules of a programme, in order, over the facts of a household or a person on a day."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from minzheng_desk.eligibility.contradictions import CONSISTENT, Contradiction, contradictions, relevant
from minzheng_desk.eligibility.declaring import (
    Reckoning,
    SubjectMaker,
    all_calculations,
    all_rules,
    all_subjects,
)
from minzheng_desk.eligibility.findings import Answer, Answers, Assessment, Calculation, Rule
from minzheng_desk.eligibility.means import HEAD, KIN
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts, PersonNotNamed
from minzheng_desk.eligibility.plain_facts import plain_facts
from minzheng_desk.eligibility.screens import Screen, screens
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.errors import InputProblem, PolicyProblem
from minzheng_desk.policy.model import ParameterMissing, Policy, PolicyOn, Programme

_BATCH = 2000
_STREAMED = 200
# Python 3.11 takes ten times as long to reach a member through its enumeration.
_MET, _NOT_MET, _UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN


class RuleUnknown(PolicyProblem):
    """A programme names a rule or a calculation that the program does not have."""

    text = "项目“{programme}”引用了本程序没有的规则“{name}”。"
    remedy = "请核对 programme.toml 中的名称，或升级本程序后再使用该政策包。"


class NotForPersons(InputProblem):
    """A programme for households was asked about persons."""

    text = "“{programme}”按户认定，不能逐人测算。"
    remedy = "请按家庭测算。"


class _Plan(NamedTuple):
    """A programme with its rules found."""

    programme: Programme
    rules: tuple[Rule, ...]
    reckoning: Reckoning | None
    subject: SubjectMaker | None


def assess(
    programme: str, facts: HouseholdFacts, policy: Policy, on: date, *, person: str | None = None
) -> Assessment:
    """Assess one household, or one ``person`` of it by key, for a programme as of a day.

    A programme for persons needs ``person`` unless the household has one member only (`PersonNotNamed`).
    Raises `ParameterMissing` where the policy sets no standard for the day.
    """
    standing = policy.at(on)
    plan = _plan(standing, programme)
    return _assessed(plan, _case(plan, facts, standing, person), contradictions(facts, on))


def _case(plan: _Plan, facts: HouseholdFacts, policy: PolicyOn, person: str | None) -> Any:
    """Return what the rules of a programme are asked about."""
    if plan.subject is None:
        return HouseholdOn(facts, policy)
    if person is None and len(facts.members) != 1:
        raise PersonNotNamed(programme=plan.programme.label)
    return plan.subject(facts, facts.member(person) if person is not None else facts.members[0], policy)


def amount_of_award(
    programme: str, facts: HouseholdFacts, policy: Policy, on: date, *, person: str | None = None
) -> Calculation | None:
    """What a standing award is worth on a day, whatever the other conditions.

    None where facts that the amount itself needs are missing, where the person has died, or where the
    programme pays nothing. Raises `ParameterMissing`.
    """
    standing = policy.at(on)
    plan = _plan(standing, programme)
    case = _case(plan, facts, standing, person)
    known = all_rules()
    if plan.reckoning is None:
        return None
    if any(known[name].decide(case)[0] is not Outcome.MET for name in plan.reckoning.needs):
        return None
    return _reckoned(plan.reckoning, case)


def assess_each(
    programmes: Sequence[str], households: Iterable[HouseholdFacts], policy: Policy, on: date
) -> Iterator[Assessment]:
    """Assess many households for programmes granted to households, finding each one's means once."""
    standing = policy.at(on)
    plans = [_plan(standing, name) for name in programmes]
    source = iter(households)
    while part := list(islice(source, _BATCH)):
        with _collector_at_rest():
            cases = [HouseholdOn(facts, standing) for facts in part]
            found = [
                _assessed(plan, case, clashing)
                for case in cases
                for clashing in (contradictions(case.facts, on),)
                for plan in plans
            ]
        yield from found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the cycle collector from walking over a growing township: assessments hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def assess_persons(
    programme: str, households: Iterable[HouseholdFacts], policy: Policy, on: date
) -> Iterator[Assessment]:
    """Assess every member of many households for a programme that is granted to persons."""
    standing = policy.at(on)
    plan = _plan(standing, programme)
    if plan.subject is None:
        raise NotForPersons(programme=plan.programme.label)
    for facts in households:
        clashing = contradictions(facts, on)
        for person in facts.members:
            yield _assessed(plan, plan.subject(facts, person, standing), clashing)


class HouseholdAssessed(NamedTuple):
    """Everything that was asked about one household."""

    facts: HouseholdFacts
    assessments: tuple[Assessment, ...]
    plainly_out: int
    """How many questions about persons a screen answered with 不符合; `assess` gives their reasons."""
    lacking: tuple[ParameterMissing, ...] = ()
    """Programmes that could not be assessed because the policy sets no value."""


def assess_everything(
    programmes: Sequence[str],
    households: Iterable[HouseholdFacts],
    policy: Policy,
    on: date,
    *,
    holders: Collection[tuple[str, str]] = (),
) -> Iterator[HouseholdAssessed]:
    """Assess many households and their members for many programmes, finding each one's means once.

    Persons who are plainly out of a programme are only counted, unless they are among the ``holders``,
    given as programme and person.
    """
    standing = policy.at(on)
    plans = [_plan(standing, name) for name in programmes]
    whole = [plan for plan in plans if plan.subject is None]
    known = standing.prepared(screens)
    held: defaultdict[str, set[str]] = defaultdict(set)
    for programme, person in holders:
        held[programme].add(person)
    single = [
        (plan, known.get(plan.programme.name), held[plan.programme.name])
        for plan in plans
        if plan.subject is not None
    ]
    source = iter(households)
    while part := list(islice(source, _STREAMED)):
        # What is made is given away before the collector wakes, which then finds nothing to walk over.
        with _collector_at_rest():
            for facts in part:
                yield _everything(facts, standing, whole, single)


def _everything(
    facts: HouseholdFacts,
    policy: PolicyOn,
    whole: Sequence[_Plan],
    single: Sequence[tuple[_Plan, Screen | None, Collection[str]]],
) -> HouseholdAssessed:
    clashing = contradictions(facts, policy.day)
    found: list[Assessment] = []
    lacking: list[ParameterMissing] = []
    out = 0
    case = HouseholdOn(facts, policy) if whole and facts.members else None
    for plan in whole if case is not None else ():
        try:
            found.append(_assessed(plan, case, clashing, reads_on=False))
        except ParameterMissing as missing:
            lacking.append(missing)
    for person in facts.members:
        subjects: dict[SubjectMaker | None, Any] = {}
        for plan, is_out, holders in single:
            if is_out is not None and not clashing and is_out(person) and person.key not in holders:
                out += 1
                continue
            try:
                subject = subjects.get(plan.subject)
                if subject is None:
                    subject = subjects[plan.subject] = _subject(plan, facts, person, policy)
                found.append(_assessed(plan, subject, clashing, reads_on=False))
            except ParameterMissing as missing:
                lacking.append(missing)
    return HouseholdAssessed(facts, tuple(found), out, tuple(lacking))


def _subject(plan: _Plan, facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> Any:
    assert plan.subject is not None
    return plan.subject(facts, person, policy)


def alternatives(assessment: Assessment) -> tuple[tuple[str, Assessment], ...]:
    """Where the policy leaves the treatment of an income open: what comes out either way."""
    person = assessment.person.key if assessment.person else None
    return tuple(
        (words, assess(assessment.programme.name, assessment.facts, policy, assessment.on, person=person))
        for words, policy in assessment.open_questions
    )


def plain_with_alternatives(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment in words, whom it is about, what else to try, and what comes out either way."""
    programmes, members = assessment.policy.policy.programmes, assessment.facts.members
    heads = (member for member in members if KIN.get(member.relation) == HEAD)
    subject = assessment.person or next(heads, members[0] if members else None)
    either = [
        {"when": when, "outcome": other.outcome.value, "amount": other.amount}
        for when, other in alternatives(assessment)
    ]
    return {
        **assessment.plain(),
        "name": subject.name if subject else "",
        "names": {member.key: member.name for member in members},
        "assets": [plain_facts(asset) for asset in assessment.facts.assets],
        "recognitions": [
            {"label": programmes[one.programme].label, **plain_facts(one), "provenance": one.provenance}
            for one in assessment.facts.recognitions
            if one.programme in programmes
        ],
        "suggests": [programmes[name].label for name in assessment.suggests if name in programmes],
        "alternatives": either,
    }


def _plan(policy: PolicyOn, name: str) -> _Plan:
    return policy.prepared(_plans)[policy.policy.programme(name).name]


def _plans(policy: PolicyOn) -> Mapping[str, _Plan]:
    return {name: _planned(programme) for name, programme in policy.policy.programmes.items()}


def _planned(programme: Programme) -> _Plan:
    rules, calculations, subjects = all_rules(), all_calculations(), all_subjects()
    for name, known in (
        *((name, rules) for name in programme.rules),
        (programme.calculation, calculations),
        (programme.subject, subjects),
    ):
        if name is not None and name not in known:
            raise RuleUnknown(programme=programme.label, name=name)
    return _Plan(
        programme,
        tuple(rules[name] for name in programme.rules),
        calculations[programme.calculation] if programme.calculation else None,
        subjects[programme.subject] if programme.subject else None,
    )


def _reckoned(reckoning: Reckoning, case: Any) -> Calculation:
    amount, trace = reckoning.reckon(case)
    return Calculation(amount, trace, reckoning.work, reckoning.uses)


def _assessed(
    plan: _Plan, case: Any, clashing: tuple[Contradiction, ...], *, reads_on: bool = True
) -> Assessment:
    """Ask the rules in order; without ``reads_on`` those after the first 不符合 are asked when read."""
    if clashing and (clashing := relevant(clashing, case.person)):
        return _left_open(plan, case, clashing)
    policy: PolicyOn = case.policy
    given: list[Answer] = []
    outcome = _MET
    for rule in plan.rules:
        answer = rule.decide(case)
        given.append(answer)
        says = answer[0]
        if says is _NOT_MET:
            outcome = _NOT_MET
            if not reads_on:
                break
        elif says is _UNKNOWN and outcome is _MET:
            outcome = _UNKNOWN
    answers = given if len(given) == len(plan.rules) else Answers(plan.rules, case, given)
    calculation = _reckoned(plan.reckoning, case) if outcome is _MET and plan.reckoning else None
    return Assessment(
        plan.programme,
        policy.day,
        case.facts,
        case.person,
        outcome,
        plan.rules,
        answers,
        calculation,
        case.means,
        policy,
    )


def _left_open(plan: _Plan, case: Any, clashing: tuple[Contradiction, ...]) -> Assessment:
    """Return an assessment that decides nothing, because its facts cannot all be true."""
    found = _assessed(plan, case, ())
    return found._replace(
        outcome=Outcome.UNKNOWN,
        rules=(CONSISTENT, *found.rules),
        answers=(CONSISTENT.decide(clashing), *found.answers),
        calculation=None,
    )
