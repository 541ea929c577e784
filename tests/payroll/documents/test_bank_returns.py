"""The bank's file of results, read by the layout that its format declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from minzheng_desk.documents.files import FileNotReadable
from minzheng_desk.kernel.money import yuan
from minzheng_desk.payroll.documents.bank_formats import (
    BankFormat,
    BankFormatBroken,
    bank_format,
    bank_formats,
    read_bank_format,
)
from minzheng_desk.payroll.documents.bank_returns import (
    ReturnEmpty,
    ReturnHeadingMissing,
    ReturnNotDeclared,
    read_bank_return,
)
from minzheng_desk.payroll.returns.model import Outcome

ACCOUNT = "6217000000000000004"
HEAD = ("序号", "收款账号", "收款户名", "金额", "处理结果", "失败原因")
THREE = 'columns = [{ source = "account" }, { source = "amount" }, { source = "result" }]\n'
FORMAT = """label = "甲"
kind = "text"
encoding = "gbk"
separator = ""
file_name = "甲.txt"
[[columns]]
label = "账号"
source = "account"
"""


def a_text(folder: Path, *lines: str, encoding: str = "gbk") -> Path:
    path = folder / "回盘.txt"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def a_workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    book, path = Workbook(), folder / "回盘.xlsx"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def a_format(folder: Path, returned: str) -> BankFormat:
    path = folder / "甲.toml"
    path.write_text(FORMAT + returned, "utf-8")
    return read_bank_format(path)


def test_every_format_that_is_brought_along_says_how_the_bank_answers() -> None:
    assert [] == [name for name in bank_formats() if bank_format(name).returned is None]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig"])
def test_a_text_is_read_row_by_row_without_the_banks_own_sums(tmp_path: Path, encoding: str) -> None:
    path = a_text(
        tmp_path,
        f"1|{ACCOUNT}|张三|1,084.00|成功|",
        "",
        f"2|{ACCOUNT}|李四|84|失败|户名不符",
        "TOTAL|2|1168.00",
        encoding=encoding,
    )
    file = read_bank_return(path, bank_format("gbk_pipe"))
    first, second = file.rows
    assert (1, 1, ACCOUNT, yuan("1084"), Outcome.PAID) == (
        first.row,
        first.index,
        first.account,
        first.amount,
        first.outcome,
    )
    assert (3, yuan("84"), Outcome.FAILED, "户名不符") == (
        second.row,
        second.amount,
        second.outcome,
        second.reason,
    )


def test_a_row_that_cannot_be_understood_is_not_lost(tmp_path: Path) -> None:
    file = read_bank_return(
        a_text(tmp_path, "乱码", f"2|{ACCOUNT}|李四|八十四|成功|"), bank_format("gbk_pipe")
    )
    assert [(None, None), (None, Outcome.PAID)] == [(row.amount, row.outcome) for row in file.rows]


def test_a_workbook_is_read_by_its_headings_wherever_they_stand(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path,
        ("某银行代发结果",),
        HEAD,
        (1, ACCOUNT, "张三", 84.5, "交易成功", None),
        ("2", ACCOUNT, "李四", "360", "退汇", "账号不存在"),
        ("合计", None, None, 444.5, None, None),
    )
    file = read_bank_return(path, bank_format("xlsx_standard"))
    assert [(3, 1, yuan("84.5")), (4, 2, yuan("360"))] == [
        (row.row, row.index, row.amount) for row in file.rows
    ]
    assert [Outcome.PAID, Outcome.FAILED] == [row.outcome for row in file.rows]


def test_an_account_that_excel_kept_as_a_figure_is_read_digit_by_digit(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, HEAD, (1, 621700000012345, "张三", 84, "成功", ""))
    (row,) = read_bank_return(path, bank_format("xlsx_standard")).rows
    assert "621700000012345" == row.account


def test_fixed_widths_are_cut_in_bytes(tmp_path: Path) -> None:
    form = a_format(
        tmp_path,
        """[return]
header = false
results = { paid = ["00"] }
columns = [
  { source = "account", width = 20 }, { source = "holder_name", width = 6 },
  { source = "amount", format = "fen", width = 8 }, { source = "result", width = 2 },
]
""",
    )
    text = f"{ACCOUNT:20}张三  00008400" + "00"
    (row,) = read_bank_return(a_text(tmp_path, text), form).rows
    assert (ACCOUNT, "张三", yuan("84"), Outcome.PAID) == (
        row.account,
        row.holder_name,
        row.amount,
        row.outcome,
    )


def test_without_a_list_of_failures_every_other_word_is_one_and_its_own_reason(tmp_path: Path) -> None:
    form = a_format(
        tmp_path,
        """[return]
header = false
results = { paid = ["00"] }
columns = [
  { source = "account", width = 20 }, { source = "amount", width = 8 }, { source = "result", width = 8 },
]
""",
    )
    (row,) = read_bank_return(a_text(tmp_path, f"{ACCOUNT:20}   84.00E017"), form).rows
    assert (Outcome.FAILED, "E017") == (row.outcome, row.reason)


def test_what_is_no_answer_of_this_bank_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ReturnHeadingMissing, match="处理结果"):
        read_bank_return(a_workbook(tmp_path, ("姓名", "金额"), ("张三", 1)), bank_format("xlsx_standard"))
    with pytest.raises(ReturnEmpty):
        read_bank_return(a_text(tmp_path, "TOTAL|0|0.00"), bank_format("gbk_pipe"))
    with pytest.raises(ReturnNotDeclared, match="没有写明回盘"):
        read_bank_return(a_text(tmp_path, "1"), a_format(tmp_path, ""))
    with pytest.raises(FileNotReadable, match="文件不存在"):
        read_bank_return(tmp_path / "没有.txt", bank_format("gbk_pipe"))
    (tmp_path / "图.txt").write_bytes(b"\x89PNG\0\0\xff\xff")
    with pytest.raises(FileNotReadable, match="不是文本"):
        read_bank_return(tmp_path / "图.txt", bank_format("gbk_pipe"))


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ('[return]\nresults = { paid = ["00"] }\n', "缺 account、amount、result"),
        ('[return]\nheader = false\n[[return.columns]]\nsource = "acount"\n', "没有“acount”这种写法"),
        (
            f"[return]\n{THREE}",
            "有表头时每栏都要写 label",
        ),
        (
            f"[return]\nheader = false\n{THREE}",
            "请列出表示发放成功的写法",
        ),
        ("[return]\nkopf = 1\n", "没有名为“kopf”的项"),
    ],
)
def test_a_mistake_in_the_layout_is_named(tmp_path: Path, returned: str, said: str) -> None:
    with pytest.raises(BankFormatBroken, match=said):
        a_format(tmp_path, returned)
