"""What stands against working by a policy pack: files that cannot be read, rules unknown, cases that fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minzheng_desk.eligibility.case_runs import run_cases
from minzheng_desk.eligibility.declaring import all_calculations, all_rules, all_subjects
from minzheng_desk.kernel.errors import DeskError, PolicyProblem
from minzheng_desk.policy.model import ParameterMissing, Policy, Programme
from minzheng_desk.policy.queries import forget_policies, policy_in


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason why a pack cannot be used, and the file and line where there is one."""

    reason: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Return the objection as printed."""
        return f"{self.file} 第 {self.line} 行：{self.reason}" if self.file else self.reason


class PackRefused(PolicyProblem):
    """A pack that something stands against is not installed."""

    text = "政策包“{name}”有 {count} 处问题，没有安装。第一处：{first}"
    remedy = "请逐处改正后重新检验。已安装的政策包没有改动。"


def pack_objections(folder: Path, own_cases: Iterable[Path] = ()) -> tuple[Objection, ...]:
    """Return everything that stands against the pack in ``folder``, nothing when it may be used.

    ``own_cases`` are the files of cases that the office itself has written; they must come out as well.
    """
    try:
        policy = policy_in(folder)
    except DeskError as problem:
        return (_of_problem(problem),)
    unknown = _of_names(policy) or _of_citations(policy)
    if unknown:
        return unknown
    beside = sorted(folder.glob("programmes/*/cases*.toml"))
    return (*_of_codes(policy), *_of_parameters(policy), *_of_cases(policy, [*beside, *own_cases]))


def _of_problem(problem: DeskError) -> Objection:
    """Return an objection that names file and line where the error knows them."""
    reason = str(problem.facts.get("reason", problem))
    if "file" not in problem.facts:
        return Objection(f"{problem}{problem.advice}")
    key = problem.facts.get("key")
    return Objection(f"“{key}”有误：{reason}", str(problem.facts["file"]), int(problem.facts["line"]))


def _of_names(policy: Policy) -> tuple[Objection, ...]:
    """Object to rules, calculations and subjects that the program does not have."""
    found = []
    for programme in policy.programmes.values():
        found += [("规则", name, programme) for name in programme.rules if name not in all_rules()]
        if programme.calculation and programme.calculation not in all_calculations():
            found.append(("金额计算", programme.calculation, programme))
        if programme.subject and programme.subject not in all_subjects():
            found.append(("认定对象", programme.subject, programme))
        found += [
            ("改试项目", name, programme) for name in programme.otherwise if name not in policy.programmes
        ]
    return tuple(
        Objection(f"项目“{programme.label}”引用了本程序没有的{what}“{name}”。")
        for what, name, programme in found
    )


def _of_citations(policy: Policy) -> tuple[Objection, ...]:
    """Object to rules whose documents are in none of the packs read."""
    found = {}
    for programme in policy.programmes.values():
        for name in programme.rules:
            for cite in all_rules()[name].cites:
                key, _, clause = cite.partition(" ")
                if key not in policy.documents or not policy.documents[key].has(clause):
                    found[name, cite] = Objection(f"规则“{name}”的依据“{cite}”没有列入 sources.toml。")
    return tuple(found.values())


def _of_codes(policy: Policy) -> Iterator[Objection]:
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
                    yield Objection(reason)


def _of_parameters(policy: Policy) -> Iterator[Objection]:
    """Object to parameters that are wanting for the programmes the pack says it serves."""
    day = _newest(policy)
    for name in policy.serves:
        if name not in policy.programmes:
            yield Objection(f"manifest.toml 的 serves 写了没有的项目“{name}”。")
            continue
        yield from _lacking(policy, policy.programmes[name], day)


def _lacking(policy: Policy, programme: Programme, day: date) -> Iterator[Objection]:
    for required in (*programme.requires, *([programme.start] if programme.start else [])):
        for parameter in policy.parts_of(required):
            if not _has_value(policy, parameter.name, day):
                label, name = parameter.label, parameter.name
                yield Objection(f"项目“{programme.label}”缺少 {day} 适用的“{label}”（{name}）。")


def _has_value(policy: Policy, name: str, day: date) -> bool:
    try:
        return policy.at(day).find(name) is not None
    except ParameterMissing:
        return False


def _newest(policy: Policy) -> date:
    """Return the day from which the newest value holds: what is in force then goes on being so."""
    values = (dated.since for parameter in policy.parameters.values() for dated in parameter.values)
    return max(values, default=date.max)


def _of_cases(policy: Policy, files: Iterable[Path]) -> Iterator[Objection]:
    """Object to cases that do not come out, and to a pack of a place that brings none."""
    tried = False
    for path in files:
        tried = True
        try:
            report = run_cases(path, policy)
        except DeskError as problem:
            yield _of_problem(problem)
            continue
        for result in report.failed:
            differences = "；".join(str(difference) for difference in result.differences)
            yield Objection(f"案例“{result.name}”不符：{differences}", path.name, result.line)
    if not tried and len(policy.packs) > 1:
        yield Objection("政策包没有案例，无法检验。请在项目文件夹中附上 cases.toml。")


def install_pack(folder: Path, place: Path, own_cases: Iterable[Path] = ()) -> Path:
    """Copy a sound pack into ``place`` and return where it lies; an older one of the name is replaced.

    Raises `PackRefused` with the first reason when anything stands against it; then nothing is changed.
    """
    objections = pack_objections(folder, own_cases)
    if objections:
        raise PackRefused(name=folder.name, count=len(objections), first=str(objections[0]))
    target = place / folder.name
    fresh, older = place / f"{folder.name}.new", place / f"{folder.name}.old"
    for left in (fresh, older):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    if target.exists():
        target.rename(older)
    fresh.rename(target)
    shutil.rmtree(older, ignore_errors=True)
    forget_policies()
    return target
