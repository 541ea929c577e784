"""A tour through every page of one window over the invented township, in every state worth a picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from minzheng_desk.desk.desk import Desk
from minzheng_desk.ui.frame.window import DESIGN_SIZE, MainWindow
from minzheng_desk.ui.frame.work import WorkArea, found_screens
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.screen import Screen
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.sheets import SideSheet

PAGES = [spec.name for spec in found_screens()]
STATES = [f"{spec.name}/{scene}" for spec in found_screens() for scene in ("", *dict(spec.scenes))]
"""Every page as it opens (``home/``), and each of its scenes (``home/checked``)."""


@dataclass(frozen=True)
class Tour:
    """One window, kept open for a whole file of tests: what is tested is what stays after other pages."""

    desk: Desk
    window: MainWindow
    work: WorkArea

    @classmethod
    def begin(cls, app: QApplication, desk: Desk) -> Tour:
        """Open the window at the size of the design."""
        dress(app)
        window = MainWindow(Settings(None))
        window.resize(*DESIGN_SIZE)
        work = window.show_desk(desk)
        window.show()
        return cls(desk, window, work)

    def show(self, state: str) -> Screen:
        """Bring a page into a state; sheets left open by the state before are closed."""
        name, _, scene = state.partition("/")
        self.work.go(name)
        settle()
        page = self.work.page(name)
        for sheet in page.findChildren(SideSheet):
            sheet.close_sheet()
        if scene:
            dict(self.work.specs[name].scenes)[scene](page)
        settle()
        return page

    def end(self) -> None:
        """Close the window and let Qt take it down now, not when the interpreter ends."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle()
