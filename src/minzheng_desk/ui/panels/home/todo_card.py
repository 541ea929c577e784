"""待办: what needs somebody now; urgency, what and whom, why, and the way to it in every line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from minzheng_desk.benefits.pressing import Stretch
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.list_card import ListCard
from minzheng_desk.ui.panels.home.rows import EDGE, RowDrawing, RowList, two_lines, write
from minzheng_desk.ui.panels.home.todos import Todo, chip_of
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.cards import EmptyState
from minzheng_desk.ui.widgets.chips import paint_chip

_ALL = "all"
_STRETCHES = ((Stretch.OVERDUE, "逾期"), (Stretch.TODAY, "今天"), (Stretch.THIS_WEEK, "本周"))
_LARGE_TYPE = 1.25
_BOTH = 340
"""Room for what and why side by side; with less the reason is only spoken, and shown on the page it opens."""
_NOTHING = ("没有要办的事", "逾期和快到期的会列在这里")


class TodoCard(ListCard[Todo]):
    """The list and its segments."""

    def __init__(self) -> None:
        self._today, self._todos = date.min, tuple[Todo, ...]()
        self.drawing = _TodoDrawing()
        rows: RowList[Todo] = RowList("待办", self._spoken, self.drawing)
        super().__init__("待办", rows, EmptyState("okc", "正在读取"), "项")
        self.set_title("待办", "按规定的期限排，先急后缓")
        self.segments = Segments(spoken_name="待办的期限")
        self.segments.chosen.connect(lambda _: self.show_rows(self._chosen()))
        self.add_right(self.segments)
        look().changed.connect(self._fit_note)
        self._fit_note()
        self.show_todos((), date.min, complete=False)

    @property
    def count(self) -> int:
        """How many lines there are in all."""
        return len(self._todos)

    def show_todos(self, todos: Sequence[Todo], today: date, *, complete: bool) -> None:
        """Show these, the most urgent first; that there are none is said when they are ``complete``."""
        self._today, self._todos = today, tuple(todos)
        self.drawing.today = today
        stretches = [todo.stretch(today) for todo in todos]
        urgent = [
            Segment(stretch.value, words, stretches.count(stretch), red=stretch is Stretch.OVERDUE)
            for stretch, words in _STRETCHES
        ]
        self.segments.show_segments([Segment(_ALL, "全部", len(todos)), *urgent])
        self.nothing.say(*(_NOTHING if complete else ("正在读取", "")))
        self.show_rows(self._chosen())

    def _fit_note(self) -> None:
        self.note.setVisible(look().scale < _LARGE_TYPE)

    def _chosen(self) -> tuple[Todo, ...]:
        key = self.segments.key
        if key in {"", _ALL}:
            return self._todos
        return tuple(todo for todo in self._todos if todo.stretch(self._today).value == key)

    def _spoken(self, todo: Todo) -> str:
        soon = chip_of(todo.due_on, self._today).text
        return "，".join((soon, todo.title, todo.detail, todo.reason, todo.citation, todo.verb))


class _TodoDrawing(RowDrawing[Todo]):
    """Chip, what and whom, why and after which text, the verb."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date.min

    def draw(self, painter: QPainter, room: QRect, row: Todo, *, hovered: bool) -> None:
        """Paint one line."""
        px = look().px
        edge, chip, verb = px(EDGE), px(100), px(64)
        middle = room.top() + room.height() // 2
        paint_chip(painter, room.left() + edge, middle, chip_of(row.due_on, self.today))
        left, right = room.left() + edge + chip, room.right() - edge - verb
        with_reason = right - left >= px(_BOTH)
        between = left + (right - left) * 56 // 100 if with_reason else right
        upper, lower = two_lines(room, left, between - px(12))
        write(painter, upper, row.title, "body", "ink")
        write(painter, lower, row.detail, "hint", "ink2")
        if with_reason:
            upper, lower = two_lines(room, between, right - px(8))
            write(painter, upper, row.reason, "table", "ink2")
            write(painter, lower, row.citation, "hint", "ink3")
        end = QRect(right, room.top(), verb, room.height())
        write(painter, end, row.verb, "body", "accent_hover" if hovered else "accent", right=True)
