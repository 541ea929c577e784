"""The steps of a month as they are taken from the page: what is asked before, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from minzheng_desk.benefits.model import Award
from minzheng_desk.benefits.operations import suspend
from minzheng_desk.desk.desk import Committed
from minzheng_desk.kernel.money import shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.documents.bank_files import (
    BankFile,
    BankFileBlocked,
    prepared_bank_file,
    write_bank_file,
)
from minzheng_desk.payroll.documents.bank_formats import bank_format, bank_formats
from minzheng_desk.payroll.documents.bank_returns import read_bank_return
from minzheng_desk.payroll.documents.rosters import Printing, export_roster
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.operations import (
    close_roster,
    draw_up_roster,
    lock_roster,
    note_bank_file,
    note_printing,
)
from minzheng_desk.payroll.queries import with_holders_on_file
from minzheng_desk.payroll.returns.matching import ReturnFile
from minzheng_desk.payroll.returns.operations import book_return
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.panels.payroll.questions import (
    WHY_HELD,
    FormatQuestion,
    close_question,
    lock_question,
)
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.dialogs import ReasonDialog, Verb

_FORMAT = "payroll/bank_format"


class RosterFlows(QObject):
    """Takes the steps of a roster; ``over`` is the page the questions stand on."""

    taken_in = Signal(object)
    """A `Taken`: what a file of the bank came to."""
    blocked = Signal(object)
    """A `BankFileBlocked`: which lines the bank cannot take, and why."""
    under_way = Signal(str)
    """What is being done; empty when it is over."""

    def __init__(self, frame: Frame, over: QWidget) -> None:
        super().__init__(over)
        self.frame, self.bench, self._over = frame, frame.bench, over

    def draw_up(self, page: MonthPage) -> None:
        """Draw up the roster of the chosen programme, anew where there is one that is not locked."""
        if page.chosen is None:
            return

        def told(done: Committed[Roster]) -> None:
            roster = done.result
            self.frame.done(f"已生成 {roster.called}：{roster.lines:,} 行，{shown(roster.total)} 元")

        task = self.bench.task(
            draw_up_roster,
            page.chosen.programme,
            page.place.month,
            policy=page.policy,
            drawn_up_by=self.bench.actor.display_name,
            drawn_up_on=self.bench.today,
        )
        self._run("正在生成", task, told)

    def lock(self, page: MonthPage, now: RosterNow) -> None:
        """Lock the roster after its total was typed."""

        def told(done: Committed[Roster]) -> None:
            self.frame.tell(f"已锁定 {done.result.called}：{shown(done.result.total)} 元")

        def confirmed(_: str) -> None:
            task = self.bench.task(
                lock_roster,
                now.roster,
                locked_by=self.bench.actor.display_name,
                locked_at=self.bench.desk.clock.now(),
                policy=page.policy,
            )
            self._run("正在核对、锁定", task, told)

        question = lock_question(self._over.window(), now)
        question.answered.connect(confirmed)
        question.open()

    def close_month(self, now: RosterNow) -> None:
        """Close the month after its total was typed."""

        def told(done: Committed[Roster]) -> None:
            closed = done.result
            self.frame.tell(f"{closed.programme_label} {closed.month.label}已月结")

        def confirmed(_: str) -> None:
            task = self.bench.task(
                close_roster,
                now.whole[0],
                closed_by=self.bench.actor.display_name,
                closed_at=self.bench.desk.clock.now(),
            )
            self._run("正在月结", task, told)

        question = close_question(self._over.window(), now)
        question.answered.connect(confirmed)
        question.open()

    def make_bank_file(self, now: RosterNow) -> None:
        """Ask for the bank's format, check every line against it, then ask where the file goes."""
        text = "文件里有完整的账号和身份证号，只交给代发银行，用后从 U 盘删除。"
        self._ask_format("生成银行文件", text, "下一步", partial(self._prepare_bank_file, now))

    def _prepare_bank_file(self, now: RosterNow, name: str) -> None:
        def prepared(_: Task[BankFile]) -> BankFile:
            view = self.bench.desk.ask(with_holders_on_file, now.view)
            return prepared_bank_file(view, bank_format(name))

        work = self.bench.work("核对银行文件", prepared)
        self._run("正在核对银行文件", work, self._choose_bank_file, BankFileBlocked)

    def _choose_bank_file(self, prepared: BankFile) -> None:
        target, _ = QFileDialog.getSaveFileName(self._over, "保存银行文件", prepared.name)
        if target:
            self.write_bank_file(prepared, Path(target))

    def write_bank_file(self, prepared: BankFile, target: Path) -> None:
        """Note that the file leaves the program, then write it."""

        def written(_: object) -> None:
            told = f"已写入 {target.name}：{prepared.count:,} 笔，{shown(prepared.total)} 元"
            self.frame.tell(told)

        def write(_: object) -> None:
            work = self.bench.work("写银行文件", lambda _task: write_bank_file(prepared, target))
            self._run("正在写银行文件", work, written)

        noted = self.bench.task(note_bank_file, prepared.roster, f"{prepared.form.label} {target.name}")
        self._run("正在登记", noted, write)

    def take_return(self, now: RosterNow) -> None:
        """Ask for the bank's format and its file, and book what it says."""
        text = "请选回盘文件的格式，再选文件。对不上的行不入账，会逐行列出。"
        self._ask_format("导入回盘", text, "选择文件", partial(self._choose_return, now.roster))

    def _choose_return(self, roster: Roster, name: str) -> None:
        found, _ = QFileDialog.getOpenFileName(self._over, "选择回盘文件")
        if found:
            self.read_return(roster, name, Path(found))

    def read_return(self, roster: Roster, name: str, path: Path) -> None:
        """Read the bank's file and book it."""

        def read(task: Task[ReturnFile]) -> ReturnFile:
            return read_bank_return(path, bank_format(name), task)

        def book(file: ReturnFile) -> None:
            booking = self.bench.task(
                book_return,
                roster,
                file,
                imported_by=self.bench.actor.display_name,
                imported_on=self.bench.today,
            )
            self._run("正在入账", booking, lambda done: self.taken_in.emit(done.result))

        reading: Task[ReturnFile] = self.bench.work("读取回盘", read)
        self._run("正在读取回盘", reading, book)

    def hold(self, line: RosterLine, month: Month) -> None:
        """Hold a line back for a reason; the roster is to be drawn up anew."""
        called = masks().name(line.name)

        def told(_: object) -> None:
            self.frame.done(f"已暂缓 {called} {month.label}起的发放，重新生成后生效")

        def held(reason: str, award: Award) -> None:
            self._run("正在登记", self.bench.task(suspend, award, month, reason), told)

        def reasoned(reason: str) -> None:
            asked = self.bench.ask(lambda reader: reader.get(Award, line.award_id))
            asked.of(self).then(partial(held, reason)).start()

        question = ReasonDialog(
            self._over.window(),
            f"{called} 从 {month.label}起暂缓发放",
            "钱不发，待遇还在；情况弄清后恢复发放，暂缓的月份补发。",
            WHY_HELD,
            Verb("held", "暂缓", "primary"),
        )
        question.answered.connect(reasoned)
        question.open()

    def export(self, page: MonthPage, now: RosterNow) -> None:
        """Ask where the workbook goes, note it and write it."""
        name = f"{now.roster.called}.xlsx"
        target, _ = QFileDialog.getSaveFileName(self._over, "导出 Excel", name, "Excel (*.xlsx)")
        if target:
            self.export_to(page, now, Path(target))

    def export_to(self, page: MonthPage, now: RosterNow, target: Path) -> None:
        """Note that the roster leaves the program, and write the workbook with masked numbers."""
        printing = Printing(
            office=page.office,
            printed_by=self.bench.actor.display_name,
            printed_at=self.bench.desk.clock.now(),
            journal_digest=page.witness,
        )

        def write(_: object) -> None:
            def work(task: Task[None]) -> None:
                export_roster(now.view, target, printing, progress=task)

            done: Task[None] = self.bench.work("导出 Excel", work)
            told = f"已写入 {target.name}：{len(now.view.lines):,} 行"
            self._run("正在导出", done, lambda _none: self.frame.tell(told))

        self._run("正在登记", self.bench.task(note_printing, now.roster, target.name), write)

    def _ask_format(self, title: str, text: str, verb: str, go_on: Callable[[str], None]) -> None:
        def offer(formats: list[tuple[str, str]]) -> None:
            before = str(self.frame.settings.get(_FORMAT, ""))
            question = FormatQuestion(self._over.window(), title, text, formats, verb, before)
            question.answered.connect(self._remember_format)
            question.answered.connect(go_on)
            question.open()

        self.bench.work("读取银行格式", _formats).of(self).then(offer).start()

    def _remember_format(self, name: str) -> None:
        self.frame.settings.put(_FORMAT, name)

    def _run(
        self,
        saying: str,
        task: Task[Any],
        then: Callable[[Any], None],
        listed: type[Exception] | None = None,
    ) -> None:
        """Do something while the page says so; what goes wrong is listed, or told by the frame."""

        def over(result: Any) -> None:
            self.under_way.emit("")
            then(result)

        def failed(problem: Exception) -> None:
            self.under_way.emit("")
            if listed is not None and isinstance(problem, listed):
                self.blocked.emit(problem)
            else:
                self.frame.problem(problem)

        self.under_way.emit(saying)
        task.of(self).then(over).otherwise(failed).start()


def _formats(_: Task[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The formats that are declared, by name, with what they are called."""
    return [(name, bank_format(name).label) for name in bank_formats()]
