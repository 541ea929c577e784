from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.identity import (
    IdNumber,
    IdNumberWrong,
    birth_date,
    check_character,
    diagnose_id_number,
    masked,
    parse_id_number,
    sex_of,
)
from minzheng_desk.kernel.period import age_on

TODAY = date(2026, 11, 21)
WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789X"}


@st.composite
def numbers(draw):
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    first17 = f"990000{born:%Y%m%d}{draw(st.integers(1, 998)):03d}"
    return first17 + check_character(first17)


def codes_of(written: str) -> list[str]:
    return [finding.code for finding in diagnose_id_number(written, TODAY)]


@pytest.mark.parametrize(
    ("number", "sex", "age"),
    [
        ("990000196611210012", "1", 60),
        ("990000196611220018", "1", 59),
        ("990000196611210020", "2", 60),
        ("990000194611221011", "1", 79),
        ("990000193602290045", "2", 90),
        ("990000192611210022", "2", 100),
        ("990000200802290122", "2", 18),
        ("990000202311220022", "2", 2),
    ],
)
def test_a_number_tells_sex_and_birth(number, sex, age):
    parsed = parse_id_number(number, TODAY)
    assert number == parsed
    assert sex == sex_of(parsed)
    assert age == age_on(birth_date(parsed), TODAY)
    assert [] == codes_of(number)


@pytest.mark.parametrize(
    ("written", "noticed"),
    [
        ("990000196611210012".translate(WIDE), ["full_width"]),
        ("\t'99 0000 1966 1121 0012\u200b ", []),
        ("990000661121001", ["old_number"]),
        ("990000661121001.0", []),
    ],
)
def test_a_number_is_read_however_it_is_written(written, noticed):
    assert "990000196611210012" == parse_id_number(written, TODAY)
    assert noticed == codes_of(written)
    assert not any(finding.is_wrong for finding in diagnose_id_number(written, TODAY))


def test_a_small_x_is_a_capital_one():
    assert "11010519491231002X" == parse_id_number("11010519491231002x")
    assert ["lower_case_x"] == codes_of("11010519491231002x")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", ["empty"]),
        ("9.90000196611E+17", ["excel_scientific"]),
        ("9.9000019661121e+17", ["excel_scientific"]),
        ("990000196611210000", ["excel_zeros"]),
        ("99000019661121001X", ["check_digit"]),
        ("99000019661121002X", ["check_digit"]),
        ("99000019661121001", ["length"]),
        ("9900001966112100121", ["length"]),
        ("99000019661121O012", ["letters"]),
        ("990000196613210016", ["birth_date"]),
        ("990000203001010016", ["birth_future"]),
        ("990000190002290018", ["birth_date", "check_digit"]),
    ],
)
def test_what_is_wrong_with_a_number_is_said(written, found):
    assert found == codes_of(written)
    with pytest.raises(IdNumberWrong) as said:
        parse_id_number(written, TODAY)
    assert diagnose_id_number(written, TODAY)[0].reason in str(said.value)
    assert diagnose_id_number(written, TODAY)[0].suggestion == said.value.advice


def test_an_error_never_repeats_the_number():
    with pytest.raises(IdNumberWrong) as said:
        parse_id_number("99000019661121001X", TODAY)
    assert "9661121" not in f"{said.value} {said.value.advice} {said.value.facts}"


def test_without_a_day_future_births_pass():
    assert "990000203001010016" == parse_id_number("990000203001010016")


def test_a_sound_number_ending_in_noughts_is_taken_with_a_word_of_warning():
    first17 = next(
        number
        for number in (f"990000{date(1960, 1, 1) + timedelta(days=at):%Y%m%d}100" for at in range(60))
        if check_character(number) == "0"
    )
    assert f"{first17}0" == parse_id_number(f"{first17}0", TODAY)
    assert ["excel_zeros"] == codes_of(f"{first17}0")


def test_the_birth_date_of_an_impossible_number_is_refused():
    with pytest.raises(IdNumberWrong):
        birth_date(IdNumber("990000196613210016"))


def test_a_number_is_masked_to_its_ends():
    assert "990000********0012" == masked("990000196611210012")
    assert "*****" == masked("12345")
    assert "" == masked("")


@given(numbers())
def test_every_made_number_parses_to_itself(number):
    assert number == parse_id_number(number, TODAY)
    assert number == parse_id_number(f" {number[:6]} {number[6:14]} {number[14:]} ".lower(), TODAY)


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, difference):
    digit = str((int(number[place]) + difference) % 10)
    assert codes_of(number[:place] + digit + number[place + 1 :])


@given(st.text(max_size=24))
def test_any_text_is_either_a_number_or_explained(written):
    wrong = [finding for finding in diagnose_id_number(written, TODAY) if finding.is_wrong]
    if wrong:
        with pytest.raises(IdNumberWrong):
            parse_id_number(written, TODAY)
    else:
        assert 18 == len(parse_id_number(written, TODAY))
