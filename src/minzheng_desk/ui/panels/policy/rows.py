"""Rows of the policy page, made of a `Policy` without asking anything else; pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import all_rules
from minzheng_desk.policy.model import Document, Parameter, Policy, Source


class StandardRow(NamedTuple):
    """One parameter as it stands on a day."""

    name: str
    label: str
    shown: str
    since: date | None
    published: date | None
    source: Source | None
    """The text that set it."""
    next_since: date | None
    """When the next value begins, where one is known already."""
    changed: int
    """How many values there have been."""

    @property
    def document(self) -> str:
        """The document that set it, as it is printed."""
        return str(self.source.document) if self.source else ""

    @property
    def clause(self) -> str:
        """The clause of the document, as it is printed."""
        return self.source.clause_in_words if self.source else ""


class ValueRow(NamedTuple):
    """One value of a parameter through time."""

    since: date
    shown: str
    source: str
    published: date | None


class DocumentRow(NamedTuple):
    """One document the rules cite."""

    key: str
    title: str
    number: str
    since: date | None
    until: date | None
    in_force: bool
    cited: int
    """How many values rest on it."""


def standards(policy: Policy, on: date) -> tuple[StandardRow, ...]:
    """Every parameter on a day, those without a value as such."""
    return tuple(_standard(policy, parameter, on) for parameter in policy.parameters.values())


def values_of(policy: Policy, name: str) -> tuple[ValueRow, ...]:
    """The values of a parameter, the newest first."""
    parameter = policy.parameters.get(name)
    if parameter is None:
        return ()
    return tuple(
        ValueRow(dated.since, parameter.shown(dated), str(dated.source), dated.published)
        for dated in reversed(parameter.values)
    )


def documents(policy: Policy, on: date) -> tuple[DocumentRow, ...]:
    """The documents of the packs, and how much rests on each."""
    cited: dict[str, int] = {}
    for parameter in policy.parameters.values():
        for dated in parameter.values:
            cited[dated.source.document.key] = cited.get(dated.source.document.key, 0) + 1
    return tuple(_document(one, on, cited.get(one.key, 0)) for one in policy.documents.values())


def programme_parameters(policy: Policy, programme: str) -> frozenset[str]:
    """The parameters that carry the programme's name, and those it requires."""
    required = policy.programme(programme).requires
    return frozenset(
        name
        for name in policy.parameters
        if name.split(".")[0] == programme
        or any(name == one or name.startswith(f"{one}.") for one in required)
    )


def conditions_resting_on(policy: Policy, source: Source) -> tuple[str, ...]:
    """The conditions of programmes that a clause is the reason for, in a few words each."""
    known = all_rules()
    names = dict.fromkeys(name for programme in policy.programmes.values() for name in programme.rules)
    rules = (known[name] for name in names if name in known)
    return tuple(rule.label for rule in rules if any(_is_clause(source, cite) for cite in rule.cites))


def _is_clause(source: Source, cite: str) -> bool:
    document, _, clause = cite.partition(" ")
    return document == source.document.key and clause == source.clause


def _standard(policy: Policy, parameter: Parameter, on: date) -> StandardRow:
    found = policy.at(on).find(parameter.name)
    later = min((dated.since for dated in parameter.values if dated.since > on), default=None)
    if found is None:
        return StandardRow(
            parameter.name, parameter.label, "", None, None, None, later, len(parameter.values)
        )
    return StandardRow(
        parameter.name,
        parameter.label,
        parameter.shown(found),
        found.since,
        found.published,
        found.source,
        later,
        len(parameter.values),
    )


def _document(one: Document, on: date, cited: int) -> DocumentRow:
    return DocumentRow(one.key, one.title, one.number, one.since, one.until, one.is_in_force(on), cited)
