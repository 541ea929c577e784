"""What leaves the office after a month is locked: paper, bank files, ledgers; and whether they all agree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from minzheng_desk.audit.queries import newest
from minzheng_desk.demo.report import Made, Tie
from minzheng_desk.demo.taking_over import Job
from minzheng_desk.households.model import BankAccount
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.households.queries import standing_account
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.text import name_readings
from minzheng_desk.ledgers.documents import LedgerPrinting, export_ledger, ledger_of
from minzheng_desk.ledgers.operations import note_export
from minzheng_desk.office.queries import the_station
from minzheng_desk.payroll.documents.bank_files import BankFault, bank_faults, bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.documents.rosters import Printed, Printing, print_held, print_roster
from minzheng_desk.payroll.operations import note_bank_file, note_printing
from minzheng_desk.payroll.queries import RosterView

TEXT_FILE, WORKBOOK = "gbk_pipe", "xlsx_standard"
OWN_LEDGER = {"dibao": "dibao_roll", "tekun": "tekun", "old_age_allowance": "old_age_allowance"}
OTHER_LEDGERS = ("dibao_changes", "month_totals")
_PURPOSE = "演示"
_NAMELESS = "某"


def settle_account_names(job: Job, view: RosterView) -> int:
    """Enter, for names the bank's encoding cannot hold, the spelling agreed with the bank; says how many."""
    faults = {fault.line: fault for fault in bank_faults(view, bank_format(TEXT_FILE)) if fault.characters}
    for line, fault in faults.items():
        person_id = next(paid.person_id for paid in view.paid if paid.seq == line)
        account = job.desk.ask(standing_account, person_id)
        if account is not None:
            job.desk.run(correct, _respelled(account, fault), "与代发银行约定的户名写法")
    return len(faults)


def _respelled(account: BankAccount, fault: BankFault) -> BankAccount:
    name = account.holder_name
    for character in fault.characters:
        readings = name_readings(character)
        name = name.replace(character, readings[0][0].upper() if readings else _NAMELESS)
    return dataclasses.replace(account, holder_name=name)


def make_outputs(job: Job, month: Month, views: Iterable[RosterView]) -> None:
    """Print, write and export everything of a month, and note what each adds up to."""
    folder = job.folder / str(month)
    folder.mkdir(parents=True, exist_ok=True)
    for view in views:
        printed = _print(job, view, folder)
        payments = [_bank_file(job, view, name, folder) for name in (TEXT_FILE, WORKBOOK)]
        listed = _ledger(job, OWN_LEDGER[view.roster.programme], month, folder)
        _tie(job, view, printed, payments, listed)
    for name in OTHER_LEDGERS:
        _ledger(job, name, month, folder)


def _print(job: Job, view: RosterView, folder: Path) -> Printed:
    roster = view.roster
    job.desk.run(note_printing, roster, _PURPOSE)
    printing = Printing(
        office=job.desk.ask(the_station).name,
        printed_by=job.desk.actor.display_name,
        printed_at=job.desk.clock.now(),
        journal_digest=job.desk.ask(newest, 1)[0].digest,
    )
    path = folder / f"{roster.programme_label}花名册.pdf"
    printed = print_roster(view, path, printing)
    job.report.made.append(Made(f"花名册 {printed.pages} 页", path, printed.lines, printed.total))
    if roster.held or roster.stopped:
        held = print_held(view, folder / f"{roster.programme_label}未发放明细.pdf", printing)
        job.report.made.append(Made("未发放明细", held.path, held.lines))
    return printed


def _bank_file(job: Job, view: RosterView, name: str, folder: Path) -> tuple[int, Money]:
    form = bank_format(name)
    job.desk.run(note_bank_file, view.roster, form.label)
    suffix = ".txt" if name == TEXT_FILE else ".xlsx"
    path = folder / f"{view.roster.programme_label}_银行代发{suffix}"
    written = bank_file(view, form, path)
    job.report.made.append(Made(form.label, path, written.count, written.total))
    return written.count, written.total


def _ledger(job: Job, name: str, month: Month, folder: Path) -> tuple[int, Money]:
    printing = LedgerPrinting(
        office=job.desk.ask(the_station).name,
        printed_by=job.desk.actor.display_name,
        printed_at=job.desk.clock.now(),
    )
    ledger = job.desk.ask(ledger_of, name, month, printing)
    job.desk.run(note_export, ledger.sheet.name, month, _PURPOSE)
    path = folder / f"{ledger.sheet.name}.xlsx"
    export_ledger(ledger, path, progress=job.progress)
    amount = Money(ledger.total("amount")) if name != "dibao_changes" else None
    job.report.made.append(Made("台账", path, ledger.count, amount))
    return ledger.count, amount or Money(0)


def _tie(
    job: Job,
    view: RosterView,
    printed: Printed,
    payments: list[tuple[int, Money]],
    listed: tuple[int, Money],
) -> None:
    roster = view.roster
    text_file, workbook = payments
    names = ("名册", "纸质花名册", "银行文本", "银行表格", "台账")
    figures = (
        (roster.lines, roster.total),
        (printed.lines, printed.total),
        text_file,
        workbook,
        listed,
    )
    job.report.ties.append(
        Tie(
            f"{roster.month.label}{roster.programme_label}",
            {name: lines for name, (lines, _) in zip(names, figures, strict=True)},
            {name: amount for name, (_, amount) in zip(names, figures, strict=True)},
        )
    )
