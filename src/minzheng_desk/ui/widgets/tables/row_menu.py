"""The right button on rows: the same verbs as in the row, and copying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QMenu

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.widgets.tables.table import Table


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


def give_menu(table: Table, verbs: Verbs | None = None) -> None:
    """Open a menu with these verbs at the right button and the menu key."""
    table.menu_asked.connect(lambda rows, at: row_menu(table, rows, verbs).popup(at))


def row_menu(table: Table, rows: list[Any], verbs: Verbs | None = None) -> QMenu:
    """The menu for these rows."""
    menu = QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    for verb in verbs(rows) if verbs is not None else ():
        _add(menu, verb, rows)
    if menu.actions():
        menu.addSeparator()
    copy = RowVerb("复制", lambda _: table.copy(), "doc", "Ctrl+C")
    _add(menu, copy, rows)
    if table.offers_full_copy:
        _add(menu, RowVerb("复制完整号码（会留记录）", lambda _: table.ask_full_copy(), "eye"), rows)
    return menu


def _add(menu: QMenu, verb: RowVerb, rows: list[Any]) -> None:
    label = f"{verb.label}（{verb.reason}）" if verb.reason else verb.label
    action = menu.addAction(f"{label}\t{verb.keys}" if verb.keys else label)
    if verb.icon:
        action.setIcon(icons.icon(verb.icon, "ink2", 16))
    action.setEnabled(not verb.reason)
    action.triggered.connect(lambda: verb.act(rows))
