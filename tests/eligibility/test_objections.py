"""A pack is installed when nothing stands against it; else every reason is named and nothing is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minzheng_desk.eligibility.objections import PackRefused, install_pack, pack_objections
from minzheng_desk.policy.queries import (
    OWN_PACKS,
    case_files,
    forget_policies,
    installed_packs,
    load_policy,
    pack_places,
)

MANIFEST = 'name = "here"\nlabel = "本地"\nversion = "1"\nextends = "demo-county"\nserves = ["dibao"]\n'
SOURCES = '[notice]\ntitle = "某县通知"\nopen = true\n'
STANDARD = """[[dibao.standard.values]]
since = 2027-01-01
value = { urban = "700.00", rural = "500.00" }
source = { document = "notice" }
"""
CASES = """pack = "here"
on = 2027-01-01

[[case]]
name = "一人，没有收入"
area = "rural"
income = []
property_fits = true

[case.expect.dibao]
amount = "500.00"
"""
PROGRAMME = 'name = "dibao_margin"\nlabel = "边缘"\nunit = "household"\nrules = ["income.known"]\n'


def write_pack(folder: Path, **files: str) -> Path:
    """Write a sound pack, or one with other texts."""
    here = folder / "here"
    texts = {
        "manifest.toml": files.get("manifest", MANIFEST),
        "sources.toml": SOURCES,
        "parameters/local.toml": files.get("parameters", STANDARD),
        "programmes/dibao/cases.toml": files.get("cases", CASES),
        "programmes/dibao_margin/programme.toml": files.get("programme", PROGRAMME),
    }
    for name, text in texts.items():
        if text:
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            (here / name).write_text(text, encoding="utf-8")
    return here


def objections(folder: Path, **files: str) -> list[str]:
    return [str(one) for one in pack_objections(write_pack(folder, **files))]


@pytest.mark.parametrize("name", installed_packs())
def test_nothing_stands_against_any_pack_that_the_program_brings(name: str) -> None:
    assert () == pack_objections(pack_places()[-1] / name)


def test_nothing_stands_against_a_sound_pack(tmp_path: Path) -> None:
    assert [] == objections(tmp_path)


def test_a_case_that_does_not_come_out_is_named_with_line_and_difference(tmp_path: Path) -> None:
    assert [
        "cases.toml 第 4 行：案例“一人，没有收入”不符：dibao 月金额：应为 500.01 元，得到 500.00 元"
    ] == objections(tmp_path, cases=CASES.replace("500.00", "500.01"))


def test_every_unknown_rule_calculation_and_subject_is_named(tmp_path: Path) -> None:
    programme = PROGRAMME.replace("income.known", "income.guessed").replace("household", "person")
    programme += 'subject = "cat"\ncalculation = "dibao.double"\notherwise = ["nothing"]\n'
    assert [
        "项目“边缘”引用了本程序没有的规则“income.guessed”。",
        "项目“边缘”引用了本程序没有的金额计算“dibao.double”。",
        "项目“边缘”引用了本程序没有的认定对象“cat”。",
        "项目“边缘”引用了本程序没有的改试项目“nothing”。",
    ] == objections(tmp_path, programme=programme)


def test_a_parameter_that_a_programme_served_requires_is_missed(tmp_path: Path) -> None:
    alone = MANIFEST.replace("demo-county", "national")
    cases = CASES.replace('amount = "500.00"', 'lacks = "dibao.rounding_unit"')
    found = objections(tmp_path, manifest=alone, cases=cases)
    assert 3 == len(found)
    assert all("项目“最低生活保障”缺少" in one for one in found)
    assert {"dibao.rounding_unit", "dibao.rounding", "income.window"} == {
        one.rpartition("（")[2].removesuffix("）。") for one in found
    }


def test_what_a_pack_does_not_claim_to_serve_may_be_open(tmp_path: Path) -> None:
    alone = MANIFEST.replace("demo-county", "national").replace('serves = ["dibao"]\n', "")
    cases = CASES.replace('amount = "500.00"', 'lacks = "dibao.rounding_unit"')
    assert [] == objections(tmp_path, manifest=alone, cases=cases)


def test_a_programme_served_that_is_in_no_pack_is_named(tmp_path: Path) -> None:
    manifest = MANIFEST.replace('"dibao"]', '"dibaoo"]')
    assert ["manifest.toml 的 serves 写了没有的项目“dibaoo”。"] == objections(tmp_path, manifest=manifest)


def test_an_unknown_code_in_a_list_is_named_with_its_parameter(tmp_path: Path) -> None:
    listed = """
