"""Months of paying people, on a real store: who is paid, what is owed, what may not happen twice."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from builders import an_id_number
from minzheng_desk.benefits.model import Amounts
from minzheng_desk.benefits.operations import end, report_death, resume, revise_amount, suspend
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import Household
from minzheng_desk.households.operations.events import remove_member
from minzheng_desk.kernel.errors import UndoBlocked
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.drawing import compare_with_previous
from minzheng_desk.payroll.model import (
    EarlierRosterOpen,
    LaterRosterExists,
    NothingToPay,
    RosterAlreadyLocked,
    RosterChanged,
    RosterLine,
    RosterOutdated,
)
from minzheng_desk.payroll.queries import rosters
from payroll.paying import (
    OLD_AGE,
    a_household,
    an_account,
    an_award,
    drawn_up,
    granted,
    line_of,
    lock,
    paid_out,
    person_called,
    person_of,
    policy,
)

NOVEMBER = Month(2026, 11)


def revised(desk: Desk, award: object, since: str, base: str, reason: str = "收入变化") -> None:
    amounts = Amounts(yuan(base))
    desk.run(revise_amount, award, Month.parse(since), amounts, persons=1, reason=reason)  # type: ignore[arg-type]


def test_a_new_award_is_paid_from_its_month_on_and_then_stays_the_same(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    first = line_of(paid_out(memory_desk, "2026-10"), award)
    second = line_of(paid_out(memory_desk, "2026-11"), award)
    assert (52_000, "pay", "new") == (first.amount, first.standing, first.difference)
    assert (52_000, "pay", "same", "") == (second.amount, second.standing, second.difference, second.reason)


def test_months_that_were_due_and_not_listed_are_paid_one_by_one(desk: Desk) -> None:
    award = granted(desk, since="2026-08")
    revised(desk, award, "2026-09", "600")
    line = line_of(paid_out(desk, "2026-10"), award)
    assert (("2026-08", 52_000), ("2026-09", 60_000)) == line.back_months
    assert (112_000, 172_000) == (line.back_payment, line.amount)
    assert "补发2026-08 520.00元、2026-09 600.00元" in line.reason
    after = line_of(paid_out(desk, "2026-11"), award)
    assert (0, 60_000) == (after.back_payment, after.amount)
    assert "上月含补发1,120.00元" in after.reason


def test_a_benefit_paid_from_the_month_of_application_is_paid_for_every_month_since(
    memory_desk: Desk,
) -> None:
    # Filed in September, approved on 10 November (case C29): 09, 10 and 11 at 110 each.
    award = granted(memory_desk, since="2026-09", base="110")
    line = line_of(paid_out(memory_desk, "2026-11"), award)
    assert (("2026-09", 11_000), ("2026-10", 11_000)) == line.back_months
    assert (11_000, 33_000) == (line.base, line.amount)


def test_a_line_held_for_a_missing_account_is_paid_in_arrears_once_there_is_one(desk: Desk) -> None:
    other = granted(desk, "李四")
    household, person = a_household(desk, "张三")
    award = an_award(desk, household, person)
    held = paid_out(desk, "2026-10")
    assert ("hold", 0) == (line_of(held, award).standing, line_of(held, award).amount)
    assert "没有银行账号" in line_of(held, award).reason
    assert (52_000, 1, 1) == (held.roster.total, held.roster.lines, held.roster.held)
    an_account(desk, person)
    line = line_of(paid_out(desk, "2026-11"), award)
    assert ("returned", (("2026-10", 52_000),)) == (line.difference, line.back_months)
    assert (104_000, 0) == (line.amount, line.previous_amount)
    assert 52_000 == line_of(drawn_up(desk, "2026-12"), other).amount


def test_suspended_months_are_not_paid_in_arrears(desk: Desk) -> None:
    award = granted(desk, since="2026-08")
    paid_out(desk, "2026-08")
    desk.run(suspend, award, Month(2026, 9), "失联")
    held = line_of(paid_out(desk, "2026-09"), award)
    assert ("hold", "held", "暂停发放：失联") == (held.standing, held.difference, held.reason)
    paid_out(desk, "2026-10")
    desk.run(resume, award, NOVEMBER)
    line = line_of(paid_out(desk, "2026-11"), award)
    assert ("pay", "returned", 52_000, ()) == (
        line.standing,
        line.difference,
        line.amount,
        line.back_months,
    )


def test_what_was_paid_before_this_store_is_neither_new_nor_owed(memory_desk: Desk) -> None:
    award = granted(memory_desk, since="2023-01", paid_through="2026-10")
    line = line_of(drawn_up(memory_desk, "2026-11"), award)
    assert ("taken_over", "", 52_000, ()) == (line.difference, line.reason, line.amount, line.back_months)


def test_a_raise_decided_late_is_paid_from_its_month_on(desk: Desk) -> None:
    award = granted(desk, since="2026-08")
    paid_out(desk, "2026-08")
    paid_out(desk, "2026-09")
    revised(desk, award, "2026-08", "600", "标准提高")
    line = line_of(paid_out(desk, "2026-10"), award)
    assert (("2026-08", 8_000), ("2026-09", 8_000)) == line.back_months
    assert ("raised", 76_000) == (line.difference, line.amount)
    assert "标准提高；补发2026-08至2026-09每月80.00元" == line.reason
    assert 60_000 == line_of(drawn_up(desk, "2026-11"), award).amount


def test_what_was_paid_too_much_is_told_once_and_never_deducted(memory_desk: Desk) -> None:
    award = granted(memory_desk, since="2026-08")
    paid_out(memory_desk, "2026-08")
    paid_out(memory_desk, "2026-09")
    revised(memory_desk, award, "2026-09", "400")
    line = line_of(paid_out(memory_desk, "2026-10"), award)
    assert ("lowered", 40_000) == (line.difference, line.amount)
    assert "已多发2026-09 120.00元，待追回" in line.reason
    assert "" == line_of(drawn_up(memory_desk, "2026-11"), award).reason


def test_the_month_of_death_is_paid_and_then_the_award_stops(desk: Desk) -> None:
    household, person = a_household(desk, "王奶奶", id_number=an_id_number(date(1930, 3, 1)))
    an_account(desk, person)
    award = an_award(desk, household, person, "2026-08", "0", programme=OLD_AGE, basis="policy")
    paid_out(desk, "2026-08", OLD_AGE)
    desk.run(report_death, person, date(2026, 9, 3), "殡葬登记", policy=policy())
    last = line_of(paid_out(desk, "2026-09", OLD_AGE), award)
    assert ("pay", "same") == (last.standing, last.difference)
    assert "2026-09-03去世，本月照发" in last.reason
    stopped = line_of(paid_out(desk, "2026-10", OLD_AGE), award)
    assert ("stop", "stopped", 0, last.amount) == (
        stopped.standing,
        stopped.difference,
        stopped.amount,
        stopped.previous_amount,
    )
    assert "人员死亡，自2026-10停发" == stopped.reason
    with pytest.raises(NothingToPay):
        drawn_up(desk, "2026-11", OLD_AGE)


def test_the_head_of_a_household_who_died_earlier_is_held_until_another_is_named(desk: Desk) -> None:
    award = granted(desk, "张三", "李四", since="2026-09")
    paid_out(desk, "2026-09")
    desk.run(
        report_death,
        person_of(desk, award),
        date(2026, 9, 28),
        "派出所",
        policy=policy(),
    )
    line = line_of(drawn_up(desk, "2026-10"), award)
    assert ("hold", "领款人已于2026-09-28去世，请变更领款人或停发") == (line.standing, line.reason)


def test_a_member_who_died_is_named_on_the_line_but_not_one_who_had_moved_away(desk: Desk) -> None:
    award = granted(desk, "张三", "李四", "张小三", since="2026-09")
    wife, son = (person_called(desk, award, name) for name in ("李四", "张小三"))
    household = desk.ask(lambda reader: reader.get(Household, award.household_id or ""))
    desk.run(remove_member, household, son, date(2026, 9, 10), "外出")
    for person in (wife, son):
        desk.run(report_death, person, date(2026, 10, 5), "村报", policy=policy())
    reason = line_of(drawn_up(desk, "2026-10"), award).reason
    assert "成员李四于2026-10-05去世，待重新核定" in reason
    assert "张小三" not in reason


def test_an_ended_award_that_owes_months_pays_them_and_stops_only_once(desk: Desk) -> None:
    granted(desk, "李四", since="2026-09")
    household, person = a_household(desk, "张三")
    award = an_award(desk, household, person, "2026-09")
    paid_out(desk, "2026-09")
    desk.run(end, award, Month(2026, 10), "income")
    an_account(desk, person)
    line = line_of(paid_out(desk, "2026-10"), award)
    assert ("pay", "stopped", 0, 52_000) == (line.standing, line.difference, line.base, line.amount)
    assert "收入超标，自2026-10停发；补发2026-09 520.00元" == line.reason
    after = line_of(paid_out(desk, "2026-11"), award)
    assert ("stop", "same", 0) == (after.standing, after.difference, after.amount)
    assert award.id not in {each.award_id for each in drawn_up(desk, "2026-12").lines}


def test_an_end_that_comes_out_late_says_what_was_paid_too_much(memory_desk: Desk) -> None:
    granted(memory_desk, "李四", since="2026-08")
    award = granted(memory_desk, since="2026-08")
    paid_out(memory_desk, "2026-08")
    paid_out(memory_desk, "2026-09")
    memory_desk.run(end, award, Month(2026, 9), "income")
    line = line_of(drawn_up(memory_desk, "2026-10"), award)
    assert "收入超标，自2026-09停发；已多发2026-09 520.00元，待追回" == line.reason


def test_the_same_person_is_held_the_second_time_and_never_paid_for_those_months(desk: Desk) -> None:
    number = an_id_number(date(1950, 1, 1))
    first_home, first = a_household(desk, "张三", id_number=number)
    second_home, second = a_household(desk, "张三", village="990000101002", id_number=number)
    for person in (first, second):
        an_account(desk, person)
    one = an_award(desk, first_home, first, "2026-09")
    two = an_award(desk, second_home, second, "2026-09", "400")
    view = paid_out(desk, "2026-09")
    assert ("hold", "与本名册第 1 行为同一人，疑似重复") == (
        line_of(view, two).standing,
        line_of(view, two).reason,
    )
    assert (52_000, 1) == (view.roster.total, view.roster.lines)
    desk.run(end, one, Month(2026, 10), "duplicate")
    line = line_of(paid_out(desk, "2026-10"), two)
    assert (40_000, ()) == (line.amount, line.back_months)


def test_what_the_lines_move_is_the_difference_of_the_totals(desk: Desk) -> None:
    stays, leaves, changes = (granted(desk, name, since="2026-09") for name in ("甲某", "乙某", "丙某"))
    before = paid_out(desk, "2026-09")
    granted(desk, "丁某", since="2026-10")
    desk.run(end, leaves, Month(2026, 10), "moved")
    revised(desk, changes, "2026-10", "300")
    desk.run(suspend, stays, Month(2026, 10), "核查")
    view = drawn_up(desk, "2026-10")
    compared = compare_with_previous(view.lines)
    assert view.roster.total - before.roster.total == sum(compared.moved.values())
    assert len(view.lines) == sum(compared.counts.values())
    assert all(line.reason for line in compared.differing)


def test_drawing_up_again_replaces_a_roster_that_is_not_locked(desk: Desk) -> None:
    granted(desk, "张三")
    first = drawn_up(desk, "2026-10")
    granted(desk, "李四")
    second = drawn_up(desk, "2026-10")
    assert (1, 2) == (first.roster.lines, second.roster.lines)
    assert 1 == len(desk.ask(rosters, "dibao"))
    assert 2 == desk.ask(lambda reader: reader.count(RosterLine))
    desk.undo()
    assert 1 == desk.ask(lambda reader: reader.count(RosterLine))


def test_months_go_in_order(memory_desk: Desk) -> None:
    granted(memory_desk)
    october = drawn_up(memory_desk, "2026-10")
    with pytest.raises(EarlierRosterOpen):
        drawn_up(memory_desk, "2026-11")
    lock(memory_desk, october.roster)
    drawn_up(memory_desk, "2026-11")
    with pytest.raises(RosterAlreadyLocked):
        drawn_up(memory_desk, "2026-10")
    with pytest.raises(LaterRosterExists):
        drawn_up(memory_desk, "2026-09")


def test_nobody_to_pay_is_said_and_leaves_nothing(memory_desk: Desk) -> None:
    granted(memory_desk, since="2026-12")
    with pytest.raises(NothingToPay):
        drawn_up(memory_desk, "2026-11")
    assert [] == memory_desk.ask(rosters)


def test_a_locked_roster_is_not_locked_or_undone_again(desk: Desk) -> None:
    granted(desk)
    view = drawn_up(desk, "2026-10")
    clerk = dataclasses.replace(desk, actor=Actor("zhang.wei", "张伟", frozenset(Permission)))
    lock(clerk, view.roster)
    with pytest.raises(RosterAlreadyLocked):
        lock(clerk, view.roster)
    with pytest.raises(UndoBlocked):
        desk.undo()


@pytest.mark.parametrize(
    "change",
    [
        "amount = 99",
        "account = '6228480000000000018'",
        "name = '别人'",
        "base = 1",
        "persons = 9",
        "holder_name = '别人'",
        "standing = 'hold'",
        "back_months = '[[\"2026-01\", 5]]'",
        "reason = '没有原因'",
    ],
)
def test_a_roster_that_was_meddled_with_is_not_locked(memory_desk: Desk, change: str) -> None:
    granted(memory_desk)
    view = drawn_up(memory_desk, "2026-10")
    with memory_desk.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE roster_line SET {change}")  # noqa: S608
    with pytest.raises(RosterChanged):
        lock(memory_desk, view.roster)


@pytest.mark.parametrize("change", ["total = 1", "lines = 2", "persons = 5", "digest = 'x'"])
def test_a_roster_whose_sums_were_meddled_with_is_not_locked(memory_desk: Desk, change: str) -> None:
    granted(memory_desk)
    view = drawn_up(memory_desk, "2026-10")
    with memory_desk.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE roster SET {change}")  # noqa: S608
    with pytest.raises(RosterChanged):
        lock(memory_desk, view.roster)


def test_a_roster_is_not_locked_when_its_records_changed_since(desk: Desk) -> None:
    award = granted(desk, "张三")
    granted(desk, "李四")
    view = drawn_up(desk, "2026-10")
    desk.run(suspend, award, Month(2026, 10), "举报核查")
    with pytest.raises(RosterOutdated) as refused:
        lock(desk, view.roster, policy())
    assert 1 == refused.value.facts["count"]
    desk.undo()
    assert "locked" == lock(desk, view.roster, policy()).state


def test_a_standard_published_late_is_paid_for_the_months_since(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶", id_number=an_id_number(date(1930, 3, 1)))
    an_account(memory_desk, person)
    award = an_award(memory_desk, household, person, "2026-08", "0", programme=OLD_AGE, basis="policy")
    first = line_of(paid_out(memory_desk, "2026-08", OLD_AGE), award)
    again = line_of(paid_out(memory_desk, "2026-09", OLD_AGE), award)
    assert (first.amount, ()) == (again.amount, again.back_months)
    tiers = policy().at(date(2026, 8, 1))["old_age_allowance.tiers"]
    raised = dataclasses.replace(
        tiers,
        since=date(2026, 8, 1),
        value=tuple(dataclasses.replace(t, amount=t.amount + 5_000) for t in tiers.value),  # type: ignore[union-attr]
    )
    newer = dataclasses.replace(policy().with_values({"old_age_allowance.tiers": [raised]}), version="2026.2")
    line = line_of(paid_out(memory_desk, "2026-10", OLD_AGE, newer), award)
    assert (("2026-08", 5_000), ("2026-09", 5_000)) == line.back_months
    assert first.amount + 15_000 == line.amount
