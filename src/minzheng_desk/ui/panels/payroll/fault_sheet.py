"""The lines that a bank's file cannot carry, so that all of them can be mended at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.payroll.documents.bank_files import BankFault, BankFileBlocked
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class FaultSheet(QWidget):
    """Every place with its reason; a line opens the household, where the account is put right."""

    opened = Signal(object)

    def __init__(self, now: RosterNow, problem: BankFileBlocked) -> None:
        super().__init__()
        self._lines: Mapping[int, RosterLine] = {line.seq: line for line in now.view.lines}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(8))
        said = NoticeStrip()
        said.say(f"有 {len(problem.faults)} 处写不进银行文件，文件没有生成。{problem.advice}", kind="warn")
        column.addWidget(said)
        self.table = Table(_COLUMNS, compact=True, counted_in="处", row_key=_key)
        self.table.show_rows(problem.faults)
        self.table.opened.connect(lambda fault: self.opened.emit(self._lines[fault.line]))
        give_opening(self.table, "打开家庭档案", "family")
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)


def _key(fault: BankFault) -> tuple[int, str, str]:
    return fault.line, fault.column, fault.reason


_COLUMNS = (
    TableColumn("line", "名册行", ColumnKind.NUMBER, 64),
    TableColumn("name", "姓名", ColumnKind.NAME, 80),
    TableColumn("column", "栏", width=100),
    TableColumn("characters", "字", width=60),
    TableColumn("reason", "原因", width=240, grows=True),
)
