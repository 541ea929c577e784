"""Running cases: the same assessment as everywhere, compared with what the file expects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from minzheng_desk.eligibility.assessing import alternatives, assess
from minzheng_desk.eligibility.case_files import Case, cases_in
from minzheng_desk.eligibility.findings import Assessment, exact
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import FEN_PER_YUAN, rounded
from minzheng_desk.policy.limits import due_on
from minzheng_desk.policy.model import ParameterMissing, Policy, PolicyOn
from minzheng_desk.policy.quantities import shown_yuan
from minzheng_desk.policy.tomlfile import TomlFile, read_toml

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a case and the program part."""

    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the difference as printed."""
        return f"{self.what}：应为 {self.expected}，得到 {self.found}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case after running."""

    name: str
    line: int
    differences: tuple[Difference, ...] = ()

    @property
    def has_passed(self) -> bool:
        """Tell whether everything came out as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A file of cases after running."""

    path: Path
    file_name: str
    """The name of the file as people are told it."""
    results: tuple[CaseResult, ...]

    @property
    def passed(self) -> tuple[CaseResult, ...]:
        """The cases that came out as expected."""
        return tuple(result for result in self.results if result.has_passed)

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not."""
        return tuple(result for result in self.results if not result.has_passed)

    @property
    def has_passed(self) -> bool:
        """Tell whether every case came out as expected."""
        return not self.failed


def run_cases(path: Path, policy: Policy | None = None) -> CaseReport:
    """Run every case of a file; raises `PackBroken` when the file itself cannot be understood.

    ``policy`` replaces the pack that the file names.
    """
    return run_cases_in(read_toml(path), policy)


def run_cases_in(file: TomlFile, policy: Policy | None = None) -> CaseReport:
    """Run every case of a file that has been read; raises `PackBroken` as `run_cases` does."""
    return CaseReport(file.path, file.name, tuple(run_case(case) for case in cases_in(file, policy)))


def run_case(case: Case) -> CaseResult:
    """Run one case."""
    found = [*_of_programmes(case), *_of_policy(case)]
    return CaseResult(case.name, case.line, tuple(found))


def _of_programmes(case: Case) -> Iterator[Difference]:
    for programme, expected in case.expected.items():
        if case.facts is None:
            continue
        person = expected.get("person", case.person)
        try:
            assessment = assess(programme, case.facts, case.policy, case.on, person=person)
        except ParameterMissing as missing:
            lacking = str(missing.facts["name"])
            if expected.get("lacks") != lacking:
                yield Difference(programme, "能够测算", str(missing))
            continue
        yield from _compared(programme, expected, assessment)


def _compared(programme: str, expected: Mapping[str, Any], assessment: Assessment) -> Iterator[Difference]:
    for name, value in expected.items():
        if name != "person":
            for difference in _CHECKS[name](assessment, value):
                yield Difference(f"{programme} {difference.what}", difference.expected, difference.found)


def _same(what: str, expected: Any, found: Any) -> Iterator[Difference]:
    if expected != found:
        yield Difference(what, _words(expected), _words(found))


def _words(value: Any) -> str:
    if value is None:
        return "（没有）"
    if isinstance(value, Outcome):
        return value.label
    if isinstance(value, Fraction):
        return f"{shown_yuan(value)} 元"
    if isinstance(value, tuple | list | set | frozenset):
        return "、".join(sorted(str(part) for part in value)) or "（没有）"
    return str(value)


def _outcome(assessment: Assessment, expected: str) -> Iterator[Difference]:
    yield from _same("结论", Outcome(expected), assessment.outcome)


def _amount(assessment: Assessment, expected: int) -> Iterator[Difference]:
    found = assessment.amount
    yield from _same("月金额", Fraction(expected), None if found is None else Fraction(found))


def _has_amount(assessment: Assessment, expected: bool) -> Iterator[Difference]:  # noqa: FBT001 - one table of checks
    yield from _same("有无金额", expected, assessment.amount is not None)


def _monthly_income(assessment: Assessment, expected: int) -> Iterator[Difference]:
    income = assessment.means.income
    yield from _same("月收入", Fraction(expected), None if income is None else exact(income))


def _size(assessment: Assessment, expected: int) -> Iterator[Difference]:
    yield from _same("计入人数", expected, assessment.means.size)


def _counted(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    found = {standing.person.key for standing in assessment.means.counted}
    yield from _same("计入成员", set(expected), found)


def _not_counted(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    found = {s.person.key for s in assessment.means.standings if s.reason.counts is False}
    yield from _same("不计入成员", set(expected), found)


def _excluded(assessment: Assessment, expected: tuple[tuple[str, str | None], ...]) -> Iterator[Difference]:
    found = {standing.income.kind: standing for standing in assessment.means.excluded}
    yield from _same("不计入收入", {kind for kind, _ in expected}, set(found))
    for kind, citation in expected:
        source = found[kind].source(assessment.policy) if kind in found else None
        if citation is not None and source is not None:
            written = f"{source.document.key} {source.clause}".strip()
            yield from _same(f"{kind} 依据", citation, written)


def _asked(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    yield from _same("待确认口径", set(expected), set(assessment.means.asked))


def _findings(assessment: Assessment, expected: Mapping[str, str]) -> Iterator[Difference]:
    for rule, outcome in expected.items():
        finding = assessment.finding(rule)
        yield from _same(rule, Outcome(outcome), finding.outcome if finding else None)


def _first_month(assessment: Assessment, expected: Any) -> Iterator[Difference]:
    yield from _same("起发月份", expected, assessment.first_month)


def _last_month(assessment: Assessment, expected: Any) -> Iterator[Difference]:
    yield from _same("最后月份", expected, assessment.last_month)


def _owed(assessment: Assessment, expected: int) -> Iterator[Difference]:
    owed = assessment.owed
    yield from _same("本次应发", Fraction(expected), None if owed is None else Fraction(owed))


def _owed_from(assessment: Assessment, expected: Any) -> Iterator[Difference]:
    yield from _same("补发起始月份", expected, assessment.owed_from)


def _valid_until(assessment: Assessment, expected: Any) -> Iterator[Difference]:
    yield from _same("有效期至", expected, assessment.valid_until)


def _due_on(assessment: Assessment, expected: Any) -> Iterator[Difference]:
    yield from _same("办理期限", expected, assessment.due_on)


def _missing(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    yield from _mentioned("缺少的事实", expected, assessment.missing)


def _prompts(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    yield from _mentioned("提示", expected, assessment.prompts)


def _says(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    lines = assessment.calculation.lines if assessment.calculation else ()
    sentences = [finding.sentence for finding in assessment.findings] + [line.text for line in lines]
    sentences += [standing.reason.sentence for standing in assessment.means.standings]
    yield from _mentioned("依据文字", expected, sentences)


def _mentioned(what: str, expected: tuple[str, ...], found: Any) -> Iterator[Difference]:
    texts = [_ungrouped(text) for text in found]
    for words in expected:
        if not any(_ungrouped(words) in text for text in texts):
            yield Difference(what, f"提到“{words}”", _words(tuple(found)))


def _ungrouped(text: str) -> str:
    """Return a text with no commas in its figures: whoever writes a case may set thousands apart or not.

    >>> _ungrouped("人均 12,345.00 元,超过")
    '人均 12345.00 元,超过'
    """
    return _THOUSANDS.sub("", text)


def _suggests(assessment: Assessment, expected: tuple[str, ...]) -> Iterator[Difference]:
    yield from _same("建议改试", set(expected), set(assessment.suggests))


def _alternatives(assessment: Assessment, expected: Mapping[str, int | None]) -> Iterator[Difference]:
    amounts = (other.amount for _, other in alternatives(assessment))
    found = dict(zip(("excluded", "counted"), amounts, strict=False))
    for treatment, amount in expected.items():
        words = {"excluded": "如不计入", "counted": "如计入"}[treatment]
        if treatment not in found:
            yield Difference(words, _words(_in_yuan(amount)), "（没有待确认的收入）")
        else:
            yield from _same(words, _in_yuan(amount), _in_yuan(found[treatment]))


def _in_yuan(amount: int | None) -> Fraction | None:
    return None if amount is None else Fraction(amount)


def _lacks(assessment: Assessment, expected: str) -> Iterator[Difference]:
    yield Difference("缺少参数", expected, assessment.outcome.label)


_CHECKS: Mapping[str, Callable[[Assessment, Any], Iterator[Difference]]] = {
    "outcome": _outcome,
    "amount": _amount,
    "has_amount": _has_amount,
    "monthly_income": _monthly_income,
    "size": _size,
    "counted": _counted,
    "not_counted": _not_counted,
    "excluded": _excluded,
    "asked": _asked,
    "findings": _findings,
    "first_month": _first_month,
    "last_month": _last_month,
    "owed": _owed,
    "owed_from": _owed_from,
    "valid_until": _valid_until,
    "due_on": _due_on,
    "missing": _missing,
    "prompts": _prompts,
    "suggests": _suggests,
    "alternatives": _alternatives,
    "says": _says,
    "lacks": _lacks,
}


def _of_policy(case: Case) -> Iterator[Difference]:
    policy = case.policy.at(case.on)
    for name, expected in case.values.items():
        yield from _same(name, _ungrouped(expected), _value_written(policy, name))
    for name, expected in case.printed.items():
        whole = rounded(policy.exact(name), FEN_PER_YUAN, "half_up") // FEN_PER_YUAN
        yield from _same(f"{name} 取整到元", expected, str(whole))
    for deadline in case.deadlines:
        yield from _same(
            f"{deadline.limit} 期满日", deadline.due, due_on(policy, deadline.limit, deadline.since)
        )


def _value_written(policy: PolicyOn, name: str) -> str | None:
    """Return a parameter's value as the cases write it: yuan with two decimals, the rest bare."""
    dated = policy.find(name)
    if dated is None:
        return None
    parameter = policy.policy.parameter(name)
    if isinstance(dated.value, Fraction) and parameter.unit != "ratio":
        return _ungrouped(shown_yuan(dated.value))
    if isinstance(dated.value, str):
        return dated.value
    return str(dated.value) if isinstance(dated.value, int) else _ungrouped(parameter.shown(dated))
