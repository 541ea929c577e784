import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.region import (
    RegionCode,
    RegionCodeWrong,
    RegionLevel,
    is_within,
    level,
    parent,
    parse_region_code,
)

VILLAGES = st.builds(
    "{:02d}{:02d}{:02d}{:03d}{:03d}".format,
    st.integers(11, 65),
    st.integers(1, 99),
    st.integers(1, 99),
    st.integers(1, 999),
    st.integers(1, 999),
).map(RegionCode)


@pytest.mark.parametrize(
    ("written", "code", "found"),
    [
        ("41", "410000000000", RegionLevel.PROVINCE),
        ("4113", "411300000000", RegionLevel.CITY),
        ("411302", "411302000000", RegionLevel.DISTRICT),
        ("990000", "990000000000", RegionLevel.DISTRICT),
        ("990000001", "990000001000", RegionLevel.TOWNSHIP),
        (" 990000001010 ", "990000001010", RegionLevel.VILLAGE),
        ("500000", "500000000000", RegionLevel.PROVINCE),
        ("990000010000", "990000010000", RegionLevel.TOWNSHIP),
    ],
)
def test_a_code_knows_its_level(written, code, found):
    parsed = parse_region_code(written)
    assert code == parsed
    assert found is level(parsed)


@pytest.mark.parametrize("written", ["", "0", "012345", "41130", "4113020000000", "41A3", "村"])
def test_what_is_no_code_is_refused(written):
    with pytest.raises(RegionCodeWrong):
        parse_region_code(written)


def test_nothing_stands_above_a_province_and_the_invented_district():
    assert parent(parse_region_code("41")) is None
    assert parent(parse_region_code("990000")) is None
    assert parse_region_code("990000") == parent(parse_region_code("990000001"))


@given(VILLAGES)
def test_every_village_lies_within_all_above_it(code):
    chain: list[RegionCode] = [code]
    while (above := parent(chain[-1])) is not None:
        chain.append(above)
    assert list(reversed(RegionLevel)) == [level(one) for one in chain]
    assert all(is_within(code, above) for above in chain)
    assert not any(is_within(above, code) for above in chain[1:])


def test_a_neighbour_is_not_within():
    assert not is_within(RegionCode("990000001002"), RegionCode("990000002000"))


def test_every_level_has_a_label():
    assert {kind.name.lower() for kind in RegionLevel} < set(codes("region_kind").labels)
