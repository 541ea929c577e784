"""A list of the page: what divides it, its rows, and the filter in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.saved_filters import PageChoice, SavedFilters
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import Filters, FilterWords, saved_filters_button

ALL, OTHERS = "", "others"
_SEGMENTS = 5
"""More sorts than these would not fit beside each other; the rarest stand together."""


class ListView(QWidget):
    """Rows divided by what ``sort_of`` says of them; ``labels`` names the sorts, in their order."""

    divided = Signal(str)
    """Somebody chose a sort."""

    def __init__(
        self,
        frame: Frame,
        name: str,
        columns: Sequence[TableColumn],
        sort_of: Callable[[Any], str],
        *,
        counted_in: str = "份",
        tickable: bool = False,
        buttons: Sequence[QPushButton] = (),
        record: Callable[[Any], str] | str = "",
    ) -> None:
        super().__init__()
        self.name, self._sort_of = name, sort_of
        self.labels: Mapping[str, str] = {}
        self.segments = Segments([Segment(ALL, "全部")], spoken_name="看哪一类")
        self.table = Table(
            columns,
            name=f"{frame.bench.actor.name}/benefits-{name}",
            settings=frame.settings,
            row_key="key",
            record=record,
            counted_in=counted_in,
            tickable=tickable,
        )
        self.beginning = False
        """Whether a row is chosen because none was, and not by somebody."""
        self.sort = ALL
        """The sort whose rows are kept."""
        self._divided_by = ""
        self._kept: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(FilterBar([self.segments], [*buttons, saved_filters_button(self.filters)]))
        self._column.addWidget(FilterWords(self.table))
        self._column.addWidget(self.table, 1)
        self.segments.chosen.connect(self.divide)
        self.table.filtered.connect(self._follow_cleared)
        lead(self, self.table)

    def show_rows(self, rows: Sequence[Any], labels: Mapping[str, str]) -> None:
        """Show these rows; what divides them is counted."""
        self.labels = labels
        counts = Counter(self._sort_of(row) for row in rows)
        kept = [key for key in labels if counts[key]]
        if len(kept) > _SEGMENTS:
            often = {key for key, _ in counts.most_common(_SEGMENTS - 1)}
            kept = [key for key in kept if key in often]
        self._kept = tuple(kept)
        shown = [Segment(ALL, "全部", len(rows))]
        shown += [Segment(key, labels[key], counts[key]) for key in kept]
        rest = len(rows) - sum(counts[key] for key in kept)
        if rest:
            shown.append(Segment(OTHERS, "其他", rest))
        self.segments.show_segments(shown)
        self.table.show_rows(rows)
        self.divide(self.segments.key)

    def choose(self, sort: str) -> None:
        """Show one sort; a rare one without a segment of its own by itself all the same."""
        if sort in self._kept or sort == ALL:
            self.segments.choose(sort)
        self.divide(sort)

    def divide(self, sort: str) -> None:
        """Keep the rows of a sort."""
        before, self.sort, self._divided_by = self._divided_by, sort, ""
        if before:
            self.table.filter_by(before, None)
        if sort == OTHERS:
            self._divided_by = "其他"
            self.table.filter_by("其他", lambda row: self._sort_of(row) not in self._kept)
        elif sort != ALL:
            self._divided_by = self.labels.get(sort, sort)
            self.table.filter_by(self._divided_by, lambda row: self._sort_of(row) == sort)
        self.divided.emit(sort)
        self._begin()

    def _follow_cleared(self, words: str) -> None:
        """The filters were cleared at the table: the segment follows."""
        if self._divided_by and not words:
            self.sort, self._divided_by = ALL, ""
            self.segments.choose(ALL)

    @property
    def filters(self) -> Filters:
        """What can be kept under a name: values of columns, and the sort."""
        return Filters(
            SavedFilters(self.table.memory), self.table, {"sort": PageChoice(lambda: self.sort, self.choose)}
        )

    def _begin(self) -> None:
        """Choose the first row where none is chosen, so that the panel has something to say."""
        if self.table.current_row() is None and (shown := self.table.rows_shown()):
            self.beginning = True
            self.table.select_key(shown[0].key)
            self.beginning = False
