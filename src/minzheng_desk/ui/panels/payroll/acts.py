"""The one thing to do next with a month, and why it cannot be done by this person now; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.attention import Grade
from minzheng_desk.payroll.duties.model import (
    ApproverMayNotBook,
    CorrectionOpen,
    FailuresOpen,
    MakerMayNotCheck,
)
from minzheng_desk.payroll.model import EarlierRosterOpen, LaterRosterExists
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow

DRAW, LOCK, SEND, BOOK, CORRECT, CLOSE = "draw", "lock", "send", "book", "correct", "close"

_NEEDS = {
    DRAW: Permission.DRAW_UP_ROSTER,
    LOCK: Permission.LOCK_ROSTER,
    SEND: Permission.MAKE_BANK_FILE,
    BOOK: Permission.BOOK_RETURN,
    CORRECT: Permission.DRAW_UP_ROSTER,
    CLOSE: Permission.LOCK_ROSTER,
}
_NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Act:
    """Something to be done: its key, the verb on the button, and why it cannot be done now."""

    key: str
    label: str
    icon: str = ""
    why_not: str = ""
    """Short, to stand beside the button; empty when it can be done."""
    detail: str = ""
    """The same in whole sentences."""
    hint: str = ""
    """What should be known before it is done."""


def next_act(page: MonthPage, permissions: Collection[Permission]) -> Act:
    """What the primary button of the page does."""
    if page.chosen is None:
        return Act(DRAW, "生成名册", "plus", "还没有人在享按月发放的待遇")
    if page.now is None:
        return _allowed(Act(DRAW, "生成名册", "plus"), page, permissions, page.hindrance_to_draw)
    act, hindrance = _of_roster(page.now)
    return _allowed(act, page, permissions, hindrance)


def _of_roster(now: RosterNow) -> tuple[Act, DeskError | None]:
    if not now.roster.is_locked:
        return _before_locking(now)
    behind = {one.stage for one in now.course}
    if Stage.SENT not in behind:
        return Act(SEND, "生成银行文件", "card"), None
    if Stage.ANSWERED not in behind:
        return Act(BOOK, "导入回盘", "download"), now.hindrance_to_book
    if now.failures and not any(not one.is_locked for one in now.whole):
        return Act(CORRECT, "更正发放", "refresh", hint=f"{len(now.failures)} 笔退回还没有更正"), None
    return Act(CLOSE, "月结", "lock"), now.hindrance_to_close


def _before_locking(now: RosterNow) -> tuple[Act, DeskError | None]:
    if now.changed:
        return Act(DRAW, "重新生成", "refresh", hint=f"生成后有 {len(now.changed)} 行变动"), None
    if now.roster.correction:
        return Act(LOCK, "锁定", "lock"), now.hindrance_to_lock
    open_lines = sum(one.grade is Grade.MEND for one in now.attention)
    hint = f"还有 {open_lines} 条必改" if open_lines else ""
    return Act(LOCK, "锁定", "lock", hint=hint), now.hindrance_to_lock


def _allowed(
    act: Act, page: MonthPage, permissions: Collection[Permission], hindrance: DeskError | None
) -> Act:
    """The act with why this person cannot do it now."""
    why, detail = "", ""
    if isinstance(hindrance, MakerMayNotCheck):
        why, detail = _not_by_the_maker(page), _sentence(hindrance)
    elif isinstance(hindrance, ApproverMayNotBook):
        why, detail = _not_by_the_approver(page), _sentence(hindrance)
    elif hindrance is not None:
        why, detail = in_short(hindrance), _sentence(hindrance)
    elif _NEEDS[act.key] not in permissions:
        why = detail = by_others(act.label, page.who_may, _NEEDS[act.key])
    elif act.key == SEND and Permission.REVEAL not in permissions:
        why = detail = "银行文件含完整号码，须有查看完整号码的权限"
    return Act(act.key, act.label, act.icon, why, detail, act.hint)


def by_others(verb: str, who_may: Mapping[Permission, tuple[str, ...]], permission: Permission) -> str:
    """Who does it instead; for somebody who may not."""
    names = who_may.get(permission, ())
    if not names:
        return f"还没有人可以{verb}，请管理员设置"
    more = f"等 {len(names)} 人" if len(names) > _NAMED_AT_MOST else ""
    return f"{verb}由{'、'.join(names[:_NAMED_AT_MOST])}{more}办理"


def who_locks(page: MonthPage) -> str:
    """Those who may lock what was drawn up, whoever drew it up left out."""
    maker = page.now.roster.drawn_up_by if page.now else ""
    names = [name for name in page.who_may.get(Permission.LOCK_ROSTER, ()) if name != maker]
    return "、".join(names[:_NAMED_AT_MOST])


def in_short(hindrance: DeskError) -> str:
    """A hindrance in the few words that have room beside a button."""
    facts = hindrance.facts
    if isinstance(hindrance, EarlierRosterOpen):
        return f"先锁定 {facts['month']}的名册"
    if isinstance(hindrance, LaterRosterExists):
        return f"已有 {facts['month']}的名册"
    if isinstance(hindrance, CorrectionOpen):
        return "更正发放还没有锁定"
    if isinstance(hindrance, FailuresOpen):
        return f"{facts['count']} 笔退回还没有更正"
    return str(hindrance).partition("。")[0]


def _not_by_the_maker(page: MonthPage) -> str:
    names = who_locks(page)
    return f"制表人不能锁定，请换 {names}（Ctrl+L）" if names else "制表人不能锁定，还没有另一人可以锁定"


def _not_by_the_approver(page: MonthPage) -> str:
    approver = page.now.roster.locked_by if page.now else ""
    others = [name for name in page.who_may.get(Permission.BOOK_RETURN, ()) if name != approver]
    names = "、".join(others[:_NAMED_AT_MOST])
    return f"锁定的人不能导入回盘，请换 {names}（Ctrl+L）" if names else "锁定的人不能导入回盘，还没有另一人"


def _sentence(hindrance: DeskError) -> str:
    return f"{hindrance}{hindrance.advice}"
