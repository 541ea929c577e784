from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_desk.kernel.operations import Operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.region import RegionCodeWrong
from minzheng_desk.office.model import (
    OfficeAlreadySetUp,
    OfficeNotSetUp,
    RegionNamedOtherwise,
    RegionOutsideOffice,
    SettingEmpty,
    Station,
)
from minzheng_desk.office.operations import (
    add_regions,
    mint_numbers,
    revise_setting,
    set_up_office,
)
from minzheng_desk.office.queries import region_of, regions, the_station

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk

VILLAGES = [("990000001000", "清水镇"), ("990000001201", "上湾村"), ("990000001001", "桥头社区")]


def _office(name: str = "清水镇民政办", region_code: str = "990000001") -> Station:
    return Station(name=name, region_code=region_code, policy_pack="demo-county")


def _set_up(desk: Desk) -> None:
    desk.run(set_up_office, _office())


def test_an_office_is_set_up_once_and_for_all(desk: Desk) -> None:
    _set_up(desk)
    assert "990000001000" == desk.ask(the_station).region_code
    with pytest.raises(OfficeAlreadySetUp, match="清水镇民政办"):
        desk.run(set_up_office, _office("别处"))


def test_a_store_without_an_office_says_so(desk: Desk) -> None:
    with pytest.raises(OfficeNotSetUp):
        desk.ask(the_station)


@pytest.mark.parametrize("written", ["", "abc", "9900000010001"])
def test_an_office_needs_the_code_of_a_division(memory_desk: Desk, written: str) -> None:
    with pytest.raises(RegionCodeWrong):
        memory_desk.run(set_up_office, _office(region_code=written))


def test_villages_are_added_once_and_listed_by_code(desk: Desk) -> None:
    _set_up(desk)
    assert 3 == len(desk.run(add_regions, VILLAGES).result)
    assert 1 == len(desk.run(add_regions, [*VILLAGES, ("990000001202", "下湾村")]).result)
    assert ["清水镇", "桥头社区", "上湾村", "下湾村"] == [region.name for region in desk.ask(regions)]
    village = desk.ask(region_of, "990000001201")
    assert village is not None
    assert ("village", "990000001000") == (village.kind, village.parent_code)


def test_the_same_village_twice_in_one_list_is_added_once(memory_desk: Desk) -> None:
    _set_up(memory_desk)
    assert 1 == len(memory_desk.run(add_regions, [VILLAGES[1], VILLAGES[1]]).result)


def test_a_village_of_another_township_is_refused_and_nothing_added(memory_desk: Desk) -> None:
    _set_up(memory_desk)
    with pytest.raises(RegionOutsideOffice, match="990000002201"):
        memory_desk.run(add_regions, [*VILLAGES, ("990000002201", "外乡村")])
    assert () == memory_desk.ask(regions)


def test_a_code_known_under_another_name_is_refused(memory_desk: Desk) -> None:
    _set_up(memory_desk)
    memory_desk.run(add_regions, VILLAGES)
    with pytest.raises(RegionNamedOtherwise, match="上湾村"):
        memory_desk.run(add_regions, [("990000001201", "下湾村")])


def test_only_the_named_settings_change(memory_desk: Desk) -> None:
    _set_up(memory_desk)
    revised = memory_desk.run(revise_setting, policy_pack="zengdu-2023").result
    assert ("清水镇民政办", "zengdu-2023", "applicant") == (
        revised.name,
        revised.policy_pack,
        revised.mixed_household,
    )
    with pytest.raises(SettingEmpty, match="单位名称"):
        memory_desk.run(revise_setting, name="  ")


def test_numbers_run_on_under_each_prefix(desk: Desk) -> None:
    mint = Operation("test.mint", "取号", Permission.SET_UP, False, mint_numbers)
    assert ["H-00001", "H-00002"] == desk.run(mint, "H-", 2).result
    assert ["H-00003"] == desk.run(mint, "H-", 1).result
    assert ["R-00001"] == desk.run(mint, "R-", 1).result
    assert ["H-00004"] == desk.run(mint, "H-", 1).result
