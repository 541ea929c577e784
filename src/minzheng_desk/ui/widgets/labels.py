"""Labels (文字和图标): plain words in a role of the type scale, and line icons that follow the look."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look


def label(text: str = "", role: str = "body", *, wrap: bool = False, strong: bool = False) -> QLabel:
    """Words in a role of the sheet; never read as markup, whatever a person's name holds."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if strong:
        made.setProperty("strong", "1")
    return made


class ElidedLabel(QLabel):
    """Words on one line that end in … where there is no room; the whole is said under the mouse."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough to know it by."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), self.fontMetrics().horizontalAdvance("民政台…")), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, shortened to the room there is."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        if self.wordWrap() or shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def set_kind(widget: QFrame | QLabel, name: str, value: str) -> None:
    """Change a property the sheet selects by, and dress the widget anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class IconLabel(QLabel):
    """A line icon in a colour of the scheme; it says nothing of its own, the words beside it do."""

    def __init__(self, icon: str, ink: str = "ink2", size: int = 18) -> None:
        super().__init__()
        self._icon, self._ink, self._size = icon, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, ink: str) -> None:
        """Show another icon."""
        self._icon, self._ink = icon, ink
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._icon, self._ink, self._size))
