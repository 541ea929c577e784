"""Questions and problems in front of the page (对话框): one at a time, verbs on the buttons, Esc leaves."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from traceback import walk_tb

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from minzheng_desk.kernel.clock import Clock, SystemClock, in_beijing
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import Button, link
from minzheng_desk.ui.widgets.labels import IconLabel, label, rule

OTHER = "其他"
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Verb:
    """One answer: its key, and the verb on its button."""

    key: str
    label: str
    kind: str = "plain"


CANCEL, UNDERSTOOD = Verb("", "取消"), Verb("", "知道了")


class Question(QDialog):
    """What is asked or said, and buttons with verbs.

    ``answered`` brings the key of the verb; Esc and 取消 bring nothing. It is asked once. A question asked
    over another one hides it until it is answered itself: two never stand in front of the page, and nothing
    typed is lost.
    """

    answered = Signal(str)

    def __init__(
        self, parent: QWidget | None, title: str, text: str, icon: str = "ask", ink: str = "accent"
    ) -> None:
        super().__init__(parent)
        self._below: QWidget | None = None
        self.setProperty("kind", "sheet")
        self.setModal(True)
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.title = label(title, "block", wrap=True)
        self.text = label(text, wrap=True)
        self.text.setHidden(text == "")
        self.body = QVBoxLayout()
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self._upper = QHBoxLayout()
        self._upper.addWidget(IconLabel(icon, ink, 22), 0, Qt.AlignmentFlag.AlignTop)
        self._upper.addLayout(self.body, 1)
        self._lower = QHBoxLayout()
        self._lower.addStretch(1)
        self._sheet = QVBoxLayout(self)
        self._sheet.addLayout(self._upper)
        self._sheet.addStretch(1)
        self._sheet.addWidget(rule())
        self._sheet.addLayout(self._lower)
        self.finished.connect(self._uncover)
        self.finished.connect(self.deleteLater)
        look().changed.connect(self._fit)
        self._fit()

    def add_verb(self, verb: Verb) -> Button:
        """Add a button at the right; an empty key leaves the question unanswered."""
        made = self._button(verb)
        made.clicked.connect(lambda: self.answer(verb.key))
        return made

    def add_aside(self, button: Button) -> None:
        """Put a button at the left, away from the answers."""
        self._lower.insertWidget(0, button)

    def answer(self, key: str) -> None:
        """Answer with the verb called ``key``, and go away."""
        if key == "":
            self.reject()
            return
        self.accept()
        self.answered.emit(key)

    def open(self) -> None:
        """Ask, in place of the question that stands in front of the page now."""
        standing = QApplication.activeModalWidget()
        if isinstance(standing, Question) and standing is not self:
            self._below = standing
            standing.hide()
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need, and let screen readers say what is asked."""
        super().showEvent(event)
        self._grow()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button under the cursor, or else the default one."""
        under = self.focusWidget()
        if event.key() in _ENTER and isinstance(under, Button):
            under.click()
        else:
            super().keyPressEvent(event)

    def _uncover(self) -> None:
        if self._below is not None:
            self._below.show()
            self._below = None

    def _button(self, verb: Verb) -> Button:
        made = Button(verb.label, verb.kind)
        self._lower.addWidget(made)
        return made

    def _grow(self) -> None:
        # Qt guesses the height of broken lines from another width than the one the window gets.
        self._sheet.activate()
        self.setMinimumHeight(self._sheet.totalHeightForWidth(self.width()))
        self.resize(self.width(), self.minimumHeight())

    def _fit(self) -> None:
        px = look().px
        self.setFixedWidth(px(480))
        self._sheet.setContentsMargins(px(20), px(18), px(20), px(14))
        self._sheet.setSpacing(px(12))
        self._upper.setSpacing(px(12))
        self.body.setSpacing(px(8))
        self._lower.setSpacing(px(8))
        if self.isVisible():
            self._grow()


class AskWithVerbs(Question):
    """A question whose answers are verbs (月结 / 取消), never yes or no; Enter gives the ``safest`` one."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, verbs: Sequence[Verb], safest: str = ""
    ) -> None:
        super().__init__(parent, title, text)
        for verb in (*([] if any(one.key == "" for one in verbs) else [CANCEL]), *verbs):
            button = self.add_verb(verb)
            if verb.key == safest:
                button.setDefault(True)
                button.setFocus()


class TypeToConfirm(Question):
    """For what cannot be taken back: the total or the name is typed before the button can be pressed."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, *, what: str, expected: str, verb: str
    ) -> None:
        super().__init__(parent, title, text, "warn", "warn")
        self._expected = _compared(expected)
        prompt = label(f"请输入{what} {expected} 表示已核对", "label", wrap=True)
        self.field = QLineEdit()
        self.field.setAccessibleName(prompt.text())
        self.distance = label("", "hint")
        for widget in (prompt, self.field, self.distance):
            self.body.addWidget(widget)
        self.add_verb(CANCEL)
        self.act = self.add_verb(Verb("confirmed", verb, "danger"))
        self.field.textChanged.connect(self._compare)
        self.field.setFocus()
        self._compare()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field only moves on to an open button: nothing typed is lost, and nothing is done."""
        if event.key() in _ENTER and self.field.hasFocus():
            self.act.setFocus()
        else:
            super().keyPressEvent(event)

    def _compare(self) -> None:
        typed = _compared(self.field.text())
        self.act.setEnabled(typed == self._expected)
        self.distance.setText(distance(typed, self._expected))


