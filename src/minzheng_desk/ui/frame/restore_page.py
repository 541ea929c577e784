"""The page on which somebody signs in to put a backup back; the window's desk is closed by then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QThreadPool, QTimer, Signal

from minzheng_desk.desk.backup import Backup
from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.restoring import Restored, restore
from minzheng_desk.desk.tries import Tries
from minzheng_desk.kernel.clock import Clock, in_beijing
from minzheng_desk.ui.frame.door import Door, GatePage
from minzheng_desk.ui.frame.names import Holder
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.buttons import link


class RestorePage(GatePage):
    """Names and a passphrase; the backup is proved before anything moves. ``opened`` brings the new desk."""

    opened = Signal(object)
    """A `Restored`."""
    given_up = Signal()

    def __init__(self, folder: Path, backup: Backup, *, clock: Clock | None = None) -> None:
        made = f"{in_beijing(backup.made_at):%Y-%m-%d %H:%M}"
        super().__init__(
            "恢复备份",
            f"用 {made} 的备份换下现在的数据库。先核对备份，核对无误才动；现在的数据库整个另存，不删除。",
        )
        self._folder, self._backup, self._clock = folder, backup, clock
        self._pool = QThreadPool(self)
        self.door = Door(Tries(), "恢复")
        self.back = link("不恢复了")
        self.door.links.addWidget(self.back)
        self.column.addWidget(self.door)
        self.door.tried.connect(self._restore)
        self.back.clicked.connect(self.given_up)
        QTimer.singleShot(0, self, self._ask_names)

    def _ask_names(self) -> None:
        asked = Task("读取用户名单", lambda: key_holders(self._folder), self._pool)
        asked.of(self).then(lambda names: self.door.offer([Holder(name) for name in names])).start()

    def _restore(self, name: str, passphrase: str) -> None:
        self.door.working(0, 0, "正在核对备份，核对无误后换上")
        work = partial(restore, self._folder, self._backup.folder, name, passphrase, clock=self._clock)
        task: Task[Restored] = Task("恢复备份", work, self._pool)
        task.of(self).then(self.opened.emit).otherwise(self.door.refused).start()
