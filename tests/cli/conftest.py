"""A founded store for every story, and a terminal at it."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from cli.terminal import Terminal
from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.founding import FirstPerson, Office, create_store
from minzheng_desk.kernel.clock import SystemClock
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.payroll.duties.model import LoneClerk
from minzheng_desk.payroll.duties.operations import except_lone_clerk
from minzheng_desk.security.model import EVERY_ROLE

VILLAGES = (("990000001201", "上湾村"), ("990000001202", "下湾村"))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of an office of one, which is on record, closed again; its folder is only copied from."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    office = Office("清水镇民政办", "990000001", "demo-county", regions=VILLAGES)
    person = FirstPerson("chen", "陈立", EVERY_ROLE)
    with closing(create_store(folder, office, person, PASSPHRASE, cost=CHEAP, clock=CLOCK).desk) as desk:
        today = SystemClock().today()
        alone = LoneClerk(
            reason="只有一名工作人员", allowed_by="王主任", since=today, until=month_later(today, 12)
        )
        desk.run(except_lone_clerk, alone)
    return folder


@pytest.fixture
def folder(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a closed store that the environment names, with its passphrase."""
    monkeypatch.setenv("MINZHENG_DESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("MINZHENG_DESK_STORE", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    return Path(shutil.copytree(founded, tmp_path / "data"))


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal at that store."""
    return Terminal(capsys)


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal where there is no store."""
    return Terminal(capsys)


@pytest.fixture(scope="session")
def month() -> Month:
    """The month after today's, for which everything granted today is paid."""
    return Month.of(SystemClock().today()).next
