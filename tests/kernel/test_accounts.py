import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.accounts import (
    AccountWrong,
    account_warning,
    luhn_holds,
    masked_account,
    parse_account,
)


@pytest.mark.parametrize(
    ("written", "account"),
    [
        ("6217 0000 0000 0000 004", "6217000000000000004"),
        ("'6228480000000000018", "6228480000000000018"),
        ("1234567890", "1234567890"),
        ("6217-0000-0000-0000-004".translate({ord("6"): 0xFF16}), "6217000000000000004"),
    ],
)
def test_an_account_is_read_however_it_is_written(written, account):
    assert account == parse_account(written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("6.217E+18", "科学计数法"),
        ("62170000000000000O4", "数字以外"),
        ("", "数字以外"),
        ("123456789", "现为 9 位"),
        ("1" * 24, "现为 24 位"),
        ("\u0661" * 12, "应为 10 至 23 位"),
    ],
)
def test_what_cannot_be_an_account_is_refused_without_repeating_it(written, reason):
    with pytest.raises(AccountWrong, match=reason) as said:
        parse_account(written)
    assert "存折或银行卡" in said.value.advice
    assert not written or written not in str(said.value)


def test_a_card_with_a_wrong_check_digit_is_taken_with_a_warning():
    assert account_warning(parse_account("6217000000000000004")) is None
    assert "校验位不符" in (account_warning(parse_account("6217000000000000005")) or "")
    assert "Excel" in (account_warning(parse_account("6217001234567890000")) or "")


def test_passbooks_know_no_check_digit():
    assert account_warning(parse_account("12345678901")) is None


def test_an_account_is_masked_to_its_last_four_digits():
    assert "***************0004" == masked_account("6217000000000000004")


@given(st.text("0123456789", min_size=15, max_size=18))
def test_exactly_one_check_digit_holds(digits):
    assert 1 == sum(luhn_holds(f"{digits}{check}") for check in range(10))
