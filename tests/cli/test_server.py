"""The same commands work on a district's server, except for what belongs to its administrator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from cli.registers import household_register
from cli.terminal import Terminal
from minzheng_desk.store.engine import open_postgres

POSTGRES = os.environ.get("MINZHENG_TEST_POSTGRES", "")
SCHEMA = "test_cli_server_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture
def url() -> Iterator[str]:
    """An empty schema of the test server."""
    if not POSTGRES:
        pytest.skip("no PostgreSQL here: set MINZHENG_TEST_POSTGRES")
    address = f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{SCHEMA}"
    _run(address, f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}")
    yield address
    _run(address, f"DROP SCHEMA {SCHEMA} CASCADE")


def _run(url: str, *statements: str) -> None:
    engine = open_postgres(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


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
