"""Questions that the texts leave to the office, answered once and laid over the pack, each with its date."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from minzheng_desk.policy.decisions.model import AnswerNotUnderstood, NotAnOpenQuestion, PolicyAnswer
from minzheng_desk.policy.model import Dated, Document, Parameter, Policy, Source
from minzheng_desk.policy.quantities import NotAQuantity, Value, read_value

OPEN = "ask"
"""The word by which a pack says that a question is open."""
HOUSE_RULE = "house_rule"
OFFICE_MARK = "+office@"
"""What stands in a version before the answers of the office that were laid over a pack."""
_WHOLE_UNITS = frozenset(
    {"days", "working_days", "months", "years", "age", "persons", "items", "points", "month_of_year"}
)


def written_answer(parameter: Parameter, said: str) -> str:
    """Return an answer as it is kept, from what a person says; raises `AnswerNotUnderstood`.

    A word may be said by its Chinese label, money with or without decimals, a list with 、 between its parts.
    """
    text = said.strip()
    value: Any = text
    if parameter.unit == "word":
        value = next((word for word, label in parameter.choices.items() if text in {word, label}), text)
    elif parameter.unit in _WHOLE_UNITS:
        value = int(text) if text.isdecimal() else text
    elif parameter.unit == "codes":
        value = [part for part in text.replace("、", ",").replace("，", ",").split(",") if part]
    try:
        read_value(value, parameter.unit, parameter.choices)
    except NotAQuantity as mistake:
        raise AnswerNotUnderstood(said=said, label=parameter.label, reason=str(mistake)) from None
    if value == OPEN:
        raise AnswerNotUnderstood(said=said, label=parameter.label, reason="“待确认”不是答复。")
    return json.dumps(value, ensure_ascii=False)


def is_open(policy: Policy, name: str, day: date) -> bool:
    """Tell whether the texts leave a parameter open on a day: no value, ``ask``, or a house rule."""
    parameter = policy.parameter(name)
    dated = parameter.own_value(day)
    return dated is None or dated.value == OPEN or dated.source.document.key == HOUSE_RULE


def open_questions(policy: Policy, day: date) -> tuple[Parameter, ...]:
    """Return the parameters that the office still has to answer: without a value, or ``ask``."""
    standing = policy.at(day)
    return tuple(
        parameter
        for parameter in policy.parameters.values()
        if not (parameter.product or parameter.optional)
        and ((dated := standing.find(parameter.name)) is None or dated.value == OPEN)
    )


def require_open(policy: Policy, name: str, day: date) -> None:
    """Refuse to answer what a text has settled; raises `NotAnOpenQuestion` or `ParameterUnknown`."""
    if not is_open(policy, name, day):
        parameter = policy.parameter(name)
        dated = policy.at(day)[name]
        raise NotAnOpenQuestion(label=parameter.label, value=parameter.shown(dated), source=dated.source)


def answered(policy: Policy, answers: Iterable[PolicyAnswer]) -> Policy:
    """Return the policy with the answers of the office laid over it.

    What a text sets later than an answer takes the answer's place on its day; of two answers for the same
    day the later given holds. Answers to what this pack does not ask are left aside.
    """
    given = sorted(answers, key=lambda answer: (answer.answered_on, answer.id))
    known = [answer for answer in given if answer.name in policy.parameters]
    if not known:
        return policy
    by_name: defaultdict[str, dict[date, Dated]] = defaultdict(dict)
    for answer in known:
        by_name[answer.name][answer.since] = _dated(policy.parameters[answer.name], answer)
    laid = policy.with_values({name: _laid(policy, name, own) for name, own in by_name.items()})
    return replace(
        laid, version=f"{policy.version}{OFFICE_MARK}{known[-1].answered_on}.{len(known)}", _days={}
    )


def with_setting(policy: Policy, name: str, word: str) -> Policy:
    """Return the policy with a word that the office chose when it was set up, if it is another one."""
    parameter = policy.parameter(name)
    if word not in parameter.choices or not parameter.values or parameter.values[-1].value == word:
        return policy
    document = Document(key=f"setting.{name}", title="本单位设置", number=parameter.label, is_open=True)
    since = parameter.values[0].since
    return policy.with_values({name: [Dated(since, word, Source(document), written=word)]})


def _laid(policy: Policy, name: str, own: Mapping[date, Dated]) -> Iterable[Dated]:
    first = min(own)
    later = {d.since: d for d in policy.parameters[name].values if d.since > first and d.value != OPEN}
    return {**later, **own}.values()


def _dated(parameter: Parameter, answer: PolicyAnswer) -> Dated:
    value: Value = read_value(json.loads(answer.written), parameter.unit, parameter.choices)
    document = Document(
        key=f"office.{answer.id}",
        title=answer.document,
        number=f"本单位口径，{answer.answered_by} {answer.answered_on} 答复",
        is_open=True,
    )
    return Dated(answer.since, value, Source(document), answer.answered_on, answer.written)
