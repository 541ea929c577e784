"""What a screen reader hears of every page: names, cells, charts, and what happens (ui.md §17)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollBar, QTabBar, QWidget

from minzheng_desk.ui.widgets.charts import Chart
from minzheng_desk.ui.widgets.gauge import IncomeGauge
from minzheng_desk.ui.widgets.tables.columns import ColumnKind
from minzheng_desk.ui.widgets.tables.view import RowsView
from ui.tour import STATES, Tour

_PAINTED = (Chart, IncomeGauge)
_VERB_AND_OBJECT = 3
"""Characters: 关闭 alone does not say what is closed."""
_ROWS = 3


@pytest.mark.parametrize("state", STATES)
def test_whatever_takes_the_keyboard_has_a_name(tour: Tour, state: str) -> None:
    tour.show(state)
    assert [] == [chain(widget) for widget in reached(tour.window) if not spoken_name(widget)]


@pytest.mark.parametrize("state", STATES)
def test_a_button_that_shows_only_an_icon_says_what_it_does_to_what(tour: Tour, state: str) -> None:
    page = tour.show(state)
    short = [
        f"{chain(button)} {button.accessibleName()}"
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not button.text() and not isinstance(button.parent(), QLineEdit | QTabBar)
        if len(button.accessibleName()) < _VERB_AND_OBJECT
    ]
    assert [] == short


@pytest.mark.parametrize("state", STATES)
def test_every_cell_of_a_table_is_spoken_with_its_title(tour: Tour, state: str) -> None:
    page = tour.show(state)
    mute = [cell for view in page.findChildren(RowsView) if view.isVisible() for cell in mute_cells(view)]
    assert [] == mute


@pytest.mark.parametrize("state", STATES)
def test_what_is_painted_is_described(tour: Tour, state: str) -> None:
    page = tour.show(state)
    painted = [one for kind in _PAINTED for one in page.findChildren(kind) if one.isVisible()]
    assert [] == [chain(one) for one in painted if not (spoken_name(one) and one.accessibleDescription())]


def test_what_was_done_is_told_to_a_screen_reader_at_once(
    tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[QAccessible.Event] = []
    tour.show("home/")
    with monkeypatch.context() as listening:
        tell = QAccessible.updateAccessibility
        listening.setattr(
            QAccessible, "updateAccessibility", lambda event: (heard.append(event.type()), tell(event))
        )
        tour.work.done("已登记死亡：周桂芳")
        tour.work.tell("已备份")
    assert [QAccessible.Event.Alert, QAccessible.Event.Alert] == heard
    assert "已登记死亡：周桂芳" == spoken_name(tour.work.undo_bar)
    assert "已备份" == spoken_name(tour.work.toast)


def reached(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget that takes the keyboard; the inner lines of Qt's own fields belong to those."""
    for widget in window.findChildren(QWidget):
        ours = not widget.objectName().startswith("qt_") and not isinstance(widget, QScrollBar)
        if ours and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield widget


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def mute_cells(view: RowsView) -> Iterator[str]:
    """The shown columns of the first rows of which nothing is said."""
    model, titles = view.rows, view.horizontalHeader()
    for row in range(min(model.rowCount(), _ROWS)):
        for column, declared in enumerate(model.columns):
            said = model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
            if titles.isSectionHidden(column) or (
                said and (declared.title in said or own_words(view, column))
            ):
                continue
            yield f"{chain(view)} {declared.title}: {said}"


def own_words(view: RowsView, column: int) -> bool:
    """Whether a column says more than its title and its value."""
    declared = view.rows.columns[column]
    return declared.spoken is not None or declared.kind in {ColumnKind.ROW_NUMBER, ColumnKind.TICK}


def chain(widget: QWidget) -> str:
    """A widget and what it lies in, to find it by."""
    names, at = [], widget
    while at is not None and len(names) < 5:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return "<".join(names)
