"""Taking the township's registers over: import, look at the problems, assess everyone, grant what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from minzheng_desk.benefits.imports import plan_benefits
from minzheng_desk.benefits.model import Amounts, NewAward
from minzheng_desk.benefits.operations import grant_all, import_benefits
from minzheng_desk.benefits.queries import standing_awards
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
from minzheng_desk.households.operations.registering import HEADS
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader

DECIDED_BY = "演示分管领导"
OF_HOUSEHOLDS = ("dibao", "dibao_margin")
OF_PERSONS = ("tekun", "old_age_allowance")


@dataclass(frozen=True, slots=True)
class Job:
    """What every step of the demonstration needs."""

    desk: Desk
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
    facts = job.desk.ask(facts_of_all, today)
    held = job.desk.ask(holders, since)
    for programme in (*OF_HOUSEHOLDS, *OF_PERSONS):
        found = assessed(programme, facts, job)
        tally = Counter(assessment.outcome for assessment in found)
        job.report.assessed[job.policy.programme(programme).label] = {
            outcome.label: tally[outcome] for outcome in Outcome
        }
        kept = [a for a in found if a.outcome is Outcome.MET or programme == "dibao"]
        job.desk.run(record_assessments, kept)
        grant_due(job, found, held, since)


def assessed(programme: str, facts: Sequence[HouseholdFacts], job: Job) -> list[Assessment]:
    """Assess households or persons, as the programme asks."""
    today = job.desk.clock.today()
    if job.policy.programme(programme).unit == "household":
        return list(assess_each([programme], facts, job.policy, today))
    return list(assess_persons(programme, facts, job.policy, today))


def holders(reader: Reader, month: Month) -> set[tuple[str, str]]:
    """By programme, the households and persons that hold an award in a month or later."""
    found = set()
    for programme in (*OF_HOUSEHOLDS, *OF_PERSONS):
        for award in standing_awards(reader, programme, month):
            found |= {(programme, str(award.person_id)), (programme, str(award.household_id))}
    return found


def grant_due(job: Job, found: Sequence[Assessment], held: set[tuple[str, str]], since: Month) -> int:
    """Grant what fits, pays something, and is held by nobody yet; a household never gets 低保 beside 特困."""
    due = [a for a in found if a.outcome is Outcome.MET and a.amount and not _is_held(a, held)]
    awards = [_award(assessment, since, job) for assessment in due]
    if awards:
        job.desk.run(grant_all, awards, progress=job.progress)
    held |= {(award.programme, str(award.holder)) for award in awards}
    job.report.granted += len(awards)
    return len(awards)


def _is_held(assessment: Assessment, held: set[tuple[str, str]]) -> bool:
    keys = {assessment.facts.key, *(member.key for member in assessment.facts.members)}
    if assessment.programme.name == "old_age_allowance":
        return assessment.person is None or ("old_age_allowance", assessment.person.key) in held
    exclusive = (*OF_HOUSEHOLDS, "tekun")
    return any((programme, key) in held for programme in exclusive for key in keys)


def _award(assessment: Assessment, since: Month, job: Job) -> NewAward:
    programme = assessment.programme
    members = assessment.facts.members
    # Where the head has died, the eldest listed stands in until the household names another.
    person = assessment.person or next((m for m in members if m.relation in HEADS), members[0])
    amount = assessment.amount
    assert amount is not None
    return NewAward(
        programme=programme.name,
        label=programme.label,
        person_id=RecordId(person.key),
        household_id=RecordId(assessment.facts.key),
        since=since,
        amounts=Amounts(amount),
        basis="policy" if programme.name == "old_age_allowance" else "decided",
        persons=assessment.means.size if programme.unit == "household" else 1,
        decided_on=job.desk.clock.today(),
        decided_by=DECIDED_BY,
        reason="新确认",
        of_household=programme.unit == "household",
    )
