"""What the bank answered, on a real store: booked once, added up, never unsaid."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.errors import UndoBlocked
from minzheng_desk.kernel.money import yuan
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.model import RosterNotLocked
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.payroll.returns.queries import Counted, results_of, return_state, returns_of
from payroll.answering import DAY, answer, answer_line, book, read
from payroll.paying import drawn_up, granted, paid_out

FEW = {"乙某": "户名不符"}


@pytest.fixture
def october(desk: Desk) -> RosterView:
    """A locked roster of three lines: 520, 300 and 84."""
    for name, base in (("甲某", "520"), ("乙某", "300"), ("丙某", "84")):
        granted(desk, name, base=base)
    return paid_out(desk, "2026-10")


def test_every_row_is_booked_once_and_the_counts_add_up(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    taken = book(desk, october.roster, answer(tmp_path, october, FEW))
    found = taken.bank_return
    assert (3, 2, 1, 0, 0) == (found.rows, found.paid, found.failed, found.repeated, found.unmatched)
    assert (yuan("604"), yuan("300")) == (found.paid_total, found.failed_total)
    assert found.adds_up
    state = desk.ask(return_state, october.roster)
    assert Counted(3, yuan("904")) == state.sent
    assert (Counted(2, yuan("604")), Counted(1, yuan("300"))) == (state.paid, state.failed)
    assert state.is_complete


def test_the_same_file_again_changes_nothing_and_says_so(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    first = book(desk, october.roster, answer(tmp_path, october, FEW))
    before = desk.ask(results_of, october.roster)
    again = book(desk, october.roster, answer(tmp_path, october, FEW))
    renamed = book(desk, october.roster, _saved_again(tmp_path, october))
    assert (False, True, True) == (first.is_repeat, again.is_repeat, renamed.is_repeat)
    assert first.bank_return == again.bank_return
    assert before == desk.ask(results_of, october.roster)
    assert 1 == len(desk.ask(returns_of, october.roster))


def _saved_again(folder: Path, view: RosterView) -> Path:
    """The same answer in other bytes, as an editor saves it."""
    path = answer(folder, view, FEW, "另存.txt")
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    return path


def test_rows_that_fit_no_line_are_kept_and_the_rest_is_booked(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    path = answer(tmp_path, october)
    rows = path.read_text("gbk").splitlines()
    rows[1] = rows[1].replace("|成功|", "|处理中|")
    path.write_text("\n".join(["9|6217000000000000004|丁某|84.00|成功|", *rows]), "gbk")
    taken = book(desk, october.roster, path)
    found = taken.bank_return
    assert (4, 2, 0, 2) == (found.rows, found.paid, found.failed, found.unmatched)
    assert ["no_such_line", "result_unknown"] == [one.code for one in taken.problems]
    state = desk.ask(return_state, october.roster)
    assert [(1, yuan("84")), (3, yuan("300"))] == [(kept.row, kept.amount) for kept in state.unmatched]
    assert "本批没有第9笔" in state.unmatched[0].reason
    assert (2, 1) == (state.paid.lines, state.unanswered.lines)


def test_a_payment_that_arrived_is_never_unsaid(desk: Desk, october: RosterView, tmp_path: Path) -> None:
    book(desk, october.roster, answer(tmp_path, october))
    later = book(desk, october.roster, answer(tmp_path, october, FEW, "第二次.txt"))
    assert ["paid_already"] == [one.code for one in later.problems]
    assert Counted(3, yuan("904")) == desk.ask(return_state, october.roster).paid


def test_what_failed_may_arrive_later_unless_a_correction_has_taken_it_up(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    book(desk, october.roster, answer(tmp_path, october, FEW))
    arrived = book(desk, october.roster, answer(tmp_path, october, name="补.txt"))
    assert (1, 2, 0) == (
        arrived.bank_return.paid,
        arrived.bank_return.repeated,
        arrived.bank_return.unmatched,
    )
    assert Counted(3, yuan("904")) == desk.ask(return_state, october.roster).paid


def test_what_a_correction_pays_cannot_arrive_a_second_time(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    book(desk, october.roster, answer(tmp_path, october, FEW))
    (failed,) = (line for line in october.paid if line.name == "乙某")
    desk.run(
        draw_correction,
        october.roster,
        drawn_up_by="李敏",
        drawn_up_on=DAY,
        resend={failed.id: "银行系统故障"},
    )
    later = book(desk, october.roster, answer(tmp_path, october, name="补.txt"))
    assert ["corrected_already"] == [one.code for one in later.problems]


def test_a_file_taken_in_by_mistake_is_one_undo_until_work_stands_on_it(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    path = answer(tmp_path, october, FEW)
    book(desk, october.roster, path)
    assert "导入银行回盘" == desk.undo().result
    assert {} == desk.ask(results_of, october.roster)
    book(desk, october.roster, path)
    (failed,) = (line for line in october.paid if line.name == "乙某")
    colleague = _colleague(desk)
    colleague.run(
        draw_correction, october.roster, drawn_up_by="赵强", drawn_up_on=DAY, resend={failed.id: "已答复"}
    )
    with pytest.raises(UndoBlocked):
        desk.undo()


def _colleague(desk: Desk) -> Desk:
    return dataclasses.replace(desk, actor=dataclasses.replace(desk.actor, name="zhao.qiang"))


def test_a_roster_that_is_not_locked_has_no_answer(desk: Desk, october: RosterView, tmp_path: Path) -> None:
    november = drawn_up(desk, "2026-11")
    with pytest.raises(RosterNotLocked, match="还没有锁定，不能导入回盘"):
        book(desk, november.roster, answer(tmp_path, november))


def test_a_failed_payment_cuts_nobody(desk: Desk, october: RosterView, tmp_path: Path) -> None:
    book(desk, october.roster, answer(tmp_path, october, FEW))
    november = paid_out(desk, "2026-11")
    assert {"甲某": "pay", "乙某": "pay", "丙某": "pay"} == {
        line.name: line.standing for line in november.lines
    }
    # Nor is the failed month paid by the roster of the next: only a correction pays it once more.
    assert [0, 0, 0] == [line.back_payment for line in november.lines]


def test_the_bank_may_answer_a_part_and_the_rest_stays_open(
    desk: Desk, october: RosterView, tmp_path: Path
) -> None:
    path = tmp_path / "部分.txt"
    path.write_text(answer_line(1, october.paid[0]) + "\n", "gbk")
    book(desk, october.roster, path)
    state = desk.ask(return_state, october.roster)
    assert (1, 0, 2) == (state.paid.lines, state.failed.lines, state.unanswered.lines)
    assert state.sent.total == state.paid.total + state.failed.total + state.unanswered.total
    assert not state.is_complete
    assert 1 == len(read(path).rows)
