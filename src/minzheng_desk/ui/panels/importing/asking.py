"""What the page asks in a sheet at its side: what a column means, what a cell should say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from minzheng_desk.ui.panels.importing.correction import Cell, Correction
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.meaning_sheet import MeaningChoice
from minzheng_desk.ui.panels.importing.seen import SeenRow
from minzheng_desk.ui.widgets.dialogs import AskWithVerbs, Verb
from minzheng_desk.ui.widgets.sheets import NARROW, SideSheet


def ask_meaning(
    page: QWidget, looked: Looked, table_at: int, column: int, take: Callable[[int, str], object]
) -> None:
    """Ask what a column means."""
    seen = looked.tables[table_at]
    asked = seen.column(column)
    if asked is None:
        return
    choice = MeaningChoice(asked, seen, looked.draft.register.kind)
    title = f"{asked.letter} 列{f'“{asked.label}”' if asked.label else ''}是什么"
    sheet = SideSheet(page, title, choice, width=NARROW)

    def taken(at: int, meaning: str) -> None:
        sheet.close_sheet()
        take(at, meaning)

    choice.taken.connect(taken)


def close_sheets(page: QWidget) -> None:
    """Put away what is asked: the page has gone on."""
    for sheet in page.findChildren(SideSheet):
        sheet.close_sheet()


def ask_correction(
    page: QWidget, looked: Looked, table_at: int, row: SeenRow, column: int, take: Callable[[Any], object]
) -> None:
    """Ask for the right value of a cell."""
    seen = looked.tables[table_at]
    asked = seen.column(column)
    if asked is None or looked.preview is None:
        return
    cell = Cell(seen, row, asked)
    correction = Correction(cell, looked)
    sheet = SideSheet(page, cell.title, correction, width=NARROW)

    def corrected(places: Any) -> None:
        sheet.close_sheet()
        take(places)

    correction.corrected.connect(corrected)
    correction.leave.clicked.connect(sheet.close_sheet)


def ask_export(page: QWidget, looked: Looked, take: Callable[[Path], object]) -> None:
    """Ask where the rows that stay out are written."""
    name = f"{Path(looked.draft.book.name).stem}_问题行.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(page, "导出问题行", name, "Excel (*.xlsx)")
    if chosen:
        take(Path(chosen))


def ask_to_forget(page: QWidget, looked: Looked, forget: Callable[[], object]) -> None:
    """Put the file away; asked first when something that was done here would be lost."""
    draft = looked.draft
    if not (draft.corrections or draft.named or draft.by_hand):
        forget()
        return
    said = f"在这里改过 {len(draft.corrections)} 格、指定过的列，都不会留下。原来的文件不变。"
    asked = AskWithVerbs(page.window(), "不导入这份登记表了", said, [Verb("forget", "放弃", "danger")])
    asked.answered.connect(lambda _: forget())
    asked.open()
