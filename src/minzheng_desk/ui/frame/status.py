"""The strip at the bottom: what is saved, backed up, under way, chosen; the month, invented data, F1."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from minzheng_desk.ui.look.icons import pixmap
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.chosen_cells import chosen_cells


class StatusBar(QFrame):
    """Short facts at a fixed place, so that the eye finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self._icons: list[tuple[QLabel, str, str]] = []
        self.saved, self.backup = self._fact("save"), self._fact("shield")
        self.saved.setText("已自动保存")
        self.work = link("")
        self.work.setProperty("small", "1")
        self.work.hide()
        self.undo = link("")
        self.undo.setProperty("small", "1")
        self.undo.hide()
        self.sums, self.month = QLabel(), QLabel()
        chosen_cells().said.connect(self.sums.setText)
        self.practice = QLabel("演示数据")
        self.practice.setProperty("role", "warn")
        self.practice.setProperty("strong", "1")
        self.practice.hide()
        self.help = link("F1 本页说明")
        self.help.setProperty("small", "1")
        row = QHBoxLayout(self)
        for widget in (*self._icons_and(self.saved), *self._icons_and(self.backup)):
            row.addWidget(widget)
        row.addWidget(self.undo)
        row.addWidget(self.work)
        row.addStretch(1)
        for widget in (self.sums, self.month, self.practice, self.help):
            row.addWidget(widget)
        self._row = row
        look().changed.connect(self._fit)
        self._fit()

    def say_saved(self, at: datetime) -> None:
        """When the store last took something in; everything committed is saved."""
        self.saved.setText(f"已自动保存 {at:%H:%M}")

    def say_undo(self, operation: str) -> None:
        """What Ctrl+Z would take back; nothing stands there when that is nothing."""
        self.undo.setText(f"撤销 {operation}")
        self.undo.setVisible(operation != "")

    def say_work(self, count: int) -> None:
        """How much work is under way; pressing it shows the list."""
        self.work.setText(f"正在做 {count} 件事")
        self.work.setVisible(count > 0)

    def say_backup(self, on: date | None, today: date) -> None:
        """When the last backup was made, in the colour of how long ago that is."""
        if on is None:
            self.backup.setText("还没有备份")
            self.backup.setProperty("role", "warn")
        else:
            when = "今天" if on == today else f"{on.month}月{on.day}日"
            self.backup.setText(f"备份：{when}")
            self.backup.setProperty("role", "hint" if (today - on).days <= 1 else "warn")
        self.backup.style().unpolish(self.backup)
        self.backup.style().polish(self.backup)

    def _fact(self, icon: str) -> QLabel:
        words = QLabel()
        self._icons.append((QLabel(), icon, "ink3"))
        return words

    def _icons_and(self, words: QLabel) -> tuple[QWidget, QWidget]:
        place = 0 if words is self.saved else 1
        return self._icons[place][0], words

    def _fit(self) -> None:
        px = look().px
        self.setFixedHeight(px(26))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(10))
        for label, name, token in self._icons:
            label.setPixmap(pixmap(name, token, 14))
