"""What an assessment says: findings, the working, who counts, what is missing; in words when asked.

Rules leave behind plain figures (a trace); sentences, citations and parameter values are made of it
when somebody reads. That lets a whole township be assessed with full working in seconds.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.standing import IncomeStanding, Means, Ratio, Standing
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Dated, Policy, PolicyOn, Programme, Source
from minzheng_desk.policy.quantities import shown_yuan

Trace = Mapping[str, Any]
Answer = tuple[Outcome, Trace]
NO_TRACE: Trace = {}
NOTHING_TO_SAY: Trace = {"quiet": True}
"""Of a rule that is met because it does not touch the household: it is not read out."""


def exact(quantity: Fraction | int | Ratio) -> Fraction:
    """Return the quantity as a `Fraction`."""
    return Fraction(*quantity) if isinstance(quantity, tuple) else Fraction(quantity)


class _Sentences(string.Formatter):
    """Fills sentences; ``:yuan`` prints fen as yuan, anything else as it is."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec == "yuan":
            return shown_yuan(exact(value))
        if isinstance(value, tuple | list):
            return "、".join(str(part) for part in value)
        return super().format_field(value, format_spec)


_sentences = _Sentences()


def said(template: str, trace: Trace) -> str:
    """Return a sentence with the figures of the trace.

    >>> said("人均 {per_person:yuan} 元", {"per_person": (123600, 3)})
    '人均 412.00 元'
    """
    return _sentences.vformat(template, (), trace)


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of the law: its name, where it is written, how it is decided and put into words."""

    name: str
    label: str
    cites: tuple[str, ...]
    uses: tuple[str, ...]
    """Names of the parameters it looks at; ``{area}`` and the like stand for figures of the trace."""
    sentences: Mapping[Outcome, str]
    decide: Callable[[Any], Answer]


class Answers(Sequence[Answer]):
    """What the rules answer about a case, in order; those not asked yet when somebody reads."""

    __slots__ = ("_case", "_given", "_rules")

    def __init__(self, rules: Sequence[Rule], case: Any, given: list[Answer]) -> None:
        self._rules = rules
        self._case = case
        self._given = given

    def __len__(self) -> int:
        """As many as there are rules."""
        return len(self._rules)

    def __getitem__(self, at: Any) -> Any:
        """The answer of one rule; all are asked first."""
        self._given += [rule.decide(self._case) for rule in self._rules[len(self._given) :]]
        return self._given[at]


class ParameterUsed(NamedTuple):
    """A parameter as it stood on the day of the assessment."""

    name: str
    label: str
    shown: str
    since: date
    source: Source


class Finding(NamedTuple):
    """One rule's answer, in words a clerk can read out."""

    rule: Rule
    outcome: Outcome
    trace: Trace
    policy: PolicyOn

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    @property
    def label(self) -> str:
        """The condition in a few words."""
        return self.rule.label

    @property
    def sentence(self) -> str:
        """The answer with its figures; a decision may name its own sentence in the trace."""
        template = self.trace.get("says") or self.rule.sentences.get(self.outcome, self.rule.label)
        return said(template, self.trace)

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be found out before the rule can be decided."""
        if self.outcome is not Outcome.UNKNOWN:
            return ()
        return tuple(self.trace.get("missing", (self.sentence,)))

    @property
    def citations(self) -> tuple[Source, ...]:
        """The articles the rule rests on, as far as they are in force on the day."""
        sources = (cited(self.policy, cite) for cite in self.rule.cites)
        return tuple(source for source in sources if source.document.is_in_force(self.policy.day))

    @property
    def parameters(self) -> tuple[ParameterUsed, ...]:
        """The parameter values the rule looked at."""
        named = (said(name, {"area": "", "grade": "", **self.trace}) for name in self.rule.uses)
        return parameters_used(self.policy, named)


def cited(policy: PolicyOn, cite: str) -> Source:
    """Return the citation written as document key and clause, such as ``R1 a23``."""
    document, _, clause = cite.partition(" ")
    return Source(policy.policy.documents[document], clause)


def parameters_used(policy: PolicyOn, names: Any) -> tuple[ParameterUsed, ...]:
    """Return the named parameters as they stand, those without a value left out."""
    found = []
    for name in dict.fromkeys(names):
        parameter = policy.policy.parameters.get(name)
        dated = policy.find(name) if parameter else None
        if parameter and dated:
            found.append(
                ParameterUsed(name, parameter.label, parameter.shown(dated), dated.since, dated.source)
            )
    return tuple(found)


class Line(NamedTuple):
    """One step of the working: what it is, how it is reckoned, what comes out in fen."""

    label: str
    expression: str
    result: Fraction

    @property
    def text(self) -> str:
        """The step as printed."""
        return f"{self.label}：{self.expression} = {shown_yuan(self.result)} 元"


class Calculation(NamedTuple):
    """The amount and the working that leads to it."""

    amount: Money
    trace: Trace
    work: Callable[[Trace], Sequence[Line]]
    uses: tuple[str, ...] = ()

    @property
    def supplement(self) -> Money:
        """What of the amount is 分类施保 or the like, which rosters show apart."""
        return Money(self.trace.get("supplement", 0))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The working, step by step."""
        return tuple(self.work(self.trace))


