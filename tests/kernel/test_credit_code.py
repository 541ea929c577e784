import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.credit_code import (
    CreditCodeWrong,
    credit_check_character,
    is_registered_by_civil_affairs,
    parse_credit_code,
)


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "51990000A00000001X", "52990000A00000002X", "54990000A00000003T"]
)
def test_sound_codes_are_taken(code):
    assert code == parse_credit_code(f" {code.lower()} ")


def test_civil_affairs_codes_begin_with_five():
    assert is_registered_by_civil_affairs(parse_credit_code("52990000A00000002X"))
    assert not is_registered_by_civil_affairs(parse_credit_code("91350100M000100Y43"))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("52990000A000000021", "校验码不符"),
        ("52990000A0000000", "不是 18 位"),
        ("52990000I00000002X", "不应出现"),
        ("", "不是 18 位"),
    ],
)
def test_unsound_codes_are_refused(written, reason):
    with pytest.raises(CreditCodeWrong, match=reason):
        parse_credit_code(written)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9))
def test_every_code_with_its_check_character_is_sound(body):
    first17 = f"52990000{body}"
    code = first17 + credit_check_character(first17)
    assert code == parse_credit_code(code)
