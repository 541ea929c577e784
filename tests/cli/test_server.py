"""The same commands work on a district's server, except for what belongs to its administrator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.registers import household_register
from cli.terminal import Terminal
from servers import scratch_schema


@pytest.fixture
def url() -> Iterator[str]:
    """An empty schema of the test server."""
    with scratch_schema("cli_server") as address:
        yield address


def test_a_register_is_imported_and_searched_on_a_server(
    bare: Terminal, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    villages = tmp_path / "村.csv"
    villages.write_text("990000001201,上湾村\n990000001202,下湾村\n", "utf-8")
    office = ("--name", "清水县民政局", "--region-code", "990000001", "--policy", "demo-county")
    founded = bare.done("new", url, *office, "--user", "chen", "--role", "全部", "--villages", villages)
    assert "区县服务器" in founded
    assert "恢复密钥" not in founded

    monkeypatch.setenv("MINZHENG_DESK_STORE", url)
    bare.done("import", "households", household_register(tmp_path / "户.xlsx"), "--user", "chen")

    assert "周桂方" in bare.done("search", "zgf", "--user", "chen")
    assert "全部一致" in bare.done("journal", "verify", "--user", "chen")
    assert 11 == bare("backup", "--user", "chen").status
    assert 11 == bare("passphrase", "recover", "--user", "chen").status
    assert 11 == bare("restore", tmp_path, "--user", "chen").status