class Assessment(NamedTuple):
    """Every finding for one programme on one day, and the amount: a suggestion, never a decision."""

    programme: Programme
    on: date
    facts: HouseholdFacts
    person: PersonFacts | None
    outcome: Outcome
    rules: tuple[Rule, ...]
    answers: Sequence[Answer]
    """What each rule answered, in order."""
    calculation: Calculation | None
    means: Means
    policy: PolicyOn

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule's answer, able to speak; those with nothing to say are left out."""
        pairs = zip(self.rules, self.answers, strict=True)
        return tuple(
            Finding(rule, outcome, trace, self.policy)
            for rule, (outcome, trace) in pairs
            if trace is not NOTHING_TO_SAY
        )

    @property
    def amount(self) -> Money | None:
        """The monthly amount suggested; None when nothing is due, known or paid."""
        return self.calculation.amount if self.calculation and self.outcome is Outcome.MET else None

    @property
    def first_month(self) -> Month | None:
        """The first month to be paid when the decision is taken on the day; None where that is open."""
        if self.amount is None or self.calculation is None:
            return None
        known: Month | None = self.calculation.trace.get("first_month")
        if known is not None or self.programme.start is None:
            return known
        if self.lacks_start:
            return None
        month = Month.of(self.on)
        return month if self.policy.word(self.programme.start) == "same_month" else month.next

    @property
    def lacks_start(self) -> bool:
        """Whether the policy does not say from which month the programme is paid."""
        return self.programme.start is not None and self.policy.find(self.programme.start) is None

    @property
    def last_month(self) -> Month | None:
        """The last month to be paid, where it is known already."""
        return self.calculation.trace.get("last_month") if self.calculation else None

    @property
    def owed_from(self) -> Month | None:
        """The first month still to be paid, where that may lie before the month of the decision."""
        return self.calculation.trace.get("owed_from") if self.calculation else None

    @property
    def owed(self) -> Money | None:
        """Everything to be paid now, the months in arrears included; None where it is one amount a month."""
        return self.calculation.trace.get("owed") if self.calculation else None

    @property
    def valid_until(self) -> date | None:
        """The last day on which what is recognised holds; afterwards it has to be applied for anew."""
        return self._told("valid_until")

    @property
    def due_on(self) -> date | None:
        """The last day for what the assessment calls for, where a text sets one."""
        return self._told("due_on")

    def _told(self, figure: str) -> date | None:
        """Return a day that one of the rules that are met has worked out."""
        met = (trace for outcome, trace in self.answers if outcome is Outcome.MET)
        return next((trace[figure] for trace in met if figure in trace), None)

    @property
    def pack(self) -> str:
        """The policy pack."""
        return self.policy.policy.pack

    @property
    def pack_version(self) -> str:
        """The versions of the pack and of those it extends."""
        return self.policy.policy.version

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that has to be found out first."""
        return tuple(dict.fromkeys(text for finding in self.findings for text in finding.missing))

    @property
    def prompts(self) -> tuple[str, ...]:
        """What an officer may still look into, person by person, and what the office has to settle."""
        found = [f"{s.person.name}：{s.reason.prompt}" for s in self.means.standings if s.reason.prompt]
        if self.amount is not None and self.first_month is None and self.lacks_start:
            label = self.policy.policy.parameter(self.programme.start or "").label
            found.append(f"请本单位确认{label}（policy answer {self.programme.start}）")
        return tuple(found)

    @property
    def suggests(self) -> tuple[str, ...]:
        """Programmes to try when this one does not fit."""
        return self.programme.otherwise if self.outcome is Outcome.NOT_MET else ()

    @property
    def parameters(self) -> tuple[ParameterUsed, ...]:
        """Every parameter value that was looked at."""
        used = [parameter.name for finding in self.findings for parameter in finding.parameters]
        if self.calculation:
            used += [said(name, self.calculation.trace) for name in self.calculation.uses]
        used += [standing.parameter for standing in self.means.incomes if standing.parameter]
        return parameters_used(self.policy, used)

    @property
    def open_questions(self) -> tuple[tuple[str, Policy], ...]:
        """Where the policy leaves an income open: either answer in words, and the policy it makes."""
        asked = {standing.parameter for standing in self.means.incomes if standing.treatment == "ask"}
        if not asked:
            return ()
        kinds = "、".join(codes("income_kind").label(name.rpartition(".")[2]) for name in sorted(asked))
        source = cited(self.policy, "house_rule")
        found = []
        for treatment, words in (("excluded", "不计入"), ("counted", "计入")):
            answer = [Dated(self.on, treatment, source)]
            other = self.policy.policy.with_values(dict.fromkeys(asked, answer))
            found.append((f"{kinds}{words}", other))
        return tuple(found)

    def finding(self, rule: str) -> Finding | None:
        """The finding of one rule."""
        return next((finding for finding in self.findings if finding.rule.name == rule), None)

    def plain(self) -> dict[str, Any]:
        """The whole assessment in words, fit for JSON."""
        return {
            "programme": self.programme.name,
            "label": self.programme.label,
            "on": self.on.isoformat(),
            "outcome": self.outcome.value,
            "amount": self.amount,
            "first_month": str(self.first_month) if self.first_month else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "owed": self.owed,
            "findings": [_plain_finding(finding) for finding in self.findings],
            "calculation": [line.text for line in self.calculation.lines] if self.calculation else [],
            "members": [_plain_standing(standing, self.policy) for standing in self.means.standings],
            "incomes": [_plain_income(standing, self.policy) for standing in self.means.incomes],
            "parameters": [_plain_parameter(parameter) for parameter in self.parameters],
            "missing": list(self.missing),
            "prompts": list(self.prompts),
            "pack": self.pack,
            "pack_version": self.pack_version,
        }


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.name,
        "label": finding.label,
        "outcome": finding.outcome.value,
        "sentence": finding.sentence,
        "citations": [str(source) for source in finding.citations],
    }


def _plain_parameter(parameter: ParameterUsed) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "value": parameter.shown,
        "since": parameter.since.isoformat(),
        "source": str(parameter.source),
    }


def _plain_standing(standing: Standing, policy: PolicyOn) -> dict[str, Any]:
    return {
        "person": standing.person.key,
        "name": standing.person.name,
        "relation": codes("relation_to_head").label(standing.person.relation),
        "counts": standing.reason.counts,
        "reason": standing.reason.sentence,
        "citation": str(cited(policy, standing.reason.cite)),
    }


def _plain_income(standing: IncomeStanding, policy: PolicyOn) -> dict[str, Any]:
    return {
        "kind": standing.income.kind,
        "person": standing.income.person,
        "label": standing.label,
        "amount": standing.income.amount,
        "months": standing.income.months,
        "cost": standing.income.cost,
        "treatment": standing.treatment,
        "citation": str(standing.source(policy) or ""),
        "provenance": standing.income.provenance,
        "as_of": standing.income.as_of.isoformat() if standing.income.as_of else None,
    }
