"""The clauses a policy rests on, as somebody would look for them: what they set, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minzheng_desk.policy.model import Document, Policy, Source


class Clause(NamedTuple):
    """A clause of a document, or a document as a whole."""

    key: str
    """By what it is opened: the parameter it sets, or `key_of` the document."""
    subject: str
    """What it sets; the title where it is the document."""
    citation: str
    in_force: bool


_DOCUMENT = "document/"


def key_of(source: Source) -> str:
    """By what a clause is opened: the keys its pack knows document and clause by, as ``document/R1/a13``."""
    return f"{_DOCUMENT}{source.document.key}/{source.clause}".rstrip("/")


def clause_of_key(policy: Policy, key: str) -> Source | None:
    """The clause behind a `key_of`; None for one that names no document the policy rests on."""
    if not key.startswith(_DOCUMENT):
        return None
    name, _, clause = key.removeprefix(_DOCUMENT).partition("/")
    found = policy.documents.get(name) or _documents_of_values(policy).get(name)
    return Source(found, clause) if found else None


def rests_on(source: Source, wanted: Source) -> bool:
    """Tell whether a source is the wanted clause; an item of an article counts as the article."""
    same = source.document.key == wanted.document.key
    return same and _article(source.clause) == _article(wanted.clause)


def _article(clause: str) -> str:
    return clause.partition("(")[0]


def _documents_of_values(policy: Policy) -> dict[str, Document]:
    """The documents of values that no pack lists: an office's own answers."""
    values = (dated for parameter in policy.parameters.values() for dated in parameter.values)
    return {dated.source.document.key: dated.source.document for dated in values}


@lru_cache(maxsize=4)
def known_clauses(policy: Policy, on: date) -> tuple[Clause, ...]:
    """Every document of a policy, and every clause that sets a parameter on a day; none twice."""
    found = dict.fromkeys((*_documents(policy, on), *_parameters(policy, on)))
    return tuple(found)


def _documents(policy: Policy, on: date) -> Iterator[Clause]:
    for document in policy.documents.values():
        yield Clause(
            key_of(Source(document)), document.title, document.number or "文件", document.is_in_force(on)
        )


def _parameters(policy: Policy, on: date) -> Iterator[Clause]:
    for parameter in policy.parameters.values():
        dated = parameter.own_value(on)
        if dated is not None:
            source = dated.source
            yield Clause(parameter.name, parameter.label, brief(source), source.document.is_in_force(on))


def brief(source: Source) -> str:
    """A citation short enough for a line: the document's number where it has one, and the clause."""
    document = source.document
    named = document.number if "〔" in document.number else f"《{document.title}》"
    return f"{named} {source.clause_in_words}".strip()
