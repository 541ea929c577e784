"""The finder (Ctrl+K): one field over the page that finds people, what the program does, and clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from minzheng_desk.ui.frame.finder_answers import Line, Question, acts_of, answers, beginning
from minzheng_desk.ui.frame.finder_list import FinderList
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import ComposedLine
from minzheng_desk.ui.widgets.labels import IconLabel, label, rule
from minzheng_desk.ui.widgets.notices import announce

if TYPE_CHECKING:
    from minzheng_desk.ui.frame.work import WorkArea

_BETWEEN = 30
"""Milliseconds in which keys pressed together become one question."""
_WIDTH, _FROM_TOP, _FIELD, _FOOT, _CAP, _MOST_LIST = 720, 44, 56, 38, 20, 432
_DIMMED = 110
_FIRST = "zhang"
_HINT = "姓名、首字母、证件尾号、村、户编号、功能、条文"
_KEYS = (("↑ ↓", "选择"), ("Enter", "打开"), ("Ctrl+Enter", "为此人办理待遇"), ("Esc", "关闭"))
_OURS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
    | {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class Finder(QWidget):
    """Dims the page and asks as somebody types; whatever is found is one key away."""

    def __init__(self, work: WorkArea) -> None:
        super().__init__(work)
        self._work = work
        self._before: QWidget | None = None
        self._asking, self._typed, self._asked_late = Newest(self), "", False
        self._is_warm, self._shown = False, ""
        """What was typed when the lines that are shown were asked for."""
        self._acts = acts_of(work.specs.values())
        self.setAccessibleName("查找")
        self.field = _Field()
        self.list = FinderList()
        self._nothing = label("", "hint")
        self._panel = self._laid_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BETWEEN)
        self._soon.timeout.connect(self._ask_again)
        self.field.typed.connect(self._hear)
        self.field.moved.connect(self.list.move_choice)
        self.field.entered.connect(self._open_chosen)
        self.field.left.connect(self.leave)
        self.list.pressed_line.connect(self._go)
        work.installEventFilter(self)
        look().changed.connect(self._fit)
        self.hide()

    def open(self) -> None:
        """Show the field over the page, with what was typed last chosen."""
        if not self.isVisible():
            self._before = self._work.focusWidget()
        self.setGeometry(self._work.rect())
        self._fit()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()
        self._ask()
        if not self._is_warm:
            # Readings and policy are read while the hand is still on its way to the first key.
            self._is_warm = True
            self._work.bench.ask(answers, self._question(_FIRST)).otherwise(lambda _: None).start()

    def leave(self) -> None:
        """Put the finder away; the keyboard is where it was."""
        self._asking.drop()
        self._soon.stop()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the work area whatever its size."""
        if watched is self._work and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._work.rect())
            self._fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel puts it away."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies beneath."""
        painter = QPainter(self)
        try:
            shade = QColor(0, 0, 0, _DIMMED)
            painter.fillRect(self.rect(), shade)
        finally:
            painter.end()

    def _laid_out(self) -> QFrame:
        panel = QFrame(self)
        panel.setProperty("kind", "popup")
        self._foot, self._field_row = QWidget(), QHBoxLayout()
        self._foot_row = QHBoxLayout(self._foot)
        self._field_row.addWidget(IconLabel("search", "accent", 18))
        self._field_row.addWidget(self.field, 1)
        self._field_row.addWidget(label(_HINT, "hint"))
        for key, meaning in _KEYS:
            self._foot_row.addWidget(label(key, "keycap"))
            self._foot_row.addWidget(label(meaning, "hint"))
            self._foot_row.addSpacing(look().px(12))
        self._foot_row.addStretch(1)
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._field_row)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addWidget(rule())
        column.addWidget(self._foot)
        return panel

    def _question(self, typed: str) -> Question:
        recent = tuple(one.key for one in self._work.recent_objects())
        return Question(typed, self._work.bench.today, self._acts, recent)

    def _hear(self) -> None:
        """Ask at the first key at once, and of those that follow closely at the last."""
        if self._soon.isActive():
            self._asked_late = True
        else:
            self._ask()
        self._soon.start()

    def _ask_again(self) -> None:
        if self._asked_late:
            self._ask()

    def _ask(self) -> None:
        self._typed, self._asked_late = self.field.words, False
        asked = self._question(self._typed)
        if not self._typed.strip():
            self._asking.drop()
            self._show(beginning(asked))
        else:
            self._asking.start(self._work.bench.ask(answers, asked).then(self._show).of(self))

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._shown = self._typed
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._nothing.setText(f"没有找到“{self._typed.strip()}”。试试首字母、证件后四位，或“姓 村名”")
        self._fit()
        if not lines:
            announce(self._nothing, self._nothing.text())

    def _open_chosen(self, other: bool) -> None:  # noqa: FBT001 - a slot
        if self._shown != self.field.words:
            # Whoever presses Enter before the answer came means what is typed now.
            self._soon.stop()
            self._typed = self.field.words
            asked = self._work.bench.ask(answers, self._question(self._typed))
            self._asking.start(asked.then(self._show_and_open).of(self))
            return
        line = self.list.chosen
        if line is not None:
            self._go(line, other=other)

    def _show_and_open(self, lines: tuple[Line, ...]) -> None:
        self._show(lines)
        if self.list.chosen is not None:
            self._go(self.list.chosen)

    def _go(self, line: Line, *, other: bool = False) -> None:
        address = line.other_address if other and line.other_address else line.address
        if address:
            self.leave()
            self._work.go(address)

    def _fit(self) -> None:
        px = look().px
        self._field_row.setContentsMargins(px(20), 0, px(20), 0)
        self._field_row.setSpacing(px(12))
        self._foot_row.setContentsMargins(px(20), 0, px(20), 0)
        self._foot_row.setSpacing(px(6))
        self.field.setFixedHeight(px(_FIELD))
        self._foot.setFixedHeight(px(_FOOT))
        for cap in self._foot.findChildren(QLabel):
            cap.setFixedHeight(px(_CAP))
        self._nothing.setContentsMargins(px(20), px(16), px(20), px(16))
        around = px(_FIELD) + px(_FOOT) + 4 * look().border + px(4)
        room = self.height() - px(_FROM_TOP) - around - px(24)
        listed = self.list.isVisibleTo(self._panel)
        wanted = self.list.height_of_all() if listed else self._nothing.sizeHint().height()
        middle = min(px(_MOST_LIST), wanted, room)
        width = min(px(_WIDTH), self.width() - px(32))
        left = (self.width() - width + px(80)) // 2
        left = min(left, self.width() - width - px(16))
        self._panel.setGeometry(left, px(_FROM_TOP), width, around + middle)


class _Field(ComposedLine):
    """What is typed, pinyin that is not yet a word included; the keys of the list are passed on."""

    moved = Signal(int)
    entered = Signal(bool)
    """Enter; with Ctrl or without."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "finder")
        self.setFrame(False)
        self.setAccessibleName("查找人、家庭、功能和条文")

    def event(self, event: QEvent) -> bool:
        """Enter with Ctrl belongs to the finder while it is open, not to the page beneath."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OURS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, Enter opens it, Esc leaves; what an input method composes is its own."""
        key = Qt.Key(event.key())
        if key not in _OURS or self.composing:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab moves the choice as well: there is nothing else to go to."""
        self.moved.emit(1 if forward else -1)
        return True
