"""A draft is tried at the terminal before anybody works by it."""

from __future__ import annotations

from pathlib import Path

from cli.registers import household_register
from cli.terminal import Terminal
from eligibility.test_activating import OWN, county, own


def test_a_draft_is_tried_and_then_worked_by(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    draft = county(tmp_path)
    told = typed.told("policy", "what-if", draft, "--on", "2027-01-01", "--months", "2")
    assert ["2027-01", "2027-02"] == [month["month"] for month in told["months"]]
    first = told["months"][0]
    assert first["after"] - first["before"] == sum(one["moved"] for one in first["villages"])
    assert "dibao" in {move["programme"] for move in first["moves"]}
    said = typed.done("policy", "what-if", draft, "--on", "2027-01-01")
    assert "没有改动任何待遇" in said
    assert "county-2027" in typed.done("policy", "activate", draft)
    assert "500.00元" in typed.done("policy", "show", "dibao.standard.rural", "--on", "2027-01-01")
    typed.done("undo")
    assert "440.00元" in typed.done("policy", "show", "dibao.standard.rural", "--on", "2027-01-01")


def test_nothing_is_owed_where_no_standard_came_late(typed: Terminal) -> None:
    assert {"applied": False, "arrears": [], "total": 0, "total_yuan": "0.00"} == typed.told(
        "policy", "arrears"
    )
    assert "没有因标准公布晚于施行而少发的月份" in typed.done("policy", "arrears", "--apply")


def test_the_offices_own_cases_are_kept_run_and_dropped(typed: Terminal, tmp_path: Path) -> None:
    file = own(tmp_path)
    assert "已存入“我们的案例.toml”，案例 1 个" in typed.done("policy", "cases", file)
    (told,) = typed.told("policy", "cases")["files"]
    assert ("demo-county", 1, 0) == (told["pack"], told["passed"], told["failed"])
    own(tmp_path, OWN.replace("440.00", "441.00"))
    refused = typed("policy", "cases", file)
    assert 20 == refused.status
    assert "我们的案例.toml 第 3 行“case”" in refused.err
    assert "案例文件 0 个" in typed.done("policy", "cases", "--drop", file.name)
    assert 13 == typed("policy", "cases", "--drop", file.name).status


def test_a_pack_that_the_program_brings_is_named_without_its_folder(typed: Terminal) -> None:
    assert "zengdu-2023" in typed.done("policy", "activate", "zengdu-2023")
    assert "zengdu-2023" == typed.told("policy", "show")["pack"]
    typed.done("undo")
    assert "demo-county" == typed.told("policy", "show")["pack"]
    assert 20 == typed("policy", "activate", "nowhere").status
