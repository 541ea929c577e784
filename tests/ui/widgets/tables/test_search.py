"""What the search line finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.text import initials, name_readings, spellings
from minzheng_desk.ui.widgets.tables.search import Haystack
from ui.widgets.tables.rows import CHEN, THREE, ZENG, ZHOU, Line, columns


def found(typed: str, rows: tuple[Line, ...] = THREE) -> list[str]:
    mask = Haystack(columns(), rows).mask(typed)
    assert len(rows) == len(mask)
    return [row.name for row, kept in zip(rows, mask, strict=True) if kept]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("桂", [ZHOU.name]),
        ("杨家", [ZHOU.name, CHEN.name]),
        ("杨家 万福", [CHEN.name]),
        ("zgf", [ZHOU.name]),
        ("ZGF", [ZHOU.name]),
        ("zengxiao", [ZENG.name]),
        ("cxy", [ZENG.name]),
        ("zhouguif", [ZHOU.name]),
        ("必改", [CHEN.name]),
        ("3317", [ZHOU.name]),
        ("990000", [ZHOU.name, CHEN.name, ZENG.name]),
        ("2206", [ZHOU.name]),
        ("不在", []),
        ("", [ZHOU.name, CHEN.name, ZENG.name]),
    ],
)
def test_rows_are_found(typed: str, wanted: list[str]) -> None:
    assert wanted == found(typed)


def test_a_number_is_found_by_its_last_digits_and_by_all_of_them() -> None:
    assert [ZHOU.name] == found(ZHOU.number[-4:])
    assert [ZHOU.name] == found(ZHOU.number.lower())


def test_the_birth_date_inside_a_number_finds_nothing() -> None:
    assert [] == found("19580312")


@given(st.text("周桂芳陈万福曾小雨单仇", min_size=1, max_size=4))
def test_every_reading_of_a_name_finds_it(name: str) -> None:
    rows = (Line("1", name),)
    readings = name_readings(name)
    for typed in (*initials(readings), *spellings(readings)):
        assert [name] == found(typed, rows)


def test_letters_that_spell_nothing_find_nothing() -> None:
    assert [] == found("vvv")
    assert [] == found("[")
