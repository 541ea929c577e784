"""Cells become values or faults; whatever stands in them, reading never raises."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.imports.sheets import AROUND, TODAY
from minzheng_desk.households.imports.catalogue import catalogue
from minzheng_desk.households.imports.cells import (
    Fault,
    Noted,
    read_account,
    read_amount,
    read_birth,
    read_count,
    read_day,
    read_disability,
    read_id_number,
    read_month,
    read_name,
    read_phone,
)
from minzheng_desk.households.imports.readers import read_code, read_village, reader_of
from minzheng_desk.kernel.period import Month

WHATEVER = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(),
    st.from_regex(r"[0-9０-９.,年月日/\-xX'E+]{1,24}", fullmatch=True),
)  # fmt: skip


@given(WHATEVER, st.sampled_from([*catalogue("benefits").targets.values()]))
def test_no_cell_makes_reading_raise(cell: Any, target: Any) -> None:
    value = reader_of(target, 1, AROUND)(cell)
    assert not isinstance(value, float)


def code_of(value: Any) -> str:
    assert isinstance(value, Fault)
    return value.code


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("９９００００１９６６１１２１００１２", "990000196611210012"),
        ("99000019690307581x", "99000019690307581X"),
        ("'990000196611210012", "990000196611210012"),
        (" 990000196611210012 ", "990000196611210012"),
    ],
)
def test_identity_numbers_are_read_as_people_write_them(written: str, number: str) -> None:
    assert number == read_id_number(TODAY)(written)


def test_an_old_number_is_taken_with_a_remark() -> None:
    read = read_id_number(TODAY)("990000661121001")
    assert isinstance(read, Noted)
    assert "990000196611210012" == read.value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9.90000196611E+17", "excel_scientific"),
        ("99000019661121001X", "check_digit"),
        ("990000196611210000", "excel_zeros"),
        ("990000196602300015", "birth_date"),
        ("99000019661121001", "length"),
        (990000196611210000, "excel_number"),
        (9.90000196611210e17, "excel_number"),
        (True, "excel_number"),
    ],
)
def test_a_damaged_identity_number_is_never_guessed(cell: Any, code: str) -> None:
    assert code == code_of(read_id_number(TODAY)(cell))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1953-07-01", date(1953, 7, 1)),
        ("1953.7.1", date(1953, 7, 1)),
        ("1953年7月1日", date(1953, 7, 1)),
        ("1953/7/1 0:00:00", date(1953, 7, 1)),
        ("19530701", date(1953, 7, 1)),
        (19530701, date(1953, 7, 1)),
        (datetime(1953, 7, 1, 8, 30), date(1953, 7, 1)),
        (19541, date(1953, 7, 1)),
        ("１９５３．０７．０１", date(1953, 7, 1)),
    ],
)
def test_days_are_read_in_every_way_of_writing_them(cell: Any, day: date) -> None:
    assert day == read_day(cell)


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("1953.7", (Month(1953, 7),)),
        (1953.7, (Month(1953, 7),)),
        ("1953.07", (Month(1953, 7),)),
        ("1953年7月", (Month(1953, 7),)),
        ("195307", (Month(1953, 7),)),
        (1953.1, (Month(1953, 1), Month(1953, 10))),
        ("1953.12", (Month(1953, 12),)),
    ],
)
def test_a_month_stays_a_month(cell: Any, months: tuple[Month, ...]) -> None:
    assert months == read_birth(cell)


@pytest.mark.parametrize("cell", ["1953-02-30", "2023.2.30", "1953.13", "19531301", "0000-01-01"])
def test_a_day_that_never_was_is_a_fault(cell: str) -> None:
    assert "impossible_date" == code_of(read_day(cell))


def test_a_word_is_no_date() -> None:
    assert "not_a_day" == code_of(read_day("长期"))
    assert "day_incomplete" == code_of(read_day("1953.7"))


def test_a_month_is_read_from_a_day_as_well() -> None:
    assert Month(2024, 4) == read_month("2024年4月") == read_month("2024/4/1") == read_month("202404")
    assert "month_ambiguous" == code_of(read_month(2024.1))


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("1,234.50", 123450), ("83,000元", 8300000), (488.37, 48837), (0, 0), ("￥12", 1200), (0.1 + 0.2, 30)],
)
def test_amounts_become_fen(cell: Any, fen: int) -> None:
    assert fen == read_amount(1)(cell)


def test_amounts_under_a_header_of_ten_thousands_are_multiplied_exactly() -> None:
    assert 1_230_000 == read_amount(10_000)("1.23")
    assert 1_230_000 == read_amount(10_000)(1.23)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-5", "negative_amount"),
        (-42855, "negative_amount"),
        ("1.234", "not_an_amount"),
        ("很多", "not_an_amount"),
        (True, "not_an_amount"),
    ],
)
def test_what_is_no_amount_is_a_fault(cell: Any, code: str) -> None:
    assert code == code_of(read_amount(1)(cell))


@pytest.mark.parametrize("cell", [None, "", "  ", "/", "—", "无"])
def test_an_empty_cell_says_nothing(cell: Any) -> None:
    assert [None] * 5 == [
        read(cell) for read in (read_name, read_amount(1), read_phone, read_account, read_day)
    ]


def test_two_digit_text_numbers_are_counts() -> None:
    assert 3 == read_count("03") == read_count(3.0) == read_count("3人")
    assert "not_a_count" == code_of(read_count("三"))


def test_names_lose_their_padding_and_keep_their_dot() -> None:
    assert "李明" == read_name("李　明")
    assert "阿依·努尔" == read_name("阿依•努尔") == read_name("阿依．努尔")


def test_a_character_of_an_old_system_asks_to_be_confirmed() -> None:
    read = read_name("李\ue863")
    assert isinstance(read, Fault)
    assert "䶮" in read.suggestion


def test_a_name_with_a_remark_in_it_is_a_fault() -> None:
    assert "name_strange" == code_of(read_name("李明（已故）"))


def test_a_bad_telephone_leaves_out_the_cell_only() -> None:
    read = read_phone("12345")
    assert isinstance(read, Fault)
    assert read.soft


def test_a_card_whose_check_digit_fails_is_taken_with_a_warning() -> None:
    read = read_account("6217000000000000005")
    assert isinstance(read, Noted)
    assert "6217000000000000005" == read.value


def test_an_account_kept_as_a_number_has_lost_its_end() -> None:
    assert "account_number" == code_of(read_account(6.217000000000000e18))


def test_disability_is_read_from_one_cell() -> None:
    assert ("4", "2") == read_disability("肢体残疾二级") == read_disability("肢体二级")
    assert read_disability("否") is None


def test_codes_are_known_by_label_synonym_and_code() -> None:
    read = read_code("sex", "性别")
    assert "1" == read("男") == read("1")
    assert "unknown_code" == code_of(read("男女"))


def test_villages_are_known_with_and_without_their_ending() -> None:
    read = read_village(AROUND.villages)
    assert "990000101201" == read("柳塘村") == read("柳塘") == read("青禾镇柳塘村") == read("柳塘村委会")
    assert "990000101201" == read("990000101201")
    assert ("990000101201", "3组") == read("柳塘村3组")


def test_an_unknown_village_is_a_fault_that_names_the_nearest() -> None:
    read = read_village(AROUND.villages)("石桥村")
    assert isinstance(read, Fault)
    assert "石桥铺村" in read.suggestion
