"""A store with two people who hold keys; founded once, copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE, PERSON
from minzheng_desk.desk.founding import Colleague, FirstPerson, Founded, create_store
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store

HERS = "a passphrase of my own"
CHEN = Colleague(FirstPerson("chen", "陈敏", ("approver", "administrator")), HERS)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """A founded store that is closed again; its folder is only copied from."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    made = create_store(folder, OFFICE, PERSON, PASSPHRASE, colleagues=[CHEN], cost=CHEAP, clock=CLOCK)
    made.desk.close()
    return made


@pytest.fixture
def store_folder(founded: Founded, tmp_path: Path) -> Path:
    """The folder of a closed store that zhou and chen can open."""
    return Path(shutil.copytree(founded.desk.folder, tmp_path / "data"))


@pytest.fixture
def open_desk(store_folder: Path) -> Iterator[LocalDesk]:
    """That store, open, with zhou at it."""
    desk = open_store(store_folder, "zhou", PASSPHRASE, clock=CLOCK)
    yield desk
    desk.close()
