"""The lines of 待办 and 风险提醒, before anything is painted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.pressing import Pressing, Stretch
from minzheng_desk.benefits.today import WithoutAccount
from minzheng_desk.benefits.township import DifferenceRow, TownshipChecked
from minzheng_desk.benefits.whereabouts import Place
from minzheng_desk.desk.drafts import Draft
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.month_state import ProgrammeMonth, ReturnedPayments, Stage
from minzheng_desk.policy.model import Document, Source
from minzheng_desk.ui.panels.home.alerts import alerts
from minzheng_desk.ui.panels.home.asked import MonthNow, PressingNow
from minzheng_desk.ui.panels.home.payment_card import payment_row
from minzheng_desk.ui.panels.home.todos import (
    chip_of,
    in_order,
    todo_of_backup,
    todos_of_drafts,
    todos_of_month,
    todos_of_pressing,
)
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.stepper import StepState

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
LAW = Source(Document("R1", "最低生活保障审核确认办法", "民发〔2021〕57号"), "a31")
NOTHING_RETURNED = ReturnedPayments(0, Money(0))


def a_line(sort: str = "review", due_on: date = TODAY, things: int = 12, name: str = "") -> Pressing:
    villages = (("杨家湾村", 7), ("大柳村", 4), ("石桥铺村", 1)) if things > 1 else (("大柳村", 1),)
    stretch = Stretch.of(due_on, TODAY)
    return Pressing(sort, "最低生活保障", due_on, stretch, things, sort == "review", name, "", villages, LAW)


def a_programme(*done: Stage, held: int = 0, before: str | None = "100") -> ProgrammeMonth:
    roster_id = new_id() if done else None
    earlier = yuan(before) if before else None
    return ProgrammeMonth("dibao", "最低生活保障", 9, roster_id, 20, yuan("120"), earlier, held, done)


def now(*programmes: ProgrammeMonth, missing: tuple[WithoutAccount, ...] = ()) -> MonthNow:
    return MonthNow(Month(2026, 11), programmes, missing, NOTHING_RETURNED)


def without(name: str = "张三") -> WithoutAccount:
    return WithoutAccount(new_id(), "dibao", new_id(), name, None, "")


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (-800, "逾期 26 个月", Tone.BAD),
        (-1, "逾期 1 天", Tone.BAD),
        (0, "今天到期", Tone.WARN),
        (1, "剩 1 天", Tone.INFO),
        (2, "剩 2 天", Tone.NEUTRAL),
    ],
)
def test_a_chip_says_how_soon(days: int, said: str, tone: Tone) -> None:
    chip = chip_of(TODAY + timedelta(days=days), TODAY)
    assert tone is chip.tone
    assert chip.text == said if days != -800 else chip.text.startswith("逾期")


def test_several_things_name_two_villages_and_how_many_more() -> None:
    (todo,) = todos_of_pressing([a_line()])
    assert "最低生活保障定期复核" == todo.title
    assert "12 户 · 杨家湾村 7 户、大柳村 4 户等 3 个村" == todo.detail
    assert ("最早应于 2026-11-21 前复核", "民发〔2021〕57号 第三十一条") == (todo.reason, todo.citation)
    assert "benefits:due/review" == todo.address


def test_a_single_thing_names_the_household() -> None:
    (todo,) = todos_of_pressing([a_line(things=1, name="周桂方")])
    assert ("周桂方户 · 大柳村", "应于 2026-11-21 前复核") == (todo.detail, todo.reason)


def test_an_open_roster_is_to_be_drawn_up_or_locked_and_a_locked_one_is_not() -> None:
    titles = [
        [todo.title for todo in todos_of_month(now(a_programme(*done)))]
        for done in ((), (Stage.DRAWN_UP,), (Stage.DRAWN_UP, Stage.LOCKED))
    ]
    assert [["生成 11月名册"], ["核对并锁定 11月名册"], []] == titles


def test_people_without_an_account_are_one_line() -> None:
    (one,) = todos_of_month(now(missing=(without(),)))
    (two,) = todos_of_month(now(missing=(without(), without("李四"))))
    assert ("张三 没有账户", "2 人的 2 项待遇没有账户") == (one.detail, two.detail)


@pytest.mark.parametrize(
    ("last", "said"),
    [(None, ["还没有备份过"]), (NOW - timedelta(hours=30), ["上次备份 11月20日 03:00"]), (NOW, [])],
)
def test_a_backup_older_than_a_day_is_something_to_do(last: datetime | None, said: list[str]) -> None:
    assert said == [todo.detail for todo in todo_of_backup(last, NOW)]


def test_a_draft_is_opened_by_its_name() -> None:
    (todo,) = todos_of_drafts([Draft("households:LX-1/add_member", "何长林 登记成员", {}, NOW)], NOW)
    assert ("何长林 登记成员", "今天 09:00 存的草稿") == (todo.detail, todo.reason)
    assert "households:LX-1/add_member" == todo.address


def test_what_is_overdue_stands_before_what_has_no_day_and_that_before_what_comes() -> None:
    lines = [a_line(due_on=date(2026, 12, 1)), a_line(due_on=date(2026, 11, 1))]
    todos = in_order([*todos_of_month(now(missing=(without(),))), *todos_of_pressing(lines)], TODAY)
    assert [date(2026, 11, 1), None, date(2026, 12, 1)] == [todo.due_on for todo in todos]


def test_alerts_that_are_nothing_stand_last_and_those_unknown_say_so() -> None:
    found = alerts(now(missing=(without(),)), PressingNow((a_line("age"),), ()), None)
    assert ["账户缺失或银行退回", "到龄"] == [alert.title for alert in found[:2]]
    assert {"死亡待停发", "证件到期", "复核到期"} == {alert.title for alert in found if alert.count == 0}
    assert 3 == sum(alert.count is None for alert in found)
    left_out = DifferenceRow(
        Difference(Change.GRANT, "dibao", "最低生活保障", None, None, None, Money(0), yuan("600"), (), ()),
        Place(None, None, "", "", ""),
    )
    checked = TownshipChecked(TODAY, 9, 0, 0, 0, (left_out, left_out), (), (), {})
    unclaimed = next(one for one in alerts(None, None, checked) if one.title == "应享未享")
    assert (2, "条件已符合但没有申请，月 1,200.00 元") == (unclaimed.count, unclaimed.detail)


@pytest.mark.parametrize(
    ("programme", "states", "said"),
    [
        (a_programme(), "正在办 还没有到 还没有到 还没有到 还没有到", "还没有生成"),
        (
            a_programme(Stage.DRAWN_UP, held=4),
            "已完成 有问题要处理 还没有到 还没有到 还没有到",
            "核对中 · 暂缓 4",
        ),
        (a_programme(Stage.DRAWN_UP, Stage.LOCKED), "已完成 已完成 正在办 还没有到 还没有到", "已锁定"),
        (a_programme(*Stage), "已完成 已完成 已完成 已完成 已完成", "已月结"),
    ],
)
def test_the_steps_of_a_month_end_with_the_one_that_is_next(
    programme: ProgrammeMonth, states: str, said: str
) -> None:
    row = payment_row(programme, Month(2026, 11))
    assert states.split() == [state.value for state in row.steps]
    assert (said, "payroll:202611/dibao") == (row.state.text, row.address)
    assert StepState.BLOCKED not in payment_row(a_programme(Stage.DRAWN_UP), Month(2026, 11)).steps
