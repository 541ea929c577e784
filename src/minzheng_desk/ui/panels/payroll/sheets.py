"""The sheets over the right of the page: the month before, the bank's answer, corrections, recoveries."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.payroll.documents.bank_files import BankFileBlocked
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.payroll.returns.operations import Taken
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.panels.payroll.compare_sheet import CompareSheet
from minzheng_desk.ui.panels.payroll.correction_sheet import CorrectionSheet
from minzheng_desk.ui.panels.payroll.fault_sheet import FaultSheet
from minzheng_desk.ui.panels.payroll.questions import facts_of_step
from minzheng_desk.ui.panels.payroll.recovery_sheet import RecoverySheet
from minzheng_desk.ui.panels.payroll.return_sheet import ReturnSheet
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.cards import Fact, Facts
from minzheng_desk.ui.widgets.sheets import NARROW, WIDE, SideSheet


class RosterSheets(QObject):
    """Opens the sheets; one at a time."""

    line_opened = Signal(object)

    def __init__(self, frame: Frame, page: QWidget) -> None:
        super().__init__(page)
        self._frame, self._page = frame, page

    def show_comparison(self, now: RosterNow) -> SideSheet:
        """This month beside the last."""
        content = CompareSheet(now)
        content.opened.connect(self.line_opened)
        return SideSheet(self._page, "与上月比较", content, width=WIDE)

    def show_return(self, page: MonthPage, now: RosterNow, taken: Taken | None = None) -> SideSheet:
        """What a file of the bank came to, or how far it has answered."""
        content = ReturnSheet(now, taken)
        content.opened.connect(lambda failure: self.line_opened.emit(failure.line))
        content.correct_asked.connect(lambda: self.show_correction(page, now))
        return SideSheet(self._page, "回盘结果" if taken else "银行答复", content, width=WIDE)

    def show_correction(self, page: MonthPage, now: RosterNow) -> SideSheet:
        """What the bank sent back, to be paid once more; asked for again, the open sheet does it."""
        for standing in self._page.findChildren(SideSheet):
            if isinstance(standing.content, CorrectionSheet) and standing.isVisible():
                standing.content.draw.click()
                return standing
        content = CorrectionSheet(self._frame, page, now)
        content.opened.connect(self.line_opened)
        sheet = SideSheet(self._page, "更正发放", content, width=WIDE)
        content.done.connect(sheet.close_sheet)
        return sheet

    def show_recoveries(self, page: MonthPage) -> SideSheet:
        """What was paid too much, and what has come back."""
        return SideSheet(self._page, "多发追回", RecoverySheet(self._frame, page), width=WIDE)

    def show_faults(self, now: RosterNow, problem: BankFileBlocked) -> SideSheet:
        """The lines that the bank's file cannot carry."""
        content = FaultSheet(now, problem)
        content.opened.connect(self.line_opened)
        return SideSheet(self._page, "写不进银行文件的", content, width=WIDE)

    def show_step(self, now: RosterNow, stage: Stage) -> SideSheet | None:
        """Who took a step and when; nothing for one that was not taken."""
        facts = facts_of_step(now, stage)
        if not facts:
            return None
        content = QWidget()
        column = QVBoxLayout(content)
        told = Facts(1)
        told.show_facts([Fact("", name, value) for name, value in facts.items()])
        column.addWidget(told)
        column.addStretch(1)
        return SideSheet(self._page, stage.label, content, width=NARROW)
