"""The lines of 待办: what needs somebody now, the most urgent first, why, and the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from minzheng_desk.benefits.pressing import DEATH, Pressing, Stretch
from minzheng_desk.desk.drafts import Draft
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.money import shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.month_state import ProgrammeMonth, Stage
from minzheng_desk.policy.clauses import brief
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.home.asked import MonthNow, backed_up, month_now, pressing_now
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone

_A_DAY = timedelta(days=1)
_VILLAGES_NAMED = 2
_DAYS_COUNTED, _MONTHS_COUNTED = 60, 24
_DAYS_A_MONTH, _MONTHS_A_YEAR = 30, 12


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: what to do, about whom, why, and where it is done."""

    title: str
    detail: str
    reason: str
    citation: str
    verb: str
    address: str
    due_on: date | None
    """None: it has no day, but should not wait."""

    def stretch(self, today: date) -> Stretch:
        """How soon it is due."""
        return Stretch.of(self.due_on or today, today)


class _Wording(NamedTuple):
    """What is to be done about a sort of thing, by when, and the verb."""

    title: str
    reason: str
    verb: str


_WORDINGS: Mapping[str, _Wording] = MappingProxyType(
    {
        "review": _Wording("{about}定期复核", "应于 {day} 前复核", "去复核"),
        "age": _Wording("核对{about}人员的待遇", " {day} 到龄", "去核对"),
        "certificate": _Wording("提醒换领残疾人证", " {day} 到期", "去提醒"),
        "phase_out": _Wording("{about}渐退期满停发", " {day} 期满", "去办理"),
        "validity": _Wording("{about}重新认定", " {day} 有效期满", "去通知"),
        "papers": _Wording("补齐先行救助手续", "应于 {day} 前补齐", "去补齐"),
        DEATH: _Wording("办理去世人员的{about}停发", "应于 {day} 前办结", "去停发"),
    }
)


def todos_of_pressing(lines: Iterable[Pressing]) -> Iterator[Todo]:
    """What falls due."""
    for line in lines:
        wording = _WORDINGS[line.sort]
        reason = wording.reason.format(day=line.due_on)
        yield Todo(
            wording.title.format(about=line.about.partition("（")[0]),
            _about(line),
            f"最早{reason}" if line.things > 1 else reason.strip(),
            brief(line.source),
            wording.verb,
            "benefits:deaths" if line.sort == DEATH else f"benefits:due/{line.sort}",
            line.due_on,
        )


def todos_of_month(now: MonthNow) -> Iterator[Todo]:
    """Rosters not yet drawn up or locked, people without an account, payments that came back."""
    for one in now.programmes:
        if Stage.LOCKED not in one.done:
            yield _roster(one, now)
    missing = now.without_account
    if missing:
        people = len({one.person_id for one in missing})
        said = (
            f"{people} 人的 {len(missing)} 项待遇没有账户"
            if len(missing) > 1
            else f"{masks().name(missing[0].name)} 没有账户"
        )
        yield Todo(
            "补登银行账户",
            said,
            "没有账户的暂缓发放",
            "补登后下月一并补发",
            "去补登",
            "benefits:no-account",
            None,
        )
    if now.returned.payments:
        said = f"{now.returned.payments} 笔，{shown(now.returned.total)} 元"
        yield Todo(
            "更正银行退回",
            said,
            "银行退回不得作为停发的理由",
            "更正账户后再发",
            "去更正",
            "payroll",
            None,
        )


def todo_of_backup(last: datetime | None, now: datetime) -> Iterator[Todo]:
    """The last backup, when it is older than a day."""
    if last is None or now - last > _A_DAY:
        said = "还没有备份过" if last is None else f"上次备份 {moment(last, now)}"
        yield Todo(
            "备份数据库", said, "每天至少备份一次", "可以边备份边办事", "去备份", "settings:backup", None
        )


def todos_waiting(reader: Any, now: datetime) -> int:
    """How many lines the store gives cause for; what is being entered is not in the store."""
    today = in_beijing(now).date()
    return sum(
        1
        for lines in (
            todos_of_month(month_now(reader, today)),
            todos_of_pressing(pressing_now(reader, today).lines),
            todo_of_backup(backed_up(reader), now),
        )
        for _ in lines
    )