class ReasonDialog(Question):
    """Asks for a reason, picked or written; ``answered`` brings the reason in words."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, reasons: Iterable[str], verb: Verb
    ) -> None:
        super().__init__(parent, title, text)
        self._group = QButtonGroup(self)
        for reason in (*reasons, OTHER):
            button = QRadioButton(reason)
            self._group.addButton(button)
            self.body.addWidget(button)
        self.field = QLineEdit()
        self.field.setPlaceholderText("写明原因，会留在记录里")
        self.field.setAccessibleName("原因")
        self.field.setEnabled(False)
        self.body.addWidget(self.field)
        self.add_verb(CANCEL)
        self.act = self._button(verb)
        self.act.clicked.connect(lambda: self.answer(self.reason))
        self.act.setDefault(True)
        self._group.buttonToggled.connect(self._picked)
        self.field.textChanged.connect(self._compare)
        self._compare()

    @property
    def reason(self) -> str:
        """The reason in words; empty as long as there is none."""
        if self._group.checkedId() == -1:
            return ""
        picked = self._group.checkedButton()
        return normalised(self.field.text()) if picked.text() == OTHER else picked.text()

    def _picked(self) -> None:
        picked = self._group.checkedButton()
        self.field.setEnabled(picked.text() == OTHER)
        if self.field.isEnabled():
            self.field.setFocus()
        self._compare()

    def _compare(self) -> None:
        self.act.setEnabled(self.reason != "")


class ProblemDialog(Question):
    """What happened, what it means for the data, what to do, and for the telephone a code and the time.

    A problem of ours says so itself. For any other exception it apologises and gives a reference; what the
    exception says is kept off the screen, for it may name a person. The safest remedy comes last in
    ``remedies`` and is the default; ``place`` says on which page, at what.
    """

    def __init__(
        self,
        parent: QWidget | None,
        problem: Exception,
        *,
        state: str = "",
        remedies: Sequence[Verb] = (),
        place: str = "",
        clock: Clock | None = None,
    ) -> None:
        said = _said(problem)
        body = "".join(part for part in (said.more, state or said.state, said.advice) if part)
        super().__init__(parent, said.title, body, "xc", "bad")
        at = in_beijing((clock or SystemClock()).now())
        named = f"代码 {said.code}　{at:%Y-%m-%d %H:%M}"
        self.details = f"{place}　{named}" if place else named
        shown = label(self.details, "hint")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QFrame()
        box.setProperty("kind", "card")
        QHBoxLayout(box).addWidget(shown)
        self.body.addWidget(box)
        copying = link("复制说明")
        copying.clicked.connect(self._copy)
        self.add_aside(copying)
        safest = [self.add_verb(verb) for verb in remedies or (UNDERSTOOD,)][-1]
        safest.setDefault(True)
        safest.setFocus()

    def _copy(self) -> None:
        lines = (self.title.text(), self.text.text(), self.details)
        QGuiApplication.clipboard().setText("\n".join(lines))


@dataclass(frozen=True, slots=True)
class _Said:
    """A problem in the order of ui.md §12: what happened, the state of the data, what to do; and its code."""

    title: str
    more: str
    state: str
    advice: str
    code: str


def _said(problem: Exception) -> _Said:
    if isinstance(problem, DeskError):
        title, _, more = str(problem).partition("。")
        return _Said(title, more, "", problem.advice, problem.code)
    return _Said(
        "对不起，程序在这里出了问题",
        "",
        "已经保存的数据没有变；这一步有没有办成，可以在“操作记录”里查到。",
        "请再试一次；如果又出现，请把下面的代码和时间告诉管理员。",
        reference(problem),
    )


def reference(problem: Exception) -> str:
    """A short number for a problem nobody foresaw: the same for the same kind at the same place."""
    where = [
        (PurePath(frame.f_code.co_filename).name, line) for frame, line in walk_tb(problem.__traceback__)
    ]
    named = f"{type(problem).__name__} {where[-1] if where else ''}"
    return f"X{zlib.crc32(named.encode()) % 100000:05d}"


def distance(typed: str, expected: str) -> str:
    """How far the typed text is from the expected one, in words; empty when they are the same.

    >>> distance("366326.0", "366326.00")
    '还差 1 位'
    >>> distance("366236", "366326.00")
    '第 4 位不一样'
    """
    for place, (left, right) in enumerate(zip(typed, expected, strict=False), start=1):
        if left != right:
            return f"第 {place} 位不一样"
    if len(typed) < len(expected):
        return f"还差 {len(expected) - len(typed)} 位"
    return f"多了 {len(typed) - len(expected)} 位" if len(typed) > len(expected) else ""


def _compared(text: str) -> str:
    """Thousands separators and the keyboard's width are no difference."""
    return normalised(text).replace(",", "").replace(" ", "")
