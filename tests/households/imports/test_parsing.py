"""Rows become households; what is wrong is a problem of its row; a household is taken whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from households.imports.sheets import BOY, MAN, WOMAN, faults, parsed, sheet
from minzheng_desk.households.imports.agreement import agree

PERSONS = ("户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "性别", "出生日期", "村", "年收入")
HEAD = ("李明", MAN, "李明", MAN, "户主", "男", "1966.11", "柳塘村", 1200)
WIFE = ("李明", MAN, "王芳", WOMAN, "配偶", "女", "1966-11-21", "柳塘村", 0)
SON = ("李明", MAN, "李强", BOY, "子", "男", "2010-10-15", "柳塘村", 0)


def changed(row: tuple[object, ...], **cells: object) -> tuple[object, ...]:
    """Return the row with some cells replaced, named by position: c3=..."""
    made = list(row)
    for place, value in cells.items():
        made[int(place[1:])] = value
    return tuple(made)


def test_one_row_per_person_makes_one_household() -> None:
    found = parsed(sheet(PERSONS, HEAD, WIFE, SON))
    assert [] == found.problems
    assert [["李明", "王芳", "李强"]] == [[p.values["name"] for p in h.persons] for h in found.households]
    assert "李明" == found.households[0].head.values["name"]  # type: ignore[union-attr]
    assert "990000101201" == found.households[0].values["village"]


def test_a_month_of_birth_that_agrees_gives_way_to_the_identity_number() -> None:
    found = parsed(sheet(PERSONS, HEAD))
    assert date(1966, 11, 21) == found.households[0].persons[0].values["born_on"]


def test_sex_and_birth_are_taken_from_the_identity_number_when_not_written() -> None:
    found = parsed(sheet(PERSONS, changed(HEAD, c5=None, c6=None)))
    values = found.households[0].persons[0].values
    assert ("1", date(1966, 11, 21)) == (values["sex"], values["born_on"])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"c3": "99000019661121002X"}, "check_digit"),
        ({"c3": 990000196611210000}, "excel_number"),
        ({"c5": "男"}, "sex_contradicts_id"),
        ({"c6": "1966.12"}, "birth_contradicts_id"),
        ({"c6": "1966-02-30"}, "impossible_date"),
        ({"c4": "邻居家的"}, "unknown_code"),
        ({"c7": "望月湾村"}, "unknown_village"),
        ({"c8": -5}, "negative_amount"),
        ({"c2": "王芳1"}, "name_strange"),
        ({"c2": None, "c3": None}, "nobody_named"),
    ],
)
def test_a_wrong_cell_keeps_out_the_whole_household(cells: dict[str, object], code: str) -> None:
    register = sheet(PERSONS, HEAD, changed(WIFE, **cells), SON)
    assert {3: {code}, 2: {"household_held_back"}, 4: {"household_held_back"}} == faults(register)
    assert [] == parsed(register).households


def test_a_wrong_household_does_not_keep_out_the_next() -> None:
    other = ("赵玉", "990000195012310180", "赵玉", "990000195012310180", "户主", "女", None, "石桥铺村", 3)
    found = parsed(sheet(PERSONS, changed(HEAD, c5="女"), other))
    assert ["赵玉"] == [h.persons[0].values["name"] for h in found.households]


def test_a_row_written_twice_is_left_out_once() -> None:
    register = sheet(PERSONS, HEAD, WIFE, WIFE)
    assert {4: {"duplicate_person"}} == faults(register)
    assert 2 == len(parsed(register).households[0].persons)


def test_a_person_written_twice_differently_keeps_out_the_household() -> None:
    register = sheet(PERSONS, HEAD, WIFE, changed(WIFE, c4="女"))
    assert {"duplicate_person"} == faults(register)[4]
    assert [] == parsed(register).households


def test_a_person_in_two_households_keeps_out_both() -> None:
    other = ("赵玉", "990000195012310180", "赵玉", "990000195012310180", "户主", "女", None, "石桥铺村", 3)
    again = ("赵玉", "990000195012310180", "李强", BOY, "孙子", "男", None, "石桥铺村", 0)
    found = faults(sheet(PERSONS, HEAD, SON, other, again))
    assert {"two_households"} == found[3] == found[5]
    assert {"household_held_back"} == found[2] == found[4]


def test_two_names_for_one_number_are_a_problem_of_both_rows() -> None:
    other = ("赵玉", "990000195012310180", "赵玉", "990000195012310180", "户主", "女", None, "石桥铺村", 3)
    again = ("赵玉", "990000195012310180", "李小强", BOY, "孙子", "男", None, "石桥铺村", 0)
    found = faults(sheet(PERSONS, HEAD, SON, other, again))
    assert {"name_mismatch"} == found[3] == found[5]


def test_a_head_named_otherwise_in_another_column_is_a_problem() -> None:
    assert {"name_mismatch"} == faults(sheet(PERSONS, changed(HEAD, c0="李民"), changed(WIFE, c0="李民")))[2]


def test_two_heads_in_a_household_are_a_problem() -> None:
    assert {"two_heads"} == faults(sheet(PERSONS, HEAD, changed(WIFE, c4="户主")))[2]


def test_a_row_whose_heads_number_is_damaged_holds_back_the_household_above() -> None:
    found = faults(sheet(PERSONS, HEAD, WIFE, changed(SON, c1="99000019661121001X")))
    assert {4: {"check_digit"}, 2: {"household_held_back"}, 3: {"household_held_back"}} == found


def test_rows_without_the_heads_number_follow_the_head_above_them() -> None:
    header = ("姓名", "身份证号", "与户主关系", "村")
    rows = [
        ("李明", MAN, "户主", "柳塘村"),
        ("王芳", WOMAN, "妻", None),
        ("赵玉", "990000195012310180", "本人", "石桥铺村"),
        ("李强", BOY, "孙子", None),
    ]
    found = parsed(sheet(header, *rows))
    assert [["李明", "王芳"], ["赵玉", "李强"]] == [
        [p.values["name"] for p in h.persons] for h in found.households
    ]


def test_households_are_joined_by_their_number_wherever_their_rows_stand() -> None:
    header = ("户编号", "姓名", "身份证号", "与户主关系", "村")
    rows = [
        ("A1", "李明", MAN, "户主", "柳塘村"),
        ("A2", "赵玉", "990000195012310180", "户主", "石桥铺村"),
        ("A1", "王芳", WOMAN, "配偶", "柳塘村"),
    ]
    found = parsed(sheet(header, *rows))
    assert [[2, 4], [3]] == [h.rows for h in found.households]


def test_one_row_per_household_makes_members_of_its_columns() -> None:
    header = (
        "村",
        "户主姓名",
        "户主身份证号",
        "成员1姓名",
        "成员1身份证号",
        "关系",
        "成员2姓名",
        "成员2身份证号",
        "关系",
    )
    row = ("柳塘村", "李明", MAN, "王芳", WOMAN, "配偶", "李强", BOY, "子")
    found = parsed(sheet(header, row, ("柳塘村", "赵玉", "990000195012310180")))
    assert [["02", "10", "20"], ["02"]] == [[p.relation for p in h.persons] for h in found.households]


def test_a_row_with_members_but_no_head_is_a_problem() -> None:
    header = (
        "村",
        "户主姓名",
        "户主身份证号",
        "成员1姓名",
        "成员1身份证号",
        "成员1关系",
        "成员2姓名",
        "成员2身份证号",
    )
    assert {2: {"head_missing"}} == faults(sheet(header, ("柳塘村", None, None, "王芳", WOMAN, "配偶")))


def test_a_village_written_once_counts_for_the_rows_below_and_this_is_said() -> None:
    header = ("村", "户主姓名", "户主身份证号")
    found = parsed(sheet(header, ("柳塘村", "李明", MAN), (None, "赵玉", "990000195012310180")))
    assert ["990000101201"] * 2 == [h.values["village"] for h in found.households]
    assert "village_above" in {notice.code for notice in found.notices}


def test_rows_below_an_unknown_village_are_not_given_an_older_one() -> None:
    header = ("村", "户主姓名", "户主身份证号")
    rows = [("柳塘村", "李明", MAN), ("望月湾村", "王芳", WOMAN), (None, "赵玉", "990000195012310180")]
    assert {3: {"unknown_village"}, 4: {"unknown_village"}} == faults(sheet(header, *rows))


def test_a_village_may_be_named_by_the_tab_or_over_the_rows() -> None:
    header = ("户主姓名", "户主身份证号")
    assert (
        "990000101202"
        == parsed(sheet(header, ("李明", MAN), name="石桥铺村")).households[0].values["village"]
    )
    over = parsed(sheet(header, ("一、柳塘村",), ("李明", MAN)))
    assert "990000101201" == over.households[0].values["village"]


def test_urban_or_rural_is_told_by_the_villages_code_and_this_is_said() -> None:
    header = ("村", "户主姓名", "户主身份证号")
    found = parsed(sheet(header, ("丰收路社区", "李明", MAN), ("柳塘村", "王芳", WOMAN)))
    assert ["urban", "rural"] == [h.values["household_hukou_kind"] for h in found.households]
    assert "area_told" in {notice.code for notice in found.notices}


def test_incomes_that_do_not_add_up_are_a_problem() -> None:
    header = (*PERSONS[:8], "年收入", "其中：工资性收入", "其中：转移净收入", "家庭年总收入")
    whole = (*HEAD[:8], 300, 200, 100, 300)
    assert {} == faults(sheet(header, whole))
    assert {2: {"income_does_not_add_up"}} == faults(sheet(header, (*HEAD[:8], 300, 200, 50, 300)))
    assert {2: {"income_contradicts"}} == faults(sheet(header, (*HEAD[:8], 300, 200, 100, 400)))


def test_a_certificate_must_be_the_persons_own() -> None:
    header = (*PERSONS[:8], "残疾证号", "残疾类别", "残疾等级")
    assert {} == faults(sheet(header, (*HEAD[:8], f"{MAN}42", "肢体", "二级")))
    assert {2: {"certificate_contradicts_id"}} == faults(
        sheet(header, (*HEAD[:8], f"{WOMAN}42", "肢体", "二级"))
    )
    assert {2: {"certificate_contradicts_columns"}} == faults(
        sheet(header, (*HEAD[:8], f"{MAN}42", "肢体", "三级"))
    )
    assert {2: {"disability_incomplete"}} == faults(sheet(header, (*HEAD[:8], None, "肢体", None)))


def test_two_sheets_about_one_household_are_joined() -> None:
    households = sheet(
        ("村", "户主姓名", "户主身份证号", "家庭住址"), ("柳塘村", "李明", MAN, "3组8号"), name="户"
    )
    persons = sheet(
        ("户主身份证号", "姓名", "身份证号", "与户主关系"),
        (MAN, "李明", MAN, "户主"),
        (MAN, "王芳", WOMAN, "配偶"),
        name="人",
    )
    whole = parsed(households)
    whole.extend(parsed(persons))
    agree(whole)
    assert 1 == len(whole.households)
    assert [("户", 2), ("人", 2), ("人", 3)] == whole.households[0].every_row()
    assert ["李明", "王芳"] == [p.values["name"] for p in whole.households[0].persons]


def test_every_row_is_counted_even_when_nothing_of_it_can_be_read() -> None:
    found = parsed(sheet(PERSONS, ("?",) * 9, HEAD))
    assert [("Sheet1", 2), ("Sheet1", 3)] == found.rows
    assert 1 == len(found.households)


def test_two_tables_side_by_side_are_a_problem_of_every_row_and_nothing_is_guessed() -> None:
    header = ("序号", "姓名", "身份证号", None, "序号", "姓名", "身份证号")
    register = sheet(header, (1, "李明", MAN, None, 1, "王芳", WOMAN))
    assert {2: {"tables_side_by_side"}} == faults(register)
    assert [] == parsed(register).households
