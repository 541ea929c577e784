"""Starting the windows: the application, its look, and the page that leads to an open desk.

What the first frame does not need is brought when it is wanted, and meanwhile in a thread of its own: while
somebody types a passphrase, the rooms and the pages are read in.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QThreadPool, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from minzheng_desk.desk.home import STORE_FILE, store_place
from minzheng_desk.ui.frame.sign_in import SignIn
from minzheng_desk.ui.frame.window import LAST_PACK, TITLE, MainWindow
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.settings import Settings

if TYPE_CHECKING:
    from minzheng_desk.desk.backup import Backup
    from minzheng_desk.desk.local import LocalDesk

_NEEDED_NEXT = (
    "minzheng_desk.desk.opening",
    "minzheng_desk.ui.frame.work",
    "minzheng_desk.ui.panels.home.page",
)
_AFTER_THE_FIRST_FRAME_MS = 30
NO_SCREEN_STATUS = 69
"""EX_UNAVAILABLE of sysexits.h."""


def main(words: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed."""
    given = _parser().parse_args(words)
    if _has_no_screen():
        sys.stderr.write("这里没有图形界面，窗口打不开。请在桌面上运行；只用命令行请运行 minzheng-desk。\n")
        return NO_SCREEN_STATUS
    app = application()
    door = FrontDoor(Path(store_place(given.store)), practice=given.practice)
    door.window.show()
    return app.exec()


def _has_no_screen() -> bool:
    """Whether Qt would only fail for want of a display; said in our words before it does."""
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    return sys.platform.startswith("linux") and not shown


def application() -> QApplication:
    """The one application, dressed; made at the first call."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    made = QApplication(sys.argv[:1])
    made.setApplicationName("minzheng-desk")
    made.setApplicationDisplayName(TITLE)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(made)  # for Qt's own words, as in the menu of a text field
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(translator)
    dress(made)
    return made


class FrontDoor:
    """Leads from the start to an open desk: sign in, practise, or set up a new office."""

    def __init__(self, folder: Path, *, practice: bool = False) -> None:
        self.folder = folder
        self.settings = Settings(folder)
        self.window = MainWindow(self.settings)
        self.window.restore_asked.connect(self.restore)
        if practice:
            self.practise()
        elif (folder / STORE_FILE).is_file():
            self.sign_in()
        else:
            self.set_up()

    def sign_in(self) -> None:
        """Ask who comes."""
        page = SignIn(self.folder, self.settings)
        page.opened.connect(self.enter)
        page.practice_wanted.connect(self.practise)
        self.window.show_page(page)
        pack = self.settings.get(LAST_PACK, "")
        QTimer.singleShot(_AFTER_THE_FIRST_FRAME_MS, self.window, lambda: read_in_ahead(pack))

    def practise(self) -> None:
        """Open the practice township, made at the first time."""
        from minzheng_desk.ui.frame.practice_page import PracticePage

        page = PracticePage(self.folder)
        page.opened.connect(self.enter)
        page.given_up.connect(self.go_back)
        self.window.show_page(page)

    def set_up(self) -> None:
        """Lead a new office through its first steps."""
        from minzheng_desk.ui.frame.first_run.window import FirstRun

        page = FirstRun(self.folder, self.settings)
        page.finished.connect(self._enter_new)
        page.practice_wanted.connect(self.practise)
        self.window.show_page(page)

    def restore(self, backup: Backup) -> None:
        """Close the desk and lead to a desk over the backup."""
        from minzheng_desk.desk.local import LocalDesk
        from minzheng_desk.ui.frame.restore_page import RestorePage

        desk = self.window.work.bench.desk if self.window.work is not None else None
        folder = desk.folder if isinstance(desk, LocalDesk) else self.folder
        self.window.leave_desk()
        page = RestorePage(folder, backup)
        page.opened.connect(lambda restored: self.enter(restored.desk))
        page.given_up.connect(self.go_back)
        self.window.show_page(page)

    def go_back(self) -> None:
        """Back to where a desk can be chosen."""
        if (self.folder / STORE_FILE).is_file():
            self.sign_in()
        else:
            self.set_up()

    def _enter_new(self, desk: LocalDesk, where: str) -> None:
        """A desk just founded: import what the office has, look around, or practise first."""
        from minzheng_desk.ui.frame.first_run.founded_page import IMPORT, PRACTICE

        if where == PRACTICE:
            desk.close()
            self.practise()
            return
        self.enter(desk)
        if where == IMPORT and self.window.work is not None:
            self.window.work.go("import")

    def enter(self, desk: LocalDesk) -> None:
        """Fill the window with the work area of the desk."""
        from minzheng_desk.ui.frame.lock import fit_lock
        from minzheng_desk.ui.practice import is_practice

        fit_lock(self.window)
        self.window.show_desk(desk, practice=is_practice(desk.folder))


def read_in_ahead(pack: str = "") -> None:
    """Read in, beside the first frame, what an open desk will need, and the policy it worked by last."""

    def work() -> None:
        for name in _NEEDED_NEXT:
            importlib.import_module(name)
        from minzheng_desk.desk.catalogue import load_catalogue
        from minzheng_desk.kernel.errors import PolicyProblem
        from minzheng_desk.policy.queries import load_policy

        load_catalogue()
        with suppress(PolicyProblem):  # what stands against the pack is said when it is asked for
            load_policy(pack)

    QThreadPool.globalInstance().start(work)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="minzheng-desk-window", description="打开民政台的窗口")
    parser.add_argument("--store", metavar="文件夹", help="数据文件夹；不写则用默认文件夹")
    parser.add_argument("--practice", action="store_true", help="打开演示镇")
    return parser
