"""Working by a pack from outside: one act, kept in the store, taken back by one undo, or refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.objections import CasesRefused, PackRefused
from minzheng_desk.eligibility.operations import activate_pack, add_cases
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from minzheng_desk.office.queries import the_station
from minzheng_desk.policy.decisions.model import CasesNotKept, KeptPack, OwnCases, VersionUsedBefore
from minzheng_desk.policy.model import PackBroken
from minzheng_desk.policy.operations import drop_cases
from minzheng_desk.policy.queries import office_policy, own_cases

DAY = date(2026, 11, 21)
CASES = """pack = "county-2027"
on = 2027-01-01
[[case]]
name = "新标准"
[case.values]
"dibao.standard.rural" = "500.00"
"""


def county(
    folder: Path, cases: str = CASES, rural: str = "500.00", since: str = "2027-01-01", *, version: str = "1"
) -> Path:
    pack = folder / "county-2027"
    (pack / "parameters").mkdir(parents=True)
    (pack / "programmes" / "dibao").mkdir(parents=True)
    manifest = f'name = "county-2027"\nlabel = "某县2027"\nversion = "{version}"\nextends = "demo-county"\n'
    (pack / "manifest.toml").write_text(manifest, encoding="utf-8")
    (pack / "sources.toml").write_text('[notice]\ntitle = "某县通知"\nopen = true\n', encoding="utf-8")
    value = f'[[dibao.standard.values]]\nsince = {since}\nvalue = {{ rural = "{rural}" }}\n'
    (pack / "parameters" / "local.toml").write_text(
        value + 'source = { document = "notice" }\n', encoding="utf-8"
    )
    (pack / "programmes" / "dibao" / "cases.toml").write_text(cases, encoding="utf-8")
    return pack


def an_office(desk: Desk) -> None:
    station = Station(name="清水镇民政办", region_code="990000001", policy_pack="demo-county")
    desk.run(set_up_office, station)


def standard(desk: Desk, on: date) -> int:
    return int(desk.ask(office_policy).at(on).exact("dibao.standard.rural"))


def test_a_pack_is_worked_by_from_one_act_on_and_undo_takes_it_back(desk: Desk, tmp_path: Path) -> None:
    an_office(desk)
    pack = county(tmp_path)
    kept = desk.run(activate_pack, pack, activated_by="王局", activated_on=DAY).result
    for path in sorted(pack.rglob("*.toml")):
        path.unlink()
    assert "county-2027" == kept.pack == desk.ask(the_station).policy_pack
    assert (44_000, 50_000) == (standard(desk, date(2026, 12, 31)), standard(desk, date(2027, 1, 1)))
    desk.undo()
    assert "demo-county" == desk.ask(the_station).policy_pack
    assert 44_000 == standard(desk, date(2027, 1, 1))
    assert 0 == desk.ask(lambda reader: reader.count(KeptPack))


def test_a_pack_whose_cases_fail_is_refused_and_nothing_changes(memory_desk: Desk, tmp_path: Path) -> None:
    an_office(memory_desk)
    pack = county(tmp_path, rural="501.00")
    with pytest.raises(PackRefused) as raised:
        memory_desk.run(activate_pack, pack, activated_by="王局", activated_on=DAY)
    assert "新标准" in str(raised.value)
    assert "demo-county" == memory_desk.ask(the_station).policy_pack


def test_a_newer_edition_of_the_pack_takes_the_place_of_the_older(memory_desk: Desk, tmp_path: Path) -> None:
    an_office(memory_desk)
    for at, rural in enumerate(("500.00", "510.00")):
        pack = county(tmp_path / str(at), CASES.replace("500.00", rural), rural, version=str(at))
        memory_desk.run(activate_pack, pack, activated_by="王局", activated_on=DAY)
    assert 51_000 == standard(memory_desk, date(2027, 1, 1))


def test_one_version_never_means_two_contents(memory_desk: Desk, tmp_path: Path) -> None:
    an_office(memory_desk)
    memory_desk.run(activate_pack, county(tmp_path / "1"), activated_by="王局", activated_on=DAY)
    other = county(tmp_path / "2", CASES.replace("500.00", "510.00"), "510.00")
    with pytest.raises(VersionUsedBefore, match="county-2027@1"):
        memory_desk.run(activate_pack, other, activated_by="王局", activated_on=DAY)
    memory_desk.run(activate_pack, county(tmp_path / "3"), activated_by="王局", activated_on=DAY)
    assert 50_000 == standard(memory_desk, date(2027, 1, 1))


def test_a_pack_is_kept_with_the_packs_beside_it_that_it_extends(memory_desk: Desk, tmp_path: Path) -> None:
    an_office(memory_desk)
    county(tmp_path)
    town = tmp_path / "town"
    town.mkdir()
    manifest = 'name = "town"\nlabel = "某镇"\nversion = "1"\nextends = "county-2027"\n'
    (town / "manifest.toml").write_text(manifest, encoding="utf-8")
    (town / "programmes" / "dibao").mkdir(parents=True)
    (town / "programmes" / "dibao" / "cases.toml").write_text(CASES.replace("county-2027", "town"), "utf-8")
    memory_desk.run(activate_pack, town, activated_by="王局", activated_on=DAY)
    shutil.rmtree(tmp_path)
    assert 50_000 == standard(memory_desk, date(2027, 1, 1))


OWN = (
    CASES.replace("county-2027", "demo-county")
    .replace("2027-01-01", "2026-12-01")
    .replace("500.00", "440.00")
)


def own(folder: Path, text: str = OWN) -> Path:
    file = folder / "我们的案例.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_office_adds_cases_and_undo_takes_them_back(memory_desk: Desk, tmp_path: Path) -> None:
    an_office(memory_desk)
    for _ in range(2):
        kept = memory_desk.run(add_cases, own(tmp_path), added_by="王局", added_on=DAY).result
    assert ("demo-county", "我们的案例.toml", 1) == (kept.pack, kept.file_name, kept.cases)
    assert [kept] == memory_desk.ask(own_cases)
    memory_desk.undo()
    memory_desk.undo()
    assert 0 == memory_desk.ask(lambda reader: reader.count(OwnCases))


def test_no_pack_is_activated_in_which_a_case_of_the_office_does_not_come_out(
    memory_desk: Desk, tmp_path: Path
) -> None:
    an_office(memory_desk)
    memory_desk.run(add_cases, own(tmp_path), added_by="王局", added_on=DAY)
    pack = county(tmp_path)
    local = pack / "parameters" / "local.toml"
    local.write_text(local.read_text("utf-8").replace("2027-01-01", "2026-12-01"), "utf-8")
    with pytest.raises(PackRefused, match="1 处问题") as raised:
        memory_desk.run(activate_pack, pack, activated_by="王局", activated_on=DAY)
    assert "我们的案例.toml 第 3 行“case”：案例“新标准”不符" in str(raised.value)
    memory_desk.run(drop_cases, "我们的案例.toml")
    memory_desk.run(activate_pack, pack, activated_by="王局", activated_on=DAY)
    assert 50_000 == standard(memory_desk, date(2026, 12, 1))


def test_cases_that_do_not_come_out_or_are_for_another_pack_are_not_kept(
    memory_desk: Desk, tmp_path: Path
) -> None:
    an_office(memory_desk)
    with pytest.raises(CasesRefused, match="第 3 行"):
        memory_desk.run(
            add_cases, own(tmp_path, OWN.replace("440.00", "441.00")), added_by="王局", added_on=DAY
        )
    with pytest.raises(PackBroken, match="第 1 行“pack”"):
        memory_desk.run(add_cases, own(tmp_path, CASES), added_by="王局", added_on=DAY)
    with pytest.raises(CasesNotKept):
        memory_desk.run(drop_cases, "我们的案例.toml")
    assert [] == memory_desk.ask(own_cases)
