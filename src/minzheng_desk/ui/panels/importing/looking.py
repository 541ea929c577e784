"""Reading a file and saying what importing it would do; all of it beside the window, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng_desk.benefits.imports import BenefitPlan, plan_benefits
from minzheng_desk.benefits.model import amount_in
from minzheng_desk.benefits.queries import amounts_of
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.annotating import annotated_copy
from minzheng_desk.documents.workbook.reading import RawBook, read_workbook
from minzheng_desk.households.imports.catalogue import Catalogue
from minzheng_desk.households.imports.model import Counts, SheetNotRecognised
from minzheng_desk.households.imports.plan import FieldChange, ImportPlan
from minzheng_desk.households.imports.preview import Preview, preview_book
from minzheng_desk.households.imports.readers import Surroundings
from minzheng_desk.households.imports.said import office_catalogue
from minzheng_desk.households.imports.villages import Villages
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.office.queries import regions
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.panels.importing.draft import BENEFITS, Draft, Register
from minzheng_desk.ui.panels.importing.findings import NOTICES, PROBLEMS, Finding, findings_of
from minzheng_desk.ui.panels.importing.headless import numbered_again
from minzheng_desk.ui.panels.importing.meanings import mapping_of
from minzheng_desk.ui.panels.importing.seen import SeenTable, raw_table, seen_tables

_BY_POLICY = "policy"
NONE = Counts(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class MoneyEffect:
    """What a register of benefits changes in what is paid, in fen a month."""

    new_awards: int = 0
    new_amount: Money = Money(0)
    by_policy: int = 0
    """New awards whose amount follows the policy by itself."""
    revised: int = 0
    before: Money = Money(0)
    after: Money = Money(0)
    accounts: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft with everything there is to see of it."""

    draft: Draft
    book: RawBook
    around: Surroundings
    known: Catalogue
    """What columns can mean, with what people of this office have said of headers."""
    tables: tuple[SeenTable, ...]
    preview: Preview | None = None
    """None where no header was recognised."""
    benefits: BenefitPlan | None = None
    money: MoneyEffect | None = None
    found: tuple[Finding, ...] = ()
    """The problems with their places."""
    noticed: tuple[Finding, ...] = ()
    counts: Counts = NONE
    """How the rows divide, counted once; all nothing where no header was recognised."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What keeps rows out."""
        return self.preview.problems if self.preview is not None else ()

    @property
    def changes(self) -> Sequence[FieldChange]:
        """Every field of what is on file that would change."""
        return self.preview.changes if self.preview is not None else ()

    @property
    def plan(self) -> ImportPlan | None:
        """What would be written about households."""
        return self.preview.plan if self.preview is not None else None

    @property
    def rows_to_write(self) -> int:
        """How many rows bring something."""
        return self.counts.new + self.counts.changed

    @property
    def remembers_only(self) -> bool:
        """Whether nothing would be written but what the columns mean."""
        if self.plan is None or self.rows_to_write:
            return False
        said = self.plan.said or self.plan.forgotten
        return bool(said) or (bool(self.plan.mappings) and bool(self.draft.named))


def opened(desk: Desk, register: Register, progress: Progress) -> Looked:
    """Read a file and look at it; raises why it cannot be read, or `Cancelled`."""
    return look_at(desk, Draft(register, read_workbook(register.path, progress)), progress)


def look_at(desk: Desk, draft: Draft, progress: Progress) -> Looked:
    """Say what importing the draft would do; raises `Cancelled`, or `ProgrammeNotInPack`."""
    book, today, kind = draft.amended(), desk.clock.today(), draft.register.kind
    around = Surroundings(today, Villages.of(desk.ask(regions)))
    known = desk.ask(office_catalogue, kind)
    chosen = [mapping_of(named, kind, book, around, known) for named in draft.named.values()]
    try:
        preview = desk.ask(preview_book, book, today, progress, kind, chosen, draft.said_headers())
    except SheetNotRecognised:
        shown = [sheet for sheet in draft.book.sheets if sheet.rows and not sheet.is_hidden]
        tables = tuple(raw_table(sheet, draft.by_hand.get(sheet.name)) for sheet in shown)
        if not tables:
            raise
        return Looked(draft, book, around, known, tables)
    plan = _planned(desk, draft.register, preview) if kind == BENEFITS else None
    money = desk.ask(_money_effect, plan) if plan is not None else None
    numbered_again(preview, draft.headless())
    tables = seen_tables(draft, book, preview, known)
    found = findings_of(tables, preview.problems, PROBLEMS)
    noticed = findings_of(tables, preview.notices, NOTICES)
    return Looked(draft, book, around, known, tables, preview, plan, money, found, noticed, preview.counts)


def write_problem_rows(looked: Looked, target: Path) -> int:
    """Write the rows that stay out to a workbook that says why; return how many there are."""
    first_rows: dict[str, int] = {}
    for table in looked.tables:
        first_rows.setdefault(table.sheet, table.header_row + 1)
    draft, book = looked.draft, looked.draft.corrected()
    # What was put right here is worth more than the looks of the file, which has the old values.
    return annotated_copy(
        draft.register.path, target, book, looked.problems, first_rows, own_looks=not draft.corrections
    )


def _planned(desk: Desk, register: Register, preview: Preview) -> BenefitPlan:
    assert register.paid_through is not None
    policy = desk.ask(office_policy)
    return desk.ask(plan_benefits, preview.compared, policy, register.paid_through, register.decided_by)


def _money_effect(reader: Any, plan: BenefitPlan) -> MoneyEffect:
    decided = [award for award in plan.new if award.basis != _BY_POLICY]
    known = amounts_of(reader, [revised.award_id for revised in plan.revised])
    before = after = 0
    for revised in plan.revised:
        standing = amount_in(known.get(revised.award_id, []), revised.since)
        before += standing.base + standing.supplement if standing is not None else 0
        after += revised.base + revised.supplement
    return MoneyEffect(
        new_awards=len(plan.new),
        new_amount=Money(sum(award.amounts.total for award in decided)),
        by_policy=len(plan.new) - len(decided),
        revised=len(plan.revised),
        before=Money(before),
        after=Money(after),
        accounts=len(plan.accounts),
    )
