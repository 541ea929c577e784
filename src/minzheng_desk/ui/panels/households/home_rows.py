"""The rows of the list: head and people, place; benefits as chips, one alert in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from minzheng_desk.benefits.listing import HouseholdAlert, Listed
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import words
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone, chip_width, paint_chip

Index = QModelIndex | QPersistentModelIndex
HEIGHT, _EDGE = 50, 14
_CHIPS = 2
"""More benefits than these are counted (+1), so that names keep their room."""


class HomeRow(NamedTuple):
    """One household as its row says it."""

    home: Listed
    place: str
    chips: tuple[ChipSpec, ...]
    alert: str
    tone: Tone

    @property
    def name(self) -> str:
        """The head, or whom the search found here."""
        return self.home.found or self.home.head

    @property
    def spoken(self) -> str:
        """The whole row in words."""
        chips = "、".join(chip.text for chip in self.chips)
        told = (masks().name(self.name), f"{self.home.persons} 人", self.place, chips, self.alert)
        return "，".join(part for part in told if part)


def home_row(home: Listed, villages: Mapping[str, str], alert: HouseholdAlert | None, today: date) -> HomeRow:
    """A household written out for its row."""
    place = " ".join(part for part in (villages.get(home.region_code, ""), home.village_group) if part)
    said, tone = words.alert_told(alert, today) if alert else ("", Tone.NEUTRAL)
    briefs = list(dict.fromkeys(words.brief(programme) for programme in home.benefits))
    chips = [ChipSpec(one, Tone.OK) for one in briefs[:_CHIPS]]
    if len(briefs) > _CHIPS:
        chips.append(ChipSpec(f"+{len(briefs) - _CHIPS}"))
    if home.is_closed:
        chips = [ChipSpec("已销户")]
    if home.found:
        place = f"{place}　户主 {home.head}"
    return HomeRow(home, place, tuple(chips), said, tone)


class HomeModel(QAbstractListModel):
    """Tuples of households; a row is written out when it is first looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.homes: tuple[Listed, ...] = ()
        self.write: Callable[[Listed], HomeRow] = lambda home: home_row(home, {}, None, date.min)
        self._written: dict[int, HomeRow] = {}

    def take(self, homes: Sequence[Listed]) -> None:
        """Show these households."""
        self.beginResetModel()
        self.homes = tuple(homes)
        self._written.clear()
        self.endResetModel()

    def rewrite(self) -> None:
        """Write every row anew: alerts or names of villages have come."""
        self._written.clear()
        if self.homes:
            self.dataChanged.emit(self.index(0), self.index(len(self.homes) - 1))

    def row(self, place: int) -> HomeRow:
        """The row at a place."""
        found = self._written.get(place)
        if found is None:
            found = self._written[place] = self.write(self.homes[place])
        return found

    def rowCount(self, parent: Index | None = None) -> int:
        """How many households there are."""
        return 0 if parent is not None and parent.isValid() else len(self.homes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says; the picture is the delegate's."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.row(index.row()).spoken
        return None


class HomeDrawing(QStyledItemDelegate):
    """Draws a household in two lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows have one height, which type may raise."""
        ours = look()
        lines = ours.metrics("body").height() + ours.metrics("hint").height() + ours.px(8)
        return QSize(ours.px(200), max(ours.px(HEIGHT), lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, name and place at the left, chips and alert at the right."""
        model = index.model()
        if not isinstance(model, HomeModel) or index.row() >= len(model.homes):
            return
        room: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, room, state)
        row, px = model.row(index.row()), look().px
        left, right = room.left() + px(_EDGE), room.right() - px(12)
        half = room.height() // 2
        upper = QRect(left, room.top() + px(3), right - left, half - px(1))
        lower = QRect(left, room.top() + half, right - left, half - px(4))
        chips = self._paint_chips(painter, upper, row)
        _paint_name(painter, upper.adjusted(0, 0, -chips - px(6), 0), row, state)
        alert = _paint_alert(painter, lower, row)
        _write(painter, lower.adjusted(0, 0, -alert, 0), row.place, "hint", "ink2")
        painter.restore()

    def _paint_ground(self, painter: QPainter, room: QRect, state: QStyle.StateFlag) -> None:
        ours = look()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, ours.color("soft"))
            painter.fillRect(QRect(room.left(), room.top(), ours.px(3), room.height()), ours.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, ours.color("hover"))
        painter.setPen(QPen(ours.color("rowline"), ours.border))
        painter.drawLine(room.left() + ours.px(_EDGE), room.bottom(), room.right(), room.bottom())
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def _paint_chips(self, painter: QPainter, line: QRect, row: HomeRow) -> int:
        gap = look().px(5)
        wide = sum(chip_width(chip) for chip in row.chips) + gap * max(0, len(row.chips) - 1)
        at = line.right() - wide
        for chip in row.chips:
            at += paint_chip(painter, at, line.center().y() + 1, chip) + gap
        return wide


def _paint_name(painter: QPainter, line: QRect, row: HomeRow, state: QStyle.StateFlag) -> None:
    ours, bold = look(), bool(state & QStyle.StateFlag.State_Selected)
    name = masks().name(row.name)
    _write(painter, line, name, "body", "ink", bold=bold)
    taken = ours.metrics("body", bold=bold).horizontalAdvance(name) + ours.px(6)
    if taken < line.width():
        _write(painter, line.adjusted(taken, 0, 0, 0), f"{row.home.persons} 人", "hint", "ink2")


def _paint_alert(painter: QPainter, line: QRect, row: HomeRow) -> int:
    if not row.alert:
        return 0
    ours = look()
    wide = ours.metrics("hint").horizontalAdvance(row.alert) + ours.px(12)
    painter.setFont(ours.font("hint"))
    painter.setPen(ours.color(row.tone.value))
    room = QRect(line.right() - wide, line.top(), wide, line.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"• {row.alert}")
    return wide + ours.px(4)


def _write(painter: QPainter, room: QRect, text: str, role: str, ink: str, *, bold: bool = False) -> None:
    ours = look()
    painter.setFont(ours.font(role, bold=bold))
    painter.setPen(ours.color(ink))
    fitting = ours.metrics(role, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
