"""Invented rows for tests of tables: nobody real, ID numbers of division 990000."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.identity import check_character
from minzheng_desk.kernel.money import Money
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roster."""

    id: str
    name: str
    village: str = "大柳村"
    number: str = ""
    account: str = ""
    phone: str = ""
    before: Money | None = None
    paid: Money | None = Money(0)
    people: int = 1
    since: date | None = None
    state: ChipSpec | tuple[ChipSpec, ...] | str = "正常"
    share: Fraction | None = None
    relation: str = "01"

    @property
    def change(self) -> Money:
        """What is more or less than last month."""
        return Money((self.paid or 0) - (self.before or 0))


def id_number(birth: str, sequence: int) -> str:
    """An ID number of no district that exists."""
    first = f"990000{birth}{sequence:03d}"
    return first + check_character(first)


ZHOU, CHEN, ZENG = (
    Line(
        "1",
        "周桂芳",
        "杨家湾村",
        id_number("19580312", 62),
        "6217000000000003317",
        "13800002206",
        Money(58267),
        Money(58267),
        4,
    ),
    Line(
        "2",
        "陈万福",
        "杨家湾村",
        id_number("19410705", 183),
        "6217000000000000942",
        "",
        Money(76400),
        Money(70000),
        2,
        state=ChipSpec("必改", Tone.BAD, "xc"),
    ),
    Line(
        "3",
        "曾小雨",
        "大柳村",
        id_number("20010901", 41),
        "",
        "",
        None,
        Money(52400),
        1,
        state=ChipSpec("请确认", Tone.WARN),
    ),
)
THREE = (ZHOU, CHEN, ZENG)


def columns() -> list[TableColumn]:
    """The columns of a roster, with every kind that is added up."""
    return [
        TableColumn("", "序", ColumnKind.ROW_NUMBER, 42, name="place"),
        TableColumn("village", "村", width=80),
        TableColumn("name", "户主", ColumnKind.NAME, 80),
        TableColumn("number", "证件号码", ColumnKind.ID_NUMBER, 180),
        TableColumn("account", "账户", ColumnKind.ACCOUNT, 80),
        TableColumn("phone", "电话", ColumnKind.PHONE, 110, hidden=True),
        TableColumn("people", "人", ColumnKind.NUMBER, 40, total=Total.SUM),
        TableColumn("before", "上月", ColumnKind.MONEY, 90, total=Total.SUM),
        TableColumn("paid", "本月", ColumnKind.MONEY, 90, total=Total.SUM),
        TableColumn("change", "比上月", ColumnKind.DIFFERENCE, 90, total=Total.SUM),
        TableColumn("state", "状态", ColumnKind.CHIP, 90),
    ]
