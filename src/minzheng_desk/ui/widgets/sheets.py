"""The side sheet (侧页): a form or details that slide over the right of a page, never a second window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import icon_button
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.labels import label, rule

NARROW, USUAL, WIDE = 380, 460, 720
_NOT_SAVED = "填的还没有保存。保存按 F10，再按一次 Esc 就不要了。"


class SideSheet(QFrame):
    """A sheet over the right side of ``page``; one at a time. Esc closes it, which loses nothing typed.

    ``content`` belongs to the sheet from now on and goes with it; `closed` tells that it went.
    """

    closed = Signal()

    def __init__(self, page: QWidget, title: str, content: QWidget, *, width: int = USUAL) -> None:
        super().__init__(page)
        for other in page.findChildren(SideSheet):
            if other is not self:
                other.close_sheet()
        self._page, self._width, self.content = page, width, content
        self._before = page.window().focusWidget()
        self.setProperty("kind", "popup")
        self.setAccessibleName(title)
        self._lay_out(title)
        page.installEventFilter(self)
        look().changed.connect(self._fit)
        self._fit()
        self.show()
        self.raise_()
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, title: str) -> None:
        self.title = label(title, "block")
        close = icon_button("x", f"关闭{title}")
        close.clicked.connect(self._leave)
        self.said = label("", "warn", wrap=True)
        self.said.hide()
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self._head.addWidget(close)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.content)
        for part in (self._scroll, self.content):
            part.setAccessibleName(part.accessibleName() or title)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(rule())
        self._column.addWidget(self.said)
        self._column.addWidget(self._scroll, 1)

    def close_sheet(self) -> None:
        """Put the sheet away, and the keyboard back where it was."""
        if self.isHidden():
            return
        self.hide()
        self._page.removeEventFilter(self)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right side when the page changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Close, but not over what somebody filled in and nobody kept: that takes a second time."""
        if self.said.isHidden() and self._would_lose():
            self.said.setText(_NOT_SAVED)
            self.said.show()
            QAccessible.updateAccessibility(QAccessibleEvent(self.said, QAccessible.Event.Alert))
        else:
            self.close_sheet()

    def _would_lose(self) -> bool:
        forms = [self.content] if isinstance(self.content, Form) else self.content.findChildren(Form)
        return any(form.touched and not form.is_kept for form in forms)

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(16), px(10), px(12), px(12))
        self._column.setSpacing(px(8))
        width = min(px(self._width), self._page.width())
        self.setGeometry(self._page.width() - width, 0, width, self._page.height())
