"""The locked window: names and a passphrase; work goes on behind it and shows only how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from minzheng_desk.desk.desk import Actor
from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.people import proved_person, seat
from minzheng_desk.desk.tries import Tries
from minzheng_desk.security.model import User
from minzheng_desk.security.queries import users
from minzheng_desk.ui.frame.door import Door, GatePage
from minzheng_desk.ui.frame.names import Holder
from minzheng_desk.ui.practice import is_practice, practice_passphrase
from minzheng_desk.ui.tasks import Task, unfinished
from minzheng_desk.ui.workbench import Workbench

if TYPE_CHECKING:
    from minzheng_desk.ui.frame.window import MainWindow
    from minzheng_desk.ui.frame.work import WorkArea


class Lock(GatePage):
    """Covers everything until somebody with a key comes; ``opened`` says who: the same person or another."""

    opened = Signal(object)
    """The `Actor` who is at the desk now."""

    def __init__(self, bench: Workbench, tries: Tries, running: Iterable[Task[Any]] = ()) -> None:
        super().__init__("已锁屏", "本人输入口令回到刚才的页面；换人办理，请选自己的名字。")
        self._bench, self._tries = bench, tries
        self._desk = cast("LocalDesk", bench.desk)
        self._pool = QThreadPool(self)
        self.door = Door(tries, "进入")
        self.column.addWidget(self.door)
        if is_practice(self._desk.folder):
            self.say(f"演示镇：每一位的口令都是 {practice_passphrase()}")
        self.door.tried.connect(self._prove)
        self._offer((bench.actor.name,), ())
        self._under_way: dict[QObject, int] = {}
        for task in running:
            self._watch(task)
        bench.began.connect(self._watch)
        self._work(lambda: key_holders(self._desk.folder), self._ask_names)

    def _ask_names(self, names: tuple[str, ...]) -> None:
        self._bench.ask(users).of(self).then(partial(self._offer, names)).start()

    def _offer(self, names: tuple[str, ...], known: tuple[User, ...]) -> None:
        here = self._bench.actor
        called = {user.name: user.display_name for user in known} | {here.name: here.display_name}
        self.door.offer([Holder(name, called.get(name, "")) for name in names], here.name)

    def _prove(self, name: str, passphrase: str) -> None:
        self.door.working(0, 0, "正在核对口令")
        self._work(partial(self._proved, name, passphrase), self._let_in, self.door.refused)

    def _proved(self, name: str, passphrase: str) -> Actor:
        with self._tries.counted():
            return proved_person(self._desk, name, passphrase)

    def _let_in(self, person: Actor) -> None:
        if person.name == self._bench.actor.name:
            self.opened.emit(person)
            return
        busy = "正在等前一项工作保存完，随后进入。" if self._under_way else "正在登录"
        self.door.working(0, 0, busy)
        seating = self._bench.writing("换人", lambda _: seat(self._desk, person))
        seating.of(self).then(self.opened.emit).otherwise(self.door.refused).start()

    def _watch(self, task: Task[Any]) -> None:
        # Methods, not partials: Qt lets go of a method by itself when this page goes.
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_end)

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        self._under_way[self.sender()] = 100 * done // total if total else 0
        self._show_progress()

    def _on_end(self) -> None:
        if self._under_way.pop(self.sender(), None) is not None:
            self._show_progress()

    def _show_progress(self) -> None:
        shares = "、".join(f"{share}%" for share in self._under_way.values())
        self.below.setText(f"后台的工作还在做：{shares}" if shares else "")

    def _work(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        task: Task[Any] = Task("锁屏", work, self._pool)
        task.of(self).then(then).otherwise(otherwise or self.door.refused).start()


def fit_lock(window: MainWindow) -> None:
    """Give the window its lock; wrong tries are counted across all its lockings."""
    tries = Tries()

    def made(work: WorkArea) -> Lock:
        lock, hidden = Lock(work.bench, tries, unfinished()), _hidden_dialogs(window)
        lock.opened.connect(lambda _: window.unlock())
        lock.opened.connect(lambda _: _show_again(hidden))
        return lock

    window.make_lock = made


def _hidden_dialogs(window: QWidget) -> list[tuple[QDialog, bool]]:
    """Hide the dialogs over a page, which show persons too, and close what only pops up.

    What was typed in a dialog stays.
    """
    hidden = []
    for above in window.findChildren(QWidget):
        if above.isWindow() and above.isVisible():
            if isinstance(above, QDialog):
                hidden.append((above, above.isModal()))
            above.hide()
    return hidden


def _show_again(hidden: list[tuple[QDialog, bool]]) -> None:
    for dialog, modal in hidden:
        if isValid(dialog):
            (dialog.open if modal else dialog.show)()
