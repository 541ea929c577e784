"""The page before a desk is open: who holds a key, the passphrase, and the store is opened in a thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QThreadPool, QTimer, Signal

from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.tries import Tries
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.ui.frame.door import Door, GatePage
from minzheng_desk.ui.frame.names import Holder
from minzheng_desk.ui.frame.recovery_door import RecoveryDoor
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets import buttons

if TYPE_CHECKING:
    from minzheng_desk.desk.local import LocalDesk

LAST_PERSON = "sign-in/last"


class SignIn(GatePage):
    """Names, passphrase, Enter; ``opened`` brings the open desk."""

    opened = Signal(object)
    """A `LocalDesk`."""
    practice_wanted = Signal()

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        *,
        tries: Tries | None = None,
        clock: Clock | None = None,
        cost: Any = None,
    ) -> None:
        super().__init__("登录民政台")
        self._folder, self._settings = folder, settings
        self._tries, self._clock, self._cost = tries or Tries(), clock, cost
        self._pool = QThreadPool(self)
        self.door, self.recovery = Door(self._tries, "登录"), RecoveryDoor()
        self.column.addWidget(self.door)
        self.column.addWidget(self.recovery)
        self.recovery.hide()
        self.forgotten, self.practice = buttons.link("忘记口令"), buttons.link("先用演示镇练习")
        self.door.links.addWidget(self.practice)
        self.door.links.addWidget(self.forgotten)
        self.below.setText(f"数据文件夹：{folder}")
        self.door.tried.connect(self._sign_in)
        self.forgotten.clicked.connect(self._begin_recovery)
        self.practice.clicked.connect(self.practice_wanted)
        self.recovery.tried.connect(self._recover)
        self.recovery.given_up.connect(self._end_recovery)
        # Reading the list is so quick that a busy mark would only flicker.
        QTimer.singleShot(0, self.ask_names)

    def ask_names(self) -> None:
        """Read anew who holds a key."""
        self._work("读取用户名单", lambda _: key_holders(self._folder), self._offer, self.door.refused)

    def _offer(self, names: tuple[str, ...]) -> None:
        self.door.offer([Holder(name) for name in names], self._settings.get(LAST_PERSON, ""))
        self.forgotten.setEnabled(bool(names))

    def _sign_in(self, name: str, passphrase: str) -> None:
        self.door.working(0, 0, "正在核对口令")
        opening = partial(self._open, name, passphrase)
        task = self._work("登录", opening, partial(self._let_in, name), self.door.refused)
        task.progressed.connect(self.door.working)

    def _recover(self, key: str, passphrase: str) -> None:
        holder = self.door.names.holder()
        if holder is not None:
            self.recovery.working("正在用恢复密钥打开，并保存新口令")
            opening = partial(self._open_with_key, holder.name, key, passphrase)
            self._work("登录", opening, partial(self._let_in, holder.name), self.recovery.refused)

    def _open(self, name: str, passphrase: str, task: Task[LocalDesk]) -> LocalDesk:
        from minzheng_desk.desk.opening import open_store

        with self._tries.counted():
            return open_store(self._folder, name, passphrase, clock=self._clock, progress=task)

    def _open_with_key(self, name: str, key: str, passphrase: str, _task: Task[LocalDesk]) -> LocalDesk:
        from minzheng_desk.desk.opening import open_with_recovery_key

        with self._tries.counted():
            return open_with_recovery_key(
                self._folder, name, key, passphrase, cost=self._cost, clock=self._clock
            )

    def _let_in(self, name: str, desk: LocalDesk) -> None:
        self._settings.put(LAST_PERSON, name)
        self.opened.emit(desk)

    def _begin_recovery(self) -> None:
        holder = self.door.names.holder()
        if holder is not None:
            self.door.hide()
            self.recovery.show()
            self.recovery.begin(holder.shown)

    def _end_recovery(self) -> None:
        self.recovery.hide()
        self.door.show()
        self.door.passphrase.setFocus()

    def _work(
        self,
        title: str,
        work: Callable[[Task[Any]], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[Exception], None],
    ) -> Task[Any]:
        task: Task[Any] = Task(title, lambda: work(task), self._pool)
        return task.of(self).then(then).otherwise(otherwise).start()
