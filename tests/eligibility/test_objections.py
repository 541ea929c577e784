"""What stands against a pack is named with reason, file, line and key; nothing does against a sound one."""

from pathlib import Path

import pytest

from minzheng_desk.eligibility.objections import pack_objections
from minzheng_desk.policy.queries import brought_packs, installed_packs
from minzheng_desk.policy.tomlfile import read_toml

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
    assert () == pack_objections(brought_packs() / name)


def test_nothing_stands_against_a_sound_pack(tmp_path: Path) -> None:
    assert [] == objections(tmp_path)


def test_a_case_that_does_not_come_out_is_named_with_line_and_difference(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, cases=CASES.replace("500.00", "500.01"))
    assert found.startswith("dibao/cases.toml 第 4 行“case”：案例“一人，没有收入”不符：")
    assert found.endswith("dibao 月金额：应为 500.01 元，得到 500.00 元")


def test_every_unknown_rule_calculation_and_subject_is_named(tmp_path: Path) -> None:
    programme = PROGRAMME.replace("income.known", "income.guessed").replace("household", "person")
    programme += 'subject = "cat"\ncalculation = "double"\notherwise = ["nothing"]\n'
    assert [
        "dibao_margin/programme.toml 第 4 行“rules”：项目“边缘”引用了本程序没有的规则“income.guessed”。",
        "dibao_margin/programme.toml 第 6 行“calculation”：项目“边缘”引用了本程序没有的金额计算“double”。",
        "dibao_margin/programme.toml 第 5 行“subject”：项目“边缘”引用了本程序没有的认定对象“cat”。",
        "dibao_margin/programme.toml 第 7 行“otherwise”：项目“边缘”引用了本程序没有的改试项目“nothing”。",
    ] == objections(tmp_path, programme=programme)


def test_a_parameter_that_a_programme_served_requires_is_missed(tmp_path: Path) -> None:
    alone = MANIFEST.replace("demo-county", "national")
    cases = CASES.replace('amount = "500.00"', 'lacks = "dibao.rounding_unit"')
    found = objections(tmp_path, manifest=alone, cases=cases)
    assert 3 == len(found)
    assert all("manifest.toml 第 5 行“serves”：项目“最低生活保障”缺少" in one for one in found)
    assert {"dibao.rounding_unit", "dibao.rounding", "income.window"} == {
        one.rpartition("（")[2].removesuffix("）。") for one in found
    }


def test_what_a_pack_does_not_claim_to_serve_may_be_open(tmp_path: Path) -> None:
    alone = MANIFEST.replace("demo-county", "national").replace('serves = ["dibao"]\n', "")
    cases = CASES.replace('amount = "500.00"', 'lacks = "dibao.rounding_unit"')
    assert [] == objections(tmp_path, manifest=alone, cases=cases)


def test_a_programme_served_that_is_in_no_pack_is_named(tmp_path: Path) -> None:
    manifest = MANIFEST.replace('"dibao"]', '"dibaoo"]')
    assert ["manifest.toml 第 5 行“serves”：serves 写了没有的项目“dibaoo”。"] == objections(
        tmp_path, manifest=manifest
    )


def test_an_unknown_code_in_a_list_is_named_with_its_parameter(tmp_path: Path) -> None:
    listed = """
[[price_subsidy.programmes.values]]
since = 2027-01-01
value = ["dibao", "old_age_allowance", "dibo"]
source = { document = "notice" }
"""
    (found,) = objections(tmp_path, parameters=STANDARD + listed)
    assert found.startswith("local.toml 第 8 行“price_subsidy.programmes.values.value”：")
    assert found.endswith("（price_subsidy.programmes）2027-01-01 起的数值中没有代码“dibo”。")


def test_a_typo_is_named_by_file_line_and_key(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, parameters=STANDARD.replace("since", "sinse"))
    assert found.startswith("local.toml 第 2 行“dibao.standard.values.sinse”：")
    assert "sinse" in found


def test_a_typo_in_a_case_is_an_objection_too(tmp_path: Path) -> None:
    (found,) = objections(tmp_path, cases=CASES.replace("area", "aera"))
    assert found.startswith("dibao/cases.toml 第 6 行“case.aera”：")


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
    (found,) = pack_objections(
        write_pack(tmp_path), lambda packs: [read_toml(own)] if "here" in packs else []
    )
    assert ("cases-own.toml", 4, "case") == found.place
