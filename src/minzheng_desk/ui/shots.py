"""Pictures of every page over the invented township: `python3 dev.py shots --to DIR`.

For looking at beside the mockups, and for the manual. Nothing but invented people is on them.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from minzheng_desk.demo.main_job import PASSPHRASE, USER, main_job
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.window import DESIGN_SIZE, MainWindow
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import under_way
from minzheng_desk.ui.widgets.notices import Toast
from minzheng_desk.ui.widgets.sheets import SideSheet

HOUSEHOLDS, SEED = 600, 7
LARGE = (1920, 1009)
_PATIENCE = 60_000
_SETTLED_AFTER, _FINDER_MS = 3, 400


def main(words: list[str] | None = None) -> int:
    """Make the pictures and say how many there are."""
    parser = argparse.ArgumentParser(description="给窗口的每一页拍照")
    parser.add_argument("--to", type=Path, required=True, help="放照片的文件夹")
    parser.add_argument("--only", default="", help="只拍名字里有这几个字母的")
    parser.add_argument("--township", type=Path, help="用已有的演示文件夹，不重新生成")
    given = parser.parse_args(words)
    given.to.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        dress(app)
    with _township(given.township) as folder, closing(open_store(folder, USER, PASSPHRASE)) as desk:
        window = MainWindow(Settings(None))
        work = window.show_desk(desk, practice=True)
        made = Pictures(window, work, given.to, given.only)
        made.all()
        window.close()
    print(f"{len(made.files)} 张照片在 {given.to}")  # noqa: T201 - this is a command
    return 0


class Pictures:
    """Shows one thing after the other and keeps what the window then looks like."""

    def __init__(self, window: MainWindow, work: WorkArea, to: Path, only: str) -> None:
        self.window, self.work, self.to, self.only = window, work, to, only
        self.files: list[Path] = []
        window.show()

    def all(self) -> None:
        """Every page at the size of the design, then the looks and the larger screen."""
        for name in self.work.specs:
            self.take(name, self._opening(name))
        for spec in self.work.specs.values():
            for title, act in spec.scenes:
                self.take(f"{spec.name}-{title}", self._scene(spec.name, act))
        for scheme, scale, called in (("contrast", 1.25, "hc-125"), ("dark", 1.0, "dark")):
            look().choose(scheme=scheme, scale=scale)
            for name in self.work.specs:
                self.take(f"{name}-{called}", self._opening(name))
        look().choose(scheme="light", scale=1.0)
        self.take("finder", self._finding)
        self.window.resize(*LARGE)
        for name in self.work.specs:
            self.take(f"{name}-1920", self._opening(name))
        self.window.resize(*DESIGN_SIZE)

    def _finding(self) -> None:
        self.work.go("home")
        settle()
        finder = self.window.open_finder()
        if finder is not None:
            finder.field.setText("zg")
            finder.field.typed.emit()
            QTest.qWait(_FINDER_MS)

    def take(self, name: str, show: Callable[[], object], what: QWidget | None = None) -> None:
        """Show something, wait until it is there, and keep the picture."""
        if self.only not in name:
            return
        if self.window.finder is not None:
            self.window.finder.leave()
        for sheet in self.window.findChildren(SideSheet):
            sheet.close_sheet()
        for toast in self.window.findChildren(Toast):
            toast.leave()
        show()
        settle()
        file = self.to / f"{name}.png"
        (what or self.window).grab().save(str(file))
        self.files.append(file)

    def _opening(self, name: str) -> Callable[[], object]:
        return lambda: self.work.go(name)

    def _scene(self, name: str, act: Callable[[QWidget], object]) -> Callable[[], object]:
        def show() -> None:
            self.work.go(name)
            settle()
            act(self.work.page(name))

        return show


def settle() -> None:
    """Wait until no task is under way and the window has drawn what they brought."""
    limit = QDeadlineTimer(_PATIENCE)
    quiet = 0
    while quiet < _SETTLED_AFTER and not limit.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        quiet = 0 if under_way() else quiet + 1


@contextmanager
def _township(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given / "数据"
        return
    with tempfile.TemporaryDirectory() as folder:
        main_job(Path(folder), HOUSEHOLDS, SEED, Silent())
        yield Path(folder) / "数据"


if __name__ == "__main__":
    sys.exit(main())
