"""The sheet for the notice board: what the law orders to be told, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from builders import an_id_number
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.payroll.documents.postings import (
    NAMELESS,
    PostingForbidden,
    PostingTooEarly,
    posting_sheet,
    print_posting,
    why_not_post,
)
from minzheng_desk.payroll.documents.rosters import Printing
from minzheng_desk.payroll.queries import RosterView, unnamed_on_boards
from payroll.paying import (
    OLD_AGE,
    VILLAGES,
    a_household,
    an_account,
    an_award,
    drawn_up,
    granted,
    paid_out,
    policy,
)
from printed import printed_pages

PRINTING = Printing(office="柳溪镇", printed_by="李敏", printed_at=datetime(2026, 11, 20, 1, tzinfo=UTC))
TEKUN = "tekun"


@pytest.fixture
def township(memory_desk: Desk) -> Desk:
    memory_desk.run(set_up_office, Station(name="柳溪镇", region_code="990000101", policy_pack="demo-county"))
    memory_desk.run(add_regions, list(VILLAGES.items()))
    return memory_desk


def two_families(desk: Desk) -> RosterView:
    granted(desk, "张三", "张小花", base="520.50", supplement="104", persons=2)
    granted(desk, "王五", village="990000101002")
    return paid_out(desk, "2026-10")


def a_child(desk: Desk) -> None:
    born = date(2012, 3, 4)
    household, child = a_household(desk, "小明", id_number=an_id_number(born), born_on=born)
    an_account(desk, child)
    an_award(desk, household, child, base="819", programme=TEKUN)


def read(desk: Desk, view: RosterView, path: Path) -> str:
    print_posting(view, path, PRINTING, policy(), desk.ask(unnamed_on_boards, view, policy()))
    return "".join(printed_pages(path.read_bytes()))


def test_the_board_tells_names_members_and_amounts_by_village(township: Desk) -> None:
    sheet = posting_sheet(two_families(township), PRINTING, policy(), frozenset())
    assert ["序号", "户主姓名", "家庭人口", "月发放金额（元）"] == [column.label for column in sheet.columns]
    assert [(None, "张三", 2, 62_450), (None, "王五", 1, 52_000)] == list(sheet.rows)
    assert ["杨家湾村", "大柳村"] == [group.label for group in sheet.groups]
    assert "社会救助法" in sheet.notes[0]
    assert "第四十五条" in sheet.notes[0]
    assert "第二十四条" in sheet.notes[0]


def test_a_law_that_was_not_in_force_is_not_cited(township: Desk) -> None:
    granted(township, "张三", since="2026-06")
    view = paid_out(township, "2026-06")
    because = posting_sheet(view, PRINTING, policy(), frozenset()).notes[0]
    assert "社会救助法" not in because
    assert "最低生活保障审核确认办法" in because


def test_the_page_itself_holds_no_number_and_no_other_member(township: Desk, tmp_path: Path) -> None:
    view = two_families(township)
    page = read(township, view, tmp_path / "公布单.pdf")
    assert "张三" in page
    assert "624.50" in page
    assert "张小花" not in page
    assert [] == [line.name for line in view.lines if line.id_number and line.id_number in page]
    assert [] == [line.name for line in view.lines if line.account[-4:] in page]
    assert [] == re.findall(r"\d{11,}", page)


def test_nobody_under_eighteen_is_named_nor_anybody_of_unknown_age(township: Desk, tmp_path: Path) -> None:
    a_child(township)
    household, unknown = a_household(township, "无名")
    nameless = dataclasses.replace(unknown, id_number=None, born_on=None)
    township.run(correct, nameless, "证件号是别人的")
    an_account(township, unknown)
    an_award(township, household, unknown, base="819", programme=TEKUN)
    granted(township, "李大", base="819", programme=TEKUN)
    view = paid_out(township, "2026-10", TEKUN)
    page = read(township, view, tmp_path / "公布单.pdf")
    assert "李大" in page
    assert ("小明" in page, "无名" in page) == (False, False)
    assert 2 == page.count(NAMELESS)


def test_a_programme_that_no_law_orders_to_be_posted_is_not(township: Desk) -> None:
    granted(township, "张三", base="50", programme=OLD_AGE)
    view = paid_out(township, "2026-10", OLD_AGE)
    with pytest.raises(PostingForbidden, match="法律没有规定要公布名单"):
        posting_sheet(view, PRINTING, policy(), frozenset())


def test_children_without_parents_are_never_posted(township: Desk) -> None:
    child = dataclasses.replace(
        two_families(township).roster, programme="de_facto_unattended_child", programme_label="事实无人"
    )
    assert "规定不宜公示" in why_not_post(child, policy())


def test_only_what_is_locked_is_posted(township: Desk) -> None:
    granted(township, "张三")
    view = drawn_up(township, "2026-10")
    with pytest.raises(PostingTooEarly):
        posting_sheet(view, PRINTING, policy(), frozenset())
    assert "还没有锁定" in why_not_post(view.roster, policy())


def test_arrears_are_not_the_monthly_amount(township: Desk) -> None:
    granted(township, "张三", since="2026-08")
    view = paid_out(township, "2026-10")
    assert 156_000 == view.roster.total
    assert [52_000] == [row[-1] for row in posting_sheet(view, PRINTING, policy(), frozenset()).rows]
    assert Month(2026, 10) == view.roster.month
