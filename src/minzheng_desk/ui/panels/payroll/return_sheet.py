"""What the bank answered, in counts that add up: the file taken in, what was refused, what fits no line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.money import Money
from minzheng_desk.payroll.returns.matching import Unmatched
from minzheng_desk.payroll.returns.model import BankReturn, UnmatchedRow
from minzheng_desk.payroll.returns.operations import Taken
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.widgets.buttons import soft
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_ROWS_SEEN = 7


class CountedPart(NamedTuple):
    """One kind of answer: how many payments and how much."""

    id: str
    label: str
    payments: int
    total: Money


class UnmatchedLine(NamedTuple):
    """A row of the bank's file that was not booked."""

    id: int
    holder_name: str
    account: str
    amount: Money | None
    reason: str
    suggestion: str


def parts_of_file(found: BankReturn) -> list[CountedPart]:
    """Where the rows of a file went; they add up to the file."""
    return [
        CountedPart("paid", "发放成功", found.paid, found.paid_total),
        CountedPart("failed", "银行退回", found.failed, found.failed_total),
        CountedPart("repeated", "以前已入账", found.repeated, found.repeated_total),
        CountedPart("unmatched", "对不上，没有入账", found.unmatched, found.unmatched_total),
    ]


def parts_of_roster(now: RosterNow) -> list[CountedPart]:
    """How far the bank has answered the whole roster; they add up to what was sent."""
    answers = now.answers
    return [
        CountedPart("paid", "发放成功", answers.paid.lines, answers.paid.total),
        CountedPart("failed", "银行退回", answers.failed.lines, answers.failed.total),
        CountedPart("unanswered", "银行还没有答复", answers.unanswered.lines, answers.unanswered.total),
    ]


class ReturnSheet(QWidget):
    """The result of a file, or without one how far the bank has answered."""

    correct_asked = Signal()
    opened = Signal(object)
    """The line of a refused payment."""

    def __init__(self, now: RosterNow, taken: Taken | None = None) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, look().px(4), 0)
        self._column.setSpacing(look().px(8))
        self.said = NoticeStrip()
        self._column.addWidget(self.said)
        self._say(now, taken)
        self.counts = _table("种", _COUNTS)
        self.counts.show_rows(parts_of_file(taken.bank_return) if taken else parts_of_roster(now))
        self._add(taken.bank_return.file_name if taken else "本册答复", self.counts)
        self.refused = _table("笔", _REFUSED)
        self.refused.show_rows(now.failures)
        self.refused.opened.connect(self.opened)
        unmatched = _from_file(taken.problems) if taken else _from_store(now.answers.unmatched)
        self.unmatched = _table("行", _UNMATCHED)
        self.unmatched.show_rows(unmatched)
        if now.failures:
            self._add(f"银行退回，还没有更正的 {len(now.failures)} 笔", self.refused)
            self._column.addLayout(self._way_on(now))
        if unmatched:
            self._add(f"对不上的 {len(unmatched)} 行", self.unmatched)
        self._column.addStretch(1)
        self.setFocusProxy(self.refused if now.failures else self.counts)

    def _say(self, now: RosterNow, taken: Taken | None) -> None:
        if taken is None:
            complete = now.answers.is_complete
            told = "银行已全部答复。" if complete else f"还有 {now.answers.unanswered.lines:,} 笔没有答复。"
            self.said.say(told, kind="ok" if complete and not now.failures else "info")
            return
        found = taken.bank_return
        if taken.is_repeat:
            self.said.say("这个回盘说的都已入账，这次没有改动任何数据。")
            return
        kind = "warn" if found.failed or found.unmatched else "ok"
        told = (
            f"收到 {found.rows:,} 行：成功 {found.paid:,}，退回 {found.failed:,}，对不上 {found.unmatched:,}"
        )
        again = f"，以前已入账 {found.repeated:,}" if found.repeated else ""
        self.said.say(f"{told}{again}。", kind=kind)

    def _add(self, title: str, table: Table) -> None:
        self._column.addWidget(label(title, "label", strong=True))
        rows = min(_ROWS_SEEN, max(1, len(table.rows_shown())))
        table.setFixedHeight(look().px(28) + (rows + 1) * look().px(29) + look().px(8))
        self._column.addWidget(table)

    def _way_on(self, now: RosterNow) -> QHBoxLayout:
        row = QHBoxLayout()
        correct = soft("更正发放", "refresh", small=True)
        correct.clicked.connect(self.correct_asked)
        row.addWidget(correct)
        row.addWidget(label("银行退回不影响待遇，不得因此停发、减发。", "hint"), 1)
        correct.setEnabled(bool(now.failures))
        return row


def _table(counted_in: str, columns: Sequence[TableColumn]) -> Table:
    return Table(columns, compact=True, counted_in=counted_in)


def _from_file(problems: Sequence[Unmatched]) -> list[UnmatchedLine]:
    return [
        UnmatchedLine(
            one.row.row, one.row.holder_name, one.row.account, one.row.amount, one.reason, one.suggestion
        )
        for one in problems
    ]


def _from_store(rows: Sequence[UnmatchedRow]) -> list[UnmatchedLine]:
    return [
        UnmatchedLine(one.row, one.holder_name, one.account, one.amount, one.reason, one.suggestion)
        for one in rows
    ]


_COUNTS = (
    TableColumn("label", "结果", width=200, bold=True, grows=True),
    TableColumn("payments", "笔数", ColumnKind.NUMBER, 90, total=Total.SUM),
    TableColumn("total", "金额", ColumnKind.MONEY, 130, total=Total.SUM),
)
_REFUSED = (
    TableColumn(lambda one: one.line.seq, "名册行", ColumnKind.NUMBER, 64, name="seq"),
    TableColumn(lambda one: one.line.name, "姓名", ColumnKind.NAME, 80, name="name"),
    TableColumn(lambda one: one.line.amount, "金额", ColumnKind.MONEY, 96, name="amount", total=Total.SUM),
    TableColumn(lambda one: one.result.reason, "银行原因", width=120, name="reason"),
    TableColumn(
        lambda one: one.why_not or "账户已更正，可以更正发放", "怎么办", width=240, name="why_not", grows=True
    ),
)
_UNMATCHED = (
    TableColumn("id", "文件行", ColumnKind.NUMBER, 64),
    TableColumn("holder_name", "户名", ColumnKind.NAME, 80),
    TableColumn("account", "账号", ColumnKind.ACCOUNT, 90),
    TableColumn("amount", "金额", ColumnKind.MONEY, 96),
    TableColumn("reason", "原因", width=200, grows=True),
    TableColumn("suggestion", "建议", width=200),
)
