"""A small sheet that opens at a title or a button and closes at a click elsewhere or Esc."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look

_WIDTH = 240


class Popup(QFrame):
    """What opens; it lives until it is closed."""

    def __init__(self, parent: QWidget, spoken_name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(spoken_name)
        px = look().px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(10), px(10), px(10), px(10))
        self.column.setSpacing(px(8))
        self.setFixedWidth(px(_WIDTH))

    def open_at(self, at: QPoint) -> None:
        """Open with the upper left corner at a place on the screen, moved until all of it is seen."""
        size = self.sizeHint()
        self.resize(self.width(), size.height())
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        top = max(room.top(), min(at.y(), room.bottom() - size.height()))
        self.move(left, top)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
