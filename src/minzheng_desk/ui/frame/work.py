"""The work area: rail, pages and status around an open desk. It is the `Frame` that pages know."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QThreadPool, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from minzheng_desk.audit.queries import last_to_take_back
from minzheng_desk.desk.desk import Committed
from minzheng_desk.desk.last_backup import last_backup_at
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.discovery import modules_of
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.operations import note_backed_up
from minzheng_desk.office.queries import the_station
from minzheng_desk.security.model import ROLES, User
from minzheng_desk.security.queries import user_named
from minzheng_desk.ui.frame.help import HelpPanel
from minzheng_desk.ui.frame.history import History
from minzheng_desk.ui.frame.keys import begin_in, bind_keys
from minzheng_desk.ui.frame.problem import tell_problem
from minzheng_desk.ui.frame.rail import Rail
from minzheng_desk.ui.frame.recent import RecentObjects, Visited
from minzheng_desk.ui.frame.status import StatusBar
from minzheng_desk.ui.housekeeping import set_aside
from minzheng_desk.ui.look.look import look, step_scale
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.paper import PreparedPaper
from minzheng_desk.ui.rechecking import Rechecking
from minzheng_desk.ui.screen import Address, Screen, ScreenSpec
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.notices import TaskList, Toast, UndoBar
from minzheng_desk.ui.workbench import Workbench

if TYPE_CHECKING:
    from minzheng_desk.desk.backup import Backup
    from minzheng_desk.ui.panels.preview.page import PreviewPage

NARROW_BELOW, NARROW_FROM_SCALE = 1280, 1.25
"""Pixels of width and scale of type from which the rail keeps only icons and small labels (ui.md §3)."""

_ONE_SECOND, _LASTS_MS = 1000, 1000
_READ_AHEAD_AFTER_MS = 1500
"""The first page has answered; what the other pages are made of is read in before somebody goes there."""
_COUNTED_AFTER_MS = 4000
"""The first page is asked for first; what waits on the others is counted after it."""
_COUNTED_AGAIN_AFTER_MS = 400


def found_screens() -> tuple[ScreenSpec, ...]:
    """Every page, found by looking, in the order of the day."""
    specs = [module.SCREEN for module in modules_of("minzheng_desk.ui.screens")]
    return tuple(sorted(specs, key=lambda spec: (spec.at_bottom, spec.order)))


def read_in_pages() -> None:
    """Read in, beside the window, what the pages are made of: most of a first visit is that."""

    def work() -> None:
        for package in modules_of("minzheng_desk.ui.panels"):
            importlib.import_module(f"{package.__name__}.page")
        set_aside()

    QThreadPool.globalInstance().start(work)


class WorkArea(QWidget):
    """Everything a signed-in person sees."""

    lock_asked = Signal()
    finder_asked = Signal()
    restore_asked = Signal(object)
    set_up_asked = Signal()

    def __init__(self, bench: Workbench, settings: Settings, specs: Sequence[ScreenSpec]) -> None:
        super().__init__()
        self.bench, self.settings = bench, settings
        self.rechecking = Rechecking(bench, self)
        self.person = bench.actor.name
        """Whose pages these are: somebody else may see others."""
        self.specs = {spec.name: spec for spec in specs if bench.may(spec.may)}
        self._screens: dict[str, Screen] = {}
        self._stale: set[str] = set()
        self._projecting = masks().projecting
        self._history = History()
        self._called: dict[Address, str] = {}
        """What people call the objects they visited, as it may be said now."""
        self._preview: PreviewPage | None = None
        self._undo_asked = Newest(self)
        self._counting = defaultdict[str, Newest](partial(Newest, self))
        self.rail = Rail(list(self.specs.values()), "")
        self.status = StatusBar()
        self.pages = QStackedWidget()
        self.toast, self.undo_bar = Toast(self), UndoBar(self)
        self.tasks, self.help = TaskList(self), HelpPanel(self)
        self._lay_out()
        self._listen()
        self.bench.ask(the_station).then(lambda station: self.rail.show_office(station.name)).start()
        self._say_backup()
        QTimer.singleShot(_READ_AHEAD_AFTER_MS, self, read_in_pages)
        QTimer.singleShot(_COUNTED_AFTER_MS, self, lambda: self._count_waiting(None))
        QTimer.singleShot(_COUNTED_AFTER_MS, self, self._say_undo)

    def go(self, address: Address | str) -> None:
        """Open a page or one of its objects; it can be gone back from."""
        there = Address.parse(address) if isinstance(address, str) else address
        if there.screen in self.specs:
            self._leave_preview()
            self._history.visit(there)
            self._show(there)

    def now_at(self, address: Address) -> None:
        """Note that the page moved to another of its objects by itself."""
        self._history.visit(address)
        page = self._screens.get(address.screen)
        if page is not None and page.called():
            self._called[address] = page.called()

    def tell(self, text: str) -> None:
        """Say what was done, for a few seconds."""
        self.toast.say(_for_these_eyes(text))

    def done(self, text: str) -> None:
        """Say what was done, with 撤销 beside it."""
        self.undo_bar.offer(_for_these_eyes(text))

    def problem(self, problem: Exception) -> None:
        """Say what went wrong, what it means for the data, and what to do."""
        tell_problem(self.window(), problem, self.current())

    def preview(self, paper: PreparedPaper) -> None:
        """Show a document before it is printed, over the page it belongs to."""
        from minzheng_desk.ui.panels.preview.page import PreviewPage

        self._leave_preview()
        below, page = self.pages.currentWidget(), PreviewPage(self, paper)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

        def close() -> None:
            self._preview = None
            self.pages.setCurrentWidget(below)
            page.let_go()
            self.pages.removeWidget(page)
            page.deleteLater()
            self._catch_up(below)

        page.closed.connect(close)
        self._preview = page

    def set_up_again(self) -> None:
        """Walk through the steps of the first run once more; whoever holds the window shows them."""
        self.set_up_asked.emit()

    def restore(self, backup: Backup) -> None:
        """Put a backup in place of the store; whoever holds the window does it."""
        self.restore_asked.emit(backup)

    def travel(self, step: int) -> None:
        """Back (negative) or forward through what was visited; back from a paper is the page below it."""
        if self._leave_preview() and step < 0:
            return
        address = self._history.travel(step)
        if address is not None:
            self._show(address)

    def _leave_preview(self) -> bool:
        """Close the paper that is being looked at, if there is one: it lies over a page, not beside it."""
        if self._preview is None:
            return False
        self._preview.closed.emit()
        return True

    @property
    def here(self) -> Address | None:
        """Where the window is."""
        return self._history.here

    def current(self) -> Screen | None:
        """The page in front."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def current_spec(self) -> ScreenSpec | None:
        """The declaration of the page in front."""
        here = self._history.here
        return self.specs.get(here.screen) if here else None

    def undo(self) -> None:
        """Take back this person's last operation, and say which it was."""
        self.undo_bar.leave()
        self.bench.undo().then(lambda undone: self.tell(f"已撤销：{undone.result}")).start()

    def recent_objects(self) -> tuple[Address, ...]:
        """The objects visited last."""
        return self._history.recent_objects()

    def choose_recent(self) -> RecentObjects | None:
        """Offer the objects visited last by what people call them."""
        recent = self._history.recent_objects(self._called)
        if not recent:
            self.tell("还没有打开过别的户、待遇或名册")
            return None
        visited = [Visited(one, self.specs[one.screen].title, self._called[one]) for one in recent]
        chooser = RecentObjects(self, visited)
        chooser.chosen.connect(self.go)
        chooser.open_over(self.pages)
        return chooser

    def zoom(self, step: int) -> None:
        """Larger or smaller type, or for 0 the usual size; kept for the next start."""
        if step:
            step_scale(step)
        else:
            look().choose(scale=1.0)
        self.settings.put("look/scale", look().scale)

    def show_person(self) -> None:
        """Show who is at the desk; called again when the person changed."""
        name = self.bench.actor.display_name
        self.rail.person.show_person(name, "")
        asked = self.bench.ask(user_named, self.bench.actor.name)
        asked.then(lambda user: self.rail.person.show_person(name, _role_labels(user))).start()

    def page(self, name: str) -> Screen:
        """The page called ``name``, built at its first visit."""
        found = self._screens.get(name)
        if found is None:
            found = self._screens[name] = self.specs[name].make(self)
            self.pages.addWidget(found)
        return found

    def _show(self, address: Address) -> None:
        page = self.page(address.screen)
        # Asked before the page comes to the front: Qt moves the keyboard along, into its first button.
        focused = QApplication.focusWidget()
        there = focused is not None and page.isAncestorOf(focused)
        self.pages.setCurrentWidget(page)
        self.rail.show_chosen(address.screen)
        self._catch_up(page)
        page.activate()
        if not there:
            begin_in(page)
        if address.key:
            page.show_object(address.key)

    def _catch_up(self, page: QWidget) -> None:
        """Let a page that comes to the front read anew what was written while it was behind."""
        for name in [name for name in self._stale if self._screens[name] is page]:
            self._stale.discard(name)
            self._screens[name].refresh()

    def _watch(self, task: Task[Any]) -> None:
        """Work that lasts gets its strip; work that does not would only flicker."""
        QTimer.singleShot(_LASTS_MS, self, lambda: self.tasks.follow(task))

    def _heard(self, news: Committed[Any]) -> None:
        self.status.say_saved(in_beijing(self.bench.desk.clock.now()))
        self.undo_bar.leave()
        for name, page in self._screens.items():
            if page.reads & news.touched:
                if page is self.current():
                    page.refresh()
                else:
                    self._stale.add(name)
        self._count_waiting(news.touched)
        self._say_undo()
        if news.operation == note_backed_up.name:
            self._say_backup()
            self._count_waiting(None)

    def _follow_projection(self) -> None:
        """Let every page write its names anew when a meeting begins or ends."""
        if self._projecting == masks().projecting:
            return
        self._projecting = masks().projecting
        # Before a meeting nobody is named who was looked at for another reason.
        self._called.clear()
        for name, page in self._screens.items():
            if page is self.current():
                page.refresh()
            else:
                self._stale.add(name)

    def _count_waiting(self, touched: frozenset[str] | None) -> None:
        for spec in self.specs.values():
            if spec.waiting is not None and (touched is None or spec.waits_on & touched):
                asked = self.bench.ask(spec.waiting).then(partial(self._show_waiting, spec.name))
                # Several commits within a moment are counted once, after what the page in front asks.
                after = 0 if touched is None else _COUNTED_AGAIN_AFTER_MS
                self._counting[spec.name].start(asked.otherwise(lambda _: None), after)

    def _show_waiting(self, name: str, count: int) -> None:
        page = self._screens.get(name)
        self.rail.show_waiting(name, count + (page.waits_beside_store if page else 0))

    def _say_undo(self) -> None:
        """After the bar has gone, what Ctrl+Z means stays written."""
        actor = self.bench.actor
        asked = self.bench.ask(last_to_take_back, actor.name, actor.permissions)
        self._undo_asked.start(asked.then(self.status.say_undo).otherwise(lambda _: None))

    def _say_backup(self) -> None:
        today = self.bench.today
        self.status.month.setText(f"数据月份 {Month.of(today).label}")

        def say(at: datetime | None) -> None:
            self.status.say_backup(in_beijing(at).date() if at is not None else None, today)

        self.bench.ask(last_backup_at).then(say).otherwise(lambda _: None).start()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.show_person()

    def _listen(self) -> None:
        self.bench.committed.connect(self._heard)
        self.bench.began.connect(self._watch)
        self.tasks.count_changed.connect(self.status.say_work)
        self.status.work.clicked.connect(lambda: self.tasks.stand_above(self.status.work))
        self.bench.unclaimed = self.problem
        self.rail.chosen.connect(self.go)
        self.rail.lock_asked.connect(self.lock_asked)
        self.rail.finder_asked.connect(self.finder_asked)
        self.undo_bar.undo_pressed.connect(self.undo)
        self.status.undo.clicked.connect(self.undo)
        self.status.help.clicked.connect(self.ask_help)
        look().changed.connect(self._fit)
        masks().changed.connect(self._follow_projection)
        bind_keys(self, self, self.rail.names(), find=self.finder_asked.emit, lock=self.lock_asked.emit)
        self._seconds = QTimer(self)
        self._seconds.setInterval(_ONE_SECOND)
        self._seconds.timeout.connect(self._each_second)
        self._seconds.start()

    def _each_second(self) -> None:
        masks().cover()
        if self.settings.unsaved:
            self.bench.work("保存窗口设置", lambda _: self.settings.save()).otherwise(lambda _: None).start()

    def ask_help(self) -> None:
        """Show the page of the manual that belongs to the page in front."""
        page, spec = self.current(), self.current_spec()
        own = page.help_page if page else ""
        self.help.show_page(own or (spec.help if spec else "index"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room folds the rail."""
        super().resizeEvent(event)
        self.help.fit()
        self._fit()

    def _fit(self) -> None:
        self.rail.set_narrow(narrow=self.width() < NARROW_BELOW or look().scale >= NARROW_FROM_SCALE)


def _for_these_eyes(text: str) -> str:
    """What was done; before a meeting without the person, who stands behind the colon."""
    if not masks().projecting:
        return text
    act, colon, _ = text.partition("：")
    return act if colon else "已保存"


def _role_labels(user: User) -> str:
    known = [ROLES[role].label for role in user.roles if role in ROLES]
    return "、".join(known) if len(known) < len(ROLES) else "全部角色"
