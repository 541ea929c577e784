"""The preview as a page over the page it came from: what is shown here is what is printed and kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from minzheng_desk.desk.desk import Committed
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.files import replacing
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import PrintedPaper
from minzheng_desk.office.papers import Printing, times_printed
from minzheng_desk.office.queries import papers_about
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.preview.choices import Choices
from minzheng_desk.ui.panels.preview.outcome import (
    ALL_AGAIN,
    OTHER_PRINTER,
    PRINT_ON,
    SAVE,
    OutcomeStrip,
    remedies_for,
)
from minzheng_desk.ui.panels.preview.page_view import THUMBNAIL, PageTools, PageView, Thumbnails
from minzheng_desk.ui.panels.preview.sending import Sending, keep, never_came_out
from minzheng_desk.ui.paper import FULL_NUMBERS, Asked, Drawn, PreparedPaper
from minzheng_desk.ui.screen import Frame, Screen
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.buttons import plain, primary
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec
from minzheng_desk.ui.widgets.dialogs import ProblemDialog
from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages

_SETTLE_MS = 80


class PreviewPage(Screen):
    """A paper on the screen. ``closed`` says that the person is done with it."""

    help_page: ClassVar[str] = "window-preview"
    closed = Signal()
    printed = Signal(object)
    """The `PrintedPaper` that was kept and went out."""

    def __init__(self, frame: Frame, paper: PreparedPaper) -> None:
        super().__init__(frame, f"打印{paper.title}")
        self.paper = paper
        self.drawn: Drawn | None = None
        self._pages: PdfPages | None = None
        self._page, self._times = 0, 0
        self._not_ready = "正在排版"
        """Why there is no document to print; empty when there is one."""
        self._drawing, self._showing, self._small = Newest(self), Newest(self), Newest(self)
        self.thumbnails, self.view, self.choices = Thumbnails(), PageView(), Choices(frame, paper)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_SETTLE_MS)
        self.sending, self.outcome = Sending(frame), OutcomeStrip()
        self._build_header()
        self._build_body()
        self._connect()
        self.bench.ask(papers_about, paper.about).of(self).then(self._know_times).start()

    def draw_anew(self) -> None:
        """Draw the document for what is ticked now."""
        asked = self._asked()
        self._not_ready = "正在排版"
        self._say_ready()
        task = self.bench.work(f"排版{self.paper.title}", lambda _: _opened(self.paper.draw(asked)))
        self._drawing.start(task.then(self._show_drawn).otherwise(self._not_drawn))

    def print_page(self) -> None:
        """Ctrl+P: print."""
        if self.header.primary is not None and self.header.primary.isEnabled():
            self.print_now()

    def save(self) -> None:
        """Ctrl+S: save as a file."""
        if self.save_button.isEnabled():
            self._choose_target()

    def print_now(self, to_file: str = "") -> None:
        """Keep the file and send it to the printer; what is kept are the bytes that are shown."""
        drawn = self.drawn
        if drawn is None:
            return
        from minzheng_desk.ui.widgets.paper.printing import PrintJob  # noqa: PLC0415 - Qt's printing

        pages, copies = self.choices.pages_chosen(drawn.pages), self.choices.copies.value()
        if isinstance(pages, str):
            return
        job = PrintJob(self.choices.printer_name, pages, copies, self.choices.offset_mm)
        self.outcome.hide()
        only = self.choices.range.text().strip() if len(pages) < drawn.pages else ""
        printing = replace(self._printing(copies, job.printer or to_file), only=only)
        self.sending.start(printing, job, full=self._full_numbers(), to_file=to_file)
        self._say_ready()

    def save_as(self, target: Path) -> None:
        """Save the file that is shown, and keep it, for a file leaves the office as paper does."""
        drawn = self.drawn
        if drawn is None:
            return

        def write(kept: Committed[PrintedPaper]) -> None:
            def work(_: Task[None]) -> None:
                with replacing(target) as file:
                    file.write(drawn.content)

            def written(_: None) -> None:
                self.frame.tell(f"已另存 {drawn.pages} 页：{target.name}，已存档（第 {kept.result.time} 次）")
                if not self.sending.left:
                    self.printed.emit(kept.result)
                    self._count_times(kept.result.time)

            def not_written(problem: Exception) -> None:
                never_came_out(self.frame, kept.result)
                self.frame.problem(problem)

            self.bench.work("另存为 PDF", work).then(written).otherwise(not_written).start()

        keep(self.frame, self._printing(1, "另存为 PDF"), full=self._full_numbers()).then(write).start()

    def let_go(self) -> None:
        """The page is left: nothing is drawn for it any more, and the document is closed."""
        for question in (self._drawing, self._showing, self._small):
            question.drop()
        self.sending.leave()
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def panes(self) -> list[QWidget]:
        """The question after printing, the small pages, the page, the choices."""
        return [self.outcome, self.thumbnails, self.view, self.choices]

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the page."""
        super().showEvent(event)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _printing(self, copies: int, printer: str) -> Printing:
        assert self.drawn is not None
        asked = self._asked()
        return Printing(
            about=self.paper.about,
            title=self.paper.title,
            content=self.drawn.content,
            pages=self.drawn.pages,
            printed_by=asked.printed_by,
            printed_at=asked.printed_at,
            copies=copies,
            printer=printer,
            reason=asked.reason,
        )

    def _full_numbers(self) -> bool:
        return FULL_NUMBERS in self.choices.ticked

    def _went(self, paper: PrintedPaper) -> None:
        self._ask_after(paper)
        self._count_times(paper.time)
        self.printed.emit(paper)

    def _ask_after(self, paper: PrintedPaper, following: int = 1) -> None:
        if self.sending.sent is not None and self.bench.may(Permission.EXPORT):
            self.outcome.ask(paper.time, self.sending.sent.job.pages, following)

    def _did_not_go(self, problem: Exception) -> None:
        remedies, following = remedies_for(problem)
        if self.sending.sent is not None:
            self._ask_after(self.sending.sent.paper, following)
            self._count_times(self.sending.sent.paper.time)
        self._say_ready()
        if remedies:
            state = "" if self.sending.sent else "这一次没有算作打印，不计次数。"
            dialog = ProblemDialog(self.window(), problem, state=state, remedies=remedies)
            dialog.answered.connect(partial(self._remedy, following))
            dialog.open()
        elif not isinstance(problem, Cancelled):
            self.frame.problem(problem)

    def _remedy(self, following: int, key: str) -> None:
        if key == PRINT_ON.key:
            self._send_on(following)
        elif key == ALL_AGAIN.key:
            self._send_all()
        elif key == OTHER_PRINTER.key:
            self.choices.printer.setFocus()
        elif key == SAVE.key:
            self._choose_target()
        elif self.sending.sent is None:
            self.print_now()
        else:
            self._send_all()

    def _send_on(self, page: int) -> None:
        self.outcome.hide()
        self.sending.send_on(page - 1)
        self._say_ready()

    def _send_all(self) -> None:
        self.outcome.hide()
        self.sending.send_all()
        self._say_ready()

    def _say_right(self) -> None:
        self.outcome.hide()
        self.sending.say_right()
        self.frame.tell("已记下：印出来对")

    def _say_nothing_came(self) -> None:
        self.outcome.hide()
        if self.sending.sent is not None:
            self._count_times(self.sending.sent.paper.time - 1)
        self.sending.say_nothing_came()
        self.frame.tell("已记下：一页都没印出，这次不计次数")

    def _count_times(self, times: int) -> None:
        if times == self._times:
            self._say_ready()
            return
        self._times = times
        self.choices.ask_reason(times)
        self.draw_anew()

    def _asked(self) -> Asked:
        return Asked(
            self.choices.ticked,
            self._times + 1,
            self.choices.reason.currentText().strip() if self._times else "",
            self.bench.actor.display_name,
            self.bench.desk.clock.now(),
        )

    def _know_times(self, papers: tuple[PrintedPaper, ...]) -> None:
        self._times = times_printed(papers)
        self.choices.ask_reason(self._times)
        self.draw_anew()

    def _show_drawn(self, opened: tuple[Drawn, PdfPages]) -> None:
        if self._pages is not None:
            self._pages.close()
        self.drawn, self._pages = opened
        self._not_ready = ""
        width, height = self._pages.size
        self.choices.show_paper(self._pages.size)
        self.thumbnails.expect(self._pages.count, height / width)
        self._page = min(self._page, self._pages.count - 1)
        self.tools.show_page(self._page, self._pages.count)
        self.thumbnails.setCurrentRow(self._page)
        self._say_ready()
        self._show_page(self._page)
        self._draw_small(0)

    def _say_ready(self) -> None:
        count = self._pages.count if self._pages else 0
        chosen = self.choices.pages_chosen(count)
        if self.header.primary is not None:
            self.header.primary.setText("打印" if isinstance(chosen, str) else f"打印 {len(chosen)} 页")
        waiting = self._why_not_yet()
        self.header.allow_primary(waiting or self._why_not_printable(chosen))
        self.save_button.setEnabled(not waiting)

    def _why_not_yet(self) -> str:
        """Why the paper may leave neither as paper nor as a file now."""
        if self._not_ready or self.sending.under_way:
            return self._not_ready or "正在打印"
        missing = self._times and not self.choices.reason.currentText().strip()
        return "选好原因后可打印" if missing else ""

    def _why_not_printable(self, chosen: list[int] | str) -> str:
        if not self.choices.printer_name:
            return "没有打印机，可另存为 PDF"
        return chosen if isinstance(chosen, str) else ""

    def _not_drawn(self, problem: Exception) -> None:
        self._not_ready = "没有排好，先处理提示的问题"
        self._say_ready()
        self.frame.problem(problem)

    def _show_page(self, page: int) -> None:
        if self._pages is None:
            return
        self._page = page
        width = round(self.view.width_wanted(self._pages.size) * self.devicePixelRatioF())
        task: Task[QImage] = self.bench.work("显示页面", partial(_image, self._pages, page, width))
        self._showing.start(task.then(partial(self._show_image, page)))

    def _show_image(self, page: int, picture: QImage) -> None:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        count = self._pages.count if self._pages else 0
        self.view.show_picture(picture, f"{self.paper.title}，第 {page + 1} 页，共 {count} 页")
        self.tools.show_page(page, count)

    def _draw_small(self, page: int) -> None:
        """One small page after the other, so that the large one never waits long."""
        pages = self._pages
        if pages is None or page >= pages.count:
            return
        task: Task[QImage] = self.bench.work("显示页面", partial(_image, pages, page, look().px(THUMBNAIL)))

        def shown(picture: QImage) -> None:
            self.thumbnails.show_picture(page, picture)
            self._draw_small(page + 1)

        self._small.start(task.then(shown))

    def _build_header(self) -> None:
        if self.paper.chip:
            self.header.add_beside_title(Chip(ChipSpec(self.paper.chip)))
        self.save_button = plain("另存为 PDF", "download")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.setEnabled(False)
        self.close_button = plain("关闭")
        self.header.add_button(self.save_button)
        self.header.add_button(self.close_button)
        self.header.set_primary(primary("打印", "print"))

    def _build_body(self) -> None:
        card = Card(flush=True)
        self.tools = PageTools()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thumbnails)
        middle.addWidget(self.view, 1)
        card.body.addWidget(self.tools)
        card.body.addLayout(middle, 1)
        self.body.addWidget(self.outcome)
        row = QHBoxLayout()
        row.setSpacing(look().px(10))
        row.addWidget(card, 1)
        row.addWidget(self.choices)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.choices.changed.connect(self.draw_anew)
        for changed in (self.choices.printer.currentTextChanged, self.choices.range.textChanged):
            changed.connect(lambda _: self._say_ready())
        self.thumbnails.page_chosen.connect(self._show_page)
        self.view.resized.connect(self._resized.start)
        self._resized.timeout.connect(lambda: self._show_page(self._page))
        self.tools.zoomed.connect(self._rezoom)
        self.tools.page_chosen.connect(self.thumbnails.setCurrentRow)
        self.close_button.clicked.connect(self.closed)
        self.save_button.clicked.connect(self._choose_target)
        if self.header.primary is not None:
            self.header.primary.clicked.connect(self.print_page)
        self.sending.went.connect(self._went)
        self.sending.failed.connect(self._did_not_go)
        self.outcome.right.connect(self._say_right)
        self.outcome.on_from.connect(self._send_on)
        self.outcome.all_again.connect(self._send_all)
        self.outcome.nothing_came.connect(self._say_nothing_came)
        found = self.bench.work("查找打印机", lambda _: _printers())
        found.of(self).then(self.choices.offer_printers).start()

    def _rezoom(self, zoom: float) -> None:
        self.view.zoom = zoom
        self._show_page(self._page)

    def _choose_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "另存为 PDF", self.paper.file_name, "PDF (*.pdf)")
        if name:
            self.save_as(Path(name))


def _opened(drawn: Drawn) -> tuple[Drawn, PdfPages]:
    return drawn, PdfPages(drawn.content)


def _image(pages: PdfPages, page: int, width: int, _: Task[QImage]) -> QImage:
    return pages.image(page, width=width)


def _printers() -> tuple[str, ...]:
    from minzheng_desk.ui.widgets.paper.printing import printers  # noqa: PLC0415 - Qt's printing, when wanted

    return printers()
