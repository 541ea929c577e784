"""One store founded for the whole run, and a copy of it for every test that wants one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE, PERSON
from minzheng_desk.desk.founding import Founded, create_store
from minzheng_desk.desk.opening import open_store
from servers import scratch_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_desk.desk.local import LocalDesk


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """A founded store that is closed again; its folder is only copied from."""
    folder = tmp_path_factory.mktemp("template") / "data"
    founded = create_store(folder, OFFICE, PERSON, PASSPHRASE, cost=CHEAP, clock=CLOCK)
    founded.desk.close()
    return founded


@pytest.fixture
def folder(template: Founded, tmp_path: Path) -> Path:
    """The folder of a closed store."""
    return Path(shutil.copytree(template.desk.folder, tmp_path / "data"))


@pytest.fixture
def local_desk(folder: Path) -> Iterator[LocalDesk]:
    """An open store of this computer, with its administrator at it."""
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    yield desk
    desk.close()


@pytest.fixture
def url() -> Iterator[str]:
    """An empty schema of the test server."""
    with scratch_schema("desk_server") as address:
        yield address
