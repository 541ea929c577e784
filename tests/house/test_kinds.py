"""A kind of field is known to everyone who deals in kinds."""

from datetime import UTC, date, datetime

from house.tree import modules
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import Field, Kind, from_plain, to_plain
from minzheng_desk.store.tables import _SQL_TYPES

EXAMPLES = {
    Kind.TEXT: "张三",
    Kind.CODE: "01",
    Kind.NUMBER: 3,
    Kind.MONEY: Money(52000),
    Kind.DAY: date(2026, 11, 21),
    Kind.MONTH: Month(2026, 11),
    Kind.INSTANT: datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
    Kind.FLAG: False,
    Kind.REF: "0" * 32,
    Kind.LIST: ("甲", "乙"),
    Kind.BLOB: "0" * 64,
}


def test_every_kind_survives_the_journal() -> None:
    assert set(Kind) == set(EXAMPLES)
    for kind, value in EXAMPLES.items():
        field = Field(name="x", label="例", kind=kind, required=True)
        assert value == from_plain(field, to_plain(field, value))


def test_a_table_that_knows_most_kinds_knows_them_all() -> None:
    gaps = {}
    for module in modules():
        for name, value in vars(module).items():
            keys = set(value) if isinstance(value, dict) else set()
            if keys and keys <= set(Kind) and len(keys) > len(Kind) / 2 and keys != set(Kind):
                gaps[f"{module.__name__}.{name}"] = [kind.name for kind in Kind if kind not in keys]
    assert {} == gaps


def test_every_kind_has_its_column() -> None:
    assert set(Kind) == set(_SQL_TYPES)
