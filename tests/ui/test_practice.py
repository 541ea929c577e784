"""The practice township, made by the real main job and kept apart from the office's store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.practice_page import PracticePage
from minzheng_desk.ui.practice import is_made, is_practice, make_practice, open_practice, practice_store

HOUSEHOLDS = 60


@pytest.fixture(scope="session")
def township_beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    beside = tmp_path_factory.mktemp("office") / "data"
    beside.mkdir()
    make_practice(beside, Silent(), HOUSEHOLDS)
    return beside


@pytest.fixture
def office(township_beside: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(township_beside, tmp_path / "data"))


def test_the_township_is_made_once_marked_and_opened_without_a_passphrase(office: Path) -> None:
    assert is_made(office)
    assert is_practice(practice_store(office))
    assert not is_practice(office)
    assert () == key_holders(office)
    desk = open_practice(office, Silent())
    assert practice_store(office) == desk.folder
    desk.close()


def test_work_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class Stopping:
        def report(self, done: int, total: int, text: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_practice(tmp_path, Stopping(), HOUSEHOLDS)
    assert [] == list(tmp_path.iterdir())
    assert not is_made(tmp_path)


def test_the_page_opens_the_township_by_itself(qtbot: QtBot, office: Path) -> None:
    page = PracticePage(office)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.opened, timeout=20_000) as opened:
        page.show()
    assert opened.args is not None
    desk = opened.args[0]
    assert isinstance(desk, LocalDesk)
    desk.close()


def test_making_the_township_can_be_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    page = PracticePage(tmp_path, households=3000)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.outcome.bar.maximum() > 0, timeout=20_000)
    with qtbot.waitSignal(page.given_up, timeout=20_000):
        qtbot.keyClick(page.back, Qt.Key.Key_Space)
    assert [] == list(tmp_path.iterdir())
