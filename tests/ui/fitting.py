"""Looks over a page for words that are cut and widgets that lie on each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QTabBar, QToolButton, QWidget

from minzheng_desk.ui.frame.finder import Finder
from minzheng_desk.ui.frame.help import HelpPanel
from minzheng_desk.ui.widgets.labels import ElidedLabel
from minzheng_desk.ui.widgets.notices import TaskList, Toast
from minzheng_desk.ui.widgets.sheets import SideSheet

_OVERLAYS = (Finder, HelpPanel, SideSheet, TaskList, Toast)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_NEARLY = 2
"""Pixels: rounding at 125 % is no fault a person sees."""


def cut_words(page: QWidget) -> list[str]:
    """Every label and button whose words need more room than it has."""
    return [
        f"{_named(widget)}: {_text(widget)!r} 要 {need[0]}×{need[1]}，有 {widget.width()}×{widget.height()}"
        for widget in _seen(page)
        if (need := _needed(widget)) is not None
        and (need[0] > widget.width() + _NEARLY or need[1] > widget.height() + _NEARLY)
    ]


def lying_on_each_other(page: QWidget) -> list[str]:
    """Every two visible siblings that share pixels."""
    found = []
    for parent in [page, *_seen(page)]:
        if isinstance(parent, QAbstractScrollArea | QTabBar):
            continue
        children = [child for child in parent.findChildren(QWidget, options=_DIRECT) if _counts(child)]
        for one, other in combinations(children, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > _NEARLY and shared.height() > _NEARLY:
                found.append(f"{_named(one)} {_text(one)!r} 和 {_named(other)} {_text(other)!r}")
    return found


def outside(page: QWidget) -> list[str]:
    """Every visible widget that reaches beyond what it lies in."""
    found = []
    for widget in _seen(page):
        parent = widget.parentWidget()
        if parent is None or _scrolls(parent):
            continue
        room = QRect(QPoint(0, 0), parent.size()).adjusted(-_NEARLY, -_NEARLY, _NEARLY, _NEARLY)
        if not room.contains(widget.geometry()):
            found.append(f"{_named(widget)} {_text(widget)!r} 出了 {_named(parent)}")
    return found


def all_words(root: QWidget) -> Iterator[str]:
    """Everything written, said or shown under the mouse anywhere in a window."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        yield from (widget.windowTitle(), _text(widget))


def _seen(page: QWidget) -> list[QWidget]:
    return [w for w in page.findChildren(QWidget) if w.isVisible() and not _covered(w) and w.height() > 0]


def _covered(widget: QWidget) -> bool:
    at: QWidget | None = widget
    while at is not None:
        if isinstance(at, _OVERLAYS):
            return True
        at = at.parentWidget()
    return False


def _scrolls(parent: QWidget) -> bool:
    """Whether a widget lets its children be larger than itself."""
    return isinstance(parent, QAbstractScrollArea | QTabBar) or isinstance(
        parent.parentWidget(), QAbstractScrollArea
    )


def _counts(child: QWidget) -> bool:
    return child.isVisible() and not isinstance(child, _OVERLAYS) and child.width() > 0 and child.height() > 0


def _needed(widget: QWidget) -> tuple[int, int] | None:
    if isinstance(widget, ElidedLabel):
        return None
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        measure = widget.fontMetrics()
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width())
        lines = widget.text().split("\n")
        return max(measure.horizontalAdvance(line) for line in lines), measure.height() * len(lines)
    if isinstance(widget, QAbstractButton) and widget.text() and not _shortens_itself(widget):
        return widget.fontMetrics().horizontalAdvance(widget.text()), widget.fontMetrics().height()
    return None


def _shortens_itself(button: QAbstractButton) -> bool:
    """Whether a button shows only its icon, or ends its words in … by itself."""
    only_icon = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(button, QToolButton) and button.toolButtonStyle() == only_icon:
        return not button.icon().isNull()
    return button.property("kind") == "citation"


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    return said if isinstance(said, str) else ""


def _named(widget: QWidget) -> str:
    return type(widget).__name__
