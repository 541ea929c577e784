"""Cards (卡片) and what stands in them: notices, empty states and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.labels import ElidedLabel, IconLabel, label, rule, set_kind

_NOTICE_ICONS = {"info": "info", "warn": "warn", "bad": "xc", "ok": "okc"}


class Card(QFrame):
    """A white sheet with a border; its head is a title and what stands at the right of it.

    ``flush`` leaves no margin around the body, for tables that reach from edge to edge.
    """

    def __init__(self, title: str = "", right: QWidget | str = "", *, flush: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._flush = flush
        self.title, self.note = ElidedLabel(title, "block"), label("", "hint")
        self.body = QVBoxLayout()
        self._head_row = QHBoxLayout()
        self._head_row.addWidget(self.title)
        self._head_row.addWidget(self.note)
        self._head_row.addStretch(1)
        self._sheet = QVBoxLayout(self)
        self._sheet.setSpacing(0)
        if title:
            self._sheet.addLayout(self._head_row)
            self._sheet.addWidget(rule())
            self.setAccessibleName(title)
        self._sheet.addLayout(self.body, 1)
        self.said = label("", "hint")
        self._head_row.addWidget(self.said)
        if isinstance(right, QWidget):
            self.add_right(right)
        else:
            self.said.setText(right)
        look().changed.connect(self._fit)
        self._fit()

    def add_right(self, widget: QWidget) -> None:
        """Put one more widget at the right end of the head."""
        self._head_row.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a chip or a word directly beside the title."""
        self._head_row.insertWidget(1, widget)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the title and the grey words beside it."""
        self.title.setText(title)
        self.note.setText(note)
        self.setAccessibleName(title)

    def say(self, text: str) -> None:
        """Say something in grey at the right of the head."""
        self.said.setText(text)

    def _fit(self) -> None:
        px, line = look().px, look().border
        self._sheet.setContentsMargins(line, line, line, line)
        self._head_row.setContentsMargins(px(14), px(8), px(14), px(8))
        self._head_row.setSpacing(px(8))
        self.body.setSpacing(px(8))
        edge = (0, 0, 0, 0) if self._flush else (px(14), px(12), px(14), px(14))
        self.body.setContentsMargins(*edge)


class NoticeStrip(QFrame):
    """One line a person should know, with a way on. At most one on a page, under the header."""

    pressed = Signal()

    def __init__(self, kind: str = "info", text: str = "", action: str = "") -> None:
        super().__init__()
        self._icon = IconLabel(_NOTICE_ICONS[kind], kind, 16)
        self._text = label(text, wrap=True)
        self._action = buttons.link(action)
        self._action.clicked.connect(self.pressed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._action)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        look().changed.connect(self._fit)
        self._fit()
        self._write(kind, text, action)

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._text.text()

    def say(self, text: str, action: str = "", kind: str = "info") -> None:
        """Say something else; without ``text`` the strip goes away."""
        self._write(kind, text, action)
        self.setVisible(text != "")

    def _write(self, kind: str, text: str, action: str) -> None:
        set_kind(self, "kind", f"notice_{kind}")
        self._icon.show_icon(_NOTICE_ICONS[kind], kind)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setHidden(action == "")
        self.setAccessibleName(text)

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(12), px(2), px(10), px(2))
        self._row.setSpacing(px(10))


_ROOMY = 120
"""Pixels of height from which an empty state has its picture."""


class EmptyState(QWidget):
    """What stands where nothing is: what is empty, and ways out of it."""

    def __init__(self, icon: str, text: str, hint: str = "", ways: Iterable[QPushButton] = ()) -> None:
        super().__init__()
        self._room: int | None = None
        self._icon = IconLabel(icon, "ink3", 40)
        self._text, self._hint = label(text, "body", strong=True), label(hint, "hint", wrap=True)
        self._ways = QHBoxLayout()
        self._ways.addStretch(1)
        self._buttons = tuple(ways)
        for way in self._buttons:
            self._ways.addWidget(way)
        self._ways.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._text, self._hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setWordWrap(True)
            self._column.addWidget(words)
        self._column.addLayout(self._ways)
        self._column.addStretch(1)
        self.say(text, hint)
        look().changed.connect(self._fit)
        self._fit()

    def say(self, text: str, hint: str = "") -> None:
        """Say what is empty, and what could be tried."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setHidden(hint == "")
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)

    def fit_into(self, height: int) -> None:
        """Without room for all, the words come before the ways out, and these before picture and edges."""
        self._room = height
        self._fit()

    def _fit(self) -> None:
        px = look().px
        roomy = self._room is None or self._room >= px(_ROOMY)
        self._icon.setVisible(roomy)
        edge = px(14) if roomy else 0
        self._column.setContentsMargins(px(14), edge, px(14), edge)
        self._column.setSpacing(px(8 if roomy else 2))
        self._ways.setSpacing(px(8))
        if self._room is not None:
            beneath = max((way.sizeHint().height() for way in self._buttons), default=0)
            for way in self._buttons:
                way.setVisible(self._room >= self._text.sizeHint().height() + beneath + px(2))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in the head of an object: icon, what it is, and the value in the ink called ``ink``."""

    icon: str
    label: str
    value: str
    ink: str = "ink"


class FactRow(QWidget):
    """One fact on one line, cut with an ellipsis where there is no room for all of it."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._refit)
        self.show_fact(fact)

    def show_fact(self, fact: Fact) -> None:
        """Show this fact instead."""
        self._fact = fact
        self.setAccessibleName(f"{fact.label} {fact.value}")
        self._refit()

    def sizeHint(self) -> QSize:
        """As wide as the whole fact; measures are whole pixels, and the text may be a fraction wider."""
        value = look().metrics("table").horizontalAdvance(self._fact.value) + 1
        return QSize(self._start() + value, look().px(24))

    def minimumSizeHint(self) -> QSize:
        """The label and a short value whole, so that the long ones are cut first."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), self._start() + look().px(110)), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, label and value."""
        ours, metrics = look(), look().metrics("table")
        painter = QPainter(self)
        middle, left = self.height() // 2, 0
        if self._fact.icon:
            painter.drawPixmap(0, middle - ours.px(14) // 2, icons.pixmap(self._fact.icon, "ink3", 14))
            left = ours.px(20)
        painter.setFont(ours.font("table"))
        painter.setPen(ours.color("ink2"))
        whole = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(whole, Qt.AlignmentFlag.AlignVCenter, self._fact.label)
        painter.setPen(ours.color(self._fact.ink))
        room = QRect(self._start(), 0, self.width() - self._start(), self.height())
        value = metrics.elidedText(self._fact.value, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, value)
        painter.end()

    def _start(self) -> int:
        icon = look().px(20) if self._fact.icon else 0
        return icon + look().metrics("table").horizontalAdvance(self._fact.label) + look().px(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole value under the pointer where it is cut."""
        super().resizeEvent(event)
        whole = self.sizeHint().width() <= self.width()
        self.setToolTip("" if whole else self._fact.value)

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


class Facts(QWidget):
    """Facts in columns, read from left to right."""

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._columns = columns
        self._rows: list[FactRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(columns, 1)
        look().changed.connect(self._fit)
        self._fit()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        for place in range(len(self._rows), len(facts)):
            made = FactRow(facts[place])
            self._rows.append(made)
            self._grid.addWidget(made, place // self._columns, place % self._columns)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(facts))
            if place < len(facts):
                row.show_fact(facts[place])

    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(look().px(20))
