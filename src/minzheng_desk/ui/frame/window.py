"""The main window: before a desk is open the sign-in or first run, afterwards the work area or its lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from minzheng_desk.ui.frame.touches import Touches
from minzheng_desk.ui.look.look import look, step_scale
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.screen import Address
from minzheng_desk.ui.settings import Settings

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.ui.frame.finder import Finder
    from minzheng_desk.ui.frame.first_run.revisit import Revisit
    from minzheng_desk.ui.frame.work import WorkArea
    from minzheng_desk.ui.tasks import Task
    from minzheng_desk.ui.workbench import Workbench

TITLE = "民政台"
DESIGN_SIZE = (1366, 697)
"""The client area of the commonest screen, which every page is designed for (ui.md §3)."""
SMALLEST = (1180, 640)
FIRST_PAGE = "home"
LAST_PACK = "policy/last"

_IDLE_MINUTES = 5
_MINUTE = 60_000
_PULSE_MS, _SLEPT = 5_000, timedelta(minutes=1)


class MainWindow(QMainWindow):
    """One window with a native frame; what fills it depends on whether somebody is signed in."""

    restore_asked = Signal(object)
    """A `Backup` that somebody wants to put back."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.work: WorkArea | None = None
        self.finder: Finder | None = None
        self._practice = self._closes = False
        self._covered_by: QWidget | None = None
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.resize(*DESIGN_SIZE)
        self._whole = QStackedWidget()
        self.setCentralWidget(self._whole)
        self.on_closed: Callable[[], None] = lambda: None
        self.make_lock: Callable[[WorkArea], QWidget] | None = None
        """Makes the page that covers everything while nobody is at the desk."""
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.timeout.connect(self.lock)
        self._seen: datetime | None = None
        """When this program was last awake: a computer that sleeps does not count the minutes."""
        self.pulse = QTimer(self)
        self.pulse.setInterval(_PULSE_MS)
        self.pulse.timeout.connect(self._notice_sleep)
        self.pulse.start()
        touches = Touches(self)
        touches.touched.connect(self._somebody_is_here)
        touches.zoomed.connect(self._zoom)
        kept = {name: settings.get(f"look/{name}") for name in ("scheme", "scale", "density")}
        if any(kept.values()):
            look().choose(**kept)

    def show_page(self, page: QWidget) -> None:
        """Fill the window with one page, as before somebody is signed in."""
        self._whole.addWidget(page)
        self._whole.setCurrentWidget(page)

    def show_desk(self, desk: Desk, *, practice: bool = False) -> WorkArea:
        """Fill the window with the work area of an open desk."""
        from minzheng_desk.policy.queries import station_pack
        from minzheng_desk.ui.widgets.dialogs import AskWithVerbs, Verb
        from minzheng_desk.ui.workbench import Workbench

        self.leave_desk()
        self._practice = practice
        self.setWindowTitle(f"{TITLE}（演示数据）" if practice else TITLE)
        bench = Workbench(desk)
        work = self._seat(bench, FIRST_PAGE)
        bench.ask(station_pack).of(self).then(lambda pack: self.settings.put(LAST_PACK, pack)).start()
        self._wait_for_idleness()
        notices = getattr(desk, "notices", ())
        if notices:
            AskWithVerbs(self, "打开时发现", "".join(notices), [Verb("", "知道了")]).open()
        return work

    def _seat(self, bench: Workbench, address: Address | str) -> WorkArea:
        """Fill the window with the pages that the person at the desk may see."""
        from minzheng_desk.ui.frame.work import WorkArea, found_screens

        self._unseat()
        self.work = work = WorkArea(bench, self.settings, found_screens())
        work.status.practice.setVisible(self._practice)
        work.lock_asked.connect(self.lock)
        work.restore_asked.connect(self.restore_asked)
        work.set_up_asked.connect(self.set_up_again)
        work.finder_asked.connect(self.open_finder)
        self._whole.addWidget(work)
        self._whole.setCurrentWidget(work)
        there = Address.parse(address) if isinstance(address, str) else address
        work.go(there if there.screen in work.specs else next(iter(work.specs)))
        return work

    def _unseat(self) -> None:
        if self.work is not None:
            self._whole.removeWidget(self.work)
            self.work.deleteLater()
        self.work, self.finder = None, None

    def set_up_again(self) -> None:
        """Show the steps of the first run over what the store has."""
        from minzheng_desk.ui.frame.first_run.revisit import revisit

        if self.work is not None:
            revisit(self.work.bench, self.settings, self._show_steps)

    def _show_steps(self, steps: Revisit) -> None:
        def leave() -> None:
            self._whole.removeWidget(steps)
            steps.deleteLater()
            if self.work is not None:
                self._whole.setCurrentWidget(self.work)

        steps.left.connect(leave)
        self.show_page(steps)

    def open_finder(self) -> Finder | None:
        """Ctrl+K: built at its first opening, then kept."""
        from minzheng_desk.ui.frame.finder import Finder

        if self.finder is None and self.work is not None:
            self.finder = Finder(self.work)
        if self.finder is not None:
            self.finder.open()
        return self.finder

    def leave_desk(self) -> None:
        """Let the work under way end, and close the desk."""
        if self.work is None:
            return
        self.idle.stop()
        bench = self.work.bench
        bench.finish()
        self._unseat()
        bench.desk.close()

    def lock(self) -> None:
        """Cover everything until somebody who has a key comes back; work under way goes on."""
        if self.work is None or self._covered_by is not None or self.make_lock is None:
            return
        masks().cover_all()
        self._covered_by = self.make_lock(self.work)
        self.show_page(self._covered_by)

    def unlock(self) -> None:
        """Show the page that was in front when the window was locked."""
        if self._covered_by is None or self.work is None:
            return
        cover, self._covered_by = self._covered_by, None
        if self.work.person == self.work.bench.actor.name:
            self._whole.setCurrentWidget(self.work)
        else:
            self._seat(self.work.bench, self.work.here or FIRST_PAGE)
        self._whole.removeWidget(cover)
        cover.deleteLater()
        self._wait_for_idleness()

    def keep_look(self) -> None:
        """Remember the look for the next start."""
        for name in ("scheme", "scale", "density"):
            self.settings.put(f"look/{name}", getattr(look(), name))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the settings and close the store; work that lasts is asked about first."""
        if not self._closes and (lasting := self._lasting()):
            event.ignore()
            self._ask_about(lasting)
            return
        self.leave_desk()
        self.settings.save()
        self.on_closed()
        super().closeEvent(event)

    def _lasting(self) -> tuple[Task[Any], ...]:
        """What somebody waits for; the re-check stops without a word and is made again tomorrow."""
        if self.work is None:
            return ()
        return tuple(one for one in self.work.tasks.followed if one is not self.work.rechecking.task)

    def _ask_about(self, lasting: tuple[Task[Any], ...]) -> None:
        from minzheng_desk.ui.widgets.dialogs import CANCEL, AskWithVerbs, Verb

        named = "、".join(f"“{one.label}”" for one in lasting)
        said = f"{named}还没有做完。停下的，没有做完的部分不会写进数据库。"
        verbs = [CANCEL, Verb("stop", "停下并关闭"), Verb("wait", "做完再关闭", "primary")]
        ask = AskWithVerbs(self, "还有事没有做完", said, verbs, safest="wait")
        ask.answered.connect(partial(self._close_after, lasting))
        ask.open()

    def _close_after(self, lasting: tuple[Task[Any], ...], answer: str) -> None:
        if answer not in {"stop", "wait"}:
            return
        self._closes = True
        for task in lasting:
            task.ended.connect(self._close_soon)
            if answer == "stop":
                task.cancel()
        self._close_when_done()

    def _close_soon(self) -> None:
        """Afterwards: who waits for the task hears of it first."""
        QTimer.singleShot(0, self, self._close_when_done)

    def _close_when_done(self) -> None:
        if not self._lasting():
            self.close()

    def _notice_sleep(self) -> None:
        """Lock when the computer slept: whoever wakes it need not be who left it."""
        before, self._seen = self._seen, None
        if self.work is not None:
            self._seen = self.work.bench.desk.clock.now()
            if before is not None and self._seen - before > _SLEPT:
                self.lock()

    def _somebody_is_here(self) -> None:
        if self._covered_by is None and self.idle.isActive():
            self._wait_for_idleness()

    def _zoom(self, step: int) -> None:
        step_scale(step)
        self.keep_look()

    def _wait_for_idleness(self) -> None:
        if self.work is not None:
            self.work.bench.housekeeping.touched()
        self.idle.start(int(self.settings.get("lock/minutes", _IDLE_MINUTES)) * _MINUTE)
