"""The roster on paper: what it is called, whom it lists, what it hides, what it adds up to."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from builders import an_id_number
from minzheng_desk.benefits.model import Heard
from minzheng_desk.benefits.operations import end, suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.resources import resource
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.payroll.documents.layouts import layout_of
from minzheng_desk.payroll.documents.rosters import (
    Printing,
    export_roster,
    held_sheet,
    print_held,
    print_roster,
    roster_sheet,
    unprintable,
)
from minzheng_desk.payroll.model import PurposeMissing, short_digest
from minzheng_desk.payroll.operations import note_full_printing, note_printing
from minzheng_desk.payroll.queries import RosterView
from payroll.paying import (
    OLD_AGE,
    VILLAGES,
    a_household,
    an_account,
    an_award,
    drawn_up,
    granted,
    paid_out,
)

PRINTING = Printing(
    office="柳溪镇",
    printed_by="李敏",
    printed_at=datetime(2026, 11, 20, 1, 41, tzinfo=UTC),
    journal_digest="0a1b2c3d4e5f" + "0" * 52,
)


@pytest.fixture
def township(memory_desk: Desk) -> Desk:
    memory_desk.run(set_up_office, Station(name="柳溪镇", region_code="990000101", policy_pack="demo-county"))
    memory_desk.run(add_regions, list(VILLAGES.items()))
    return memory_desk


@pytest.fixture
def october(township: Desk) -> RosterView:
    """Two paid in two villages, one suspended, one ended."""
    granted(township, "张三", since="2026-09", base="520.50", supplement="104", persons=3)
    granted(township, "王䶮", since="2026-09", village="990000101002")
    held = granted(township, "李四", since="2026-09")
    gone = granted(township, "赵五", since="2026-09")
    paid_out(township, "2026-09")
    township.run(suspend, held, Month(2026, 10), "核查")
    heard = Heard(date(2026, 9, 20), "本人已迁出，没有异议。", "户籍已迁出本县。")
    township.run(end, gone, Month(2026, 10), "moved", heard=heard)
    return paid_out(township, "2026-10")


def cells(view: RosterView, key: str, **more: object) -> list[object]:
    sheet = roster_sheet(view, dataclasses.replace(PRINTING, **more))  # type: ignore[arg-type]
    at = [column.key for column in sheet.columns].index(key)
    return [row[at] for row in sheet.rows]


def test_the_title_names_office_kind_and_programme(october: RosterView) -> None:
    assert "柳溪镇农村最低生活保障金发放花名册" == roster_sheet(october, PRINTING).title


def test_only_what_is_paid_is_on_the_paying_list_by_village(october: RosterView) -> None:
    sheet = roster_sheet(october, PRINTING)
    assert ["张三", "王䶮"] == cells(october, "name")
    assert [("杨家湾村", 0, 1), ("大柳村", 1, 1)] == [
        (group.label, group.first_row, group.row_count) for group in sheet.groups
    ]
    amount = sheet.columns.index(sheet.column("amount"))
    assert october.roster.total == sheet.totals[amount] == 62_450 + 52_000
    assert "壹仟壹佰肆拾肆元伍角" == sheet.total_in_words


def test_what_is_not_paid_stands_on_a_list_of_its_own_with_reasons(october: RosterView) -> None:
    sheet = held_sheet(october, PRINTING)
    at = {column.key: n for n, column in enumerate(sheet.columns)}
    told = [(row[at["name"]], row[at["standing"]], row[at["reason"]]) for row in sheet.rows]
    assert [
        ("李四", "暂缓", "暂停发放：核查"),
        ("赵五", "停发", "户籍迁移，自2026-10停发"),
    ] == told
    assert ("暂缓发放1户，停发1户，均未计入发放合计。",) == sheet.notes


def test_numbers_are_masked_unless_full_ones_are_asked_for(october: RosterView) -> None:
    assert all(re.fullmatch(r"990000\*{8}\d{3}[\dX]", str(cell)) for cell in cells(october, "id_number"))
    assert ["尾号 0004"] * 2 == cells(october, "account")
    assert all(re.fullmatch(r"\d{17}[\dX]", str(cell)) for cell in cells(october, "id_number", full_ids=True))
    assert ["6217000000000000004"] * 2 == cells(october, "account", full_ids=True)


def test_town_and_country_can_be_printed_apart_and_add_up(township: Desk) -> None:
    granted(township, "张三")
    household, person = a_household(township, "李四", hukou_kind="urban")
    an_account(township, person)
    an_award(township, household, person, base="700")
    view = paid_out(township, "2026-10")
    parts = [roster_sheet(view, dataclasses.replace(PRINTING, area=area)) for area in ("rural", "urban")]
    assert ["柳溪镇农村最低生活保障金发放花名册", "柳溪镇城市最低生活保障金发放花名册"] == [
        sheet.title for sheet in parts
    ]
    assert "柳溪镇最低生活保障金发放花名册" == roster_sheet(view, PRINTING).title
    at = parts[0].columns.index(parts[0].column("amount"))
    assert view.roster.total == sum(int(str(sheet.totals[at])) for sheet in parts)


def test_the_foot_says_when_by_whom_and_of_which_roster(october: RosterView) -> None:
    facts = {fact.label: fact.value for fact in roster_sheet(october, PRINTING).footer}
    assert {
        "打印": "2026-11-20 09:41　李敏",
        "校验码": short_digest(october.roster.digest),
        "操作记录校验": "0A1B-2C3D-4E5F",
    } == facts
    labels = [one.label for one in roster_sheet(october, PRINTING).signatures]
    assert ["经办人", "复核人", "审核人（分管领导）", "单位负责人", "编制单位（盖章）"] == labels


def test_a_roster_that_is_not_locked_says_so_on_paper(township: Desk) -> None:
    granted(township)
    sheet = roster_sheet(drawn_up(township, "2026-10"), PRINTING)
    assert ("本名册尚未锁定，仅供核对，不作为发放依据。",) == sheet.notes


def test_every_programme_has_the_columns_it_needs(township: Desk) -> None:
    tekun, usual = layout_of("tekun", "特困人员救助供养"), layout_of("new_one", "新设补贴")
    assert ["基本生活费", "照料护理费"] == [c.label for c in tekun.columns if c.key in {"base", "supplement"}]
    assert ("新设补贴", "人") == (usual.paid_as, usual.counted_in)
    household, person = a_household(township, "王奶奶", id_number=an_id_number(date(1930, 3, 1)))
    an_account(township, person)
    an_award(township, household, person, "2026-10", "0", programme=OLD_AGE, basis="policy")
    sheet = roster_sheet(paid_out(township, "2026-10", OLD_AGE), PRINTING)
    assert "柳溪镇高龄津贴发放花名册" == sheet.title
    assert "persons" not in {column.key for column in sheet.columns}
    assert resource("templates", "rosters.toml").is_file()


def test_the_printed_pages_hold_the_names_the_total_and_its_words(
    october: RosterView, tmp_path: Path
) -> None:
    done = print_roster(october, tmp_path / "花名册.pdf", PRINTING)
    assert (1, 2, october.roster.total, ()) == (done.pages, done.lines, done.total, done.missing)
    found = shutil.which("pdftotext")
    if found is None:
        pytest.skip("no pdftotext here")
    read = subprocess.run([found, "-layout", str(done.path), "-"], capture_output=True, text=True, check=True)
    for expected in (
        "农村最低生活保障金发放花名册",
        "王䶮",
        "1,144.50",
        "壹仟壹佰肆拾肆元伍角",
        "杨家湾村",
    ):
        assert expected in read.stdout.replace("\n", " ")
    assert 2 == print_held(october, tmp_path / "未发放.pdf", PRINTING).lines


def test_a_character_no_font_has_is_reported_before_printing(township: Desk) -> None:
    granted(township, "张\U000e0fff")
    view = paid_out(township, "2026-10")
    assert [("姓名", 1)] == [
        (glyph.column.removeprefix("户主"), glyph.row) for glyph in unprintable(view, PRINTING)
    ]


def test_the_workbook_has_a_tab_for_what_is_paid_and_one_for_what_is_not(
    october: RosterView, tmp_path: Path
) -> None:
    export_roster(october, tmp_path / "花名册.xlsx", PRINTING)
    book = openpyxl.load_workbook(tmp_path / "花名册.xlsx")
    assert ["农村最低生活保障金花名册", "本月未发放明细"] == book.sheetnames
    sums = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "合计")
    assert 1144.5 in sums


def test_full_numbers_on_paper_need_the_permission_to_reveal(township: Desk, october: RosterView) -> None:
    clerk = dataclasses.replace(township.actor, permissions=frozenset({Permission.EXPORT}))
    restricted = dataclasses.replace(township, actor=clerk)
    assert frozenset() == restricted.run(note_printing, october.roster, "报送镇财政所").touched
    with pytest.raises(NotAllowed):
        restricted.run(note_full_printing, october.roster, "报送镇财政所")
    with pytest.raises(PurposeMissing):
        township.run(note_full_printing, october.roster, " ")
