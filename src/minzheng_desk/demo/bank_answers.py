"""The bank answers for last month: a few payments come back, one of them is put right and paid once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from minzheng_desk.demo.outputs import TEXT_FILE
from minzheng_desk.demo.report import Answered
from minzheng_desk.demo.taking_over import Job
from minzheng_desk.documents.delimited import write_delimited
from minzheng_desk.households.model import BankAccount
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.households.queries import standing_account
from minzheng_desk.kernel.money import figures
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.corrections.queries import failures_of
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.documents.bank_returns import read_bank_return
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.operations import close_roster, lock_roster
from minzheng_desk.payroll.queries import RosterView, with_holders_on_file
from minzheng_desk.payroll.returns.operations import book_return

_REASONS = ("账户已销户", "户名不符")
_SENT_BACK_OF = "dibao"
"""The programme of which some payments come back; the others arrive whole, and their month is closed."""


def take_answers(job: Job, views: Iterable[RosterView]) -> None:
    """Let the bank answer for the rosters of a month, correct what can be, close what is complete."""
    for view in views:
        reasons = _sent_back(view) if view.roster.programme == _SENT_BACK_OF else {}
        booked = _book(job, view, reasons)
        corrected = _corrected(job, view) if reasons else 0
        job.report.answered.append(replace(booked, corrected=corrected))
        if not job.desk.ask(failures_of, view.roster):
            _close(job, view.roster)


def _sent_back(view: RosterView) -> dict[str, str]:
    """Lines from the middle of the roster, each with the bank's reason."""
    middle = view.paid[len(view.paid) // 3 :]
    return {line.id: reason for line, reason in zip(middle, _REASONS, strict=False)}


def _book(job: Job, view: RosterView, reasons: Mapping[str, str]) -> Answered:
    form, roster = bank_format(TEXT_FILE), view.roster
    path = job.folder / str(roster.month) / f"{roster.programme_label}_银行回盘.txt"
    _write(path, job.desk.ask(with_holders_on_file, view), reasons)
    file = read_bank_return(path, form, job.progress)
    today = job.desk.clock.today()
    found = job.desk.run(
        book_return, roster, file, imported_by=job.desk.actor.display_name, imported_on=today
    ).result.bank_return
    return Answered(
        roster.called,
        found.paid,
        found.paid_total,
        found.failed,
        found.failed_total,
        agrees=(roster.lines, roster.total) == (found.paid + found.failed, found.total),
    )


def _write(path: Path, view: RosterView, reasons: Mapping[str, str]) -> None:
    """Write the file as the bank would."""
    lines = [
        (
            str(at),
            line.account,
            line.holder_name or line.name,
            figures(line.amount),
            "失败" if line.id in reasons else "成功",
            reasons.get(line.id, ""),
        )
        for at, line in enumerate(view.paid, 1)
    ]
    write_delimited(path, lines, encoding="gbk", separator="|")


def _corrected(job: Job, view: RosterView) -> int:
    """Put the account of the first failure right and pay it once more; says how many were paid."""
    first, *_ = job.desk.ask(failures_of, view.roster)
    account = job.desk.ask(standing_account, first.payee.id)
    if account is None:
        return 0
    today = job.desk.clock.today()
    renewed = BankAccount(
        person_id=account.person_id,
        account=f"{account.account[:-2]}90",
        bank=account.bank,
        holder_name=account.holder_name,
        since=today,
    )
    job.desk.run(change_bank_account, renewed)
    drawn = job.desk.run(
        draw_correction, view.roster, drawn_up_by=job.desk.actor.display_name, drawn_up_on=today
    ).result
    leader = job.leader
    leader.run(
        lock_roster,
        drawn.view.roster,
        locked_by=leader.actor.display_name,
        locked_at=leader.clock.now(),
        policy=job.policy,
    )
    return drawn.view.roster.lines


def _close(job: Job, roster: Roster) -> None:
    leader = job.leader
    leader.run(close_roster, roster, closed_by=leader.actor.display_name, closed_at=leader.clock.now())