def in_order(todos: Iterable[Todo], today: date) -> tuple[Todo, ...]:
    """The most urgent first; what has no day stands behind what is overdue."""
    order = list(Stretch)
    return tuple(sorted(todos, key=lambda one: (order.index(one.stretch(today)), one.due_on or today)))


def todos_of_drafts(drafts: Iterable[Draft], now: datetime) -> Iterator[Todo]:
    """What was being entered and neither saved nor given up; a draft is named by the page that opens it."""
    for draft in drafts:
        kept = f"{moment(draft.kept_at, now)} 存的草稿"
        # A title may name anybody; before a meeting it is not read out.
        title = "没有保存的录入" if masks().projecting else draft.title
        yield Todo("接着录入", title, kept, "还没有保存到档案", "接着录", draft.name, None)


def payroll_address(month: Month, programme: str = "") -> str:
    """Where a month, or one programme in it, is paid.

    >>> payroll_address(Month(2026, 9), "dibao")
    'payroll:202609/dibao'
    """
    return f"payroll:{month.year}{month.month:02d}" + (f"/{programme}" if programme else "")


def chip_of(due_on: date | None, today: date) -> ChipSpec:
    """How soon, in words and a colour.

    >>> [chip_of(date(2026, 11, day), date(2026, 11, 21)).text for day in (20, 21, 24)]
    ['逾期 1 天', '今天到期', '剩 3 天']
    """
    if due_on is None:
        return ChipSpec("请尽快", Tone.WARN, "clock")
    days = (due_on - today).days
    if days < 0:
        return ChipSpec(f"逾期 {_span(-days)}", Tone.BAD, "clock")
    if days == 0:
        return ChipSpec("今天到期", Tone.WARN, "clock")
    tone = {Stretch.THIS_WEEK: Tone.INFO}.get(Stretch.of(due_on, today), Tone.NEUTRAL)
    return ChipSpec(f"剩 {_span(days)}", tone)


def moment(at: datetime, now: datetime) -> str:
    """A moment as people say it: 今天 08:30, 11月18日 08:30.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 11, 21, 0, 30, tzinfo=UTC), datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    '今天 08:30'
    """
    here, today = in_beijing(at), in_beijing(now).date()
    day = "今天" if here.date() == today else f"{here.month}月{here.day}日"
    return f"{day} {here:%H:%M}"


def _about(line: Pressing) -> str:
    unit = "户" if line.of_households else "人"
    if line.name:
        village = line.villages[0][0] if line.villages else ""
        who = masks().name(line.name) + unit.replace("人", "")
        return " · ".join(part for part in (who, village) if part)
    named = "、".join(f"{name} {count} {unit}" for name, count in line.villages[:_VILLAGES_NAMED])
    more = f"等 {len(line.villages)} 个村" if len(line.villages) > _VILLAGES_NAMED else ""
    return " · ".join(part for part in (f"{line.things} {unit}", named + more) if part)


def _roster(one: ProgrammeMonth, now: MonthNow) -> Todo:
    address, month = payroll_address(now.month, one.programme), f"{now.month.month}月"
    last = now.month.last_day
    if one.roster_id is None:
        said = f"{one.label} · {one.awards} 项待遇在享"
        return Todo(
            f"生成 {month}名册", said, "每月一次，月底前完成", "生成后核对变动", "去生成", address, last
        )
    said = f"{one.label} · {one.persons} 人 · {shown(one.total)} 元"
    return Todo(
        f"核对并锁定 {month}名册", said, "锁定后才能发放", "制表和锁定不能是同一人", "去核对", address, last
    )


def _span(days: int) -> str:
    if days <= _DAYS_COUNTED:
        return f"{days} 天"
    months = days // _DAYS_A_MONTH
    return f"{months} 个月" if months < _MONTHS_COUNTED else f"{months // _MONTHS_A_YEAR} 年"
