"""The keyboard handed on (焦点): a pane gives it to its list, and Tab still stops at all of the pane.

Qt's focus proxies are not for this: Tab jumps from in front of a pane to the proxy, past what lies between.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

LEADS = "leads"


def lead(pane: QWidget, to: QWidget) -> None:
    """Hand the keyboard on to a part of a pane whenever the pane itself is given it."""
    pane.setProperty(LEADS, "1")
    pane.installEventFilter(_Leading(pane, to))


class _Leading(QObject):
    def __init__(self, pane: QWidget, to: QWidget) -> None:
        super().__init__(pane)
        self._to = to

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._to.setFocus(event.reason())
        return super().eventFilter(watched, event)
