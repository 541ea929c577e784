"""The side of the roster: what needs somebody with its remedies, and beneath it what each village gets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from minzheng_desk.payroll.drawing import people_told
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.payroll.notices import LineNotice, Notices
from minzheng_desk.ui.widgets.buttons import Button, link, plain, soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.labels import label

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ICONS = {Tone.BAD: "xc", Tone.WARN: "warn"}
_HEIGHT, _BARE = 80, 50


class NoticeRow(QWidget):
    """One line that needs somebody: who and what, the fact, and what to do."""

    pressed = Signal(object, str)

    def __init__(self, notice: LineNotice) -> None:
        super().__init__()
        self.notice = notice
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons: list[Button] = []
        self.show_notice(notice)
        look().changed.connect(self._arrange)
        masks().changed.connect(self._remask)

    def show_notice(self, notice: LineNotice) -> None:
        """Show this one instead."""
        self.notice = notice
        self.setAccessibleName(f"{self._title()}，{notice.word}，{self._fact()}")
        self.setToolTip(self._fact())
        for place in range(len(self.buttons), len(notice.remedies)):
            self._add_button(place)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(notice.remedies))
            if place < len(notice.remedies):
                button.setText(notice.remedies[place].label)
                button.setAccessibleName(f"{notice.remedies[place].label}：{masks().name(notice.line.name)}")
        self._arrange()

    def _remask(self) -> None:
        self.show_notice(self.notice)

    def _add_button(self, place: int) -> None:
        made = (plain if place else soft)("", small=True)
        made.setParent(self)
        made.clicked.connect(lambda: self.pressed.emit(self.notice.line, self.notice.remedies[place].key))
        self.buttons.append(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beneath the words."""
        super().resizeEvent(event)
        self._place_buttons()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything but the buttons."""
        ours, one = look(), self.notice
        painter = QPainter(self)
        try:
            left = ours.px(24)
            head = QRect(left, ours.px(5), self.width() - left, ours.px(20))
            painter.drawPixmap(
                0, head.center().y() - ours.px(16) // 2, icons.pixmap(_ICONS[one.tone], one.tone.value, 16)
            )
            painter.setFont(ours.font("hint"))
            painter.setPen(ours.color(one.tone.value))
            painter.drawText(head, _RIGHT, one.word)
            taken = ours.metrics("hint").horizontalAdvance(one.word) + ours.px(8)
            self._write(painter, head.adjusted(0, 0, -taken, 0), self._title(), "table", "ink", bold=True)
            fact = QRect(left, ours.px(25), self.width() - left, ours.px(18))
            self._write(painter, fact, self._fact(), "hint", "ink2")
            painter.setPen(QPen(ours.color("rowline"), ours.border))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        finally:
            painter.end()

    def sizeHint(self) -> QSize:
        """Two lines and the buttons."""
        return QSize(look().px(236), look().px(_HEIGHT if self.notice.remedies else _BARE))

    def _title(self) -> str:
        name, _, what = self.notice.title.partition("　")
        return f"{masks().name(name)}　{what}"

    def _fact(self) -> str:
        return masks().sentence(self.notice.fact, people_told(self.notice.line))

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str, role: str, ink: str, *, bold: bool = False) -> None:
        ours = look()
        painter.setFont(ours.font(role, bold=bold))
        painter.setPen(ours.color(ink))
        metrics = ours.metrics(role, bold=bold)
        painter.drawText(room, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))

    def _arrange(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self._place_buttons()
        self.update()

    def _place_buttons(self) -> None:
        ours, left = look(), look().px(24)
        for button in self.buttons:
            wide = button.sizeHint().width()
            button.setGeometry(left, ours.px(47), wide, ours.px(26))
            left += wide + ours.px(6)


class NoticeCard(Card):
    """The lines that need somebody; the first of them with their remedies."""

    pressed = Signal(object, str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__("异常", flush=True)
        self.rows: list[NoticeRow] = []
        self._nothing = label("没有要处理的异常。", "hint")
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName("异常")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        self.body.addWidget(scroll, 1)
        self.every = link("在表里看全部")
        self.every.setProperty("small", "1")
        self.every.clicked.connect(self.all_asked)
        self._beyond = label("", "hint")
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._beyond, 1)
        self._foot.addWidget(self.every)
        self.body.addLayout(self._foot)
        look().changed.connect(self._fit_rows)
        self._fit_rows()

    def show_notices(self, notices: Notices) -> None:
        """Show the first of these; the table has them all."""
        self.set_title(f"异常 {notices.total} 条" if notices.total else "异常", notices.counted)
        shown = notices.first
        self.every.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        more = notices.total - len(shown)
        self._beyond.setText(f"还有 {more} 条" if more else "")
        while len(self.rows) > len(shown):
            surplus = self.rows.pop()
            self._column.removeWidget(surplus)
            surplus.hide()
            surplus.deleteLater()
        for place, notice in enumerate(shown):
            if place < len(self.rows):
                self.rows[place].show_notice(notice)
            else:
                made = NoticeRow(notice)
                made.pressed.connect(self.pressed)
                self._column.insertWidget(len(self.rows), made)
                self.rows.append(made)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the first remedy."""
        super().focusInEvent(event)
        buttons = [button for row in self.rows for button in row.buttons if button.isVisible()]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit_rows(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(14), px(4), px(14), px(4))
        self._foot.setContentsMargins(px(14), 0, px(14), px(4))
