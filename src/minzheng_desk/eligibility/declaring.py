"""Marking a function as a rule or as a calculation; both are found by looking into ``eligibility.rules``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from minzheng_desk.eligibility.findings import Answer, Line, Rule, Trace
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.kernel.discovery import modules_of
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import PolicyOn


class Reckoning(NamedTuple):
    """How a programme's amount is found: the figure first, the working when somebody asks."""

    name: str
    reckon: Callable[[Any], tuple[Money, Trace]]
    work: Callable[[Trace], Sequence[Line]]
    needs: tuple[str, ...]
    """The rules that must be met before there is anything to reckon with."""
    uses: tuple[str, ...]


SubjectMaker = Callable[[HouseholdFacts, PersonFacts, PolicyOn], Any]
"""Makes what the rules of a programme for persons are asked about."""

_rules: dict[str, Rule] = {}
_subjects: dict[str, SubjectMaker] = {}
_calculations: dict[str, Reckoning] = {}


def rule(
    name: str,
    label: str,
    *,
    cites: tuple[str, ...],
    uses: tuple[str, ...] = (),
    met: str = "",
    not_met: str = "",
    unknown: str = "",
) -> Callable[[Callable[[Any], Answer]], Rule]:
    """Make a function the rule ``name``; its sentences are filled with the figures it returns."""
    sentences = {Outcome.MET: met, Outcome.NOT_MET: not_met, Outcome.UNKNOWN: unknown}

    def declare(decide: Callable[[Any], Answer]) -> Rule:
        if name in _rules:
            raise ValueError(f"rule {name!r} is declared twice")
        made = Rule(name, label, cites, uses, {o: s for o, s in sentences.items() if s}, decide)
        _rules[name] = made
        return made

    return declare


def calculation(
    name: str,
    *,
    work: Callable[[Trace], Sequence[Line]],
    needs: tuple[str, ...] = (),
    uses: tuple[str, ...] = (),
) -> Callable[[Callable[[Any], tuple[Money, Trace]]], Reckoning]:
    """Make a function the calculation ``name``; ``work`` turns its figures into lines."""

    def declare(reckon: Callable[[Any], tuple[Money, Trace]]) -> Reckoning:
        if name in _calculations:
            raise ValueError(f"calculation {name!r} is declared twice")
        made = Reckoning(name, reckon, work, needs, uses)
        _calculations[name] = made
        return made

    return declare


def subject(name: str) -> Callable[[SubjectMaker], SubjectMaker]:
    """Make a function the maker of subjects called ``name``, which programmes for persons name."""

    def declare(make: SubjectMaker) -> SubjectMaker:
        if name in _subjects:
            raise ValueError(f"subject {name!r} is declared twice")
        _subjects[name] = make
        return make

    return declare


@cache
def _looked() -> None:
    for _ in modules_of("minzheng_desk.eligibility.rules"):
        pass


def all_rules() -> Mapping[str, Rule]:
    """Every rule, by name."""
    _looked()
    return _rules


def all_calculations() -> Mapping[str, Reckoning]:
    """Every calculation, by name."""
    _looked()
    return _calculations


def all_subjects() -> Mapping[str, SubjectMaker]:
    """Every maker of subjects, by name."""
    _looked()
    return _subjects
