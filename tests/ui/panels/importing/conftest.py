"""An office that knows its villages and nobody in them, and registers as messy as offices have them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, PASSPHRASE, PERSON
from minzheng_desk.demo.model import Township
from minzheng_desk.demo.township import invent_township
from minzheng_desk.demo.writing import WrittenRegister, write_registers
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.founding import Office, create_store
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.screens.import_excel import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench


@pytest.fixture(scope="module")
def township() -> Township:
    return invent_township(160, 7)


@pytest.fixture(scope="module")
def registers(township: Township, tmp_path_factory: pytest.TempPathFactory) -> dict[str, WrittenRegister]:
    written = write_registers(township, tmp_path_factory.mktemp("registers"), Silent())
    return {register.path.name: register for register in written}


@pytest.fixture(scope="module")
def founded(township: Township, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows the villages of the township, and nobody in them; it is only copied from."""
    office = Office(
        f"{township.name}民政办",
        f"{township.villages[0].code[:9]}000",
        "demo-county",
        regions=tuple((village.code, village.name) for village in township.villages),
    )
    folder = tmp_path_factory.mktemp("founded") / "data"
    create_store(
        folder, office, PERSON, PASSPHRASE, cost=CHEAP, clock=FixedClock(township.as_of)
    ).desk.close()
    return folder


@pytest.fixture
def desk(founded: Path, township: Township, tmp_path: Path) -> Iterator[Desk]:
    folder = shutil.copytree(founded, tmp_path / "data")
    made = open_store(Path(folder), PERSON.name, PASSPHRASE, clock=FixedClock(township.as_of))
    yield made
    made.close()


@pytest.fixture
def work(desk: Desk, qtbot: QtBot) -> Iterator[WorkArea]:
    made = WorkArea(Workbench(desk), Settings(None), (SCREEN,))
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.go("import")
    yield made
    made.bench.finish()


@pytest.fixture
def page(work: WorkArea) -> ImportScreen:
    found = work.page("import")
    assert isinstance(found, ImportScreen)
    return found
