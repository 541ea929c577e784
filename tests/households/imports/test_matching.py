"""Columns are matched by what their header says and by what stands under it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from households.imports.sheets import BOY, MAN, WOMAN, matched, sheet, tables
from minzheng_desk.households.imports.catalogue import catalogue
from minzheng_desk.households.imports.labels import plain_text
from minzheng_desk.households.imports.matching import recalled_match
from minzheng_desk.households.imports.model import ImportMapping, Layout, Owner


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("身份证号码", "id_number"),
        ("身份证 号码＊（必填）", "id_number"),
        ("公民身份号码", "id_number"),
        ("银行帐号", "account"),
        ("一卡通账号", "account"),
        ("村（居）委会", "village"),
        ("所属村（社区）", "village"),
        ("与户主\n关系", "relation"),
        ("联系电话/手机", "phone"),
        ("残疾证号码", "certificate_number"),
        ("其中：工资性收入", "wage_income"),
        ("家庭年总收入（元）", "household_year_income"),
    ],
)
def test_headers_are_known_in_the_ways_people_write_them(written: str, target: str) -> None:
    register = sheet(("姓名", "证件号码", written), ("李明", None, None))
    if target == "id_number":
        register = sheet(("姓名", "性别", written), ("李明", None, None))
    assert [target] == [match.target for match in matched(register).sure if match.column == 2]


@pytest.mark.parametrize("kind", ["households", "benefits"])
def test_every_label_names_its_own_target(kind: str) -> None:
    known = catalogue(kind)
    wrong = [
        (target.name, found.name)
        for target in known.targets.values()
        if (found := known.find(plain_text(target.label))) is None or found.name != target.name
    ]
    # 有效期止 is the certificate's in a register of households, the award's in one of benefits.
    assert ([] if kind == "households" else [("certificate_expires_on", "valid_through")]) == wrong


def test_a_header_that_the_cells_contradict_waits_for_a_person() -> None:
    rows = [("李明", MAN, "很好"), ("王芳", WOMAN, "一般"), ("李强", BOY, "不错")]
    match = matched(sheet(("姓名", "身份证号", "联系电话"), *rows))
    assert ["phone"] == [unsure.target for unsure in match.unsure]


def test_a_column_without_a_header_is_suggested_by_its_cells_but_not_used() -> None:
    rows = [("李明", "李明", MAN), ("王芳", "李明", WOMAN), ("李强", "李明", BOY)]
    match = matched(sheet(("姓名", "户主姓名", "甲列"), *rows))
    assert [("甲列", "id_number")] == [(unsure.label, unsure.target) for unsure in match.unsure]
    assert "id_number" not in {sure.target for sure in match.sure}


def test_of_two_columns_for_one_thing_the_second_waits_for_a_person() -> None:
    match = matched(
        sheet(("姓名", "身份证号", "联系电话", "手机号码"), ("李明", MAN, "13900000012", "13900000013"))
    )
    assert ["联系电话"] == [sure.label for sure in match.sure if sure.target == "phone"]
    assert ["手机号码"] == [unsure.label for unsure in match.unsure]


def test_one_row_per_person_is_recognised_by_the_heads_number() -> None:
    match = matched(sheet(("户主姓名", "户主身份证号", "姓名", "身份证号"), ("李明", MAN, "王芳", WOMAN)))
    assert Layout.PERSON_PER_ROW is match.layout


def test_numbered_members_make_one_row_per_household() -> None:
    match = matched(
        sheet(("户主姓名", "户主身份证号", "成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"), ())
    )
    assert Layout.HOUSEHOLD_PER_ROW is match.layout
    assert [0, 0, 2, 2, 3, 3] == [sure.group for sure in match.sure]


def test_repeated_headers_without_numbers_make_members_too() -> None:
    header = ("户主姓名", "户主身份证号", "姓名", "身份证号", "关系", "姓名", "身份证号", "关系")
    match = matched(sheet(header, ()))
    assert Layout.HOUSEHOLD_PER_ROW is match.layout
    members = [sure.group for sure in match.sure if sure.owner is Owner.MEMBER]
    assert members == [1, 1, 1, 2, 2, 2]


def test_an_unnumbered_relation_belongs_to_the_numbered_member_before_it() -> None:
    header = ("户主姓名", "成员1姓名", "成员1身份证", "关系", "成员2姓名", "成员2身份证", "关系")
    match = matched(sheet(header, ()))
    relations = [sure.group for sure in match.sure if sure.target == "relation"]
    names = [sure.group for sure in match.sure if sure.target == "name" and sure.owner is Owner.MEMBER]
    assert names == relations


def test_a_list_of_persons_names_no_household() -> None:
    match = matched(sheet(("姓名", "身份证号", "残疾类别"), ("李明", MAN, "肢体残疾")))
    assert Layout.PERSON_LIST is match.layout


def test_columns_about_outsiders_are_never_taken_for_the_person() -> None:
    match = matched(sheet(("姓名", "身份证号", "照料人姓名", "照料人身份证号"), ("李明", MAN, "王芳", WOMAN)))
    assert {"姓名": Owner.ROW, "照料人姓名": Owner.OUTSIDER}.items() <= {
        sure.label: sure.owner for sure in match.sure
    }.items()


def test_ten_thousands_in_the_header_multiply_the_amounts() -> None:
    match = matched(sheet(("姓名", "身份证号", "家庭年收入（万元）"), ("李明", MAN, "1.2")))
    assert [10_000] == [sure.factor for sure in match.sure if sure.target == "household_year_income"]


def test_a_remembered_matching_is_used_again_for_the_same_header() -> None:
    register = sheet(
        ("户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系"), ("李明", MAN, "王芳", WOMAN, "配偶")
    )
    header, match = tables(register)[0], matched(register)
    mapping = ImportMapping(
        fingerprint=header.fingerprint, kind="households", layout=match.layout.value, columns=match.columns()
    )
    assert not recalled_match(mapping, header).remembered
    recalled = recalled_match(replace(mapping, version=1), header)
    assert recalled.remembered
    assert [(m.column, m.target, m.owner) for m in match.sure] == [
        (m.column, m.target, m.owner) for m in recalled.sure
    ]


def test_the_fingerprint_does_not_depend_on_titles_and_blanks() -> None:
    plain = tables(sheet(("姓名", "身份证号"), ("李明", MAN)))[0]
    padded = tables(sheet(("十月份名单",), ("姓 名", "身份证号 "), ("李明", MAN)))[0]
    assert plain.fingerprint == padded.fingerprint


@pytest.mark.parametrize("head", ["户主姓名", "户主", "申请人"])
def test_the_number_beside_the_heads_name_is_the_heads(head: str) -> None:
    match = matched(sheet(("村", head, "性别", "身份证号", "家庭人口"), ("柳塘村", "李明", "男", MAN, 1)))
    assert Layout.HOUSEHOLD_PER_ROW is match.layout
    assert {
        "村": Owner.ROW,
        head: Owner.ROW,
        "性别": Owner.ROW,
        "身份证号": Owner.ROW,
        "家庭人口": Owner.ROW,
    } == {sure.label: sure.owner for sure in match.sure}


def test_members_beside_a_head_without_a_number_of_the_heads_own_keep_theirs() -> None:
    header = ("户主姓名", "性别", "身份证号", *("成员姓名", "性别", "身份证号") * 2)
    match = matched(sheet(header, ("李明", "男", MAN, "王芳", "女", WOMAN, "李强", "男", BOY)))
    assert [0, 0, 0, 1, 1, 1, 2, 2, 2] == [sure.group for sure in sorted(match.sure, key=lambda m: m.column)]


def test_the_only_number_of_a_row_that_names_somebody_else_is_not_the_heads() -> None:
    match = matched(sheet(("户主姓名", "身份证号", "姓名", "与户主关系"), ("李明", WOMAN, "王芳", "配偶")))
    assert [Owner.ROW] == [sure.owner for sure in match.sure if sure.target == "id_number"]
