"""What an act on an award does to the money, said before it is done."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from minzheng_desk.benefits.award_file import award_file
from minzheng_desk.benefits.hearings import record_hearing
from minzheng_desk.benefits.model import Award, AwardHearing
from minzheng_desk.benefits.operations import suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.panels.benefits.acts import Act, Case
from minzheng_desk.ui.panels.benefits.changing import BeginPhaseOut, ChangeRecipient, RecordReview, Revise
from minzheng_desk.ui.panels.benefits.stopping import End, Resume, Suspend
from payroll.paying import OLD_AGE, a_household, an_award, granted, policy

DAY = date(2026, 11, 21)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)


def case(desk: Desk, award: Award, unpaid_from: Month | None = None) -> Case:
    return Case(desk.ask(award_file, award.id, policy(), DAY), DAY, "李敏", unpaid_from, {})


def said(act: Act, **values: Any) -> str:
    return "".join(act.effect({**act.initial(), **values}).lines)


@pytest.fixture
def award(memory_desk: Desk) -> Award:
    return granted(memory_desk, "张三", "李四", base="500", supplement="20", persons=2)


def test_a_suspension_says_from_which_month_and_how_much(memory_desk: Desk, award: Award) -> None:
    act = Suspend(case(memory_desk, award))
    assert "自 2026年11月起每月少发 520.00 元，待遇保留，恢复后再发。" == said(act)


def test_what_is_locked_is_not_changed_any_more_and_that_is_said(memory_desk: Desk, award: Award) -> None:
    act = Suspend(case(memory_desk, award, DECEMBER))
    assert {"since": DECEMBER} == act.initial()
    assert "" == act.effect(act.initial()).warning
    assert "已锁定到 2026年11月" in act.effect({"since": NOVEMBER}).warning


def test_a_resumption_counts_the_months_that_are_not_paid(memory_desk: Desk, award: Award) -> None:
    assert "没有暂停" == Resume(case(memory_desk, award)).hindered()
    memory_desk.run(suspend, award, Month(2026, 10), "联系不上")
    act = Resume(case(memory_desk, award))
    assert "" == act.hindered()
    assert "自 2026年12月起恢复，每月 520.00 元。2026年10月至 2026年11月的 2 个月不发。" == said(
        act, from_month=DECEMBER
    )
    assert "已经暂停" == Suspend(case(memory_desk, award)).hindered()


def test_an_end_names_the_last_month_paid(memory_desk: Desk, award: Award) -> None:
    act = End(case(memory_desk, award))
    assert "最后发 2026年11月，自 2026年12月起每月少发 520.00 元。" == said(act)


def test_a_hearing_noted_before_stands_in_the_form(memory_desk: Desk, award: Award) -> None:
    hearing = AwardHearing(award_id=award.id, heard_on=date(2026, 11, 10), note="认可", reasons="收入超标")
    memory_desk.run(record_hearing, hearing)
    begun = End(case(memory_desk, award)).initial()
    assert (date(2026, 11, 10), "认可", "收入超标") == tuple(
        begun[name] for name in ("heard_on", "heard_note", "heard_reasons")
    )


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("600", "自 2026年12月起每月 520.00 → 620.00 元，增加 100.00 元。"),
        ("500", "自 2026年12月起每月 520.00 → 520.00 元，金额不变。"),
        ("400.50", "自 2026年12月起每月 520.00 → 420.50 元，减少 99.50 元。"),
    ],
)
def test_another_amount_is_said_beside_the_one_before(
    memory_desk: Desk, award: Award, base: str, told: str
) -> None:
    assert told == said(Revise(case(memory_desk, award)), base=yuan(base))


def test_an_amount_that_follows_the_policy_is_not_revised_by_hand(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶", born_on=date(1941, 5, 1))
    award = an_award(memory_desk, household, person, "2026-10", "100", programme=OLD_AGE, basis="policy")
    assert "金额按当月标准自动确定" == Revise(case(memory_desk, award)).hindered()
    assert "按人确认的待遇不能变更" == ChangeRecipient(case(memory_desk, award)).hindered()


def test_a_phase_out_says_the_months_and_the_whole(memory_desk: Desk, award: Award) -> None:
    act = BeginPhaseOut(case(memory_desk, award))
    told = said(act, decided_on=DAY, months=3)
    assert "2026年12月至 2027年2月照发，每月 520.00 元，共 1,560.00 元；期满前另办停发。" == told


def test_another_recipient_changes_no_amount(memory_desk: Desk, award: Award) -> None:
    act = ChangeRecipient(case(memory_desk, award))
    (other,) = [one for one in act.case.file.members if one.id != award.person_id]
    assert "金额不变。领款人 张三 → 李四，下一期名册起发到本人账户。" == said(act, person=other.id)


def test_a_review_without_change_leaves_the_amount(memory_desk: Desk, award: Award) -> None:
    act = RecordReview(case(memory_desk, award))
    assert "没有明显变化，金额不变，每月 520.00 元；下次复核从这一天起算。" == said(act)


def test_a_line_may_suggest_what_stands_in_the_fields(memory_desk: Desk, award: Award) -> None:
    suggested = {"base": yuan("300"), "supplement": Money(0)}
    act = Revise(dataclasses.replace(case(memory_desk, award), suggested=suggested))
    assert "每月 520.00 → 300.00 元，减少 220.00 元" in said(act)
