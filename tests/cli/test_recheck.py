"""The re-check at a terminal: every list is said in Chinese, and told to a machine with figures."""

from __future__ import annotations

from pathlib import Path

from cli.registers import household_register
from cli.terminal import Terminal
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
