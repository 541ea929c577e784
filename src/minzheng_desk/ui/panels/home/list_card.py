"""A card whose list shows as many rows as there is room for, says how many more there are, and can grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.rows import EDGE, Row, RowList
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.cards import Card, EmptyState
from minzheng_desk.ui.widgets.labels import label

_FOOT, _HEAD, _FIRST = 28, 28, 1000
_BOUNDLESS = 16_777_215
"""Qt's own word for no greatest size (QWIDGETSIZE_MAX)."""


class ListCard(Card, Generic[Row]):
    """Title, list, and a foot only where something is not to be seen."""

    opened = Signal(str)
    whole_asked = Signal(bool)
    """Whether the list should have the whole height of the page, or no longer."""

    def __init__(self, title: str, rows: RowList[Row], nothing: EmptyState, unit: str) -> None:
        super().__init__(title, flush=True)
        self.list, self.nothing = rows, nothing
        self._title, self._unit, self._whole = title, unit, False
        self.list.opened.connect(self.opened)
        self._either = QStackedWidget()
        self._either.addWidget(self.list)
        self._either.addWidget(self.nothing)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self._either, 1)
        self._more, self.all = label("", "hint"), link(f"查看全部{title}")
        self.all.setProperty("small", "1")
        self.all.clicked.connect(self._toggle)
        self._foot = QWidget()
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.addWidget(self._more)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self.all)
        self.body.addWidget(self._foot, 1)
        self.body.setStretchFactor(self._either, _FIRST)
        look().changed.connect(self._fit_card)
        self._fit_card()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, or that there are none."""
        self.list.show_rows(rows)
        self._either.setCurrentWidget(self.list if rows else self.nothing)
        self._count_more()

    def show_whole(self, *, whole: bool) -> None:
        """Have the whole height of the page, or only one's own part of it."""
        self._whole = whole
        self.all.setText("收起" if whole else f"查看全部{self._title}")
        bar = Qt.ScrollBarPolicy
        self.list.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if whole else bar.ScrollBarAlwaysOff)
        self._count_more()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height shows more rows or fewer."""
        super().resizeEvent(event)
        self._count_more()

    def _count_more(self) -> None:
        """Show the foot where it is needed; it takes the room that is no whole row."""
        foot, row = look().px(_FOOT), look().px(self.list.drawing.height)
        height = self.contentsRect().bottom() + 1 - self._either.y()
        rows = self.list.rows.rowCount()
        needed = rows * row > height
        seen = max(0, height - foot) // row
        # Whole rows only: what is left over goes to the foot, whose least height stays the same, so that
        # no card asks for more room because of the room it has.
        cut = needed and not self._whole and seen > 0
        self._either.setMaximumHeight(seen * row if cut else _BOUNDLESS)
        self._foot.setMinimumHeight(foot)
        self._foot.setMaximumHeight(_BOUNDLESS if cut else foot)
        self._foot.setVisible(needed or self._whole)
        self._more.setText(f"还有 {rows - seen} {self._unit}" if needed and not self._whole else "")

    def _toggle(self) -> None:
        self.whole_asked.emit(not self._whole)

    def _fit_card(self) -> None:
        px = look().px
        self.title.setMinimumHeight(px(_HEAD))
        self.body.setSpacing(0)
        self._foot_row.setContentsMargins(px(EDGE), 0, px(EDGE), 0)
