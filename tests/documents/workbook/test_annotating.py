"""Problem rows go back to their owner in the sheet's own looks, each with what is wrong with it."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font

from minzheng_desk.documents.workbook.annotating import annotated_copy
from minzheng_desk.documents.workbook.reading import read_workbook
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Silent

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

RED = "FFFFC7CE"


def problem(row: int, column: str, value: str = "") -> Problem:
    return Problem("低保", row, column, value, "校验码不对。", "请核对身份证。", "id")


def register(folder: Path) -> Path:
    """A title, a header of two rows with names that come twice, and six families."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "低保"
    page.append(["低保登记表"])
    page.append(["户主", None, "成员", None, "金额"])
    page.append(["姓名", "身份证号", "姓名", "身份证号", None])
    for at in range(4, 10):
        page.append([f"甲{at}", f"99000019700101000{at}", f"乙{at}", "=1+1" if at == 9 else "无", at + 0.5])
    page["D9"].data_type = "s"
    page.merge_cells("A1:E1")
    page.merge_cells("A2:B2")
    page.merge_cells("C2:D2")
    page.merge_cells("E2:E3")
    page["A1"].font = Font(name="黑体", size=20)
    page.column_dimensions["B"].width = 31
    book.create_sheet("说明")["A1"] = "与本表无关"
    book.save(folder / "登记表.xlsx")
    return folder / "登记表.xlsx"


def copied(source: Path, problems: list[Problem]) -> tuple[int, Worksheet]:
    target = source.with_name("问题.xlsx")
    count = annotated_copy(source, target, read_workbook(source, Silent()), problems, {"低保": 4})
    book = openpyxl.load_workbook(target)
    assert ["低保"] == book.sheetnames
    return count, book["低保"]


def as_csv(source: Path) -> Path:
    lines = ["低保登记表,,,,", "户主姓名,身份证号,成员姓名,成员证号,金额", ",,,,"]
    lines += [
        f"甲{at},99000019700101000{at},乙{at},{'=1+1' if at == 9 else '无'},{at}.5" for at in range(4, 10)
    ]
    source.with_suffix(".csv").write_text("\n".join(lines), "gbk")
    return source.with_suffix(".csv")


def test_only_header_and_problem_rows_are_kept_and_explained(tmp_path: Path) -> None:
    count, page = copied(
        register(tmp_path), [problem(7, "户主身份证号"), problem(5, "金额"), problem(7, "金额")]
    )
    lines = list(page.iter_rows(values_only=True))
    assert 2 == count
    assert ["低保登记表", "户主", "姓名", "甲5", "甲7"] == [line[0] for line in lines]
    assert [None, None, "问题说明"] == [line[5] for line in lines[:3]]
    assert "第 5 行　金额：校验码不对。请核对身份证。" == lines[3][5]
    assert 2 == str(lines[4][5]).count("校验码不对")


def test_the_looks_are_the_owners(tmp_path: Path) -> None:
    _, page = copied(register(tmp_path), [problem(5, "金额")])
    assert ("黑体", 20) == (page["A1"].font.name, page["A1"].font.sz)
    assert 31 == page.column_dimensions["B"].width
    assert {"A1:E1", "A2:B2", "C2:D2", "E2:E3"} == {str(cells) for cells in page.merged_cells.ranges}


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("户主身份证号", "", "B4"),
        ("成员/身份证号", "", "D4"),
        ("身份证号", "无", "D4"),
        ("身份证号", "990000197001010005", "B4"),
        ("金额", "", "E4"),
        ("C", "", "C4"),
    ],
)
def test_the_cell_at_fault_is_marked(tmp_path: Path, column: str, value: str, cell: str) -> None:
    _, page = copied(register(tmp_path), [problem(5, column, value)])
    marked = [at.coordinate for line in page.iter_rows() for at in line if at.fill.fgColor.rgb == RED]
    assert [cell] == marked


def test_a_column_nobody_knows_marks_nothing(tmp_path: Path) -> None:
    _, page = copied(register(tmp_path), [problem(5, "没有这一列")])
    assert not [at for line in page.iter_rows() for at in line if at.fill.fgColor.rgb == RED]
    assert "没有这一列" in page["F4"].value


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    source = register(tmp_path)
    _, own = copied(source, [problem(9, "E")])
    for page in (own, text_copy(as_csv(source), [problem(9, "E")])):
        assert ("=1+1", "s", True) == (page["D4"].value, page["D4"].data_type, page["D4"].quotePrefix)


def text_copy(source: Path, problems: list[Problem]) -> Worksheet:
    book = read_workbook(source, Silent())
    told = [Problem("文本", p.row, p.column, p.value, p.reason, p.suggestion, p.code) for p in problems]
    annotated_copy(source, source.with_name("问题.xlsx"), book, told, {"文本": 4})
    return openpyxl.load_workbook(source.with_name("问题.xlsx")).active


def test_text_files_get_a_workbook_back(tmp_path: Path) -> None:
    page = text_copy(as_csv(register(tmp_path)), [problem(6, "成员姓名")])
    lines = list(page.iter_rows(values_only=True))
    assert ["低保登记表", "户主姓名", None, "甲6"] == [line[0] for line in lines]
    assert RED == page["C4"].fill.fgColor.rgb
    assert "第 6 行　成员姓名：校验码不对。请核对身份证。" == page["F4"].value


def test_many_problem_rows_are_written_anew_with_their_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "低保"
    page.append(["姓名", "金额"])
    for at in range(2_500):
        page.append([f"甲{at}", at + 0.25])
    book.save(tmp_path / "登记表.xlsx")
    problems = [problem(row, "金额") for row in range(2, 2_502)]
    source, target = tmp_path / "登记表.xlsx", tmp_path / "问题.xlsx"
    assert 2_500 == annotated_copy(source, target, read_workbook(source, Silent()), problems, {"低保": 2})
    found = openpyxl.load_workbook(target).active
    assert ("甲2499", 2499.25) == (found["A2501"].value, found["B2501"].value)


def test_no_name_is_left_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def noticed(*arguments: object, **more: object) -> None:
        opened.append(str(arguments))
        raise AssertionError("a temporary file")

    source = register(tmp_path)
    book = read_workbook(source, Silent())
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", noticed)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", noticed)
    annotated_copy(source, tmp_path / "问题.xlsx", book, [problem(5, "金额")], {"低保": 4})
    assert [] == opened
