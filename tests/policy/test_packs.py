"""A pack is read whole or refused by file, line and key."""

import re
from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.policy.model import PackBroken, PackNotFound, ParameterMissing
from minzheng_desk.policy.queries import installed_packs, load_policy, policy_in

MANIFEST = 'name = "here"\nlabel = "本地"\nversion = "1"\nextends = "national"\n'
SOURCES = '[notice]\ntitle = "某县通知"\nopen = true\n'
STANDARD = """# 标准
[[dibao.standard.values]]
since = 2026-01-01
value = { urban = "700.00", rural = "500.00" }
source = { document = "notice" }

[[dibao.standard.values]]
since = 2027-01-01
value = { urban = "710.00" }
source = { document = "notice" }
"""


def pack(folder: Path, parameters: str = STANDARD, **files: str) -> Path:
    """Write a pack of one file of parameters."""
    here = folder / "here"
    (here / "parameters").mkdir(parents=True)
    (here / "manifest.toml").write_text(files.get("manifest", MANIFEST), encoding="utf-8")
    (here / "sources.toml").write_text(files.get("sources", SOURCES), encoding="utf-8")
    (here / "parameters" / "local.toml").write_text(parameters, encoding="utf-8")
    return here


def test_every_installed_pack_can_be_read() -> None:
    assert {"national", "demo-county", "zengdu-2023"} <= set(installed_packs())
    for name in installed_packs():
        assert name == load_policy(name).pack


def test_every_value_of_the_installed_packs_is_shown_without_identifiers() -> None:
    shown = {
        (parameter.name, parameter.shown(dated))
        for name in installed_packs()
        for parameter in load_policy(name).parameters.values()
        for dated in parameter.values
    }
    assert len(shown) > 200
    assert [] == sorted(said for said in shown if re.search("[a-z]{3}", said[1]))


def test_a_pack_in_a_folder_extends_the_installed_ones(tmp_path: Path) -> None:
    policy = policy_in(pack(tmp_path))
    assert ("national", "here") == policy.packs
    assert "national@2026.11+here@1" == policy.version
    assert "全国通用政策包 2026.11，本地 1" == policy.edition
    assert "700.00元/人·月" == policy.parameter("dibao.standard.urban").shown(
        policy.at(date(2026, 5, 1))["dibao.standard.urban"]
    )


def test_a_part_that_a_block_leaves_out_stays_as_it_was(tmp_path: Path) -> None:
    policy = policy_in(pack(tmp_path)).at(date(2027, 5, 1))
    assert 71000 == policy.exact("dibao.standard.urban")
    assert 50000 == policy.exact("dibao.standard.rural")


@pytest.mark.parametrize(
    ("written", "instead", "line", "key"),
    [
        ('urban = "710.00"', 'urbane = "710.00"', 9, "urbane"),
        ('urban = "710.00"', "urban = 710.0", 9, "urban"),
        ("since = 2027-01-01", "since = 2026-01-01", 8, "since"),
        ("since = 2027-01-01", 'since = "2027-01-01"', 8, "since"),
        ("since = 2027-01-01", "sinse = 2027-01-01", 8, "sinse"),
        ("since = 2027-01-01", "since = 2027-13-01", 8, "since"),
        ('value = { urban = "710.00" }\n', "", 7, "value"),
        (
            'value = { urban = "710.00" }\nsource = { document = "notice" }',
            'value = { urban = "710.00" }',
            7,
            "source",
        ),
        ("[[dibao.standard.values]]\nsince = 2027", "[[dibao.standrad.values]]\nsince = 2027", 7, "standrad"),
        ("# 标准", "[dibao.standard]\nlabel = '改名'", 2, "label"),
        ("# 标准", "[dibao.standard\n", 1, "standard"),
        ("# 标准", "[dibao.rounding_unit]\nvalues = 3", 2, "values"),
    ],
)
def test_a_typo_is_named_by_line_and_key(
    tmp_path: Path, written: str, instead: str, line: int, key: str
) -> None:
    assert STANDARD != STANDARD.replace(written, instead)
    with pytest.raises(PackBroken) as raised:
        policy_in(pack(tmp_path, STANDARD.replace(written, instead, 1)))
    said = raised.value.facts
    assert ("local.toml", line) == (said["file"], said["line"])
    assert key in said["key"]
    assert "docs/formats/policy-pack.md" in raised.value.advice


def test_a_source_must_be_listed(tmp_path: Path) -> None:
    unknown = STANDARD.replace('document = "notice"', 'document = "nowhere"', 1)
    with pytest.raises(PackBroken, match="nowhere"):
        policy_in(pack(tmp_path, unknown))


def test_a_clause_must_be_listed(tmp_path: Path) -> None:
    unlisted = STANDARD.replace('document = "notice"', 'document = "R1", clause = "a99"', 1)
    with pytest.raises(PackBroken, match="a99"):
        policy_in(pack(tmp_path, unlisted))


def test_a_pack_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(PackNotFound) as raised:
        load_policy("nowhere")
    assert "demo-county" in raised.value.advice


def test_the_folder_and_the_name_agree(tmp_path: Path) -> None:
    with pytest.raises(PackBroken, match="同名"):
        policy_in(pack(tmp_path, manifest=MANIFEST.replace('"here"', '"there"')))


def test_a_file_that_is_not_utf8_is_said_to_be_so(tmp_path: Path) -> None:
    here = pack(tmp_path)
    (here / "parameters" / "local.toml").write_bytes("# 标准".encode("gbk"))
    with pytest.raises(PackBroken, match="UTF-8"):
        policy_in(here)


def test_a_programme_of_a_later_pack_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    here = pack(tmp_path)
    folder = here / "programmes" / "dibao_margin"
    folder.mkdir(parents=True)
    text = 'name = "dibao_margin"\nlabel = "边缘"\nunit = "household"\nrules = ["income.known"]\n'
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    programme = policy_in(here).programme("dibao_margin")
    assert (("income.known",), "here") == (programme.rules, programme.pack)


def test_every_parameter_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "policy-pack.md").read_text(encoding="utf-8")
    lost = [
        name
        for name in load_policy("national").parameters
        if f"`{name}`" not in page and f"`{name.rpartition('.')[0]}.<" not in page
    ]
    assert [] == lost


def test_a_product_of_what_is_not_set_is_open_and_the_factor_is_what_is_missing() -> None:
    standing = load_policy("national").at(date(2026, 11, 21))
    (whole,) = [
        p for p in standing.policy.parameters.values() if p.product and p.name.startswith("tekun.basic.rural")
    ]
    assert standing.find(whole.name) is None
    with pytest.raises(ParameterMissing) as raised:
        standing[whole.name]
    assert raised.value.facts["name"] in whole.product
