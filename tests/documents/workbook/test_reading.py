"""Strangers' files: what is read is what stands there; what means harm is refused in plain words."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hostile_workbooks as hostile
from minzheng_desk.documents.files import FileNotReadable, FileOpenElsewhere
from minzheng_desk.documents.layout import CellKind, Column, Sheet
from minzheng_desk.documents.workbook.limits import Limits
from minzheng_desk.documents.workbook.reading import (
    Merge,
    RawSheet,
    ReaderOverran,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookHostile,
    WorkbookTooLarge,
    read_workbook,
)
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.errors import Cancelled, DocumentProblem
from minzheng_desk.kernel.progress import Silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

# A spreadsheet knows no time zones.
MOMENT = datetime(2020, 1, 2, 3, 4)
SOFFICE = shutil.which("soffice")


def read(path: Path, limits: Limits | None = None) -> list[RawSheet]:
    return list(read_workbook(path, Silent(), limits or Limits()).sheets)


def made(folder: Path, fill: Callable[[Worksheet], None]) -> RawSheet:
    book = openpyxl.Workbook()
    fill(book.active)
    content = io.BytesIO()
    book.save(content)
    return read(hostile.saved(content.getvalue(), folder))[0]


def test_values_come_back_as_they_stand(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        page.append(["甲", 5, 5.25, True, date(2020, 1, 2), MOMENT, None, "䶮𬱖"])

    row = made(tmp_path, fill).rows[0]
    assert ("甲", 5, 5.25, True, date(2020, 1, 2), MOMENT, None, "䶮𬱖") == row
    assert [str, int, float, bool, date, datetime, type(None), str] == [type(cell) for cell in row]


def test_rows_keep_their_numbers_though_the_table_begins_further_down(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        page["C3"], page["D5"] = "姓名", "末"

    assert [(), (), (None, None, "姓名"), (), (None, None, None, "末")] == made(tmp_path, fill).rows


def test_joined_and_hidden_cells_are_known(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        page["A1"], page["E4"] = "标题", "末"
        page.merge_cells("A1:E1")
        page.merge_cells("B2:B3")
        page.row_dimensions[3].hidden = True
        page.column_dimensions["C"].hidden = True

    sheet = made(tmp_path, fill)
    assert {Merge(0, 0, 0, 4), Merge(1, 1, 2, 1)} == set(sheet.merged)
    assert ({2}, {2}) == (sheet.hidden_rows, sheet.hidden_columns)


def test_a_number_shown_with_leading_zeros_is_read_as_shown(tmp_path: Path) -> None:
    def fill(page: Worksheet) -> None:
        page.append([123, 123, "123"])
        page["A1"].number_format = "000000"

    assert ("000123", 123, "123") == made(tmp_path, fill).rows[0]


def test_an_id_number_that_excel_made_a_number_shows_its_damage(tmp_path: Path) -> None:
    assert 990000199001011200 == made(tmp_path, lambda page: page.append([990000199001011234])).rows[0][0]


def test_formulas_give_their_values_and_uncalculated_ones_are_told(tmp_path: Path) -> None:
    calculated = b'<c r="B2"><f>50+50</f><v>100</v></c>'
    content = hostile.rewritten(
        {hostile.SHEET: lambda xml: xml.replace(b'<c r="B2" t="n"><v>100</v></c>', calculated)}
    )
    sheet = read(hostile.saved(content, tmp_path))[0]
    assert ("甲", 100) == sheet.rows[1]
    assert () == sheet.warnings
    uncalculated = made(tmp_path, lambda page: page.append(["甲", "=1+1"]))
    assert ("甲",) == uncalculated.rows[0]
    assert "1 个公式没有算好的结果（如 B1）" in uncalculated.warnings[0]


def test_characters_that_were_lost_already_are_told_with_their_rows(tmp_path: Path) -> None:
    sheet = made(tmp_path, lambda page: [page.append([text]) for text in ("甲", "王\ufffd", "乙")])
    assert 1 == len(sheet.warnings)
    assert "有 1 行含损坏的生僻字（第 2 行）" in sheet.warnings[0]


def test_hidden_sheets_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    sheets = read(hostile.saved(content.getvalue(), tmp_path))
    assert [("Sheet", False), ("藏", True)] == [(sheet.name, sheet.is_hidden) for sheet in sheets]


def test_what_we_write_we_read(tmp_path: Path) -> None:
    columns = (
        Column("n", "序号", CellKind.INDEX),
        Column("name", "姓名"),
        Column("m", "金额", CellKind.MONEY),
    )
    write_workbook(
        tmp_path / "甲.xlsx", [Sheet(title="册", columns=columns, rows=[(None, "=甲", 12345)])], Silent()
    )
    assert [("册",), ("序号", "姓名", "金额"), (1, "=甲", 123.45)] == read(tmp_path / "甲.xlsx")[0].rows


CSV_ROWS = [("姓名", "身份证号", "地址"), ("甲", "990000197001010011", "东村，1组"), ("乙", None, "西村")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_text_is_understood_in_every_usual_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "\r\n".join(separator.join(cell or "" for cell in row) for row in CSV_ROWS) + "\r\n"
    assert CSV_ROWS == read(hostile.saved(text.encode(encoding), tmp_path, "表.csv"))[0].rows


def test_quoted_fields_may_hold_separators_and_lines(tmp_path: Path) -> None:
    text = '姓名,备注\n甲,"一,\n""二"""\n乙,="001234"\n'
    sheet = read(hostile.saved(text.encode(), tmp_path, "表.csv"))[0]
    assert [("姓名", "备注"), ("甲", '一,\n"二"'), ("乙", "001234")] == sheet.rows


