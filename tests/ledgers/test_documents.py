"""Ledgers of a real month: every column filled, every sum the roster's own."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from builders import an_id_number
from minzheng_desk.benefits.model import Amounts, Heard
from minzheng_desk.benefits.operations import end, revise_amount, suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.layout import CellKind
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ledgers.declaring import ledger_declared, ledgers, read_ledger
from minzheng_desk.ledgers.documents import Ledger, LedgerPrinting, export_ledger, ledger_of
from minzheng_desk.ledgers.model import (
    ExportPurposeMissing,
    LedgerBroken,
    LedgerUnknown,
    LedgerWithoutRosters,
)
from minzheng_desk.ledgers.operations import note_export, note_full_export
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.payroll.documents.bank_files import prepared_bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.queries import roster_for
from payroll.paying import (
    OLD_AGE,
    VILLAGES,
    a_household,
    an_account,
    an_award,
    granted,
    paid_out,
)

OCTOBER = Month(2026, 10)
PRINTING = LedgerPrinting(
    office="柳溪镇", printed_by="李敏", printed_at=datetime(2026, 11, 20, 1, 41, tzinfo=UTC)
)


@pytest.fixture
def township(desk: Desk) -> Desk:
    """A township with two months paid under three programmes and something different in the second."""
    desk.run(set_up_office, Station(name="柳溪镇", region_code="990000101", policy_pack="demo-county"))
    desk.run(add_regions, list(VILLAGES.items()))
    stays, leaves, less, held = (
        granted(desk, name, since="2026-09", base=base, persons=2, paid_through="2026-08")
        for name, base in (("甲某", "520"), ("乙某", "430.50"), ("丙某", "610"), ("丁某", "300"))
    )
    assert stays
    in_town, person = a_household(desk, "戊某", village="990000101002", hukou_kind="urban")
    an_account(desk, person)
    an_award(desk, in_town, person, "2026-09", "700", paid_through="2026-08")
    home, old = a_household(desk, "王奶奶", id_number=an_id_number(date(1930, 3, 1)))
    an_account(desk, old)
    an_award(desk, home, old, "2026-09", "0", programme=OLD_AGE, basis="policy", paid_through="2026-08")
    home, alone = a_household(desk, "赵独", care_arrangement="home", self_care="partial")
    an_account(desk, alone)
    an_award(desk, home, alone, "2026-09", "819", supplement="272", programme="tekun", paid_through="2026-08")
    for programme in ("dibao", OLD_AGE, "tekun"):
        paid_out(desk, "2026-09", programme)
    heard = Heard(date(2026, 9, 20), "本人没有异议。", "家庭收入增加。")
    desk.run(end, leaves, OCTOBER, "income", heard=heard)
    desk.run(revise_amount, less, OCTOBER, Amounts(yuan("500")), persons=2, reason="收入增加", heard=heard)
    desk.run(suspend, held, OCTOBER, "核查")
    granted(desk, "己某", base="410", village="990000101002")
    for programme in ("dibao", OLD_AGE, "tekun"):
        paid_out(desk, "2026-10", programme)
    return desk


def the(desk: Desk, name: str, **more: object) -> Ledger:
    return desk.ask(ledger_of, name, OCTOBER, dataclasses.replace(PRINTING, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ledgers())
def test_every_declared_ledger_can_be_drawn(township: Desk, name: str) -> None:
    made = the(township, name)
    assert made.count > 0
    widths = {len(row) for row in made.sheet.rows}
    assert {len(made.sheet.columns)} == widths


@pytest.mark.parametrize("name", ledgers())
def test_no_column_of_a_ledger_is_an_empty_promise(township: Desk, name: str) -> None:
    made = the(township, name)
    filled = {
        column.key
        for at, column in enumerate(made.sheet.columns)
        for row in made.sheet.rows
        if row[at] not in {None, ""} or column.kind is CellKind.INDEX
    }
    sometimes = {"supplement", "back_payment"}
    assert {column.key for column in made.sheet.columns} - sometimes <= filled


@pytest.mark.parametrize(
    ("name", "programme"), [("dibao_roll", "dibao"), ("tekun", "tekun"), ("old_age_allowance", OLD_AGE)]
)
def test_roster_bank_file_and_ledger_say_the_same(township: Desk, name: str, programme: str) -> None:
    view = township.ask(roster_for, programme, OCTOBER)
    sent = prepared_bank_file(view, bank_format("gbk_pipe"))
    made = the(township, name)
    assert (view.roster.lines, view.roster.total) == (sent.count, sent.total)
    assert (view.roster.lines, view.roster.total) == (made.count, made.total("amount"))


def test_the_totals_of_the_month_tie_out_in_rows_and_columns(township: Desk) -> None:
    made = the(township, "month_totals")
    paid = {p: township.ask(roster_for, p, OCTOBER).roster for p in ("dibao", OLD_AGE, "tekun")}
    assert sum(roster.total for roster in paid.values()) == made.total("amount")
    assert sum(roster.persons for roster in paid.values()) == made.total("persons")
    assert paid["dibao"].total == made.total("dibao-rural.amount") + made.total("dibao-urban.amount")
    assert 70_000 == made.total("dibao-urban.amount")
    keys = [column.key for column in made.sheet.columns]
    for measure in ("households", "persons", "amount"):
        at, parts = (
            keys.index(measure),
            [n for n, key in enumerate(keys) if key.endswith(f".{measure}")],
        )
        assert all(row[at] == sum(row[n] or 0 for n in parts) for row in made.sheet.rows)  # type: ignore[misc]
    assert ["杨家湾村", "大柳村"] == [row[keys.index("village")] for row in made.sheet.rows]


def test_the_changes_are_those_between_two_rosters(township: Desk) -> None:
    made = the(township, "dibao_changes")
    at = {column.key: n for n, column in enumerate(made.sheet.columns)}
    told = [
        (row[at["name"]], row[at["change"]], row[at["previous_amount"]], row[at["amount"]])
        for row in made.sheet.rows
    ]
    assert [
        ("己某", "新增", None, 41_000),
        ("乙某", "退出", 43_050, 0),
        ("丙某", "减发", 61_000, 50_000),
        ("丁某", "暂缓", 30_000, 0),
    ] == told
    september, october = (township.ask(roster_for, "dibao", Month(2026, m)).roster for m in (9, 10))
    assert october.total - september.total == made.total("moved")


def test_an_award_held_for_a_second_month_is_no_change(township: Desk) -> None:
    paid_out(township, "2026-11")
    changes = township.ask(ledger_of, "dibao_changes", Month(2026, 11), PRINTING)
    assert 0 == changes.count


def test_numbers_are_masked_unless_asked_for(township: Desk) -> None:
    at = [column.key for column in the(township, "dibao_roll").sheet.columns].index("id_number")
    masked = the(township, "dibao_roll").sheet.rows[0][at]
    full = the(township, "dibao_roll", full_ids=True).sheet.rows[0][at]
    assert "********" in str(masked)
    assert str(full).isalnum()
    assert 18 == len(str(full))


def test_a_month_without_rosters_is_said(township: Desk) -> None:
    with pytest.raises(LedgerWithoutRosters):
        township.ask(ledger_of, "tekun", Month(2027, 1), PRINTING)
    with pytest.raises(LedgerUnknown):
        township.ask(ledger_of, "nope", OCTOBER, PRINTING)


def test_the_workbook_holds_the_sums_as_figures(township: Desk, tmp_path: Path) -> None:
    made = the(township, "month_totals")
    export_ledger(made, tmp_path / "汇总.xlsx")
    page = openpyxl.load_workbook(tmp_path / "汇总.xlsx").active
    assert page is not None
    sums = next(row for row in page.iter_rows(values_only=True) if row[0] == "合计")
    assert made.total("amount") / 100 == sums[-1]


def test_exporting_needs_a_permission_and_a_purpose(desk: Desk) -> None:
    done = desk.run(note_export, "高龄津贴台账", OCTOBER, "报送县民政局")
    assert frozenset() == done.touched
    with pytest.raises(ExportPurposeMissing):
        desk.run(note_export, "高龄津贴台账", OCTOBER, "")
    clerk = dataclasses.replace(desk.actor, permissions=frozenset({Permission.EXPORT}))
    with pytest.raises(NotAllowed):
        dataclasses.replace(desk, actor=clerk).run(note_full_export, "高龄津贴台账", OCTOBER, "报送")


def test_every_ledger_reads_a_source_and_sorts_by_its_fields() -> None:
    for name in ledgers():
        spec = ledger_declared(name)
        assert set(spec.sort) | ({spec.group_by} - {""}) <= spec.source.fields


@pytest.mark.parametrize(
    ("changed", "to", "line", "key"),
    [
        ('source = "payments"', 'source = "payment"', 2, "source"),
        ('key = "name"', 'key = "nmae"', 10, "columns.key"),
        ('kind = "money"', 'kind = "gold"', 16, "columns.kind"),
        ('total = "sum"', 'total = "average"', 17, "columns.total"),
        ('sort = ["name"]', 'sort = ["nmae"]', 3, "sort"),
        ('in_words = "amount"', 'in_words = "name"', 4, "in_words"),
        ('label = "姓名"', 'lable = "姓名"', 11, "columns.lable"),
        ('label = "姓名"', 'label = "姓名"\nwidth = "20"', 12, "columns.width"),
        ('title = "某台账"', "title = 某台账", 1, "title"),
        ('label = "姓名"', 'label = "姓名"\nrepeat = true', 10, "columns.key"),
    ],
)
def test_a_mistake_in_a_ledger_is_named_with_file_line_and_key(
    tmp_path: Path, changed: str, to: str, line: int, key: str
) -> None:
    text = """title = "某台账"
source = "payments"
sort = ["name"]
in_words = "amount"

# 栏目

# 姓名
[[columns]]
key = "name"
label = "姓名"

[[columns]]
key = "amount"
label = "金额"
kind = "money"
total = "sum"
"""
    assert changed in text
    path = tmp_path / "some_ledger.toml"
    path.write_text(text.replace(changed, to), encoding="utf-8")
    with pytest.raises(LedgerBroken) as broken:
        read_ledger(path)
    said = tuple(broken.value.facts[name] for name in ("file", "line", "key"))
    assert ("some_ledger.toml", line, key) == said
