"""Which row of the bank's file speaks of which line of the roster; pure.

A row is booked when its number, its account and its amount all agree with one line. Everything else is kept
as a problem of that row, and the rest is booked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.payroll.returns.model import Outcome

_ASK = "请与代发银行核对这一行；确有错误的，请银行更正后重新提供回盘文件。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One row of the bank's file, as it was understood."""

    row: int
    """Counted from 1, as the file shows it."""
    index: int | None
    """The payment's number in the file that was sent; None where the bank does not repeat it."""
    account: str
    holder_name: str = ""
    amount: Money | None
    """None when what stands there is no amount."""
    outcome: Outcome | None
    """None when the bank's word for the result is not declared."""
    written: str = ""
    """The bank's word for the result."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A whole file of the bank's, read."""

    name: str
    format: str
    digest: str
    """Of its bytes, by which the same file is known again."""
    rows: tuple[ReturnedRow, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """A row and the line it speaks of."""

    row: ReturnedRow
    line: RosterLine

    @property
    def amount(self) -> Money:
        """What the bank paid or sent back."""
        return self.line.amount


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row from which nothing was booked, and why."""

    row: ReturnedRow
    code: str
    reason: str
    suggestion: str = _ASK


@dataclass(frozen=True, slots=True)
class Matched:
    """Where every row of a file went."""

    paid: tuple[Booked, ...]
    failed: tuple[Booked, ...]
    repeated: tuple[Booked, ...]
    """Rows that say what is on record already."""
    unmatched: tuple[Unmatched, ...]

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return len(self.paid) + len(self.failed) + len(self.repeated) + len(self.unmatched)

    @property
    def news(self) -> tuple[Booked, ...]:
        """What is booked from this file."""
        return self.paid + self.failed


def total_of(booked: Sequence[Booked]) -> Money:
    """What the lines come to."""
    return Money(sum(one.amount for one in booked))


def match_rows(
    rows: Sequence[ReturnedRow],
    lines: Sequence[RosterLine],
    known: Mapping[str, Outcome],
    corrected: Set[str] = frozenset(),
) -> Matched:
    """Match the rows of a file with the ``lines`` that were sent to the bank, in the order of that file.

    ``known`` are the results on record by line, ``corrected`` the lines that a correction pays once more.
    """
    paid: list[Booked] = []
    failed: list[Booked] = []
    repeated: list[Booked] = []
    unmatched: list[Unmatched] = []
    finder = _Finder(lines)
    for row in rows:
        found = finder.line_of(row)
        verdict = _standing(row, found, known, corrected) if isinstance(found, RosterLine) else found
        if verdict is not None:
            unmatched.append(verdict)
        elif isinstance(found, RosterLine):
            at = repeated if known.get(found.id) == row.outcome else _list_of(row, paid, failed)
            at.append(Booked(row, found))
    return Matched(tuple(paid), tuple(failed), tuple(repeated), tuple(unmatched))


def _list_of(row: ReturnedRow, paid: list[Booked], failed: list[Booked]) -> list[Booked]:
    return paid if row.outcome is Outcome.PAID else failed


def _standing(
    row: ReturnedRow, line: RosterLine, known: Mapping[str, Outcome], corrected: Set[str]
) -> Unmatched | None:
    """Why a row cannot be booked beside what is on record of its line; None when it can."""
    before = known.get(line.id)
    if before is Outcome.PAID and row.outcome is Outcome.FAILED:
        return Unmatched(row, "paid_already", f"名册第 {line.seq} 行已入账为发放成功，不能再记为退回。")
    if before is Outcome.FAILED and row.outcome is Outcome.PAID and line.id in corrected:
        reason = f"名册第 {line.seq} 行已列入更正发放，这里又说发放成功，可能重复发放。"
        return Unmatched(row, "corrected_already", reason)
    return None


class _Finder:
    """Finds the line of a row, every line once a file."""

    def __init__(self, lines: Sequence[RosterLine]) -> None:
        self.lines = lines
        self.taken: dict[str, int] = {}
        self.alike: defaultdict[tuple[str, Money], list[RosterLine]] = defaultdict(list)
        for line in lines:
            self.alike[line.account, line.amount].append(line)

    def line_of(self, row: ReturnedRow) -> RosterLine | Unmatched:
        """The line, or why there is none."""
        if row.amount is None:
            return Unmatched(row, "amount_unreadable", "金额无法识别。")
        if row.outcome is None:
            reason = f"结果“{row.written}”不在银行格式声明的写法之内。"
            return Unmatched(row, "result_unknown", reason, "请核对银行格式，或请银行说明这个结果的意思。")
        found = self._by_number(row) if row.index is not None else self._by_account(row)
        if isinstance(found, Unmatched):
            return found
        if earlier := self.taken.get(found.id):
            return Unmatched(row, "twice", f"与文件第 {earlier} 行说的是名册同一行（第 {found.seq} 行）。")
        self.taken[found.id] = row.row
        return found

    def _by_number(self, row: ReturnedRow) -> RosterLine | Unmatched:
        index = row.index or 0
        if not 1 <= index <= len(self.lines):
            return Unmatched(row, "no_such_line", f"本批没有第{index}笔，本批共{len(self.lines)}笔。")
        line = self.lines[index - 1]
        if line.account != row.account:
            return Unmatched(row, "account_differs", f"账号与本批第{index}笔不一致。")
        if line.amount != row.amount:
            told = f"金额{shown(row.amount or Money(0))}元与本批第{index}笔的{shown(line.amount)}元不一致。"
            return Unmatched(row, "amount_differs", told)
        return line

    def _by_account(self, row: ReturnedRow) -> RosterLine | Unmatched:
        found = self.alike.get((row.account, row.amount or Money(0)), [])
        if not found:
            return Unmatched(row, "no_such_line", "本批没有这个账号、这个金额的一笔。")
        if len(found) > 1:
            return Unmatched(row, "several_lines", f"本批有{len(found)}笔同账号、同金额，分不清是哪一笔。")
        return found[0]
