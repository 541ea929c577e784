"""Policies at the terminal need no store: what stands on a day, and whether cases come out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.terminal import Terminal
from minzheng_desk.policy.queries import brought_packs, case_files

CASES = case_files("demo-county")[0]


def test_cases_are_run_one_by_one(bare: Terminal) -> None:
    told = bare.told("policy", "test", CASES)

    assert 0 < told["cases"] == told["passed"] + told["failed"] == len(told["files"][0]["cases"])
    assert 0 == told["failed"]
    assert "✔" in bare.done("policy", "test", CASES)


def test_a_case_that_does_not_come_out_fails_the_command(bare: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "cases.toml"
    text = CASES.read_text("utf-8")
    assert 'outcome = "met"' in text
    wrong.write_text(text.replace('outcome = "met"', 'outcome = "not_met"', 1), "utf-8")

    answered = bare("policy", "test", wrong)

    assert 20 == answered.status
    assert "应为 不符合，得到 符合" in answered.out
    assert "个与预期不符" in answered.err
    assert "✘" in answered.out


def test_a_file_that_is_no_file_of_cases_is_said(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cases.toml"
    file.write_text("[[case]\n", "utf-8")
    assert 20 == bare("policy", "test", file).status
    assert 11 == bare("policy", "test").status


@pytest.mark.parametrize(("on", "value"), [("2026-03-01", "440.00"), ("2026.3.1", "440.00")])
def test_a_standard_is_shown_as_it_stood_on_a_day(bare: Terminal, on: str, value: str) -> None:
    words = ("policy", "show", "dibao.standard.rural", "--pack", "demo-county", "--on", on)

    assert value in bare.done(*words)
    (told,) = bare.told(*words)["parameters"]
    assert value in told["value"]
    assert told["source"]


def test_all_of_a_pack_is_listed(bare: Terminal) -> None:
    told = bare.told("policy", "show", "--pack", "demo-county")
    assert {"dibao", "tekun", "old_age_allowance"} <= {one["name"] for one in told["programmes"]}
    assert "低保" in bare.done("policy", "show", "低保", "--pack", "demo-county")


def test_a_whole_installation_is_told_from_a_lacking_one(bare: Terminal, tmp_path: Path) -> None:
    known = tmp_path / "counts.json"
    known.write_text(bare.done("selfcheck", "--json"), "utf-8")
    assert "安装完整。" in bare.done("selfcheck", "--expect", known)

    known.write_text('{"counts": {"commands": 999}}', "utf-8")
    lacking = bare("selfcheck", "--expect", known)
    assert 13 == lacking.status
    assert "命令应有 999" in lacking.err
    known.write_text("[]", "utf-8")
    assert 50 == bare("selfcheck", "--expect", known).status


def test_ledgers_are_listed(bare: Terminal) -> None:
    told = bare.told("ledger", "--list")
    assert told["count"] == len(told["ledgers"]) > 0
    assert 11 == bare("ledger", "月发放汇总").status


def test_a_pack_is_looked_over(bare: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "zengdu-2023"
    shutil.copytree(brought_packs() / "zengdu-2023", folder)
    assert "没有问题" in bare.done("policy", "check", folder)
    assert {"pack": "zengdu-2023", "objections": []} == {
        name: value
        for name, value in bare.told("policy", "check", folder).items()
        if name in {"pack", "objections"}
    }

    values = folder / "parameters" / "standards.toml"
    values.write_text(values.read_text("utf-8").replace('"2.0"', '"1.3"'), "utf-8")
    answered = bare("policy", "check", folder)
    assert 20 == answered.status
    assert "应为 1233.00，得到" in answered.out


def test_a_standard_is_shown_with_value_document_clause_start_and_day_of_publication(bare: Terminal) -> None:
    words = ("policy", "show", "dibao.standard", "--pack", "demo-county", "--on", "2026-11-21")
    rural, urban = bare.told(*words)["parameters"]
    told = ("440.00元/人·月", "2026-01-01", "2025-12-20", "一")
    assert told == (rural["value"], rural["since"], rural["published"], rural["clause"])
    assert "《示范县2026年社会救助和老年福利标准（演示）》" == urban["document"]
    assert "2025-12-20" in bare.done(*words)
