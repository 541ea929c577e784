"""The right button on rows: the same verbs as in the row, and copying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QMenu

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.tables.view import RowsView


@dataclass(frozen=True, slots=True)
class RowVerb:
    """Something that can be done with the chosen rows."""

    label: str
    act: Callable[[list[Any]], object]
    icon: str = ""
    keys: str = ""
    """The key that does the same, shown beside the label."""
    reason: str = ""
    """Why it cannot be done at present; written behind the label."""


Verbs = Callable[[list[Any]], Sequence[RowVerb]]


class WithRows(Protocol):
    """What the menu wants of a table."""

    view: RowsView
    verbs: Verbs
    offers_full_copy: bool
    opened: Any

    def ask_reveal(self) -> None:
        """Ask for the number of the current row."""

    def copy(self) -> None:
        """Copy the chosen cells."""

    def ask_full_copy(self) -> None:
        """Ask to copy the chosen rows with whole numbers."""


def give_menu(table: WithRows, verbs: Verbs) -> None:
    """Offer these verbs at the right button and the menu key, above what every table offers."""
    table.verbs = verbs


def give_opening(table: WithRows, label: str, icon: str = "") -> None:
    """Offer what Enter and a double click do with a row."""

    def verbs(rows: list[Any]) -> Sequence[RowVerb]:
        opens = RowVerb(label, lambda chosen: table.opened.emit(chosen[0]), icon, "Enter")
        return [opens] if len(rows) == 1 else []

    give_menu(table, verbs)


def no_verbs(_rows: list[Any]) -> Sequence[RowVerb]:
    """A table whose rows are only read."""
    return ()


def row_menu(table: WithRows, rows: list[Any]) -> QMenu:
    """The menu for these rows: their verbs, and copying."""
    menu = QMenu(table.view)
    menu.aboutToHide.connect(menu.deleteLater)
    for verb in table.verbs(rows):
        _add(menu, verb, rows)
    if menu.actions():
        menu.addSeparator()
    if table.view.painter.shows_eye and len(rows) == 1:
        _add(menu, RowVerb("查看完整号码（会留记录）", lambda _: table.ask_reveal(), "eye", "F8"), rows)
    copy = RowVerb("复制", lambda _: table.copy(), "doc", "Ctrl+C")
    _add(menu, copy, rows)
    if table.offers_full_copy and not masks().projecting:
        _add(menu, RowVerb("复制完整号码（会留记录）", lambda _: table.ask_full_copy(), "eye"), rows)
    return menu


def _add(menu: QMenu, verb: RowVerb, rows: list[Any]) -> None:
    label = f"{verb.label}（{verb.reason}）" if verb.reason else verb.label
    action = menu.addAction(f"{label}\t{verb.keys}" if verb.keys else label)
    if verb.icon:
        action.setIcon(icons.icon(verb.icon, "ink2", 16))
    action.setEnabled(not verb.reason)
    action.triggered.connect(lambda: verb.act(rows))
