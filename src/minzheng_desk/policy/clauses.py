"""The clauses a policy rests on, as somebody would look for them: what they set, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minzheng_desk.policy.model import Policy, Source


class Clause(NamedTuple):
    """A clause of a document, or a document as a whole."""

    key: str
    """By what it is opened: the parameter it sets, or the number or title of the document."""
    subject: str
    """What it sets; the title where it is the document."""
    citation: str
    in_force: bool


@lru_cache(maxsize=4)
def known_clauses(policy: Policy, on: date) -> tuple[Clause, ...]:
    """Every document of a policy, and every clause that sets a parameter on a day; none twice."""
    found = dict.fromkeys((*_documents(policy, on), *_parameters(policy, on)))
    return tuple(found)


def _documents(policy: Policy, on: date) -> Iterator[Clause]:
    for document in policy.documents.values():
        key = document.number if "〔" in document.number else document.title
        yield Clause(key, document.title, document.number or "文件", document.is_in_force(on))


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
