"""The other way in: somebody forgot the passphrase, holds the paper, and sets a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.ui.frame.door import Outcome, secret_row
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.secret_field import SecretField


class RecoveryDoor(QWidget):
    """The recovery key, the new passphrase twice, and what became of it."""

    tried = Signal(str, str)
    """The recovery key as typed, and the new passphrase."""
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who = label("", "body", strong=True)
        self.key = QLineEdit()
        self.key.setAccessibleName("恢复密钥")
        self.new, self.again = SecretField("新口令"), SecretField("再输一次新口令")
        self.shows = QCheckBox("显示口令")
        self.reason = label("", "warn", wrap=True)
        self.outcome = Outcome()
        self.enter, self.back = buttons.primary("用恢复密钥打开"), buttons.plain("返回")
        self._lay_out()
        for field in (self.key, self.new, self.again):
            field.textEdited.connect(lambda _: self._set_able())
        self.key.returnPressed.connect(self.new.setFocus)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._try)
        for secret in (self.new, self.again):
            self.shows.toggled.connect(secret.show_content)
        self.enter.clicked.connect(self._try)
        self.back.clicked.connect(self.given_up)
        self._busy = False

    def begin(self, shown_name: str) -> None:
        """Ask on behalf of the person chosen in the list."""
        self._who.setText(f"给“{shown_name}”设新口令")
        for field in (self.key, self.new, self.again):
            field.clear()
        self.outcome.clear()
        self._busy = False
        self._set_able()
        self.key.setFocus()

    def working(self, text: str) -> None:
        """Say what is being done; nothing can be typed meanwhile."""
        self._busy = True
        self._set_able()
        self.outcome.working(0, 0, text)

    def refused(self, problem: Exception) -> None:
        """Say why the door stays shut; what was typed stays, to be compared with the paper."""
        self._busy = False
        self._set_able()
        self.outcome.problem(problem)
        self.key.setFocus()

    def _try(self) -> None:
        if self.enter.isEnabled():
            self.tried.emit(self.key.text(), self.new.text())

    def _set_able(self) -> None:
        for widget in (self.key, self.new, self.again, self.back):
            widget.setEnabled(not self._busy)
        lacking = self._lacking()
        self.reason.setText(lacking)
        self.reason.setHidden(not lacking)
        self.enter.setEnabled(not self._busy and not lacking)

    def _lacking(self) -> str:
        if not self.key.text().strip():
            return "请照纸上输入 9 组字符。"
        if not self.new.text():
            return "请设一个新口令，至少 8 个字符。"
        return "" if self.new.text() == self.again.text() else "两次输入的新口令还不一样。"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._who)
        column.addWidget(label("恢复密钥印在建库时打印的那张纸上，大小写、横线都不用管。", "hint"))
        for text, field in (("恢复密钥", self.key), ("新口令", self.new), ("再输一次新口令", self.again)):
            for part in secret_row(text, field):
                column.addWidget(part)
        for below in (self.shows, self.reason, self.outcome):
            column.addWidget(below)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.enter)
        column.addLayout(row)
        column.addStretch(1)
