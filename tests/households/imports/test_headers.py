"""Tables are found under titles, across merged headers, between totals and signatures."""

from __future__ import annotations

from households.imports.sheets import MAN, WOMAN, sheet, tables

HEADER = ("序号", "村", "户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系")
FIRST = (1, "柳塘村", "李明", MAN, "李明", MAN, "户主")
SECOND = (2, "柳塘村", "李明", MAN, "王芳", WOMAN, "配偶")


def labels(of: tuple[object, ...]) -> list[str]:
    return [column.label for column in of[0].columns]  # type: ignore[attr-defined]


def test_a_header_in_the_first_row_is_found() -> None:
    found = tables(sheet(HEADER, FIRST, SECOND))
    assert [(1, 1, (2, 3))] == [(block.first_row, block.last_row, block.rows) for block in found]


def test_a_header_is_found_under_title_rows() -> None:
    found = tables(sheet(("青禾镇低保花名册",), ("填报单位：民政办", None, "2026年10月"), (), HEADER, FIRST))
    assert (4, (5,)) == (found[0].first_row, found[0].rows)
    assert "青禾镇低保花名册" in found[0].titles


def test_a_merged_header_of_two_rows_gives_one_label_per_column() -> None:
    upper = ("序号", "村", "户主", None, "成员1", None, None)
    lower = (None, None, "姓名", "身份证号", "姓名", "身份证号", "与户主关系")
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 6)]
    found = tables(sheet(upper, lower, FIRST[:7], merged=merged))
    assert [
        "序号",
        "村",
        "户主 姓名",
        "户主 身份证号",
        "成员1 姓名",
        "成员1 身份证号",
        "成员1 与户主关系",
    ] == labels(found)


def test_the_same_header_saved_as_text_without_merged_cells_reads_the_same() -> None:
    upper = ("序号", "村", "户主", None, "成员1", None, None)
    lower = (None, None, "姓名", "身份证号", "姓名", "身份证号", "与户主关系")
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 6)]
    assert labels(tables(sheet(upper, lower, FIRST, merged=merged))) == labels(
        tables(sheet(upper, lower, FIRST))
    )


def test_a_header_of_three_rows_is_resolved() -> None:
    rows = (
        ("序号", "家庭基本情况", None, None, "家庭成员", None),
        (None, "村", "户主", None, "成员1", None),
        (None, None, "姓名", "身份证号", "姓名", "身份证号"),
        (1, "柳塘村", "李明", MAN, "王芳", WOMAN),
    )
    merged = [(0, 0, 2, 0), (0, 1, 0, 3), (0, 4, 0, 5), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)]
    found = tables(sheet(*rows, merged=merged))
    assert (1, 3, (4,)) == (found[0].first_row, found[0].last_row, found[0].rows)
    assert ("家庭成员", "成员1", "身份证号") == found[0].columns[5].parts


def test_totals_notes_and_signatures_are_not_data_and_are_accounted_for() -> None:
    found = tables(
        sheet(
            HEADER,
            FIRST,
            ("小计", None, None, 1),
            SECOND,
            (),
            ("合  计", None, None, 2),
            ("填表人：赵", None, "审核人："),
            ("注：本表一式两份，由民政办和村委会各存一份，请认真核对后签字盖章。",),
        )
    )
    assert (2, 4) == found[0].rows
    assert {3, 5, 6, 7, 8} == {skipped.row for skipped in found[0].skipped}


def test_a_header_repeated_on_every_page_is_skipped() -> None:
    found = tables(sheet(HEADER, FIRST, HEADER, SECOND))
    assert (2, 4) == found[0].rows
    assert [(3, "重复的表头")] == [(skipped.row, skipped.reason) for skipped in found[0].skipped]


def test_numbers_of_columns_under_the_header_are_skipped() -> None:
    found = tables(sheet(HEADER, (1, 2, 3, 4, 5, 6, 7), FIRST))
    assert (3,) == found[0].rows


def test_two_tables_on_one_sheet_are_two_blocks() -> None:
    other = ("序号", "老人姓名", "身份证号码", "联系电话")
    found = tables(sheet(HEADER, FIRST, (), ("高龄老人名单",), other, (1, "王芳", WOMAN, "13900000012")))
    assert [(2,), (6,)] == [block.rows for block in found]


def test_merged_cells_lend_their_value_to_the_rows_below() -> None:
    second = (2, None, *SECOND[2:])
    found = sheet(HEADER, FIRST, second, merged=[(1, 1, 2, 1)])
    assert ["柳塘村", "柳塘村"] == [cells[1] for _, cells in tables(found)[0].cells(found)]


def test_a_village_written_over_its_rows_is_a_heading() -> None:
    header, row = HEADER[2:], FIRST[2:]
    found = tables(sheet(header, ("一、柳塘村",), row))
    assert {3: "一、柳塘村"} == found[0].sections


def test_a_sheet_without_names_has_no_table() -> None:
    assert () == tables(sheet(("物品", "数量"), ("大米", 3)))
    assert () == tables(sheet())


def test_a_person_whose_name_begins_like_a_remark_stays_a_person() -> None:
    row = (1, "柳塘村", "单注", MAN, "单注", MAN, "户主")
    assert (2,) == tables(sheet(HEADER, row))[0].rows
