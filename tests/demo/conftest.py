"""One invented township for all tests of it, and its files."""

from pathlib import Path

import pytest

from minzheng_desk.demo.model import Township
from minzheng_desk.demo.township import invent_township
from minzheng_desk.demo.writing import write_registers
from minzheng_desk.kernel.progress import Silent


@pytest.fixture(scope="session")
def township() -> Township:
    return invent_township(households=400, seed=7)


@pytest.fixture(scope="session")
def folder(township: Township, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("registers")
    write_registers(township, written, Silent())
    return written
