"""系统设置: the look, this computer, the people, the office, backups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.panels.settings.appearance import AppearanceSection
from minzheng_desk.ui.panels.settings.backups import BackupSection
from minzheng_desk.ui.panels.settings.office import OfficeSection
from minzheng_desk.ui.panels.settings.people import PeopleSection
from minzheng_desk.ui.panels.settings.printers import PrinterSection
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.widgets.buttons import primary
from minzheng_desk.ui.widgets.tabs import Tab, Tabs

_SECTIONS: dict[str, tuple[str, Callable[[Frame], QWidget]]] = {
    "look": ("外观和本机", AppearanceSection),
    "people": ("人员", PeopleSection),
    "office": ("单位", OfficeSection),
    "printers": ("打印机", PrinterSection),
    "backup": ("备份和恢复", BackupSection),
}


class SettingsScreen(Screen):
    """Sections behind tabs, each built at its first visit; what is chosen holds at once."""

    reads = frozenset({"user", "station", "region"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "系统设置")
        self.back_up = primary("立即备份", "shield")
        self.back_up.clicked.connect(self._back_up)
        self.header.set_primary(self.back_up)
        if not isinstance(self.bench.desk, LocalDesk):
            self.header.allow_primary("数据在服务器上，由服务器备份")
        self.tabs = Tabs([Tab(key, called) for key, (called, _) in _SECTIONS.items()])
        self.tabs.setAccessibleName("设置")
        self._stack = QStackedWidget()
        self._built: dict[str, QWidget] = {}
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._open)
        self._open("look")

    def show_object(self, key: str) -> None:
        """Open a section."""
        if key in _SECTIONS:
            self.tabs.choose(key)

    def panes(self) -> list[QWidget]:
        """The tabs, and the section in front."""
        return [self.tabs, self._stack]

    def refresh(self) -> None:
        """Read again what the sections show."""
        for section in self._built.values():
            if isinstance(section, PeopleSection | OfficeSection | BackupSection):
                section.refresh()

    def section(self, key: str) -> QWidget:
        """A section, built at its first visit."""
        if key not in self._built:
            made = _SECTIONS[key][1](self.frame)
            self._built[key] = made
            self._stack.addWidget(made)
            if isinstance(made, BackupSection):
                made.restore_asked.connect(self.frame.restore)
        return self._built[key]

    def _open(self, key: str) -> None:
        self._stack.setCurrentWidget(self.section(key))
        self.frame.now_at(Address("settings", key))

    def _back_up(self) -> None:
        self.tabs.choose("backup")
        section = self.section("backup")
        if isinstance(section, BackupSection):
            section.back_up_now()
