"""对列 and 核对: the grid and the problems at the right; at the left the columns, or what will happen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from minzheng_desk.households.imports.plan import FieldChange
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.draft import NO_ROW
from minzheng_desk.ui.panels.importing.findings import Finding
from minzheng_desk.ui.panels.importing.findings_card import FindingsCard
from minzheng_desk.ui.panels.importing.grid_card import GridCard
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.mapping_card import MappingCard
from minzheng_desk.ui.panels.importing.outcome_card import OutcomeCard
from minzheng_desk.ui.panels.importing.seen import WHOLE_ROW
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.two_panes import TwoPanes

_LEFT, _BELOW, _MOST_BELOW = 356, {COLUMNS: 210, CHECK: 290}, {COLUMNS: 45, CHECK: 56}
_BOTH = 1000
"""Pixels of the design in which the left pane and the grid can both be read."""
_STACKED_LEFT, _STACKED_RIGHT = 240, 330
"""How high the parts are at least where they stand under each other, and the page scrolls."""


class ReviewPane(QWidget):
    """The second and third step: the grid stays where it is, the lists change their room.

    What is chosen in a list is shown in the grid; what the clerk wants done is told to the page.
    """

    heading_said = Signal(int)
    """The row that is the header, or `NO_ROW`."""
    meaning_asked = Signal(int)
    correction_asked = Signal(object, int)
    """A row and a column."""
    not_chosen = Signal()
    """A row was to be the header, and none is chosen."""
    reached = Signal(QWidget)
    """The keyboard came into this part, which has to be seen."""

    def __init__(self, settings: Settings, name: str) -> None:
        super().__init__()
        self.mapping, self.grid, self.findings = MappingCard(), GridCard(), FindingsCard()
        self.outcome = OutcomeCard()
        self._left = _LeftPane()
        self._side_column = QVBoxLayout(self._left)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.addWidget(self.mapping, 1)
        self._side_column.addWidget(self.outcome)
        self._right = Splitter(settings, f"{name}/right", Qt.Orientation.Vertical)
        self._right.add(self.grid)
        self._right.add(self.findings, _BELOW[COLUMNS])
        self._across = TwoPanes(settings, f"{name}/across", self._left, self._right, width=_LEFT, needs=_BOTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._across)
        self.table_at = 0
        self.step = ""
        self._looked: Looked | None = None
        self._listen()
        self.show_step(COLUMNS)
        look().changed.connect(self._fit)
        self._fit()

    def show_step(self, step: str) -> None:
        """Show the columns at the left, or what will happen."""
        if step == self.step:
            return
        self.step = step
        self.mapping.setVisible(step == COLUMNS)
        self._across.lead_with_side(leads=step == COLUMNS)
        self.outcome.show_full(full=step == CHECK)
        self._fit()

    def show_looked(self, looked: Looked) -> None:
        """Show what is known of the file."""
        self._looked = looked
        self.table_at = min(self.table_at, len(looked.tables) - 1)
        seen = looked.tables[self.table_at]
        by_hand = seen.header is None or seen.sheet in looked.draft.by_hand
        self.mapping.show_table(seen, by_hand=by_hand)
        self.grid.show_table(looked, self.table_at)
        self.findings.show_findings(looked)
        self._show_outcome()
        self.outcome.show_outcome(looked)

    def show_table(self, at: int) -> None:
        """Show another table of the file."""
        if at != self.table_at and self._looked is not None:
            self.table_at = at
            self.show_looked(self._looked)

    def jump(self, found: Finding | FieldChange) -> None:
        """Show in the grid the cell, or the row, that something in a list speaks of."""
        if isinstance(found, Finding):
            self.show_table(found.table)
            self.grid.go_to(found.row, found.column)
            return
        tables = self._looked.tables if self._looked is not None else ()
        for at, table in enumerate(tables):
            if table.sheet == found.sheet and any(row.number == found.row for row in table.rows):
                self.show_table(at)
                self.grid.go_to(found.row, WHOLE_ROW)
                return

    def mend(self, finding: Finding) -> None:
        """Ask for the right value of the cell a finding speaks of."""
        self.jump(finding)
        self.grid.ask_correction()

    def panes(self) -> list[QWidget]:
        """The panes F6 walks through."""
        first: list[QWidget] = [self.mapping.table] if self.step == COLUMNS else []
        grid: list[QWidget] = [self.grid.table] if self.grid.table is not None else []
        return [*first, *grid, self.findings.shown()]

    def _listen(self) -> None:
        self.mapping.meaning_asked.connect(self.meaning_asked)
        self.mapping.heading_asked.connect(self._say_heading)
        self.mapping.headless_asked.connect(lambda: self.heading_said.emit(NO_ROW))
        self.grid.meaning_asked.connect(self.meaning_asked)
        self.grid.correction_asked.connect(self.correction_asked)
        self.grid.table_chosen.connect(self.show_table)
        self.findings.chosen.connect(self.jump)
        self.findings.correction_asked.connect(self.mend)
        self._across.turned.connect(self._fit)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keyboard)

    def _follow_keyboard(self, _left: QWidget | None, now: QWidget | None) -> None:
        """Tell where the keyboard went; the mouse goes only where something is seen already."""
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        for part in (self._left, self._right):
            if part.isAncestorOf(now):
                self.reached.emit(part)

    def _say_heading(self) -> None:
        place = self.grid.current_place()
        if place is None:
            self.not_chosen.emit()
        else:
            self.heading_said.emit(place[0])

    def _show_outcome(self) -> None:
        """The figures stand under the columns where there is room; the next step has them anyway."""
        known = self._looked is not None and self._looked.preview is not None
        self.outcome.setVisible(self.step == CHECK or (known and self._across.beside))

    def _share_height(self) -> None:
        """Give the lists below the grid their room, but never so much that no row is seen."""
        whole = self._right.height()
        below = min(look().px(_BELOW[self.step]), whole * _MOST_BELOW[self.step] // 100)
        self._right.setSizes([whole - below, below])

    def _fit(self) -> None:
        stacked = not self._across.beside
        self._side_column.setSpacing(look().px(10))
        self._left.setMinimumHeight(look().px(_STACKED_LEFT) if stacked and self.step == COLUMNS else 0)
        self._right.setMinimumHeight(look().px(_STACKED_RIGHT) if stacked else 0)
        self._show_outcome()
        self._share_height()


class _LeftPane(QWidget):
    """Never lower than its sentences are at the width it has; a splitter would cut their last lines."""

    def minimumSizeHint(self) -> QSize:
        """As high as the words need, so that the page scrolls instead."""
        least, rows = super().minimumSizeHint(), self.layout()
        if rows is None or not rows.hasHeightForWidth():
            return least
        return QSize(least.width(), max(least.height(), rows.minimumHeightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words break elsewhere at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()
