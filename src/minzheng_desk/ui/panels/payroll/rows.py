"""The lines of a roster as the table shows them: state in a word, sorts to filter by, villages added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.payroll.attention import Attention, Grade, is_suspended
from minzheng_desk.payroll.corrections.queries import Failure
from minzheng_desk.payroll.drawing import people_told
from minzheng_desk.payroll.model import Difference, RosterLine, Standing
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.buttons import Segment
from minzheng_desk.ui.widgets.charts import Bar
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn

ALL, ALERTS, NEW, STOPPED, CHANGED = "all", "alerts", "new", "stopped", "changed"
BACK_PAID, SENT_BACK = "back_paid", "sent_back"
SEGMENTS = {
    ALL: "全部",
    ALERTS: "异常",
    NEW: "新增",
    STOPPED: "停发",
    CHANGED: "金额变",
    BACK_PAID: "补发",
    SENT_BACK: "退回",
}
_RARE = frozenset({BACK_PAID, SENT_BACK})
NO_ACCOUNT, NO_VILLAGE = "缺账户", "未登记村（社区）"

MEND = ChipSpec("必改", Tone.BAD, "xc")
CONFIRM = ChipSpec("请确认", Tone.WARN, "warn")
REFUSED = ChipSpec("银行退回", Tone.BAD, "xc")
UNPAID = ChipSpec("没有发", Tone.WARN, "warn")
SUSPENDED = ChipSpec("暂缓", Tone.NEUTRAL)
ENDED = ChipSpec("已停发", Tone.NEUTRAL)
STALE = ChipSpec("有变动", Tone.WARN, "refresh")
USUAL, ARRIVED = "正常", "已到账"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line. What is not on the line itself was found out beside it."""

    line: RosterLine
    village: str
    persons: int | None
    """Like the amount, only where something is paid, so that the sums are those of the paper."""
    previous: Money | None
    amount: Money | None
    """None where nothing is paid, so that the cell shows a dash."""
    moved: Money
    state: ChipSpec | str
    needs: Grade | None
    """How much the line asks of somebody."""
    sort: str
    """The segment it belongs to beside ``all`` and ``alerts``; empty for none."""

    @property
    def id(self) -> str:
        """The line's."""
        return self.line.id

    @property
    def is_alert(self) -> bool:
        """Whether somebody has to look at it."""
        return self.needs is not None

    @property
    def is_back_paid(self) -> bool:
        """Whether something of earlier months is paid with it."""
        return self.line.back_payment > 0 and self.persons is not None


def segment_of(key: str) -> str:
    """The segment an address asks for at its end (``202611/dibao/new``); empty without one."""
    last = key.rpartition("/")[2]
    return last if last in SEGMENTS else ""


def roster_rows(
    view: RosterView,
    noted: Iterable[Attention],
    failed: Iterable[Failure],
    changed: Collection[str],
    *,
    answered: bool,
) -> tuple[RosterRow, ...]:
    """The lines of a roster with what was found out about each."""
    by_line = {one.line.id: one for one in noted}
    refused = {str(one.line.id) for one in failed}
    locked = view.roster.is_locked
    return tuple(
        _row(
            line,
            _Known(by_line.get(line.id), line.id in refused, line.award_id in changed, locked, answered),
        )
        for line in view.lines
    )


class _Known(NamedTuple):
    """What was found out about a line beside what it says itself."""

    noted: Attention | None
    refused: bool
    stale: bool
    locked: bool
    answered: bool


def _row(line: RosterLine, known: _Known) -> RosterRow:
    is_paid = line.standing == Standing.PAY.value
    return RosterRow(
        line,
        line.region_name or NO_VILLAGE,
        line.persons if is_paid else None,
        line.previous_amount,
        line.amount if is_paid else None,
        Money(line.amount - (line.previous_amount or 0)),
        _state_locked(line, known) if known.locked else _state_open(line, known),
        _needs(known),
        SENT_BACK if known.refused else _SORTS.get(line.difference, ""),
    )


_SORTS = {
    Difference.NEW.value: NEW,
    Difference.RETURNED.value: NEW,
    Difference.STOPPED.value: STOPPED,
    Difference.RAISED.value: CHANGED,
    Difference.LOWERED.value: CHANGED,
}


