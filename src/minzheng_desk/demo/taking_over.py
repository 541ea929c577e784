"""Taking the township's registers over: import, look at the problems, assess everyone, grant what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from minzheng_desk.benefits.granting import grantable, receiving
from minzheng_desk.benefits.imports import plan_benefits
from minzheng_desk.benefits.operations import grant_all, import_benefits
from minzheng_desk.demo.report import DemoReport, Imported
from minzheng_desk.demo.writing import WrittenRegister
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.annotating import annotated_copy
from minzheng_desk.documents.workbook.reading import read_workbook
from minzheng_desk.eligibility.assessing import assess_each, assess_persons
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome
from minzheng_desk.eligibility.operations import record_assessments
from minzheng_desk.eligibility.queries import facts_of_all
from minzheng_desk.households.imports.preview import Preview, read_register
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.policy.model import Policy

DECIDED_BY = "演示分管领导"
OF_HOUSEHOLDS = ("dibao", "dibao_margin")
OF_PERSONS = ("tekun", "old_age_allowance")


@dataclass(frozen=True, slots=True)
class Job:
    """What every step of the demonstration needs."""

    desk: Desk
    leader: Desk
    """The same store with the approver at the desk, who locks what the clerk drew up."""
    policy: Policy
    folder: Path
    report: DemoReport
    progress: Progress


def take_over_households(job: Job, registers: Sequence[WrittenRegister]) -> None:
    """Import the files that list households and people, one after the other."""
    for register in registers:
        preview = _preview(job, register, "households")
        job.desk.run(import_households, preview.plan, job.progress)
        _note(job, register, preview, preview.problems)


def take_over_benefits(job: Job, registers: Sequence[WrittenRegister], paid_through: Month) -> None:
    """Import the files that list who is paid already."""
    for register in registers:
        preview = _preview(job, register, "benefits")
        plan = job.desk.ask(plan_benefits, preview.compared, job.policy, paid_through, DECIDED_BY)
        job.desk.run(import_benefits, plan, progress=job.progress)
        _note(job, register, preview, preview.problems)


def _preview(job: Job, register: WrittenRegister, kind: str) -> Preview:
    return job.desk.ask(read_register, register.path, job.desk.clock.today(), job.progress, kind)


def _note(job: Job, register: WrittenRegister, preview: Preview, problems: Sequence[Problem]) -> None:
    copy = None
    if problems:
        copy = job.folder / "问题行" / f"{register.path.stem}_问题行.xlsx"
        copy.parent.mkdir(parents=True, exist_ok=True)
        first_rows = {table.header.sheet: table.header.last_row + 1 for table in preview.tables}
        annotated_copy(register.path, copy, read_workbook(register.path, job.progress), problems, first_rows)
    reasons = dict(Counter(problem.code for problem in problems))
    job.report.imported.append(Imported(register.path.name, preview.counts, reasons, copy))


def assess_and_grant(job: Job, since: Month) -> None:
    """Assess every household and person, keep the assessments, and grant what fits and is not paid yet."""
    today = job.desk.clock.today()
    held = job.desk.ask(receiving, since)
    facts = job.desk.ask(facts_of_all, today, receiving=held)
    for programme in (*OF_HOUSEHOLDS, *OF_PERSONS):
        found = _assessed(programme, facts, job)
        tally = Counter(assessment.outcome for assessment in found)
        label = job.policy.programme(programme).label
        job.report.assessed[label] = {outcome.label: tally[outcome] for outcome in Outcome}
        kept = [a for a in found if a.outcome is Outcome.MET or programme == "dibao"]
        job.desk.run(record_assessments, kept)
        grant_due(job, found, since)


def grant_due(job: Job, found: Sequence[Assessment], since: Month) -> int:
    """Grant what fits, pays something and stands in nothing's way; says how many awards that makes."""
    today = job.desk.clock.today()
    sorted_out = job.desk.ask(
        grantable, found, job.policy, decided_on=today, decided_by=DECIDED_BY, since=since
    )
    if sorted_out.awards:
        job.desk.run(grant_all, sorted_out.awards, progress=job.progress)
    job.report.granted += len(sorted_out.awards)
    return len(sorted_out.awards)


def _assessed(programme: str, facts: Sequence[HouseholdFacts], job: Job) -> list[Assessment]:
    today = job.desk.clock.today()
    if job.policy.programme(programme).unit == "household":
        return list(assess_each([programme], facts, job.policy, today))
    return list(assess_persons(programme, facts, job.policy, today))
