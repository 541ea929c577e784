"""The bank as it answers: its file for a roster, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import figures
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.documents.bank_returns import read_bank_return
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.payroll.returns.matching import ReturnFile
from minzheng_desk.payroll.returns.operations import Taken, book_return

DAY = date(2026, 11, 18)


def answer_line(index: int, line: RosterLine, reason: str = "") -> str:
    result = "失败" if reason else "成功"
    return f"{index}|{line.account}|{line.holder_name}|{figures(line.amount)}|{result}|{reason}"


def answer(
    folder: Path, view: RosterView, reasons: Mapping[str, str] | None = None, name: str = "回盘.txt"
) -> Path:
    """The bank's file: every payment succeeded but those of the named people, each with its reason."""
    said = reasons or {}
    lines = [answer_line(at, line, said.get(line.name, "")) for at, line in enumerate(view.paid, 1)]
    path = folder / name
    path.write_text("\r\n".join([*lines, f"TOTAL|{len(lines)}"]) + "\r\n", "gbk", newline="")
    return path


def read(path: Path) -> ReturnFile:
    return read_bank_return(path, bank_format("gbk_pipe"))


def book(desk: Desk, roster: Roster, path: Path) -> Taken:
    return desk.run(book_return, roster, read(path), imported_by="周会计", imported_on=DAY).result
