from __future__ import annotations

from minzheng_desk.office.imports import village_lines


def test_a_pasted_list_is_judged_line_by_line_and_nothing_is_lost() -> None:
    pasted = (
        "区划代码\t村名\n990000001201\t上湾村\n202，下湾村\n\n"
        "990000002203\t别乡村\n石桥村\n12\t短码村\n990000001201\t另一村\n"
    )
    found = village_lines(pasted, "990000001")
    assert [
        (2, "990000001201", "上湾村", ""),
        (3, "990000001202", "下湾村", ""),
        (5, "990000002203", "别乡村", "代码应以本单位的 990000001 开头"),
        (6, "石桥村", "", "应写“代码,名称”"),
        (7, "120000000000", "短码村", "代码应以本单位的 990000001 开头"),
        (8, "990000001201", "另一村", "代码与“上湾村”相同"),
    ] == [(line.number, line.code, line.name, line.wrong) for line in found]


def test_a_code_that_is_none_says_how_one_looks() -> None:
    (line,) = village_lines("9900000012011,上湾村", "990000001")
    assert "代码应是 12 位数字" == line.wrong


def test_without_a_code_of_the_office_no_line_is_right() -> None:
    assert ["代码应是 12 位数字"] == [line.wrong for line in village_lines("201,上湾村", "")]


def test_the_same_village_twice_is_no_problem() -> None:
    assert ["", ""] == [line.wrong for line in village_lines("201,上湾村\n201,上湾村", "990000001")]
