"""Signing in by the keyboard, on real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.founding import Founded
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.desk.tries import Tries
from minzheng_desk.ui.frame.sign_in import LAST_PERSON, SignIn
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.vault.recovery import RecoveryKeyMisread
from ui.frame.conftest import HERS


class Watch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def desks() -> Iterator[list[LocalDesk]]:
    opened: list[LocalDesk] = []
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def page(qtbot: QtBot, store_folder: Path, watch: Watch, desks: list[LocalDesk]) -> SignIn:
    made = SignIn(store_folder, Settings(None), tries=Tries(watch), clock=CLOCK, cost=CHEAP)
    qtbot.addWidget(made)
    made.opened.connect(desks.append)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.door.names.holder() is not None)
    return made


def focused(page: SignIn) -> QWidget:
    found = page.focusWidget()
    assert found is not None
    return found


def type_passphrase(qtbot: QtBot, page: SignIn, words: str) -> None:
    page.door.passphrase.setText("")
    page.door.passphrase.insert(words)
    page.door.passphrase.textEdited.emit(words)
    qtbot.keyClick(page.door.passphrase, Qt.Key.Key_Return)


def wait_for_answer(qtbot: QtBot, page: SignIn) -> str:
    qtbot.waitUntil(page.door.outcome.notice.isVisible, timeout=10_000)
    return page.door.outcome.notice.text


def test_the_passphrase_and_enter_open_the_desk(qtbot: QtBot, page: SignIn, desks: list[LocalDesk]) -> None:
    assert focused(page) is page.door.passphrase
    with qtbot.waitSignal(page.opened, timeout=10_000):
        qtbot.keyClicks(page.door.passphrase, HERS)
        qtbot.keyClick(page.door.passphrase, Qt.Key.Key_Up)
        qtbot.keyClick(page.door.passphrase, Qt.Key.Key_Down)
        qtbot.keyClick(page.door.passphrase, Qt.Key.Key_Return)
        assert "" == page.door.passphrase.text()
    assert ["陈敏"] == [desk.actor.display_name for desk in desks]


def test_who_signed_in_last_is_offered_first(qtbot: QtBot, store_folder: Path) -> None:
    settings = Settings(None)
    settings.put(LAST_PERSON, "chen")
    page = SignIn(store_folder, settings, clock=CLOCK)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.door.names.holder() is not None)
    holder = page.door.names.holder()
    assert holder is not None
    assert "chen" == holder.name


def test_the_window_answers_while_the_store_is_opened(
    qtbot: QtBot, page: SignIn, desks: list[LocalDesk]
) -> None:
    with qtbot.waitSignal(page.opened, timeout=10_000):
        type_passphrase(qtbot, page, PASSPHRASE)
        assert "正在核对口令" == page.door.outcome.words.text()
        assert not page.door.passphrase.isEnabled()
    assert 1 == len(desks)


def test_after_five_wrong_tries_the_door_stays_shut_for_a_minute(
    qtbot: QtBot, page: SignIn, watch: Watch, desks: list[LocalDesk]
) -> None:
    for left in (4, 3, 2, 1):
        type_passphrase(qtbot, page, "wrong passphrase")
        said = wait_for_answer(qtbot, page)
        assert said.startswith("口令不正确。")
        assert (f"还可以试 {left} 次。" in said) == (left <= 3)
        page.door.outcome.clear()
    type_passphrase(qtbot, page, "wrong passphrase")
    assert "暂停 1 分钟，还有 60 秒" in wait_for_answer(qtbot, page)
    assert not page.door.passphrase.isEnabled()
    assert not page.door.enter.isEnabled()
    watch.seconds = 61
    qtbot.waitUntil(page.door.passphrase.isEnabled, timeout=3000)
    with qtbot.waitSignal(page.opened, timeout=10_000):
        type_passphrase(qtbot, page, PASSPHRASE)
    assert 1 == len(desks)


def test_a_store_in_use_is_told_with_its_remedy(qtbot: QtBot, page: SignIn, store_folder: Path) -> None:
    other = open_store(store_folder, "chen", HERS, clock=CLOCK)
    type_passphrase(qtbot, page, PASSPHRASE)
    said = wait_for_answer(qtbot, page)
    other.close()
    assert "正在" in said or "打开" in said
    assert page.door.passphrase.isEnabled()


def test_a_damaged_vault_is_told_before_anybody_types(qtbot: QtBot, store_folder: Path) -> None:
    for name in ("vault.json", "vault.copy.json"):
        (store_folder / name).write_bytes(b"{}")
    page = SignIn(store_folder, Settings(None))
    qtbot.addWidget(page)
    page.show()
    assert "密钥文件 vault.json 及其副本都已损坏" in wait_for_answer(qtbot, page)
    assert not page.door.enter.isEnabled()


def test_who_forgot_the_passphrase_comes_in_with_the_paper(
    qtbot: QtBot, page: SignIn, founded: Founded, store_folder: Path, desks: list[LocalDesk]
) -> None:
    qtbot.keyClick(page.door.passphrase, Qt.Key.Key_Down)
    page.forgotten.setFocus()
    qtbot.keyClick(page.forgotten, Qt.Key.Key_Space)
    recovery = page.recovery
    assert focused(page) is recovery.key
    qtbot.keyClicks(recovery.key, "AAAA-BBBB")
    qtbot.keyClick(recovery.key, Qt.Key.Key_Return)
    qtbot.keyClicks(recovery.new, "quite another one")
    assert "两次输入的新口令还不一样。" == recovery.reason.text()
    qtbot.keyClick(recovery.new, Qt.Key.Key_Return)
    qtbot.keyClicks(recovery.again, "quite another one")
    qtbot.keyClick(recovery.again, Qt.Key.Key_Return)
    qtbot.waitUntil(recovery.outcome.notice.isVisible, timeout=10_000)
    assert recovery.outcome.notice.text.startswith("恢复密钥抄写有误")
    recovery.key.clear()
    qtbot.keyClicks(recovery.key, founded.recovery_key.printed.lower())
    recovery.again.setFocus()
    with qtbot.waitSignal(page.opened, timeout=10_000):
        qtbot.keyClick(recovery.again, Qt.Key.Key_Return)
    (desk,) = desks
    desk.close()
    again = open_store(store_folder, "chen", "quite another one", clock=CLOCK)
    desks[:] = [again]
    assert "chen" == again.actor.name


def test_practice_is_offered_to_whoever_has_no_key(qtbot: QtBot, page: SignIn) -> None:
    with qtbot.waitSignal(page.practice_wanted):
        qtbot.keyClick(page.practice, Qt.Key.Key_Space)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_both_doors_fit_on_the_commonest_screen(qtbot: QtBot, page: SignIn, scale: float) -> None:
    look().choose(scale=scale)
    page.door.outcome.problem(RecoveryKeyMisread(), "还可以试 1 次。")
    assert page.minimumSizeHint().height() <= 697
    page.forgotten.click()
    page.recovery.outcome.problem(RecoveryKeyMisread())
    assert page.minimumSizeHint().height() <= 697
