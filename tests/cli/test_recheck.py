"""The re-check at a terminal: every list is said in Chinese, and told to a machine with figures."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from benefits.test_suspending import cared_for
from cli.registers import household_register
from cli.terminal import Terminal
from desk.stores import PASSPHRASE
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.period import Month


def test_what_is_due_and_not_received_is_listed(typed: Terminal, tmp_path: Path, month: Month) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    before = typed.told("recheck", "--month", month)
    assert 0 == before["awards"]
    assert "dibao" in {one["programme"] for one in before["unpaid"]}
    typed.done("grant", "--household", "周桂方", "--programme", "低保", "--by", "王主任", "--since", month)
    after = typed.told("recheck", "--month", month)
    assert (1, 1) == (after["awards"], after["agreeing"])
    assert "dibao" not in {one["programme"] for one in after["unpaid"] if one["name"] == "周桂方"}
    said = typed.done("recheck", "--month", month)
    assert "复核" in said
    assert "减发、停发前须听取意见" in said


def test_nothing_is_suspended_where_nothing_ran_out(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    assert "没有选中应暂停或应恢复的待遇，没有改动。" in typed.done("recheck", "--suspend", "--resume")
    assert [] == typed.told("recheck", "--suspend")["applied"]


def test_what_ran_out_is_suspended_for_those_named_and_undone(typed: Terminal, folder: Path) -> None:
    with closing(open_store(folder, "chen", PASSPHRASE)) as desk:
        cared_for(desk)
        cared_for(desk, "周九")
    (one, _) = [line for line in typed.told("recheck")["differences"] if line["change"] == "suspend"]
    assert ("2026-10", ["certificate"]) == (one["since"], one["causes"])
    said = typed.done("recheck", "--suspend", "--of", "周九")
    assert "选中 1 份：已暂停发放 1 份，不需办理 0 份。" in said
    after = typed.told("recheck")
    assert (1, ["孙八"]) == (
        after["suspended"],
        [line["name"] for line in after["differences"] if line["change"] == "suspend"],
    )
    typed.done("undo")
    assert 0 == typed.told("recheck")["suspended"]