def test_quotes_that_do_not_pair_swallow_no_line(tmp_path: Path) -> None:
    text = '姓名,备注\n甲,"没有结束\n乙,好\n丙,好\n'
    sheet = read(hostile.saved(text.encode("gbk"), tmp_path, "表.csv"))[0]
    assert [("姓名", "备注"), ("甲", '"没有结束'), ("乙", "好"), ("丙", "好")] == sheet.rows
    assert "引号不成对" in sheet.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_web_page_called_xls_is_read_as_the_table_it_shows(tmp_path: Path, encoding: str) -> None:
    page = """<html><head><meta charset="x"><style>td{}</style></head><body><table border=1>
        <tr><th colspan=3>低保&nbsp;名册</th></tr>
        <tr><td rowspan="2">东村</td><td>甲</td><td>990000197001010011</td></tr>
        <tr><td>乙&amp;丙</td><td></td></tr></table></body></html>"""
    sheet = read(hostile.saved(page.encode(encoding), tmp_path, "导出.xls"))[0]
    assert [("低保 名册",), ("东村", "甲", "990000197001010011"), (None, "乙&丙")] == sheet.rows
    assert (Merge(0, 0, 0, 2), Merge(1, 0, 2, 0)) == sheet.merged


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_are_read(tmp_path: Path, kind: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hostile.honest()))
    book.active.merge_cells("A5:B6")
    book.active["A5"], book.active["A7"] = "合计", date(2026, 11, 1)
    book.save(tmp_path / "登记表.xlsx")
    source = tmp_path / "登记表.xlsx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = read(tmp_path / f"登记表.{kind}")[0]
    assert "低保" == sheet.name
    assert [
        ("姓名", "金额"),
        ("甲", 100),
        ("乙", 200.5),
        (),
        ("合计",),
        (),
        (date(2026, 11, 1),),
    ] == sheet.rows
    assert (Merge(4, 0, 5, 1),) == sheet.merged


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (hostile.bomb, "压缩炸弹"),
        (hostile.billion_laughs, "实体声明"),
        (hostile.entity_from_a_file, "实体声明"),
        (hostile.declaration_behind_a_long_comment, "内部结构不寻常"),
        (hostile.in_utf_16, "编码不寻常"),
        (lambda: hostile.with_part("xl/vbaProject.bin"), "宏"),
        (lambda: hostile.with_part("xl/externalLinks/externalLink1.xml"), "链接"),
        (lambda: hostile.with_part("xl/embeddings/oleObject1.bin"), "对象"),
        (hostile.old_with_macros, "宏"),
    ],
)
def test_what_means_harm_is_refused_and_said(tmp_path: Path, content: Callable[[], bytes], told: str) -> None:
    with pytest.raises(WorkbookHostile, match=told) as refused:
        read(hostile.saved(content(), tmp_path))
    assert "登记表.xlsx" in str(refused.value)
    assert refused.value.advice


