"""F1: one page of the manual for the page in front, and the keys that work everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget
from shiboken6 import isValid

from minzheng_desk.kernel.resources import resource
from minzheng_desk.ui.frame.keys import KEYS
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import icon_button

_WIDTH, _INDENT, _ABOVE_HEADING = 430, 16, 10
_KEYS_PAGE = "keys"


class HelpPanel(QFrame):
    """Slides over the right third; Esc or F1 closes it. Links lead to other pages of the manual."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("kind", "popup")
        self.setAccessibleName("本页说明")
        self._before: QWidget | None = None
        title = QLabel("说明")
        title.setProperty("role", "block")
        close = icon_button("x", "关闭说明")
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(close)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        look().changed.connect(self._dress)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.hide()

    def show_page(self, name: str) -> None:
        """Show a page of the manual; the same one again closes the panel."""
        if self.isVisible() and self.text.property("page") == name:
            self.put_away()
            return
        self._open(name)
        self.fit()
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Close the panel, and put the keyboard back where it was."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def fit(self) -> None:
        """Keep to the right third of the window."""
        over = self.parentWidget()
        if over is not None:
            width = min(look().px(_WIDTH), over.width())
            self.setGeometry(over.width() - width, 0, width, over.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _open(self, name: str) -> None:
        self.text.setProperty("page", name)
        self.text.setMarkdown(keys_page() if name == _KEYS_PAGE else f"{page_text(name)}\n\n{keys_page()}")
        self._dress()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress(self) -> None:
        """Headings of our sizes; Qt's own are twice the body, and its lists stand far to the right."""
        document = self.text.document()
        document.setIndentWidth(look().px(_INDENT))
        above = QTextBlockFormat()
        above.setTopMargin(look().px(_ABOVE_HEADING))
        block = document.begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                letters = QTextCharFormat()
                letters.setFont(look().font("title" if level == 1 else "block", bold=True))
                heading = QTextCursor(block)
                heading.select(QTextCursor.SelectionType.BlockUnderCursor)
                heading.setCharFormat(letters)
                heading.mergeBlockFormat(above)
            block = block.next()

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md").rsplit("/", 1)[-1]
        if name and resource("manual", f"{name}.md").is_file():
            self._open(name)


def page_text(name: str) -> str:
    """The page of the manual called ``name``; the index where there is none."""
    page = resource("manual", f"{name}.md")
    return (page if page.is_file() else resource("manual", "index.md")).read_text(encoding="utf-8")


def keys_page() -> str:
    """The keys that mean the same everywhere, as a table."""
    lines = "\n".join(f"| {keys} | {meaning} |" for keys, meaning in KEYS)
    return f"## 按键\n\n| 按键 | 作用 |\n| --- | --- |\n{lines}\n"
