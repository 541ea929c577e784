"""A paper on its way to the printer: kept first, then sent, then asked after."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from minzheng_desk.desk.desk import Committed
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import PrintedPaper
from minzheng_desk.office.papers import (
    Printing,
    keep_printed,
    keep_printed_full,
    note_outcome,
    say_not_printed,
)
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages

if TYPE_CHECKING:
    from minzheng_desk.ui.widgets.paper.printing import PrintJob


def keep(frame: Frame, printing: Printing, *, full: bool) -> Task[Committed[PrintedPaper]]:
    """The task that keeps the file; ``full`` says that whole numbers stand in it."""
    return frame.bench.task(keep_printed_full if full else keep_printed, printing)


def never_came_out(frame: Frame, paper: PrintedPaper) -> None:
    """Take the printing out of the count, where this person may; otherwise it counts, to be safe."""
    if frame.bench.may(Permission.EXPORT):
        frame.bench.task(say_not_printed, paper).start()


@dataclass(frozen=True, slots=True)
class Sent:
    """A printing that is kept, the bytes that are kept of it, and what the printer was told."""

    paper: PrintedPaper
    content: bytes
    job: PrintJob
    to_file: str = ""


class Sending(QObject):
    """Keeps a paper, sends it, and says how it went; it outlives the preview when the printer is slow."""

    went = Signal(object)
    """The `PrintedPaper` that was sent, whole or once more from a page on."""
    failed = Signal(object)
    """What stood in the way. Where no page went at all, the printing is out of the count already."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.left, self.under_way = False, False
        self.sent: Sent | None = None
        """What was sent last and may be asked after; None where no page of it went."""

    def start(self, printing: Printing, job: PrintJob, *, full: bool, to_file: str = "") -> None:
        """Keep the file, then send it."""

        def kept(news: Committed[PrintedPaper]) -> None:
            self._send(Sent(news.result, printing.content, job, to_file), first=True)

        self.sent, self.under_way = None, True
        keep(self._frame, printing, full=full).then(kept).otherwise(self._fail).start()

    def send_on(self, page: int) -> None:
        """Send the kept file once more from ``page`` on (counted from 0): it is still the same printing."""
        if self.sent is not None:
            pages = [one for one in self.sent.job.pages if one >= page]
            self._send_again(f"从第 {page + 1} 页接着印", pages, self.sent.job.copies)

    def send_all(self) -> None:
        """Send all of the kept file once more: it is still the same printing."""
        if self.sent is not None:
            self._send_again("全部重印", self.sent.job.pages, self.sent.job.copies)

    def say_right(self) -> None:
        """Note that it came out as it should."""
        self._note("印出来对")
        self.sent = None

    def say_nothing_came(self) -> None:
        """Nothing came out, though the printer took the pages: it does not count."""
        if self.sent is not None:
            never_came_out(self._frame, self.sent.paper)
        self.sent = None

    def leave(self) -> None:
        """The preview is gone; what is still to be said is said by the window."""
        self.left = True

    def _send_again(self, outcome: str, pages: list[int], copies: int) -> None:
        assert self.sent is not None
        self._note(outcome)
        self.under_way = True
        self._send(replace(self.sent, job=replace(self.sent.job, pages=pages, copies=copies)), first=False)

    def _note(self, outcome: str) -> None:
        if self.sent is not None and self._frame.bench.may(Permission.EXPORT):
            self._frame.bench.task(note_outcome, self.sent.paper, outcome).start()

    def _send(self, sent: Sent, *, first: bool) -> None:
        def work(task: Task[int]) -> int:
            from minzheng_desk.ui.widgets.paper.printing import send  # noqa: PLC0415 - Qt's printing

            # Its own document: the page may be drawn anew, or left, while the printer is slow.
            with closing(PdfPages(sent.content)) as pages:
                return send(pages, sent.job, task, sent.to_file)

        task = self._frame.bench.work(f"打印{sent.paper.title}", work)
        task.then(partial(self._went, sent, first)).otherwise(partial(self._stopped, sent, first)).start()

    def _went(self, sent: Sent, first: bool, pages: int) -> None:  # noqa: FBT001 - bound before the result
        self._frame.tell(f"已送打印机 {pages} 页，已存档（第 {sent.paper.time} 次）")
        self._frame.settings.put("printer/last", sent.job.printer)
        self.under_way = False
        if first:
            self.sent = sent
        if not self.left:
            self.went.emit(sent.paper)

    def _stopped(self, sent: Sent, first: bool, problem: Exception) -> None:  # noqa: FBT001 - as above
        from minzheng_desk.ui.widgets.paper.printing import PrintedPartly  # noqa: PLC0415 - Qt's printing

        some_went = isinstance(problem, PrintedPartly | Cancelled)
        if first and some_went:
            self.sent = sent
        elif first:
            never_came_out(self._frame, sent.paper)
        self._fail(problem)

    def _fail(self, problem: Exception) -> None:
        self.under_way = False
        if not self.left:
            self.failed.emit(problem)
        elif not isinstance(problem, Cancelled):
            self._frame.problem(problem)
