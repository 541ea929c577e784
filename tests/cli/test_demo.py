"""The demonstration ends with a table that ties out, and leaves a store that can be looked at."""

from __future__ import annotations

from pathlib import Path

from cli.terminal import Terminal


def test_the_demonstration_ties_out(bare: Terminal, tmp_path: Path) -> None:
    said = bare.done("demo", "--households", 240, "--to", tmp_path / "演示")

    assert "编造，没有真实人员" in said
    assert "✘" not in said.split("【资格测算】")[1]
    assert "重放核对：一致" in said
    assert all(kind in said for kind in ("花名册", "银行代发", "台账", "用时"))
    assert list((tmp_path / "演示").rglob("*.pdf"))
