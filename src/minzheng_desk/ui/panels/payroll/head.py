"""The head of 资金发放: the month, its state, the papers, the other acts, and the next step with why not."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.panels.payroll import acts
from minzheng_desk.ui.panels.payroll.asked import MonthPage
from minzheng_desk.ui.panels.payroll.month_stepper import MonthStepper
from minzheng_desk.ui.panels.payroll.others import other_acts
from minzheng_desk.ui.screen import PageHeader
from minzheng_desk.ui.widgets.buttons import Button, plain
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec, Tone

_OPEN = ChipSpec("未月结")
_CLOSED = ChipSpec("已月结", Tone.OK, "lock")


class PayrollHead(QObject):
    """What stands in the header of the page; ``following`` is the button of the next step."""

    asked = Signal(str)
    """The key of an act: of the next step, or one of the menu."""

    def __init__(self, header: PageHeader, following: Button, month: Month, last: Month) -> None:
        super().__init__(header)
        self._header = header
        self._page: MonthPage | None = None
        self._allowed: Collection[Permission] = ()
        self._busy = ""
        self.act = acts.Act(acts.DRAW, "生成名册")
        self.months, self.state = MonthStepper(month, last), Chip(_OPEN)
        self.excel, self.paper = plain("导出 Excel", "excel"), plain("打印花名册", "print")
        self.more, self.next = plain("更多", "down"), following
        header.add_beside_title(self.months)
        header.add_beside_title(self.state)
        for button in (self.more, self.excel, self.paper):
            header.add_button(button)
        header.set_primary(self.next)
        header.allow_primary("正在读取")
        self.next.clicked.connect(lambda: self.asked.emit(self.act.key))
        self.more.clicked.connect(self._open_menu)

    def show_page(self, page: MonthPage, last: Month, allowed: Collection[Permission]) -> None:
        """Show a month to somebody with these permissions."""
        self._page, self._allowed = page, allowed
        self.months.show_month(page.place.month, last)
        now = page.now
        self.state.show_state(None if now is None else (_CLOSED if now.whole[0].closed_at else _OPEN))
        self._weigh(page)

    def say_busy(self, words: str) -> None:
        """Say what is being done; without words it is over."""
        self._busy = words
        if words:
            self._header.allow_primary(words)
        elif self._page is not None:
            self._weigh(self._page)

    def _weigh(self, page: MonthPage) -> None:
        """Say what is next, and which buttons can be pressed."""
        self.act = acts.next_act(page, self._allowed)
        self.next.setText(self.act.label)
        self.next.set_icon(self.act.icon)
        self.next.setToolTip(self.act.detail)
        self._header.allow_primary(self._busy or self.act.why_not)
        if not self._header.reason.text():
            self._header.reason.setText(self.act.hint)
        may_export = Permission.EXPORT in self._allowed
        for button in (self.excel, self.paper):
            button.setEnabled(page.now is not None and may_export)
            button.setToolTip("" if may_export else "须有导出和打印的权限")

    def _open_menu(self) -> None:
        if self._page is None:
            return
        menu = QMenu(self.more)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in other_acts(self._page, self._allowed):
            action = menu.addAction(f"{one.label}（{one.why_not}）" if one.why_not else one.label)
            action.setIcon(icons.icon(one.icon, "ink2", 16))
            action.setEnabled(not one.why_not)
            action.triggered.connect(lambda _=False, key=one.key: self.asked.emit(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