@pytest.mark.parametrize(
    "content",
    [
        hostile.truncated,
        hostile.damaged,
        hostile.lying_directory,
        hostile.old_and_cut,
        lambda: b"",
        lambda: b"\0\1\2" * 99,
        lambda: b"PK\3\4",
    ],
)
def test_what_is_damaged_is_said_to_be_damaged(tmp_path: Path, content: Callable[[], bytes]) -> None:
    with pytest.raises(WorkbookBroken) as refused:
        read(hostile.saved(content(), tmp_path))
    assert refused.value.advice


def test_a_locked_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookEncrypted, match="密码"):
        read(hostile.saved(hostile.encrypted(), tmp_path))


def test_a_lying_dimension_is_not_believed(tmp_path: Path) -> None:
    assert 3 == len(read(hostile.saved(hostile.lying_dimension(), tmp_path))[0].rows)


def test_a_cell_at_the_end_of_the_world_costs_no_memory(tmp_path: Path) -> None:
    with pytest.raises((WorkbookTooLarge, ReaderOverran)):
        read(hostile.saved(hostile.far_away_cell(), tmp_path))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(rows=2), "3 行"),
        (Limits(columns=1), "2 列"),
        (Limits(file_bytes=100), "文件超过"),
        (Limits(unpacked_bytes=1_000), "解开后"),
    ],
)
def test_what_is_larger_than_the_limits_is_told(tmp_path: Path, limits: Limits, told: str) -> None:
    with pytest.raises(WorkbookTooLarge, match=told):
        read(hostile.saved(hostile.honest(), tmp_path), limits)


def test_too_many_parts_are_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookTooLarge, match="内部文件"):
        read(hostile.saved(hostile.many_parts(), tmp_path))


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = hostile.saved(hostile.honest(), tmp_path)
    begun = time.monotonic()
    with pytest.raises(ReaderOverran):
        read(path, Limits(seconds=0.01))
    assert time.monotonic() - begun < 5


def test_a_reader_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    with pytest.raises((ReaderOverran, WorkbookTooLarge)):
        read(hostile.saved(hostile.honest(), tmp_path), Limits(memory_bytes=30 << 20))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable, match="不存在"):
        read(tmp_path / "没有.xlsx")
    with pytest.raises((FileNotReadable, FileOpenElsewhere)):
        read(tmp_path)


class CancelsAtOnce:
    def report(self, done: int, total: int, text: str) -> None:
        raise Cancelled


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        read_workbook(hostile.saved(hostile.honest(), tmp_path), CancelsAtOnce())


def test_no_module_beside_the_file_is_ever_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert 3 == len(read(hostile.saved(hostile.honest(), tmp_path))[0].rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=12), st.integers(0, 6_000))
def test_a_workbook_damaged_anywhere_is_read_or_refused_but_never_a_crash(
    tmp_path: Path, noise: bytes, place: int
) -> None:
    content = bytearray(hostile.honest())
    at = place % len(content)
    content[at : at + len(noise)] = noise
    path = hostile.saved(bytes(content), tmp_path, f"{os.getpid()}.xlsx")
    outcome: DocumentProblem | None = None
    try:
        read(path)
    except DocumentProblem as told:
        outcome = told
    assert outcome is None or (outcome.advice and not isinstance(outcome, ReaderOverran))
