"""The door: who is it, the passphrase, and what became of it. Signing in and unlocking both stand here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from minzheng_desk.desk.tries import PAUSE_SECONDS, TRIES, Tries
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.ui.frame.names import Holder, NameList
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.labels import IconLabel, label
from minzheng_desk.ui.widgets.notices import announce
from minzheng_desk.ui.widgets.secret_field import SecretField

_WIDTH = 420
_SECOND = 1000


class GatePage(QWidget):
    """A page with one sheet in its middle, shown while no work area is."""

    def __init__(self, title: str, said: str = "") -> None:
        super().__init__()
        self.title, self.said = label(title, "title"), label(said, "hint", wrap=True)
        self.said.setVisible(bool(said))
        self.sheet = QFrame()
        self.sheet.setProperty("kind", "card")
        self.column = QVBoxLayout(self.sheet)
        self.mark = IconLabel("lock", "accent", 24)
        self._head = QHBoxLayout()
        self._head.addWidget(self.mark)
        self._head.addWidget(self.title, 1)
        self.column.addLayout(self._head)
        self.column.addWidget(self.said)
        self.below = label("", "hint", wrap=True)
        self.below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Stretches and no alignment: an aligned sheet would not grow with the lines its words take.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.sheet)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addWidget(self.below)
        whole.addStretch(3)
        look().changed.connect(self._fit_sheet)
        self._fit_sheet()

    def say(self, text: str) -> None:
        """Say something in grey under the title."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _fit_sheet(self) -> None:
        px = look().px
        self.sheet.setFixedWidth(px(_WIDTH))
        self.column.setContentsMargins(px(24), px(16), px(24), px(16))
        self.column.setSpacing(px(8))
        self._head.setSpacing(px(10))


class Outcome(QWidget):
    """One place for what is being done and what became of it; its height never moves the page much."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.words = label("", "hint", wrap=True)
        self.notice = NoticeStrip("bad", "")
        # As high as its lines need: what went wrong and what to do take two or three of them.
        self.notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.bar, self.words, self.notice):
            column.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        for widget in (self.bar, self.words, self.notice):
            widget.hide()

    def working(self, done: int, total: int, text: str) -> None:
        """Say what is being done, and how far it is where that is known."""
        self.clear()
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(done)
        self.bar.setAccessibleName(text)
        self.words.setText(text)
        self.bar.show()
        self.words.show()

    def problem(self, problem: Exception, more: str = "") -> None:
        """Say what happened and what to do now."""
        told = f"{problem}{problem.advice}" if isinstance(problem, DeskError) else _unforeseen(problem)
        self.warn(f"{told}{more}", "bad")

    def warn(self, text: str, kind: str = "warn") -> None:
        """Say something that a person must know."""
        self.clear()
        self.notice.say(text, kind=kind)
        announce(self.notice, text)


class Door(QWidget):
    """Names, passphrase, Enter. After too many wrong tries it stays shut and counts the seconds."""

    tried = Signal(str, str)
    """The sign-in name and the passphrase."""

    def __init__(self, tries: Tries, verb: str) -> None:
        super().__init__()
        self._tries = tries
        self.names = NameList()
        self.passphrase = SecretField("口令")
        self.shows = QCheckBox("显示口令")
        self.enter = buttons.primary(verb)
        self.links = QHBoxLayout()
        self.outcome = Outcome()
        self._asked = label("口令", "label")
        self._asked.setBuddy(self.passphrase)
        self._lay_out()
        self.names.chosen.connect(self.passphrase.setFocus)
        self.passphrase.moved.connect(self.names.move_choice)
        self.passphrase.returnPressed.connect(self._try)
        self.passphrase.textEdited.connect(lambda _: self._set_able())
        self.shows.toggled.connect(self.passphrase.show_content)
        self.enter.clicked.connect(self._try)
        self._pause = QTimer(self)
        self._pause.setInterval(_SECOND)
        self._pause.timeout.connect(self._count_down)
        self._busy = False
        self._set_able()

    def offer(self, holders: Sequence[Holder], first: str = "") -> None:
        """Show who may come in, and wait for a passphrase."""
        self.names.offer(holders, first)
        self._set_able()
        self._count_down()
        self.passphrase.setFocus()

    def working(self, done: int, total: int, text: str) -> None:
        """Say what is being done; nothing can be typed meanwhile."""
        self._busy = True
        self._set_able()
        self.outcome.working(done, total, text)

    def refused(self, problem: Exception) -> None:
        """Say why the door stays shut, and wait for another try."""
        self._busy = False
        self.shows.setChecked(False)
        self._set_able()
        if self._tries.seconds_left:
            self._count_down()
        else:
            left = self._tries.left
            self.outcome.problem(problem, f"还可以试 {left} 次。" if left <= _FEW else "")
        self.passphrase.setFocus()

    def ready(self) -> None:
        """Forget what was typed and said."""
        self._busy = False
        self.passphrase.clear()
        self.outcome.clear()
        self._set_able()

    def _try(self) -> None:
        holder = self.names.holder()
        if holder is not None and self._is_able():
            self.tried.emit(holder.name, self.passphrase.take())

    def _is_able(self) -> bool:
        return not self._busy and not self._tries.seconds_left and bool(self.passphrase.text())

    def _set_able(self) -> None:
        open_ = not self._busy and not self._tries.seconds_left
        self.names.setEnabled(not self._busy)
        self.passphrase.setEnabled(open_)
        self.enter.setEnabled(self._is_able())

    def _count_down(self) -> None:
        seconds = self._tries.seconds_left
        if seconds:
            self._pause.start()
            minutes = PAUSE_SECONDS // 60
            told = f"连续输错 {TRIES} 次，暂停 {minutes} 分钟，还有 {seconds} 秒。"
            self.outcome.warn(f"{told}忘记口令可以用恢复密钥。")
        elif self._pause.isActive():
            self._pause.stop()
            self.outcome.clear()
            self.passphrase.setEnabled(True)
            self.passphrase.setFocus()
        self._set_able()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.shows)
        row.addStretch(1)
        row.addLayout(self.links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        frame.setProperty("kind", "card")
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        around = QVBoxLayout(frame)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.names)
        for widget in (frame, self._asked, self.passphrase):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.outcome)
        column.addWidget(self.enter)
        column.addStretch(1)


_FEW = 3


def _unforeseen(problem: Exception) -> str:
    return f"没有打开，数据没有改动。请重试；仍不行请联系管理员，并告诉他：{type(problem).__name__}。"


def secret_row(text: str, field: QLineEdit) -> tuple[QLabel, QLineEdit]:
    """A label over its field."""
    words = label(text, "label")
    words.setBuddy(field)
    return words, field
