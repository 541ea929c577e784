"""The list of villages with which an office is founded: a table or a TOML file of codes and names."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minzheng_desk.documents.files import FileNotReadable
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.region import RegionCode, RegionLevel, is_within, level, parse_region_code
from minzheng_desk.office.model import VillageListWrong

_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One line of a list of villages, and what is wrong with it, if anything is."""

    number: int
    code: str
    name: str
    wrong: str = ""


def read_villages(path: Path) -> tuple[tuple[str, str], ...]:
    """Codes and names, in the order of the file; raises `FileNotReadable` or `VillageListWrong`."""
    text = read_village_text(path)
    return _from_toml(path, text) if path.suffix.lower() == ".toml" else _from_table(path, text)


def read_village_text(path: Path) -> str:
    """What is written in a list; raises `FileNotReadable` or `VillageListWrong`."""
    try:
        content = path.read_bytes()
    except OSError:
        raise FileNotReadable(name=path.name, reason="文件不存在，或没有读取权限") from None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VillageListWrong(name=path.name, place="的文字编码")


def village_lines(text: str, office_code: str) -> tuple[VillageLine, ...]:
    """A typed or pasted list, line by line, each judged for an office with this code of its own.

    The code of a village may be written as the three digits that follow those of the office.
    """
    seen: dict[str, str] = {}
    return tuple(_judged(line, office_code, seen) for line in _lines(text))


def _judged(line: VillageLine, office_code: str, seen: dict[str, str]) -> VillageLine:
    if line.wrong:
        return line
    try:
        office = parse_region_code(office_code)
        code = parse_region_code(_in_full(line.code, office))
    except InputProblem:
        return VillageLine(line.number, line.code, line.name, "代码应是 12 位数字")
    wrong = ""
    if not is_within(code, office):
        wrong = f"代码应以本单位的 {office[: level(office)]} 开头"
    elif seen.setdefault(code, line.name) != line.name:
        wrong = f"代码与“{seen[code]}”相同"
    return VillageLine(line.number, code, line.name, wrong)


def _in_full(written: str, office: RegionCode) -> str:
    is_tail = len(written) == RegionLevel.VILLAGE - RegionLevel.TOWNSHIP and written.isdecimal()
    return office[: RegionLevel.TOWNSHIP] + written if is_tail else written


def _lines(text: str) -> Iterator[VillageLine]:
    rows = csv.reader(text.replace("，", ",").replace("\t", ",").splitlines())
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row if cell.strip()]
        is_header = number == 1 and not re.search(r"\d{3}", "".join(cells))
        if not cells or is_header:
            continue
        if len(cells) < 2 or not cells[0].isdecimal():  # noqa: PLR2004 - a code and a name
            yield VillageLine(number, cells[0], "".join(cells[1:]), "应写“代码,名称”")
        else:
            yield VillageLine(number, cells[0], cells[1])


def _from_table(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    lines = tuple(_lines(text))
    for line in lines:
        if line.wrong:
            raise VillageListWrong(name=path.name, place=f"第 {line.number} 行")
    return tuple((line.code, line.name) for line in lines)


def _from_toml(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(
            (str(village["code"]), str(village["name"])) for village in tomllib.loads(text)["village"]
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        raise VillageListWrong(name=path.name, place="的内容") from None
