"""更正发放 on a real store: what failed is paid once more, and only that, after the account was put right."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.households.operations.facts import change_bank_account, correct
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.corrections.model import (
    HolderException,
    HolderExceptionEmpty,
    NothingToCorrect,
    ResendWithoutReason,
)
from minzheng_desk.payroll.corrections.operations import Correction, draw_correction, except_holder
from minzheng_desk.payroll.corrections.queries import failures, failures_of
from minzheng_desk.payroll.documents.bank_files import bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.duties.model import CorrectionOpen, FailuresOpen, RosterAlreadyClosed
from minzheng_desk.payroll.model import Roster, RosterNotLocked, RosterOutdated
from minzheng_desk.payroll.operations import close_roster
from minzheng_desk.payroll.queries import RosterView, corrections_of, roster_for, rosters
from payroll.answering import DAY, answer, book
from payroll.paying import DIBAO, checker, drawn_up, granted, lock, paid_out

OTHER_ACCOUNT = "6217000000000000012"
FAILED = {"甲某": "户名不符", "乙某": "账号不存在"}


@pytest.fixture
def october(desk: Desk, tmp_path: Path) -> RosterView:
    """A month of three payments, 520, 300 and 84, of which the first two came back."""
    for name, base in (("甲某", "520"), ("乙某", "300"), ("丙某", "84")):
        granted(desk, name, base=base)
    view = paid_out(desk, "2026-10")
    book(desk, view.roster, answer(tmp_path, view, FAILED))
    return view


def corrected(desk: Desk, roster: Roster, **more: object) -> Correction:
    done = desk.run(draw_correction, roster, drawn_up_by="李敏", drawn_up_on=DAY, **more)  # type: ignore[arg-type]
    return done.result


def new_account(
    desk: Desk, view: RosterView, name: str, holder: str = "", number: str = OTHER_ACCOUNT
) -> BankAccount:
    """The account of somebody on a roster, put right."""
    (line,) = (line for line in view.lines if line.name == name)
    account = BankAccount(
        person_id=line.person_id,
        account=number,
        bank="柳溪农商行",
        holder_name=holder or name,
        since=DAY,
    )
    return desk.run(change_bank_account, account).result


def test_only_failed_lines_whose_account_was_put_right_are_paid_once_more(
    desk: Desk, october: RosterView
) -> None:
    new_account(desk, october, "甲某")
    done = corrected(desk, october.roster)
    (line,) = done.view.lines
    assert ("甲某", yuan("520"), OTHER_ACCOUNT, "corrected") == (
        line.name,
        line.amount,
        line.account,
        line.difference,
    )
    origin = next(line for line in october.lines if line.name == "甲某")
    assert f"名册第 {origin.seq} 行退回：户名不符" == line.reason
    assert ["乙某"] == [left.line.name for left in done.left]
    assert "账户还没有更正" in done.left[0].why_not
    roster = done.view.roster
    assert (1, october.roster.id, "低保2026年10月更正发放（第1次）") == (
        roster.correction,
        roster.corrects_id,
        roster.called.replace("最低生活保障", "低保"),
    )


def test_a_correction_is_no_roster_of_its_month(desk: Desk, october: RosterView) -> None:
    new_account(desk, october, "甲某")
    done = corrected(desk, october.roster)
    assert [october.roster.id] == [roster.id for roster in desk.ask(rosters)]
    assert done.view == desk.ask(roster_for, DIBAO, Month(2026, 10), 1)
    lock(desk, done.view.roster)
    november = paid_out(desk, "2026-11")
    assert ["same", "same", "same"] == [line.difference for line in november.lines]


def test_drawing_up_again_replaces_a_correction_that_is_not_locked(desk: Desk, october: RosterView) -> None:
    new_account(desk, october, "甲某")
    corrected(desk, october.roster)
    new_account(desk, october, "乙某")
    again = corrected(desk, october.roster)
    assert (1, 2, yuan("820")) == (
        again.view.roster.correction,
        again.view.roster.lines,
        again.view.roster.total,
    )
    assert [again.view.roster] == desk.ask(corrections_of, october.roster)
    assert [] == desk.ask(failures_of, october.roster)


def test_what_fails_again_is_in_the_second_correction_and_what_arrived_in_none(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    for name in FAILED:
        new_account(desk, october, name)
    first = corrected(desk, october.roster)
    locked = RosterView(lock(desk, first.view.roster), first.view.lines)
    paid = bank_file(locked, bank_format("gbk_pipe"), tmp_path / "更正.txt")
    assert (2, yuan("820")) == (paid.count, paid.total)
    book(desk, locked.roster, answer(tmp_path, locked, {"乙某": "账户已销户"}, "更正回盘.txt"))
    (failed,) = desk.ask(failures)
    assert ("乙某", 1) == (failed.line.name, failed.roster.correction)
    second = corrected(desk, locked.roster, resend={failed.line.id: "银行已重新开户"})
    assert (2, ["乙某"]) == (second.view.roster.correction, [line.name for line in second.view.lines])
    assert "更正发放（第1次）第" in second.view.lines[0].reason
    assert "原样重发：银行已重新开户" in second.view.lines[0].reason
    book(desk, lock(desk, second.view.roster), answer(tmp_path, second.view, name="第二次回盘.txt"))
    with pytest.raises(NothingToCorrect, match="退回未更正 0 行"):
        corrected(desk, october.roster)


def test_an_unchanged_account_is_sent_again_only_with_a_reason(desk: Desk, october: RosterView) -> None:
    (first, _) = desk.ask(failures)
    with pytest.raises(NothingToCorrect, match="其中 2 行还不能重发"):
        corrected(desk, october.roster)
    with pytest.raises(ResendWithoutReason):
        corrected(desk, october.roster, resend={first.line.id: " "})
    assert 1 == corrected(desk, october.roster, resend={first.line.id: "银行已答复"}).view.roster.lines


def test_an_account_of_a_stranger_is_refused_until_an_exception_is_on_record(
    desk: Desk, october: RosterView
) -> None:
    account = new_account(desk, october, "甲某", holder="村支书")
    with pytest.raises(NothingToCorrect, match="不得代持"):
        corrected(desk, october.roster)
    exception = HolderException(
        person_id=account.person_id,
        account=account.account,
        holder_name="村支书",
        reason="本人无民事行为能力，由监护人代管",
        allowed_by="王主任",
        allowed_on=DAY,
    )
    with pytest.raises(HolderExceptionEmpty):
        desk.run(except_holder, dataclasses.replace(exception, reason=" "))
    desk.run(except_holder, exception)
    assert ["甲某"] == [line.name for line in corrected(desk, october.roster).view.lines]


def test_whoever_died_is_not_sent_the_money_again(desk: Desk, october: RosterView) -> None:
    account = new_account(desk, october, "甲某")
    person = desk.ask(lambda reader: reader.get(Person, account.person_id))
    desk.run(correct, dataclasses.replace(person, died_on=date(2026, 11, 2)), "登记死亡")
    with pytest.raises(NothingToCorrect, match="领款人已于2026-11-02去世"):
        corrected(desk, october.roster)


def test_a_correction_is_locked_by_another_person_and_only_while_the_account_stands(
    desk: Desk, october: RosterView
) -> None:
    new_account(desk, october, "甲某")
    done = corrected(desk, october.roster)
    new_account(desk, october, "甲某", number="6217000000000000020")
    with pytest.raises(RosterOutdated, match="有 1 行"):
        lock(desk, done.view.roster)
    assert lock(desk, corrected(desk, october.roster).view.roster).is_locked


def test_every_failure_says_what_to_do_and_that_nothing_is_cut(desk: Desk, october: RosterView) -> None:
    first, second = desk.ask(failures)
    assert "银行退回：户名不符。" in first.to_do
    assert first.to_do.endswith("待遇不变，不得因此停发、减发。")
    new_account(desk, october, "乙某")
    (_, second) = desk.ask(failures)
    assert "账户已更正，请生成更正发放。" in second.to_do


def test_a_roster_that_is_not_locked_is_not_corrected(desk: Desk, october: RosterView) -> None:
    with pytest.raises(RosterNotLocked, match="不能更正发放"):
        corrected(desk, drawn_up(desk, "2026-11").roster)


def test_a_month_is_closed_when_nothing_that_came_back_is_open(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    leader = checker(desk)

    def close() -> Roster:
        return leader.run(close_roster, october.roster, closed_by="张伟", closed_at=desk.clock.now()).result

    with pytest.raises(FailuresOpen, match="还有 2 笔银行退回"):
        close()
    for name in FAILED:
        new_account(desk, october, name)
    done = corrected(desk, october.roster)
    with pytest.raises(CorrectionOpen):
        close()
    locked = lock(desk, done.view.roster)
    assert "张伟" == close().closed_by
    with pytest.raises(RosterAlreadyClosed, match="已由张伟月结"):
        close()
    # The bank may still answer.
    assert 2 == book(desk, locked, answer(tmp_path, done.view, name="更正回盘.txt")).bank_return.paid
