"""What unfolds under a field: the small picture at its right end, and where the list or calendar goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from minzheng_desk.ui.look.icons import icon
from minzheng_desk.ui.look.look import look


class Unfolder(QAction):
    """The picture at the right end of a line that opens what unfolds; the keyboard has F4 for it."""

    def __init__(self, line: QLineEdit, picture: str, text: str, open_list: Callable[[], None]) -> None:
        super().__init__(text, line)
        self._picture = picture
        line.addAction(self, QLineEdit.ActionPosition.TrailingPosition)
        self.triggered.connect(lambda _checked=False: open_list())
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setIcon(icon(self._picture, "ink2", 16))


def below(field: QWidget, size: QSize) -> QPoint:
    """Where something of this size goes: under the field, or above it where the screen ends."""
    under = field.mapToGlobal(QPoint(0, field.height() + look().px(2)))
    room = field.screen().availableGeometry()
    left = max(room.left(), min(under.x(), room.right() - size.width()))
    if under.y() + size.height() <= room.bottom():
        return QPoint(left, under.y())
    above = field.mapToGlobal(QPoint(0, -look().px(2))).y() - size.height()
    return QPoint(left, max(room.top(), above))