def reason_shown(line: RosterLine) -> str:
    """Why a line differs, as it may be read on this screen now."""
    return masks().sentence(line.reason, people_told(line))


def _needs(known: _Known) -> Grade | None:
    if known.refused:
        return Grade.MEND
    if known.noted is None or (known.locked and known.noted.line.standing == Standing.PAY.value):
        return None
    return known.noted.grade


def _state_open(line: RosterLine, known: _Known) -> ChipSpec | str:
    """How a line stands that may still change."""
    if line.standing == Standing.STOP.value:
        return ENDED
    if known.stale:
        return STALE
    if is_suspended(line):
        return SUSPENDED
    if known.noted is None:
        return USUAL
    return MEND if known.noted.grade is Grade.MEND else CONFIRM


def _state_locked(line: RosterLine, known: _Known) -> ChipSpec | str:
    """What became of a line."""
    if known.refused:
        return REFUSED
    if line.standing == Standing.STOP.value:
        return ENDED
    if line.standing == Standing.HOLD.value:
        return SUSPENDED if is_suspended(line) else UNPAID
    return ARRIVED if known.answered else USUAL


def segments_of(rows: Sequence[RosterRow]) -> list[Segment]:
    """The segments with their counts; what is paid later and sent back only where there is any."""
    counts = Counter(row.sort for row in rows)
    counts[ALL], counts[ALERTS] = len(rows), sum(row.needs is not None for row in rows)
    counts[BACK_PAID] = sum(row.is_back_paid for row in rows)
    return [
        Segment(key, label, counts[key], red=key in {ALERTS, SENT_BACK})
        for key, label in SEGMENTS.items()
        if key not in _RARE or counts[key]
    ]


def belongs(row: RosterRow, segment: str) -> bool:
    """Whether a row is shown under a segment."""
    if segment in {ALL, ""}:
        return True
    if segment == BACK_PAID:
        return row.is_back_paid
    return row.is_alert if segment == ALERTS else row.sort == segment


def village_bars(rows: Iterable[RosterRow]) -> list[Bar]:
    """What each village gets, the most first; they add up to the roster."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.village] = sums.get(row.village, 0) + (row.amount or 0)
    most_first = sorted(sums.items(), key=lambda one: -one[1])
    return [Bar(village, village, total, shown(Money(total))) for village, total in most_first]


def tint_of(row: RosterRow) -> str | None:
    """Only what must be mended has a ground of its own."""
    return "bad" if row.needs is Grade.MEND else None


def _tone(row: RosterRow) -> str | None:
    return None if row.line.account else "bad"


ROSTER_COLUMNS = (
    TableColumn("", "序", ColumnKind.ROW_NUMBER, 40, name="index"),
    TableColumn("village", "村", width=84),
    TableColumn(lambda row: row.line.name, "姓名", ColumnKind.NAME, 62, name="name"),
    TableColumn(lambda row: row.line.id_number, "证件号码", ColumnKind.ID_NUMBER, 152, name="id_number"),
    TableColumn("persons", "人", ColumnKind.NUMBER, 36, total=Total.SUM),
    TableColumn("previous", "上月", ColumnKind.MONEY, 80, total=Total.SUM),
    TableColumn("amount", "本月", ColumnKind.MONEY, 82, total=Total.SUM),
    TableColumn("moved", "比上月", ColumnKind.DIFFERENCE, 78, total=Total.SUM),
    TableColumn(
        lambda row: row.line.account or NO_ACCOUNT, "账户", ColumnKind.ACCOUNT, 74, name="account", tone=_tone
    ),
    TableColumn(lambda row: reason_shown(row.line), "变动原因", width=90, name="reason", grows=True),
    TableColumn("state", "状态", ColumnKind.CHIP, 92),
    TableColumn(lambda row: row.line.household_number, "户编号", width=110, name="household", hidden=True),
    TableColumn(lambda row: row.line.base, "基本", ColumnKind.MONEY, 88, name="base", hidden=True),
    TableColumn(
        lambda row: row.line.supplement, "增发", ColumnKind.MONEY, 80, name="supplement", hidden=True
    ),
    TableColumn(
        lambda row: row.line.back_payment, "补发", ColumnKind.MONEY, 80, name="back_payment", hidden=True
    ),
    TableColumn(lambda row: row.line.bank, "开户银行", width=120, name="bank", hidden=True),
)
