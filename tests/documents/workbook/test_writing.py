"""What Excel gets: figures that add up, text that stays text, nothing that runs, nothing beside the file."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from minzheng_desk.documents.layout import (
    A4_PORTRAIT,
    Align,
    CellKind,
    Column,
    Fact,
    Group,
    Paper,
    Row,
    Sheet,
    Signature,
    Total,
)
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Silent

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    Column("number", "序号", CellKind.INDEX, width_mm=12),
    Column("name", "姓名"),
    Column("id_number", "身份证号", width_mm=42),
    Column("people", "人数", CellKind.NUMBER, total=Total.SUM, group="本月"),
    Column("amount", "金额", CellKind.MONEY, total=Total.SUM, group="本月"),
    Column("since", "起发日期", CellKind.DAY),
    Column("month", "月份", CellKind.MONTH),
    Column("hand", "签字", CellKind.SIGNATURE, width_mm=28),
)
ROWS: tuple[Row, ...] = tuple(
    (None, f"甲{at}", f"99000019700101{at:04d}", at, 10_050 * at, date(2026, 1, at), Month(2026, 11), None)
    for at in range(1, 7)
)
VILLAGES = (Group("东村", 0, 4), Group("西村", 4, 2))
DANGEROUS = (
    '=HYPERLINK("http://x","点")',
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r\n=1",
    "＝1+1",
    " =1",
    "http://x.example",
)


def roster(**more: object) -> Sheet:
    facts = {
        "title": "发放名册",
        "columns": COLUMNS,
        "rows": ROWS,
        "heading": (Fact("编制单位", "青禾镇"), Fact("月份", "2026年11月"), Fact("单位", "元")),
        "signatures": (Signature("制表人", "甲"), Signature("审核人")),
        "footer": (Fact("打印时间", "2026-11-21 & 15:00"),),
        "in_words": "amount",
        "frozen_columns": 2,
        **more,
    }
    return Sheet(**facts)  # type: ignore[arg-type]


def written(path: Path, *sheets: Sheet) -> Worksheet:
    write_workbook(path / "名册.xlsx", sheets, Silent())
    return openpyxl.load_workbook(path / "名册.xlsx").worksheets[0]


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_page_reads_from_title_to_signatures(tmp_path: Path) -> None:
    sheet = written(tmp_path, roster(groups=VILLAGES))
    first = [line[0] for line in lines(sheet)]
    assert ["发放名册", "编制单位：青禾镇", "序号", None, "东村", 1, 2, 3, 4, "东村小计"] == first[:10]
    assert ["西村", 5, 6, "西村小计", "合计"] == first[10:15]
    assert "合计（大写）：贰仟壹佰壹拾元伍角" == first[15]
    assert ["制表人：甲", "打印时间：2026-11-21 & 15:00"] == first[16:]


def test_sums_are_figures_exact_to_the_fen(tmp_path: Path) -> None:
    found = lines(written(tmp_path, roster(groups=VILLAGES)))
    assert (10, 1005) == found[9][3:5]
    assert (21, 2110.5) == found[14][3:5]


def test_every_cell_has_the_format_of_its_kind(tmp_path: Path) -> None:
    row = next(written(tmp_path, roster()).iter_rows(min_row=5, max_row=5))
    formats = [cell.number_format for cell in row]
    assert ["General", "@", "@", "General", "#,##0.00", "yyyy\\-mm\\-dd", "@", "@"] == formats
    assert ["n", "s", "s", "n", "n", "d", "s", "n"] == [cell.data_type for cell in row]
    assert {"thin"} == {cell.border.left.style for cell in row}
    assert "right" == row[4].alignment.horizontal


def test_two_header_rows_are_joined_where_they_belong_together(tmp_path: Path) -> None:
    sheet = written(tmp_path, roster())
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A1:H1", "A3:A4", "D3:E3", "H3:H4"} <= merged
    assert ("人数", "金额") == lines(sheet)[3][3:5]


def test_it_scrolls_and_prints_as_a_ledger_should(tmp_path: Path) -> None:
    sheet = written(tmp_path, roster())
    assert "C5" == sheet.freeze_panes
    assert "$1:$4" == sheet.print_title_rows
    assert ("landscape", 9, 1, 0) == (
        sheet.page_setup.orientation,
        int(sheet.page_setup.paperSize),
        sheet.page_setup.fitToWidth or 1,
        sheet.page_setup.fitToHeight,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "A4:H10" == sheet.auto_filter.ref
    assert "第 &P 页　共 &N 页" == sheet.oddFooter.right.text
    assert 21 < sheet.column_dimensions["C"].width < 24


def test_a_village_can_begin_a_page(tmp_path: Path) -> None:
    sheet = written(tmp_path, roster(groups=VILLAGES, paper=Paper(group_starts_page=True)))
    assert [10] == [mark.id for mark in sheet.row_breaks.brk]


def test_portrait_paper_prints_upright(tmp_path: Path) -> None:
    assert "portrait" == written(tmp_path, roster(paper=A4_PORTRAIT)).page_setup.orientation


def test_an_empty_sheet_is_a_sheet_with_nothing_in_it(tmp_path: Path) -> None:
    assert "零元整" in str(lines(written(tmp_path, roster(rows=())))[5][0])


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    rows: tuple[Row, ...] = ((text, text), ("甲", text))
    columns = (Column("name", text), Column("remark", "备注", align=Align.CENTRE))
    sheet = written(tmp_path, Sheet(title=text, subtitle=text, columns=columns, rows=rows, notes=(text,)))
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in cells}
    assert not [cell for cell in cells if cell.hyperlink]
    if not text.startswith("http"):
        assert all(cell.quotePrefix for cell in cells if cell.value not in {"甲", "备注"})
    with zipfile.ZipFile(tmp_path / "名册.xlsx") as parts:
        page = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in page
    assert b"<hyperlink" not in page


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=8))
def test_any_text_comes_back_as_it_went(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("text") / "甲.xlsx"
    columns = (Column("text", "文本"),)
    write_workbook(path, [Sheet(title="甲", columns=columns, rows=[(text,) for text in texts])], Silent())
    page = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    back = [line[0] for line in page.to_python(skip_empty_area=False)][2:]
    assert texts == (back + [""] * len(texts))[: len(texts)]


def test_rare_characters_and_long_texts_are_kept(tmp_path: Path) -> None:
    text = "䶮𬱖㛃\n第二行" + "很长的备注" * 30
    sheet = written(
        tmp_path, Sheet(title="甲", columns=(Column("a", "备注", wrap=True),), rows=[(text,), ("短",)])
    )
    assert text == sheet["A3"].value
    assert sheet.row_dimensions[3].height > 100
    assert 18 == sheet.row_dimensions[4].height


@pytest.mark.parametrize("sign", ["长", "，"])
def test_a_text_longer_than_a_cell_can_be_says_that_it_was_cut(tmp_path: Path, sign: str) -> None:
    columns = (Column("a", "备注"),)
    sheet = written(tmp_path, Sheet(title="甲", columns=columns, rows=[(sign * 40_000,)]))
    assert 32_767 == len(sheet["A3"].value)
    assert sheet["A3"].value.endswith("……（以下从略）")


def test_tabs_get_names_that_excel_takes(tmp_path: Path) -> None:
    pages = [
        roster(name="台账[低保]:1/2"),
        roster(name="名" * 40),
        roster(name="名" * 40),
        roster(name="O'Neil"),
    ]
    written(tmp_path, *pages)
    names = openpyxl.load_workbook(tmp_path / "名册.xlsx").sheetnames
    assert ["台账（低保）-1-2", "名" * 31, "名" * 29 + " 2", "O'Neil"] == names


def test_days_before_excel_can_count_are_written_as_text(tmp_path: Path) -> None:
    columns = (Column("born", "出生日期", CellKind.DAY),)
    sheet = written(tmp_path, Sheet(title="甲", columns=columns, rows=[(date(1899, 5, 1),), (None,)]))
    assert "1899-05-01" == sheet["A3"].value


def test_the_package_is_plain_enough_for_old_programs(tmp_path: Path) -> None:
    """Excel before 2013 and some viewers refuse parts with sizes of 64 bits."""
    written(tmp_path, roster())
    with zipfile.ZipFile(tmp_path / "名册.xlsx") as parts:
        assert {20} == {part.extract_version for part in parts.infolist()}
        assert {b""} == {part.extra for part in parts.infolist()}
        assert not [name for name in parts.namelist() if name.startswith("docProps")]


def test_equal_sheets_make_equal_files(tmp_path: Path) -> None:
    written(tmp_path, roster())
    before = (tmp_path / "名册.xlsx").read_bytes()
    written(tmp_path, roster())
    assert before == (tmp_path / "名册.xlsx").read_bytes()


def open_files() -> set[str]:
    return {str(f.readlink()) for f in Path("/proc/self/fd").iterdir() if f.is_symlink()}


class CancelsAtOnce:
    def report(self, done: int, total: int, text: str) -> None:
        raise Cancelled


def test_a_cancelled_workbook_leaves_the_older_one(tmp_path: Path) -> None:
    target = tmp_path / "名册.xlsx"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_workbook(target, [roster()], CancelsAtOnce())
    assert b"older" == target.read_bytes()
    assert [target] == list(tmp_path.iterdir())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the open files of a Linux process")
def test_nothing_is_written_beside_the_file(tmp_path: Path) -> None:
    """Excel libraries park the sheet, names and all, in the folder for temporary files; ours may not."""
    seen: set[str] = set()

    class Looks:
        def report(self, done: int, total: int, text: str) -> None:
            seen.update(open_files())

    before = open_files()
    write_workbook(tmp_path / "名册.xlsx", [roster(rows=ROWS * 200)], Looks())
    files = {name for name in seen - before if name.startswith("/") and not name.startswith("/proc")}
    assert {str(tmp_path)} == {str(Path(name).parent) for name in files}


@pytest.mark.skipif(
    subprocess.run(["sh", "-c", "command -v soffice"], capture_output=True, check=False).returncode != 0,  # noqa: S607
    reason="LibreOffice is not installed",
)
def test_libreoffice_opens_it_and_sees_the_same_figures(tmp_path: Path) -> None:
    written(tmp_path, roster(groups=VILLAGES))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "名册.xlsx")], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "名册.csv").read_text("utf-8")
    assert "1,甲1,990000197001010001,1,100.50,2026-01-01,2026-11," in text
    assert '合计,,,21,"2,110.50"' in text
