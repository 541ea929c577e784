"""Signs that somebody is at the window: keys, clicks, the wheel.

They are seen where they come in from the system, in the window that has the focus. A filter over the whole
application would be asked about every event between the widgets as well: a page that is built makes
thousands, and half the time would go there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWheelEvent, QWindow

_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
"""Keys when they are let go: the pressing of a shortcut never comes to the window."""


class Touches(QObject):
    """Watches whichever window of the program has the focus."""

    touched = Signal()
    zoomed = Signal(int)
    """Ctrl and the wheel: 1 for larger, -1 for smaller; nobody else hears of that turn."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of what somebody does, and let it pass."""
        if event.type() in _SIGNS_OF_LIFE:
            self.touched.emit()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
