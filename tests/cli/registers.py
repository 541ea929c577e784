"""Small registers as offices have them, and the numbers in them; nobody is real."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from minzheng_desk.kernel.identity import check_character

HEADER = ("户主姓名", "姓名", "身份证号", "与户主关系", "村", "户籍类别", "年收入", "开户银行", "银行账号")


def number(first: str) -> str:
    """A valid identity number of division 990000."""
    return first + check_character(first)


ZHOU = number("99000019500301001")
LI = number("99000019520611002")
CHEN = number("99000019400101003")
WRONG = "990000198001010019"

ROWS = (
    ("周桂方", "周桂方", ZHOU, "户主", "上湾村", "农村", 3000, "农商行", "6230990000000000017"),
    ("周桂方", "李秀兰", LI, "配偶", "上湾村", "农村", None, None, None),
    ("陈万福", "陈万福", CHEN, "户主", "下湾村", "农村", 1200, "农商行", "6230990000000000025"),
)
IN_TROUBLE = ("王小明", "王小明", WRONG, "户主", "下湾村", "农村", 1200, "农商行", "6230990000000000033")


def household_register(
    path: Path, rows: Sequence[Sequence[object]] = (*ROWS, IN_TROUBLE), header: Sequence[str] = HEADER
) -> Path:
    """A register with its title over the header; one of its four people has a wrong check digit."""
    return _written(path, ["清水镇低保家庭登记表"], header, rows)


def benefit_register(path: Path) -> Path:
    """A register of 低保 in payment: one household of those above."""
    header = ("姓名", "身份证号", "村", "保障人口", "月保障金", "享受起始月份")
    return _written(path, ["清水镇农村低保在享名单"], header, [("陈万福", CHEN, "下湾村", 1, 320, "2026-01")])


def _written(
    path: Path, title: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[object]]
) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "登记表"
    for row in (title, header, *rows):
        sheet.append(list(row))
    book.save(path)
    return path
