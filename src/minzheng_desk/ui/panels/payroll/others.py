"""The acts beside the one to do next, in the menu of the page; each that cannot be done says why; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.panels.payroll.acts import BOOK, CORRECT, DRAW, SEND, by_others, in_short
from minzheng_desk.ui.panels.payroll.asked import MonthPage

COMPARE, ANSWERS, RECOVER, HELD, POST = "compare", "answers", "recover", "held", "post"


@dataclass(frozen=True, slots=True)
class OtherAct:
    """One line of the menu."""

    key: str
    label: str
    icon: str
    why_not: str = ""


def other_acts(page: MonthPage, permissions: Collection[Permission]) -> Iterator[OtherAct]:
    """What can be done with the roster beside the next step."""
    now = page.now
    if now is None:
        yield OtherAct(RECOVER, "多发追回", "undo", "" if page.chosen else "还没有待遇")
        return
    steps = now.steps
    yield OtherAct(COMPARE, "与上月比较", "chart")

    def may(permission: Permission, verb: str) -> str:
        return "" if permission in permissions else by_others(verb, page.who_may, permission)

    yield OtherAct(
        DRAW,
        "重新生成",
        "refresh",
        _first(may(Permission.DRAW_UP_ROSTER, "生成"), "已锁定" if now.whole[0].is_locked else ""),
    )
    not_yet = "" if now.roster.is_locked else "锁定以后"
    yield OtherAct(SEND, "生成银行文件", "card", _first(not_yet, may(Permission.MAKE_BANK_FILE, "生成")))
    hindered = in_short(now.hindrance_to_book) if now.hindrance_to_book else ""
    booking = _first(not_yet, may(Permission.BOOK_RETURN, "导入"), hindered)
    yield OtherAct(BOOK, "导入回盘", "download", booking)
    yield OtherAct(ANSWERS, "看银行答复", "exchange", not_yet)
    yield OtherAct(CORRECT, "更正发放", "edit", _first(not_yet, "" if steps.failed else "没有退回的"))
    yield OtherAct(RECOVER, "多发追回", "undo")
    export = "" if Permission.EXPORT in permissions else "须有导出和打印的权限"
    yield OtherAct(HELD, "打印本月未发放明细", "print", _first(export, _nothing_held(page)))
    yield OtherAct(POST, "打印公布单", "print", _first(export, steps.why_not_post.partition("。")[0]))


def _nothing_held(page: MonthPage) -> str:
    roster = page.now.roster if page.now else None
    return "" if roster and (roster.held or roster.stopped) else "本月没有未发放的"


def _first(*reasons: str) -> str:
    return next((one for one in reasons if one), "")
