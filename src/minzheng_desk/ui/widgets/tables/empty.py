"""What lies over a table that shows nothing: what is empty, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from minzheng_desk.ui.widgets.buttons import soft
from minzheng_desk.ui.widgets.cards import EmptyState


class NothingShown(QWidget):
    """Says what the page has to say when there are no rows; that a filter leaves none is said by itself.

    Its words become widgets when they are first needed: most tables have rows.
    """

    def __init__(self, parent: QWidget, clear: Callable[[], object]) -> None:
        super().__init__(parent)
        self._clear = clear
        self._filtered: EmptyState | None = None
        self._said: EmptyState | None = None
        self._words: tuple[str, str, Sequence[QPushButton]] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def say(self, icon: str, text: str, remedies: Sequence[QPushButton] = ()) -> None:
        """What is said when there are no rows at all; the buttons lead on."""
        if self._said is not None:
            self._column.removeWidget(self._said)
            self._said.hide()
            self._said.deleteLater()
            self._said = None
        self._words = icon, text, remedies

    def follow(self, *, rows: int, shown: int) -> None:
        """Lie there, or not, over so many rows of which so many are shown."""
        filtered_away = rows > 0 and shown == 0
        if filtered_away and self._filtered is None:
            self._filtered = self._about_filters()
        if rows == 0 and self._said is None and self._words is not None:
            self._said = self._made(*self._words)
        if self._filtered is not None:
            self._filtered.setVisible(filtered_away)
        if self._said is not None:
            self._said.setVisible(not filtered_away)
        self.setVisible(filtered_away or (rows == 0 and self._said is not None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low table has room for the words only."""
        super().resizeEvent(event)
        for state in (self._said, self._filtered):
            if state is not None:
                state.fit_into(self.height())

    def _about_filters(self) -> EmptyState:
        clear = soft("清除筛选", "x", small=True)
        clear.clicked.connect(self._clear)
        return self._made("filter", "没有符合筛选条件的行。", [clear])

    def _made(self, icon: str, text: str, ways: Sequence[QPushButton]) -> EmptyState:
        made = EmptyState(icon, text, ways=ways)
        self._column.addWidget(made)
        made.fit_into(self.height())
        return made
