"""多发追回: what was really paid too much, what is asked back, and what has come back by which voucher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import Money, shown, yuan
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.arrears import in_months
from minzheng_desk.payroll.model import Refund
from minzheng_desk.payroll.recoveries.model import Overpayment, RecoveryState
from minzheng_desk.payroll.recoveries.operations import open_recovery, record_refund
from minzheng_desk.payroll.recoveries.queries import overpayments, recoveries, still_open
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.payroll.asked import MonthPage
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.buttons import soft
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_LOWEST = 150


class RecoverySheet(QWidget):
    """Two lists: what is to be asked back, and what was asked back and is to come."""

    def __init__(self, frame: Frame, page: MonthPage) -> None:
        super().__init__()
        self._frame, self._page = frame, page
        self._asking, self._listing = Newest(self), Newest(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(8))
        self.found_words = label("正在逐月核对实发和应发", "label", strong=True)
        self.found = Table(_OVERPAID, compact=True, counted_in="份待遇", row_key="award_id")
        self.found.say_empty("okc", "没有多发而未登记追回的")
        self.ask = soft("登记追回", "undo", small=True)
        self.open_words = label("已登记的追回", "label", strong=True)
        self.open_ones = Table(
            _RECOVERIES, compact=True, counted_in="笔", row_key=lambda one: one.recovery.id
        )
        self.open_ones.say_empty("okc", "还没有登记过追回")
        self.amount, self.voucher, self.payer = QLineEdit(), QLineEdit(), QLineEdit()
        self.book = soft("登记退款", "check", small=True)
        self.why_not = label("", "hint", wrap=True)
        for table in (self.found, self.open_ones):
            table.setMinimumHeight(look().px(_LOWEST))
        column.addWidget(self.found_words)
        column.addWidget(self.found, 1)
        column.addLayout(_row([self.ask, self.why_not], stretched=self.why_not))
        column.addWidget(self.open_words)
        column.addWidget(self.open_ones, 1)
        column.addLayout(self._refund_row())
        self.setFocusProxy(self.found)
        self._connect()
        self._weigh()
        self.read()

    def read(self) -> None:
        """Ask what was paid too much under the programme, and for every recovery."""
        programme = self._page.place.programme
        bench = self._frame.bench
        found = bench.ask(overpayments, programme, self._page.policy)
        self._asking.start(found.then(self._show_found).otherwise(self._frame.problem))
        self._listing.start(bench.ask(recoveries).then(self._show_open).otherwise(self._frame.problem))

    def _show_found(self, found: Sequence[Overpayment]) -> None:
        self.found.show_rows(found)
        total = Money(sum(one.total for one in found))
        self.found_words.setText(f"多发、还没有登记追回的 {len(found)} 份，{shown(total)} 元")
        self._weigh()

    def _show_open(self, states: Sequence[RecoveryState]) -> None:
        self.open_ones.show_rows(states)
        self.open_words.setText(f"已登记的追回 {len(states)} 笔，还有 {shown(still_open(states))} 元没有退回")
        self._weigh()

    def _connect(self) -> None:
        self.ask.clicked.connect(self._open)
        self.book.clicked.connect(self._refund)
        self.found.chosen.connect(lambda _: self._weigh())
        self.open_ones.chosen.connect(self._chose)
        for field in (self.amount, self.voucher, self.payer):
            field.textChanged.connect(lambda _: self._weigh())

    def _chose(self, state: RecoveryState | None) -> None:
        if state is not None and not self.payer.text() and not masks().projecting:
            self.payer.setText(state.recovery.name)
        self._weigh()

    def _weigh(self) -> None:
        may = self._frame.bench.may(Permission.RECOVER)
        chosen, state = self.found.current_row(), self.open_ones.current_row()
        self.ask.setEnabled(may and chosen is not None)
        typed = bool(self.amount.text().strip() and self.voucher.text().strip())
        self.book.setEnabled(may and typed and state is not None and state.is_open)
        self.why_not.setText(
            ("选一行再登记追回；登记死亡的须有死亡证明。" if may else "登记追回须有追回的权限。")
            if chosen is None
            else f"{masks().name(chosen.name)}：{in_months(chosen.months)}"
        )

    def _open(self) -> None:
        chosen: Overpayment | None = self.found.current_row()
        if chosen is None:
            return
        bench = self._frame.bench
        task = bench.task(
            open_recovery,
            chosen.programme,
            chosen.award_id,
            policy=self._page.policy,
            opened_by=bench.actor.display_name,
            opened_on=bench.today,
        )
        told = f"已登记追回 {masks().name(chosen.name)} {shown(chosen.total)} 元"
        self._run(task, lambda: self._frame.done(told))

    def _refund(self) -> None:
        state: RecoveryState | None = self.open_ones.current_row()
        if state is None:
            return
        bench = self._frame.bench
        try:
            amount = yuan(self.amount.text())
        except InputProblem as problem:
            self._frame.problem(problem)
            return
        refund = Refund(
            recovery_id=state.recovery.id,
            amount=amount,
            voucher_number=self.voucher.text().strip(),
            paid_by=self.payer.text().strip() or state.recovery.name,
            refunded_on=bench.today,
            recorded_by=bench.actor.display_name,
        )

        def told() -> None:
            self.amount.clear()
            self.voucher.clear()
            self._frame.done(f"已登记退款 {shown(amount)} 元")

        self._run(bench.task(record_refund, refund), told)

    def _run(self, task: Task[Any], told: Callable[[], None]) -> None:
        def done(_: object) -> None:
            told()
            self.read()

        task.of(self).then(done).otherwise(self._frame.problem).start()

    def _refund_row(self) -> QHBoxLayout:
        fields: list[QWidget] = []
        named = ((self.amount, "退款金额", 96), (self.voucher, "缴款凭证号", 130), (self.payer, "退款人", 90))
        for field, name, width in named:
            field.setProperty("small", "1")
            field.setAccessibleName(name)
            field.setFixedWidth(look().px(width))
            words = label(name, "hint")
            words.setBuddy(field)
            fields += [words, field]
        return _row([*fields, self.book])


def _row(widgets: Sequence[QWidget], stretched: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look().px(8))
    for widget in widgets:
        row.addWidget(widget, 1 if widget is stretched else 0)
    if stretched is None:
        row.addStretch(1)
    return row


_OVERPAID = (
    TableColumn("name", "姓名", ColumnKind.NAME, 76),
    TableColumn(lambda one: in_months(one.months), "多发的月份", width=200, name="months"),
    TableColumn("total", "多发", ColumnKind.MONEY, 100, total=Total.SUM),
    TableColumn("cause", "原因", width=200, grows=True),
)
_RECOVERIES = (
    TableColumn(lambda one: one.recovery.number, "编号", width=110, name="number"),
    TableColumn(lambda one: one.recovery.name, "姓名", ColumnKind.NAME, 76, name="name"),
    TableColumn(lambda one: one.recovery.programme_label, "项目", width=110, name="programme"),
    TableColumn(
        lambda one: one.recovery.total, "应追回", ColumnKind.MONEY, 96, name="total", total=Total.SUM
    ),
    TableColumn("refunded", "已退回", ColumnKind.MONEY, 96, total=Total.SUM),
    TableColumn("outstanding", "未退回", ColumnKind.MONEY, 96, total=Total.SUM),
    TableColumn(lambda one: one.recovery.cause, "原因", width=150, name="cause", grows=True),
)
