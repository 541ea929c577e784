"""导入 Excel: a register of any layout, from choosing the file to taking the import back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from minzheng_desk.desk.desk import Committed
from minzheng_desk.kernel.errors import Cancelled, DeskError, StaleRecord
from minzheng_desk.ui.panels.importing import words
from minzheng_desk.ui.panels.importing.asking import (
    ask_correction,
    ask_export,
    ask_meaning,
    ask_to_forget,
    close_sheets,
)
from minzheng_desk.ui.panels.importing.changing import column_named, headed, skipping
from minzheng_desk.ui.panels.importing.choose_page import ChoosePage
from minzheng_desk.ui.panels.importing.draft import BENEFITS, HOUSEHOLDS, Draft, Place, Register
from minzheng_desk.ui.panels.importing.looking import Looked, look_at, opened, write_problem_rows
from minzheng_desk.ui.panels.importing.result_page import ResultPage, Written
from minzheng_desk.ui.panels.importing.review_pane import ReviewPane
from minzheng_desk.ui.panels.importing.running import Running
from minzheng_desk.ui.panels.importing.seen import SeenRow
from minzheng_desk.ui.panels.importing.step_strip import StepStrip
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS, FILE, WRITE, next_words, reason_against
from minzheng_desk.ui.panels.importing.writing import import_task
from minzheng_desk.ui.screen import Frame, Screen
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.buttons import plain, primary
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec
from minzheng_desk.ui.widgets.notices import announce
from minzheng_desk.ui.widgets.pages import Pages


class ImportScreen(Screen):
    """Four steps over one file; nothing is written before the last one, which is one operation."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"person", "household", "household_member", "bank_account", "award", "award_amount", "region"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "导入 Excel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        name = f"{self.bench.actor.name}/import"
        self.looked: Looked | None = None
        self._draft: Draft | None = None
        self.step, self.stop_at = FILE, COLUMNS
        self._work = Newest(self)
        self.looking: Task[Looked] | None = None
        self.importing: Task[Any] | None = None
        self.file = Chip()
        self.header.add_beside_title(self.file)
        self.leave, self.back = plain("取消"), plain("上一步", "left")
        self.next = primary("选文件")
        self.header.add_button(self.leave)
        self.header.add_button(self.back)
        self.header.set_primary(self.next)
        self.stepper = StepStrip()
        self.notice, self.running = NoticeStrip(), Running()
        self.notice.hide()
        self.choosing = ChoosePage(frame.settings, name, self.bench.today)
        self.review = ReviewPane(frame.settings, name)
        self.result = ResultPage(frame)
        self._lay_out()
        self._listen()
        self.go_to(FILE)

    def show_object(self, key: str) -> None:
        """``households`` and ``benefits`` choose the kind of register."""
        if key in {HOUSEHOLDS, BENEFITS} and self.step == FILE:
            self.choosing.show_kind(key)

    def refresh(self) -> None:
        """Compare anew: what is on file has changed."""
        if self._draft is not None and self.step in {COLUMNS, CHECK} and self.importing is None:
            self.check(self._draft)

    def begin_filter(self) -> None:
        """Ctrl+F: to the rows with problems."""
        self.review.grid.segments.setFocus()

    def next_problem(self, step: int) -> None:
        """F3 and Shift+F3."""
        if self.looked is not None:
            self.review.findings.step(step)

    def panes(self) -> list[QWidget]:
        """Columns, rows, problems."""
        return self.review.panes() if self.step in {COLUMNS, CHECK} else [self.choosing]

    def open_file(self, register: Register) -> None:
        """Read a file and show what it would do."""
        desk = self.bench.desk
        register = replace(register, decided_by=register.decided_by or self.bench.actor.display_name)
        self.looked = self._draft = self.result.written = None
        self._begin(
            self.bench.work(f"读取“{register.path.name}”", lambda task: opened(desk, register, task)),
            self._show_first,
        )

    def check(self, draft: Draft, then: Callable[[], object] = lambda: None) -> None:
        """Look at the draft anew, because the clerk or the store has changed something."""
        desk, self._draft = self.bench.desk, draft

        def show(looked: Looked) -> None:
            self._show(looked)
            then()

        self._begin(self.bench.work("重新核对", lambda task: look_at(desk, draft, task)), show)

    def go_to(self, step: str) -> None:
        """Show a step; what was done in the others stays."""
        self.step = step
        close_sheets(self)
        pages = {FILE: self.choosing, COLUMNS: self.review, CHECK: self.review, WRITE: self.result}
        if step in {COLUMNS, CHECK}:
            self.review.show_step(step)
        self._pages.setCurrentWidget(pages[step])
        self._show_state()
        if self.isVisible():
            self._enter()

    def name_column(self, column: int, meaning: str) -> None:
        """Let a column mean this, and look again."""
        latest = self._latest()
        if latest is None:
            return
        draft = column_named(latest, self.review.table_at, column, meaning)
        if draft is None:
            self._tell(words.SAY_HEADING, "warn")
        else:
            self.check(draft)

    def correct(self, places: Mapping[Place, str]) -> None:
        """Put cells right, and look again."""
        if self._draft is not None:
            self.check(self._draft.correcting(places), self.review.findings.enter)

    def skip(self) -> None:
        """Leave the chosen rows, or take that back; they stay out either way."""
        latest = self._latest()
        if latest is None:
            return
        skipped = skipping(latest, self.review.findings.chosen_rows())
        if self.under_way():
            self.check(skipped.draft)
        else:
            self._show(skipped)

    def export_to(self, path: Path) -> None:
        """Write the rows that stay out to a workbook that says why."""
        looked = self.looked
        if looked is not None:
            asked = self.bench.work("导出问题行", lambda _: write_problem_rows(looked, path))
            asked.then(lambda rows: self.frame.tell(f"已写出 {rows:,} 行：{path.name}")).start()

    def write(self) -> None:
        """Import: one operation, which one undo takes back."""
        looked = self.looked
        task = import_task(self.bench, looked) if looked is not None and self.importing is None else None
        if looked is None or task is None:
            return
        self.importing = task
        close_sheets(self)
        self.setFocus()
        self.review.setEnabled(False)
        self.running.follow(task, "户")
        task.then(lambda done: self._imported(looked, done)).otherwise(self._not_imported).start()
        self._show_state()

    def _take(self, register: Register) -> None:
        """A file is chosen; what was done with the one before is not lost unasked."""
        latest = self._latest()
        if latest is None or self.result.written is not None:
            self.open_file(register)
        else:
            ask_to_forget(self, latest, lambda: self.open_file(register))

    def restart(self) -> None:
        """Put this file away and choose another; asked first when something would be lost."""
        if self.looked is None or self.result.written is not None:
            self._forget()
        else:
            ask_to_forget(self, self.looked, self._forget)

    def _forget(self) -> None:
        self._work.drop()
        self.looked = self._draft = self.looking = self.result.written = None
        self.notice.hide()
        self.go_to(FILE)

    def _lay_out(self) -> None:
        self._pages = Pages()
        for page in (self.choosing, self.review, self.result):
            self._pages.addWidget(page)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.running)
        self.body.addWidget(self._pages, 1)

    def _listen(self) -> None:
        review = self.review
        self.choosing.chosen.connect(self._take)
        self.choosing.refused.connect(lambda text: self._tell(text, "warn"))
        self.stepper.opened.connect(self._step_pressed)
        self.leave.clicked.connect(self.restart)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        review.reached.connect(self._bring_into_view)
        review.meaning_asked.connect(self.ask_meaning)
        review.correction_asked.connect(self._ask_correction)
        review.heading_said.connect(self.take_heading)
        review.not_chosen.connect(lambda: self._tell(words.CHOOSE_HEADING, "warn"))
        review.findings.skip_asked.connect(self.skip)
        review.findings.export_asked.connect(self._ask_export)
        self.result.undone.connect(self._show_state)
        self.result.export_asked.connect(self._ask_export)

    def _begin(self, task: Task[Looked], show: Callable[[Looked], None]) -> None:
        """Start work on the file in place of what is under way."""
        self.notice.hide()
        self.looking = task
        self._show_state()
        self.running.follow(task)
        self._work.start(task.then(show).otherwise(self._not_looked))

    def _show_first(self, looked: Looked) -> None:
        self.review.table_at = 0
        self._show(looked)
        self.go_to(self.stop_at)
        if looked.preview is None:
            self._tell(words.BY_HAND, "warn")
        elif looked.preview.unread:
            self._tell(f"提示：{looked.preview.unread[0]}", "info")

    def _show(self, looked: Looked) -> None:
        was_by_hand = self.looked is not None and self.looked.preview is None
        self.looked, self._draft = looked, looked.draft
        self.review.show_looked(looked)
        self._show_state()
        if was_by_hand and looked.preview is not None:
            self._tell(words.READ_BY_HAND, "ok")

    def _latest(self) -> Looked | None:
        """What is shown, with what the clerk has said since and is still being looked at."""
        if self.looked is None or self._draft is None:
            return None
        return replace(self.looked, draft=self._draft)

    def _not_looked(self, problem: Exception) -> None:
        self._draft = self.looked.draft if self.looked is not None else None
        self._show_state()
        if isinstance(problem, Cancelled):
            self._tell(words.NOTHING_WRITTEN, "info")
        elif isinstance(problem, DeskError):
            self._tell(f"{problem}{problem.advice}", "bad")
        else:
            self.frame.problem(problem)

    def _imported(self, looked: Looked, done: Committed[Any]) -> None:
        self.importing = None
        self.review.setEnabled(True)
        written = Written(looked, done)
        self.result.show_written(written)
        self.notice.hide()
        self.go_to(WRITE)
        self.frame.done(written.words)

    def _not_imported(self, problem: Exception) -> None:
        self.importing = None
        self.review.setEnabled(True)
        self.go_to(CHECK)
        if isinstance(problem, Cancelled):
            self._tell(words.NOTHING_WRITTEN, "info")
        elif isinstance(problem, StaleRecord) and self.looked is not None:
            self.check(self.looked.draft, lambda: self._tell(words.CHANGED_SINCE, "warn"))
        else:
            self.frame.problem(problem)

    def _go_on(self) -> None:
        """The primary button."""
        if self.step == FILE:
            self.choosing.ask_file()
        elif self.step == COLUMNS:
            self.notice.hide()
            self.go_to(CHECK)
        elif self.step == CHECK:
            self.write()
        else:
            self._forget()

    def _enter(self) -> None:
        """Put the keyboard where the step begins."""
        begins = {
            FILE: self.choosing.choose.setFocus,
            COLUMNS: self.review.mapping.table.setFocus,
            CHECK: self.review.findings.enter,
            WRITE: self.result.enter,
        }
        begins[self.step]()

    def _go_back(self) -> None:
        if self.step == WRITE and self.looked is not None:
            self.result.written = None
            self.go_to(CHECK)
            self.check(self.looked.draft)
        else:
            self.go_to({CHECK: COLUMNS}.get(self.step, FILE))

    def _step_pressed(self, step: str) -> None:
        """Steps behind can be gone back to; the last one only by its button."""
        if self.importing is None and self.looked is not None and step in {FILE, COLUMNS, CHECK}:
            reached = step != CHECK or not reason_against(COLUMNS, self.looked)
            if self.step == WRITE:
                self._go_back()
            elif reached:
                self.go_to(step)

    def take_heading(self, row: int) -> None:
        """Let a row be the header, or none."""
        latest = self._latest()
        if latest is not None:
            self.check(headed(latest, self.review.table_at, row), self._say_heading)

    def _say_heading(self) -> None:
        if self.looked is not None and self.looked.preview is None:
            self._tell(words.NAME_COLUMNS, "warn")

    def ask_meaning(self, column: int) -> None:
        """Ask what a column means."""
        if self.looked is not None:
            ask_meaning(self, self.looked, self.review.table_at, column, self.name_column)

    def _ask_correction(self, row: SeenRow, column: int) -> None:
        if self.looked is not None:
            ask_correction(self, self.looked, self.review.table_at, row, column, self.correct)

    def _ask_export(self) -> None:
        if self.looked is not None:
            ask_export(self, self.looked, self.export_to)

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll the page to a part, once what was shown or hidden with it has found its place."""
        area = self.findChild(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if area is not None:
            QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part, 0, 0))

    def _tell(self, text: str, kind: str) -> None:
        self.notice.say(text, kind=kind)
        announce(self.notice, text)

    def _show_state(self) -> None:
        """Show how far it is, and what can be done next."""
        looked, step = self.looked, self.step
        self.stepper.show_step(step if self.importing is None else WRITE, looked, done=step == WRITE)
        self.file.show_state(ChipSpec(looked.draft.book.name, icon="excel") if looked is not None else None)
        seen = (
            looked.tables[self.review.table_at] if looked is not None and step in {COLUMNS, CHECK} else None
        )
        self.header.said.setText(seen.said if seen is not None else "")
        idle = self.importing is None
        self.leave.setVisible(idle and step in {COLUMNS, CHECK})
        self.back.setVisible(idle and step != FILE and (step != WRITE or self.result.written is None))
        self.next.setText(next_words(step, looked))
        self.header.allow_primary(self.under_way() or reason_against(step, looked))

    def under_way(self) -> str:
        """What has to end before anything else is done."""
        if self.importing is not None:
            return "正在导入"
        if self.looking is None or self.looking.finished:
            return ""
        return "正在读取" if self.looked is None else "正在核对"
