"""Registers as a workbook would hand them over, and the invented township they come from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from minzheng_desk.documents.workbook.reading import Cell, Merge, RawSheet
from minzheng_desk.households.imports.agreement import agree
from minzheng_desk.households.imports.catalogue import catalogue
from minzheng_desk.households.imports.headers import find_headers
from minzheng_desk.households.imports.matching import match_columns, sample_of
from minzheng_desk.households.imports.model import ColumnMatch, HeaderBlock, Parsed
from minzheng_desk.households.imports.parsing import parse_rows
from minzheng_desk.households.imports.readers import Surroundings
from minzheng_desk.households.imports.villages import Villages
from minzheng_desk.kernel.identity import check_character
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.kernel.region import RegionCode
from minzheng_desk.office.model import region

TODAY = date(2026, 11, 21)
VILLAGES = {"990000101201": "柳塘村", "990000101202": "石桥铺村", "990000101001": "丰收路社区"}
TOWNSHIP = region(RegionCode("990000101000"), "青禾镇")
AROUND = Surroundings(
    TODAY, Villages.of([TOWNSHIP, *(region(RegionCode(code), name) for code, name in VILLAGES.items())])
)

MAN, WOMAN, BOY = "990000196611210012", "990000196611210020", "990000201010150118"
"""Identity numbers of law.md 10.2: born 1966-11-21, 1966-11-21 and 2010-10-15."""


def sheet(
    *rows: Sequence[Cell], merged: Iterable[tuple[int, int, int, int]] = (), name: str = "Sheet1"
) -> RawSheet:
    """Return a sheet of these rows."""
    return RawSheet(name, [tuple(row) for row in rows], tuple(Merge(*area) for area in merged))


def tables(of: RawSheet, kind: str = "households") -> tuple[HeaderBlock, ...]:
    """Return the tables found on a sheet."""
    return find_headers(of, catalogue(kind))


def matched(of: RawSheet, kind: str = "households") -> ColumnMatch:
    """Return what the columns of the sheet's first table mean."""
    header = tables(of, kind)[0]
    return match_columns(header, sample_of(header, of.rows), catalogue(kind), AROUND)


def parsed(of: RawSheet, kind: str = "households", file_name: str = "登记表.xlsx") -> Parsed:
    """Return everything the sheet's tables say, checked against one another."""
    whole = Parsed()
    for header in tables(of, kind):
        match = match_columns(header, sample_of(header, of.rows), catalogue(kind), AROUND)
        whole.extend(parse_rows(of, header, match, catalogue(kind), AROUND, Silent(), kind, file_name))
    agree(whole)
    return whole


def faults(of: RawSheet, kind: str = "households") -> dict[int, set[str]]:
    """Return the codes of the problems of each row."""
    found: dict[int, set[str]] = {}
    for problem in parsed(of, kind).problems:
        found.setdefault(problem.row, set()).add(problem.code)
    return found


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    name: str
    id_number: str
    relation: str
    year_income: int = 0
    phone: str = ""


@dataclass
class Family:
    """An invented household; the first member is the head."""

    village: str
    address: str
    members: list[Somebody] = field(default_factory=list)


def an_id_number(luck: random.Random, taken: set[str]) -> str:
    """Return an identity number of division 990000 that nobody has yet."""
    while True:
        day = date.fromordinal(luck.randint(date(1930, 1, 1).toordinal(), date(2025, 12, 31).toordinal()))
        first = f"990000{day:%Y%m%d}{luck.randint(0, 999):03d}"
        if first not in taken:
            taken.add(first)
            return first + check_character(first)


def families(count: int, seed: int) -> list[Family]:
    """Return invented households."""
    luck, taken = random.Random(seed), set[str]()
    made = []
    for number in range(count):
        family = Family(luck.choice(list(VILLAGES.values())), f"{luck.randint(1, 9)}组{number + 1}号")
        for position in range(luck.randint(1, 4)):
            name = luck.choice("赵钱孙李周吴郑王") + luck.choice("桂玉秀国建") + luck.choice("芳兰英强")
            relation = "户主" if not position else luck.choice(["配偶", "子", "女", "父", "孙女"])
            phone = f"139{luck.randint(0, 99999999):08d}" if not position else ""
            income = luck.randint(0, 20000)
            family.members.append(Somebody(name, an_id_number(luck, taken), relation, income, phone))
        made.append(family)
    return made
