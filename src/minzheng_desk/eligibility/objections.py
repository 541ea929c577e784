"""What stands against working by a policy pack: files that cannot be read, rules unknown, cases that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minzheng_desk.eligibility.case_runs import CaseReport, run_cases_in
from minzheng_desk.eligibility.declaring import all_calculations, all_rules, all_subjects
from minzheng_desk.kernel.errors import DeskError, PolicyProblem
from minzheng_desk.policy.model import Policy, Programme
from minzheng_desk.policy.packs import Manifest
from minzheng_desk.policy.places import (
    NOWHERE,
    Place,
    place_of_claim,
    place_of_document,
    place_of_programme,
    place_of_value,
)
from minzheng_desk.policy.queries import lineage, policy_in
from minzheng_desk.policy.tomlfile import TomlFile, read_toml

Cases = Callable[[Sequence[str]], Iterable[TomlFile]]
"""The files of cases that somebody has written for any of the packs named."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason why a pack cannot be used, and the file, line and key where it is written."""

    reason: str
    place: Place = NOWHERE

    def __str__(self) -> str:
        """Return the objection as printed."""
        file, line, key = self.place
        named = f"“{key}”" if key else ""
        return f"{file} 第 {line} 行{named}：{self.reason}" if file else self.reason


class PackRefused(PolicyProblem):
    """A pack that something stands against is not worked by."""

    text = "政策包“{name}”有 {count} 处问题，没有启用。第一处：{first}"
    remedy = "请用 policy check 查看全部问题，逐处改正后再启用。现行的政策包没有改动。"


class CasesRefused(PolicyProblem):
    """Cases of the office that do not come out with the pack it works by are not kept."""

    text = "案例文件“{name}”中有 {count} 个案例与现行政策包不符，没有存入。第一处：{first}"
    remedy = "请核对：是案例写错了，还是政策包的数值有误；改正后再存入。"


def _none(_: Sequence[str]) -> Iterable[TomlFile]:
    return ()


def pack_objections(folder: Path, own_cases: Cases = _none) -> tuple[Objection, ...]:
    """Return everything that stands against the pack in ``folder``, nothing when it may be used.

    ``own_cases`` are the files of cases that the office itself has written; they must come out as well.
    """
    try:
        packs, policy = lineage(folder), policy_in(folder)
    except DeskError as problem:
        return (_of_problem(problem),)
    unknown = _of_names(policy, packs) or _of_citations(policy, packs)
    if unknown:
        return unknown
    beside = sorted(folder.glob("programmes/*/cases*.toml"))
    return (
        *_of_codes(policy, packs),
        *_of_parameters(policy, packs),
        *_of_cases(policy, beside, own_cases(policy.packs)),
    )


def case_objections(report: CaseReport) -> tuple[Objection, ...]:
    """Return an objection for every case of a file that does not come out."""
    return tuple(
        Objection(
            f"案例“{result.name}”不符：{'；'.join(map(str, result.differences))}",
            Place(report.file_name, result.line, "case"),
        )
        for result in report.failed
    )


def _of_problem(problem: DeskError) -> Objection:
    """Return an objection that names file, line and key where the error knows them."""
    facts = problem.facts
    if "file" not in facts:
        return Objection(f"{problem}{problem.advice}")
    return Objection(
        str(facts.get("reason", problem)), Place(str(facts["file"]), int(facts["line"]), str(facts["key"]))
    )


def _of_names(policy: Policy, packs: Sequence[Manifest]) -> tuple[Objection, ...]:
    """Object to rules, calculations and subjects that the program does not have."""
    found: list[tuple[str, str, str, Programme]] = []
    for one in policy.programmes.values():
        found += [("规则", "rules", name, one) for name in one.rules if name not in all_rules()]
        if one.calculation and one.calculation not in all_calculations():
            found.append(("金额计算", "calculation", one.calculation, one))
        if one.subject and one.subject not in all_subjects():
            found.append(("认定对象", "subject", one.subject, one))
        found += [
            ("改试项目", "otherwise", name, one) for name in one.otherwise if name not in policy.programmes
        ]
    return tuple(
        Objection(
            f"项目“{programme.label}”引用了本程序没有的{what}“{name}”。",
            place_of_programme(packs, programme.name, key, name),
        )
        for what, key, name, programme in found
    )


def _of_citations(policy: Policy, packs: Sequence[Manifest]) -> tuple[Objection, ...]:
    """Object to rules whose documents are in none of the packs read."""
    found = {}
    for programme in policy.programmes.values():
        for name in programme.rules:
            for cite in all_rules()[name].cites:
                key, _, clause = cite.partition(" ")
                if key not in policy.documents or not policy.documents[key].has(clause):
                    reason = f"规则“{name}”的依据“{cite}”没有列入 sources.toml。"
                    found[name, cite] = Objection(reason, place_of_document(packs, key))
    return tuple(found.values())


def _of_codes(policy: Policy, packs: Sequence[Manifest]) -> Iterator[Objection]:
    """Object to codes that their list does not have, unless they are programmes of the pack."""
    for parameter in policy.parameters.values():
        if parameter.unit != "codes" or not parameter.choices:
            continue
        for dated in parameter.values:
            listed = dated.value if isinstance(dated.value, tuple) else ()
            for code in listed:
                if code not in parameter.choices and code not in policy.programmes:
                    reason = (
                        f"“{parameter.label}”（{parameter.name}）{dated.since} 起的数值中没有代码“{code}”。"
                    )
                    yield Objection(reason, place_of_value(packs, parameter.name, dated.since))


def _of_parameters(policy: Policy, packs: Sequence[Manifest]) -> Iterator[Objection]:
    """Object to parameters that are wanting for the programmes the pack says it serves."""
    day = _newest(policy)
    for name in policy.serves:
        if name not in policy.programmes:
            yield Objection(f"serves 写了没有的项目“{name}”。", place_of_claim(packs, name))
            continue
        for label in _lacking(policy, policy.programmes[name], day):
            yield Objection(label, place_of_claim(packs, name))


def _lacking(policy: Policy, programme: Programme, day: date) -> Iterator[str]:
    """Name each parameter without a value that a programme cannot be reckoned without."""
    for required in (*programme.requires, *([programme.start] if programme.start else [])):
        for parameter in policy.parts_of(required):
            if policy.at(day).find(parameter.name) is None:
                label, name = parameter.label, parameter.name
                yield f"项目“{programme.label}”缺少 {day} 适用的“{label}”（{name}）。"


def _newest(policy: Policy) -> date:
    """Return the day from which the newest value holds: what is in force then goes on being so."""
    values = (dated.since for parameter in policy.parameters.values() for dated in parameter.values)
    return max(values, default=date.max)


def _of_cases(policy: Policy, beside: Sequence[Path], own: Iterable[TomlFile]) -> Iterator[Objection]:
    """Object to cases that do not come out, and to a pack of a place that brings none."""
    files: list[Path | TomlFile] = [*beside, *own]
    for file in files:
        try:
            read = read_toml(file) if isinstance(file, Path) else file
            yield from case_objections(run_cases_in(read, policy))
        except DeskError as problem:
            yield _of_problem(problem)
    if not files and len(policy.packs) > 1:
        yield Objection("政策包没有案例，无法检验。请在项目文件夹中附上 cases.toml。")
