"""Sheets to print, and what can be read back from the printed pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from minzheng_desk.documents.layout import (
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

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("李䶮", "王𬱖", "张㛃", "陈𬭚", "周𠅤", "赵玥𬘭", "吴𫖯", "买买提·吐尔逊", "段素珍", "贾永贵")
COLUMNS = (
    Column("index", "序号", CellKind.INDEX, width_mm=11),
    Column("name", "户主姓名", width_mm=26, align=Align.CENTRE),
    Column("id", "居民身份证号码", width_mm=40, align=Align.CENTRE),
    Column("people", "人数", CellKind.NUMBER, width_mm=12, align=Align.CENTRE, total=Total.SUM),
    Column("standard", "月保障金", CellKind.MONEY, width_mm=22, total=Total.SUM),
    Column("paid", "实发金额", CellKind.MONEY, width_mm=24, total=Total.SUM),
    Column("sign", "领取人签字", CellKind.SIGNATURE, width_mm=26),
    Column("note", "备注", width_mm=22, wrap=True),
)
SIGNATURES = (
    Signature("经办人", "李敏"),
    Signature("复核人"),
    Signature("审核人（分管领导）"),
    Signature("单位负责人"),
    Signature("编制单位（盖章）", seal=True),
)


def a_row(at: int, *, people: int = 2, standard: int = 52_000, paid: int | None = None) -> Row:
    """Return a line of a roster, told from the others by its identity number."""
    name = NAMES[at % len(NAMES)]
    amount = standard if paid is None else paid
    return (None, name, f"990000********{at:04d}", people, standard, amount, None, None)


def a_roster(rows: Sequence[Row] | int = 60, *, villages: int = 0, paper: Paper | None = None) -> Sheet:
    """Return a roster of a township, its rows shared out among villages."""
    lines = (
        [a_row(at, people=1 + at % 5, standard=30_000 + 137 * at) for at in range(rows)]
        if isinstance(rows, int)
        else list(rows)
    )
    share = -(-len(lines) // villages) if villages else 0
    return Sheet(
        title="柳溪镇农村最低生活保障金发放花名册",
        subtitle="（2026年10月）",
        columns=COLUMNS,
        rows=lines,
        heading=(Fact("编制单位", "柳溪镇人民政府"), Fact("单位", "元")),
        groups=tuple(
            Group(f"第{at}村", at * share, min(share, len(lines) - at * share)) for at in range(villages)
        ),
        group_called="村（社区）",
        counted_in="户",
        in_words="paid",
        signatures=SIGNATURES,
        dated=date(2026, 10, 21),
        footer=(Fact("打印", "2026-11-20 09:41　李敏　第 2 次打印"), Fact("校验码", "7F3A-91C2-0B5E")),
        paper=paper or Paper(),
    )


def printed_pages(content: bytes) -> list[str]:
    """Return the text of every page as a reader copies it; skips where poppler is not installed."""
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("no pdftotext here: install poppler-utils")
    read = subprocess.run(
        [program, "-layout", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return read.stdout.decode().split("\f")[:-1]


def amounts(line: str) -> list[int]:
    """Return the amounts of a printed line in 分."""
    return [int(amount.replace(",", "").replace(".", "")) for amount in re.findall(r"-?[\d,]+\.\d\d", line)]


def line_with(page: str, word: str) -> str:
    """Return the only line of a page that has this word."""
    (line,) = [line for line in page.splitlines() if word in line]
    return line
