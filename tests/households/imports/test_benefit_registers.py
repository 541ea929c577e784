"""Registers of benefits become awards as the register tells of them."""

from __future__ import annotations

from households.imports.sheets import MAN, WOMAN, faults, parsed, sheet
from minzheng_desk.kernel.period import Month

DIBAO = ("村", "户主姓名", "户主身份证号", "保障人口数", "户月保障金额（元）", "最初享受月份", "银行账号")


def test_a_dibao_register_gives_the_households_award() -> None:
    register = sheet(
        ("青禾镇农村低保名册",), DIBAO, ("柳塘村", "李明", MAN, "02", "440.00", "2024年4月", None)
    )
    entry = parsed(register, "benefits").benefits[0]
    assert ("dibao", "李明", MAN) == (entry.programme, entry.name, entry.id_number)
    assert (44000, Month(2024, 4), 2) == (
        entry.values["amount"],
        entry.values["since"],
        entry.values["covered_persons"],
    )


def test_the_programme_may_be_told_by_a_column_of_each_row() -> None:
    header = ("救助类型", "姓名", "身份证号", "金额")
    rows = [("农村特困", "李明", MAN, 572), ("高龄津贴", "王芳", WOMAN, 50)]
    found = parsed(sheet(header, *rows), "benefits")
    assert ["tekun", "old_age_allowance"] == [entry.programme for entry in found.benefits]


def test_the_parts_of_a_tekun_amount_add_up() -> None:
    header = ("姓名", "身份证号", "基本生活", "照料护理", "合计")
    title = ("特困人员供养台账",)
    assert {} == faults(sheet(title, header, ("李明", MAN, 572, 150, 722)), "benefits")
    assert {3: {"amount_does_not_add_up"}} == faults(
        sheet(title, header, ("李明", MAN, 572, 150, 700)), "benefits"
    )
    assert (
        72200
        == parsed(sheet(title, header, ("李明", MAN, 572, 150)), "benefits").benefits[0].values["amount"]
    )


def test_a_margin_register_has_no_amounts() -> None:
    register = sheet(
        ("低保边缘家庭台账",),
        ("户主姓名", "户主身份证号", "确认日期", "有效期止"),
        ("李明", MAN, "2025/12/01", "2026/11/30"),
    )
    entry = parsed(register, "benefits").benefits[0]
    assert ("dibao_margin", Month(2025, 12)) == (entry.programme, entry.values["since"])


def test_an_award_without_amount_or_number_is_a_problem() -> None:
    title = ("低保名册",)
    assert {3: {"amount_missing"}} == faults(sheet(title, DIBAO, ("柳塘村", "李明", MAN)), "benefits")
    assert {3: {"id_number_missing"}} == faults(
        sheet(title, DIBAO, ("柳塘村", "李明", None, 1, 440)), "benefits"
    )


def test_a_register_that_names_no_programme_is_a_problem_of_every_row() -> None:
    header = ("姓名", "身份证号", "金额")
    assert {2: {"unknown_programme"}} == faults(sheet(header, ("李明", MAN, 50)), "benefits")