[[price_subsidy.programmes.values]]
since = 2027-01-01
value = ["dibao", "old_age_allowance", "dibo"]
source = { document = "notice" }
"""
    assert [
        "“价格临时补贴发给哪些保障对象”（price_subsidy.programmes）2027-01-01 起的数值中没有代码“dibo”。"
    ] == objections(tmp_path, parameters=STANDARD + listed)


def test_a_typo_is_named_by_file_line_and_key(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, parameters=STANDARD.replace("since", "sinse"))
    assert found.startswith("local.toml 第 2 行：")
    assert "sinse" in found


def test_a_typo_in_a_case_is_an_objection_too(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, cases=CASES.replace("area", "aera"))
    assert found.startswith("cases.toml 第 6 行：")


def test_a_required_parameter_must_be_declared(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, programme=PROGRAMME + 'requires = ["dibao.standrad"]\n')
    assert "dibao.standrad" in found


def test_a_pack_of_a_place_without_cases_is_not_trusted(tmp_path: Path) -> None:
    assert ["政策包没有案例，无法检验。请在项目文件夹中附上 cases.toml。"] == objections(tmp_path, cases="")


def test_a_pack_beneath_that_is_not_there_is_named(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, manifest=MANIFEST.replace("demo-county", "nowhere"))
    assert "nowhere" in found


def test_the_cases_of_the_office_must_come_out_as_well(tmp_path: Path) -> None:
    own = tmp_path / "cases-own.toml"
    own.write_text(CASES.replace("500.00", "440.00"), encoding="utf-8")
    (found,) = pack_objections(write_pack(tmp_path), [own])
    assert ("cases-own.toml", 4) == (found.file, found.line)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the office's own packs."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv(OWN_PACKS, str(folder))
    forget_policies()
    yield folder
    forget_policies()


def test_a_sound_pack_is_installed_and_found(tmp_path: Path, place: Path) -> None:
    assert place / "here" == install_pack(write_pack(tmp_path), place)
    assert "here" in installed_packs()
    assert "here@1" == load_policy("here").version.rpartition("+")[2]
    assert [place / "here" / "programmes" / "dibao" / "cases.toml"] == list(case_files("here"))


def test_a_newer_pack_takes_the_place_of_the_older(tmp_path: Path, place: Path) -> None:
    install_pack(write_pack(tmp_path), place)
    install_pack(write_pack(tmp_path, manifest=MANIFEST.replace('"1"', '"2"')), place)
    assert "here@2" == load_policy("here").version.rpartition("+")[2]
    assert ["here"] == [path.name for path in place.iterdir()]


def test_a_pack_that_is_refused_changes_nothing(tmp_path: Path, place: Path) -> None:
    install_pack(write_pack(tmp_path), place)
    broken = write_pack(tmp_path, cases=CASES.replace("500.00", "1.00"))
    with pytest.raises(PackRefused, match="1 处问题") as raised:
        install_pack(broken, place)
    assert "没有改动" in raised.value.advice
    kept = place / "here" / "programmes" / "dibao" / "cases.toml"
    assert CASES == kept.read_text(encoding="utf-8")


def test_an_office_adds_cases_to_a_pack_that_the_program_brings(place: Path) -> None:
    (place / "demo-county").mkdir()
    own = place / "demo-county" / "cases-own.toml"
    own.write_text(CASES.replace('"here"', '"demo-county"'), encoding="utf-8")
    assert own == case_files("demo-county")[-1]
    assert own not in case_files("zengdu-2023")
