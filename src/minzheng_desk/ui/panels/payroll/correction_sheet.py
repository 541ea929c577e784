"""更正发放: what the bank sent back, which of it can be paid once more, and what keeps the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.desk.desk import Committed
from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.corrections.operations import Correction, draw_correction
from minzheng_desk.payroll.corrections.queries import Failure
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.acts import by_others
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import primary
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table

_LOWEST = 220
_RULE = (
    "账户更正了的自动列入。账户没有变、银行答复可以原样重发的，请勾选并写明理由。"
    "待遇不变，不得因退回停发、减发。"
)


class CorrectionSheet(QWidget):
    """Lines whose account was put right are taken; one to be sent unchanged is ticked, with the reason."""

    done = Signal()
    opened = Signal(object)

    def __init__(self, frame: Frame, page: MonthPage, now: RosterNow) -> None:
        super().__init__()
        self._frame, self._page, self._now = frame, page, now
        self.table = Table(_COLUMNS, compact=True, counted_in="笔", tickable=True, row_key=_key)
        self.table.say_empty("okc", "没有退回、还没有更正的")
        self.table.show_rows(now.failures)
        self.because = QLineEdit()
        self.because.setPlaceholderText("例如：银行系统故障，已答复可重发")
        self.because.setAccessibleName("原样重发的理由")
        self.why_not, self.draw = label("", "warn", wrap=True), primary("生成更正发放", "refresh")
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.ticked.connect(self._weigh)
        self.table.opened.connect(lambda failure: self.opened.emit(failure.line))
        give_opening(self.table, "打开家庭档案", "family")
        self.because.textChanged.connect(self._weigh)
        self.draw.clicked.connect(self._draw)
        self._weigh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(8))
        said = NoticeStrip()
        said.say(_RULE)
        self.table.setMinimumHeight(look().px(_LOWEST))
        words = label("原样重发的理由", "label")
        words.setBuddy(self.because)
        reason, foot = QHBoxLayout(), QHBoxLayout()
        reason.addWidget(words)
        reason.addWidget(self.because, 1)
        foot.addWidget(self.why_not, 1)
        foot.addWidget(self.draw)
        column.addWidget(said)
        column.addWidget(self.table, 1)
        column.addLayout(reason)
        column.addLayout(foot)

    @property
    def chosen(self) -> list[Failure]:
        """What would be paid once more."""
        resent = {one.line.id for one in self.table.ticked_rows()}
        return [one for one in self._now.failures if not one.why_not_when(resent=one.line.id in resent)]

    def _weigh(self) -> None:
        reason = self._reason()
        self.why_not.setText(reason or f"将列入 {len(self.chosen)} 笔，{shown(_total(self.chosen))} 元。")
        self.draw.setEnabled(not reason)

    def _reason(self) -> str:
        bench = self._frame.bench
        if not bench.may(Permission.DRAW_UP_ROSTER):
            return by_others("更正发放", self._page.who_may, Permission.DRAW_UP_ROSTER)
        if not self._now.failures:
            return "没有退回、还没有更正的。"
        if not self.chosen:
            return "账户都还没有更正。双击一行打开家庭档案，更正账户后再来。"
        if self.table.ticked_rows() and not self.because.text().strip():
            return "勾选了原样重发，还没有写理由。"
        return ""

    def _draw(self) -> None:
        bench = self._frame.bench
        because = self.because.text().strip()

        def told(done: Committed[Correction]) -> None:
            made = done.result.view.roster
            self._frame.done(f"已生成 {made.called}：{made.lines:,} 行，{shown(made.total)} 元")
            self.done.emit()

        task = bench.task(
            draw_correction,
            self._now.roster,
            drawn_up_by=bench.actor.display_name,
            drawn_up_on=bench.today,
            resend={one.line.id: because for one in self.table.ticked_rows()},
        )
        self.draw.setEnabled(False)
        task.of(self).then(told).otherwise(self._failed).start()

    def _failed(self, problem: Exception) -> None:
        self._weigh()
        self._frame.problem(problem)


def _key(one: Failure) -> str:
    return one.line.id


def _total(found: list[Failure]) -> Money:
    return Money(sum(one.line.amount for one in found))


_COLUMNS = (
    TableColumn(lambda one: one.roster.sort_called, "名册", width=80, name="roster"),
    TableColumn(lambda one: one.line.name, "姓名", ColumnKind.NAME, 76, name="name"),
    TableColumn(lambda one: one.line.amount, "金额", ColumnKind.MONEY, 90, name="amount", total=Total.SUM),
    TableColumn(lambda one: one.result.reason, "银行原因", width=110, name="reason"),
    TableColumn(
        lambda one: one.why_not or "账户已更正，自动列入", "怎么办", width=220, name="why_not", grows=True
    ),
)
