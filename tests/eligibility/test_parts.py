"""A township gone through part by part is the township."""

from __future__ import annotations

from datetime import date

from builders import registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.queries import facts_of, facts_of_all, households_on

DAY = date(2026, 11, 21)


def test_the_parts_of_a_township_are_the_whole_in_the_same_order(memory_desk: Desk) -> None:
    for names in (("张三", "李四"), ("王五",), ("赵六", "钱七", "孙八")):
        registered(memory_desk, *names)
    whole = memory_desk.ask(facts_of_all, DAY)
    homes = memory_desk.ask(households_on, DAY)
    parts = [memory_desk.ask(facts_of, part, DAY) for part in (homes[:2], homes[2:])]
    assert 3 == len(whole)
    assert whole == [facts for part in parts for facts in part]
