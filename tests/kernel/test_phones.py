import pytest

from minzheng_desk.kernel.phones import PhoneWrong, is_mobile, masked_phone, parse_phone


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13800000012", "13800000012"),
        ("138 0000 0012", "13800000012"),
        ("+86-138-0000-0012", "13800000012"),
        ("008613800000012", "13800000012"),
        ("0377-63000000", "0377-63000000"),
        ("(010)63000000", "010-63000000"),
        ("63000000", "63000000"),
        ("0377 6300000转8", "0377-6300000-8"),
        ("86300000", "86300000"),
        ("15309700086", "15309700086"),
        ("17008692593", "17008692593"),
    ],
)
def test_a_phone_is_read_however_it_is_written(written, phone):
    assert phone == parse_phone(written)


@pytest.mark.parametrize("written", ["", "12800000012", "1380000001", "138000000123", "无", "1.38E+10"])
def test_what_is_no_phone_is_refused(written):
    with pytest.raises(PhoneWrong) as said:
        parse_phone(written)
    assert "手机号" in said.value.advice


def test_only_mobiles_take_messages():
    assert is_mobile(parse_phone("13800000012"))
    assert not is_mobile(parse_phone("63000000"))


def test_a_phone_is_masked_in_the_middle():
    assert "138****0012" == masked_phone("13800000012")
