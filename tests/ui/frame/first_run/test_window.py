"""The first run by the keyboard alone, from an empty folder to an open desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.backup import list_backups
from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_with_recovery_key
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.ui.frame.first_run.founded_page import IMPORT, FoundedPage
from minzheng_desk.ui.frame.first_run.founding import BACKUP_PLACE
from minzheng_desk.ui.frame.first_run.keeping_step import KeepingStep
from minzheng_desk.ui.frame.first_run.office_step import OfficeStep
from minzheng_desk.ui.frame.first_run.people_step import PeopleStep
from minzheng_desk.ui.frame.first_run.policy_step import PolicyStep
from minzheng_desk.ui.frame.first_run.printing_step import PrintingStep
from minzheng_desk.ui.frame.first_run.window import FirstRun
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings

HERS = "a passphrase of my own"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settings() -> Settings:
    return Settings(None)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def desks() -> Iterator[list[LocalDesk]]:
    opened: list[LocalDesk] = []
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def run(qtbot: QtBot, folder: Path, settings: Settings, desks: list[LocalDesk]) -> FirstRun:
    made = FirstRun(folder, settings, clock=CLOCK, cost=CHEAP)
    qtbot.addWidget(made)
    made.finished.connect(lambda desk, _: desks.append(desk))
    made.resize(1366, 697)
    made.show()
    qtbot.waitExposed(made)
    return made


def here(run: FirstRun) -> QWidget:
    found = run.focusWidget()
    assert found is not None
    return found


def type_here(qtbot: QtBot, run: FirstRun, *words: str) -> None:
    """Type into the field that has the focus, and go on with Enter."""
    for word in words:
        qtbot.keyClicks(here(run), word)
        qtbot.keyClick(here(run), Qt.Key.Key_Return)


def paste_here(qtbot: QtBot, run: FirstRun, text: str) -> None:
    """Chinese comes from an input method or the clipboard, not from single keys."""
    field = here(run)
    field.insertPlainText(text) if hasattr(field, "insertPlainText") else field.insert(text)  # type: ignore[attr-defined]
    if hasattr(field, "textEdited"):
        field.textEdited.emit(text)


def go_on(qtbot: QtBot, run: FirstRun) -> None:
    qtbot.waitUntil(run.on.isEnabled, timeout=10_000)
    qtbot.keyClick(here(run), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def fill_office(qtbot: QtBot, run: FirstRun) -> None:
    assert isinstance(run.step, OfficeStep)
    paste_here(qtbot, run, "柳溪镇人民政府民政办")
    qtbot.keyClick(here(run), Qt.Key.Key_Return)
    type_here(qtbot, run, "990000001")
    assert here(run) is run.step.villages
    paste_here(qtbot, run, "201,大柳村\n202,石桥铺村")


def fill_people(qtbot: QtBot, run: FirstRun) -> None:
    assert isinstance(run.step, PeopleStep)
    for name, words in (("周敏", PASSPHRASE), ("陈敏", HERS)):
        paste_here(qtbot, run, name)
        qtbot.keyClick(here(run), Qt.Key.Key_Return)
        type_here(qtbot, run, "zhou" if name == "周敏" else "")
        for _ in range(2):
            paste_here(qtbot, run, words)
            qtbot.keyClick(here(run), Qt.Key.Key_Return)
        run.step.names.setFocus()
        qtbot.keyClick(run.step.names, Qt.Key.Key_Down)
        qtbot.keyClick(run.step.names, Qt.Key.Key_Return)


def fill_policy(qtbot: QtBot, run: FirstRun) -> None:
    step = run.step
    assert isinstance(step, PolicyStep)
    qtbot.waitUntil(lambda: step.pack.count() > 1, timeout=20_000)
    assert here(run) is step.pack
    while step.pack.currentData() != "demo-county":
        qtbot.keyClick(step.pack, Qt.Key.Key_Down)
    step.compared.setFocus()
    qtbot.keyClick(step.compared, Qt.Key.Key_Space)


def fill_keeping(qtbot: QtBot, run: FirstRun, stick: Path) -> str:
    step = run.step
    assert isinstance(step, KeepingStep)
    printed = run.plan.recovery_key.printed
    step.typed.setFocus()
    qtbot.keyClicks(step.typed, printed.lower().replace("-", " "))
    step.place.setFocus()
    qtbot.keyClicks(step.place, str(stick))
    qtbot.keyClick(step.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: run.plan.backup_place is not None, timeout=10_000)
    return printed


def test_five_steps_lead_from_nothing_to_an_open_desk(
    qtbot: QtBot, run: FirstRun, folder: Path, stick: Path, settings: Settings, desks: list[LocalDesk]
) -> None:
    fill_office(qtbot, run)
    go_on(qtbot, run)
    fill_people(qtbot, run)
    go_on(qtbot, run)
    fill_policy(qtbot, run)
    go_on(qtbot, run)
    printed = fill_keeping(qtbot, run, stick)
    assert not folder.exists()
    go_on(qtbot, run)
    assert isinstance(run.step, PrintingStep)
    assert "建立数据库" == run.on.text()
    go_on(qtbot, run)
    qtbot.waitUntil(lambda: isinstance(run.focusWidget().parent().parent(), FoundedPage), timeout=20_000)  # type: ignore[union-attr]
    with qtbot.waitSignal(run.finished) as finished:
        qtbot.keyClick(here(run), Qt.Key.Key_Space)
    assert finished.args is not None
    assert IMPORT == finished.args[1]
    (desk,) = desks
    assert ("柳溪镇人民政府民政办", "demo-county") == (
        (station := desk.ask(the_station)).name,
        station.policy_pack,
    )
    assert ["990000001201", "990000001202"] == [one.code for one in desk.ask(regions)]
    assert ("zhou", "陈敏") == key_holders(folder)
    assert "周敏" == desk.actor.display_name
    (backup,) = list_backups(Path(settings.get(BACKUP_PLACE)))
    assert stick in backup.folder.parents
    desk.close()
    again = open_with_recovery_key(folder, "陈敏", printed, "the new one of hers", cost=CHEAP, clock=CLOCK)
    desks[:] = [again]
    assert "陈敏" == again.actor.display_name


def test_what_is_lacking_stands_beside_the_button(qtbot: QtBot, run: FirstRun) -> None:
    assert "请填写单位名称。" == run.reason.text()
    assert not run.on.isEnabled()
    fill_office(qtbot, run)
    qtbot.waitUntil(lambda: run.reason.text() == "", timeout=3000)
    assert run.on.isEnabled()
    assert isinstance(run.step, OfficeStep)
    qtbot.keyClick(run.step.villages, Qt.Key.Key_Return)
    paste_here(qtbot, run, "石桥铺村")
    qtbot.waitUntil(lambda: run.reason.text() == "村（社区）名单还有 1 行要改。", timeout=3000)


def test_one_goes_back_and_finds_what_was_typed(qtbot: QtBot, run: FirstRun) -> None:
    fill_office(qtbot, run)
    go_on(qtbot, run)
    assert isinstance(run.step, PeopleStep)
    run.go(3)
    assert isinstance(run.step, PeopleStep)
    qtbot.keyClick(here(run), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert isinstance(run.step, OfficeStep)
    assert "柳溪镇人民政府民政办" == run.step.name.text()
    assert "201,大柳村\n202,石桥铺村" == run.step.villages.toPlainText()


def test_a_list_of_villages_is_read_from_a_file(qtbot: QtBot, run: FirstRun, tmp_path: Path) -> None:
    fill_office(qtbot, run)
    step = run.step
    assert isinstance(step, OfficeStep)
    (tmp_path / "村.toml").write_text('[[village]]\ncode = "990000001203"\nname = "青石岭村"\n', "utf-8")
    step.read_file(tmp_path / "村.toml")
    qtbot.waitUntil(lambda: step.villages.toPlainText() == "990000001203,青石岭村", timeout=5000)
    step.read_file(tmp_path / "没有.csv")
    qtbot.waitUntil(step.outcome.notice.isVisible, timeout=5000)
    assert "没有.csv" in step.outcome.notice.text
    assert "990000001203,青石岭村" == step.villages.toPlainText()


def ready_to_found(qtbot: QtBot, run: FirstRun, stick: Path) -> None:
    fill_office(qtbot, run)
    go_on(qtbot, run)
    fill_people(qtbot, run)
    go_on(qtbot, run)
    fill_policy(qtbot, run)
    go_on(qtbot, run)
    fill_keeping(qtbot, run, stick)
    go_on(qtbot, run)


def test_a_founding_that_cannot_be_leaves_nothing_and_all_that_was_typed(
    qtbot: QtBot, run: FirstRun, stick: Path, folder: Path
) -> None:
    ready_to_found(qtbot, run, stick)
    folder.mkdir()
    (folder / "minzheng.db").write_bytes(b"somebody's own")
    go_on(qtbot, run)
    qtbot.waitUntil(run.outcome.notice.isVisible, timeout=10_000)
    assert "已经有民政台数据库" in run.outcome.notice.text
    assert b"somebody's own" == (folder / "minzheng.db").read_bytes()
    assert {"minzheng.db", "minzheng.lock"} == {path.name for path in folder.iterdir()}
    assert PASSPHRASE == run.plan.people[0].passphrase
    (folder / "minzheng.db").unlink()
    go_on(qtbot, run)
    qtbot.waitUntil((folder / "minzheng.db").exists, timeout=10_000)
    qtbot.waitUntil(lambda: run.plan.people[0].passphrase == "", timeout=10_000)
    run.findChild(FoundedPage).take_over.click()  # type: ignore[union-attr]


def test_a_stick_that_is_gone_is_told_and_stops_nothing_else(
    qtbot: QtBot, run: FirstRun, stick: Path, tmp_path: Path
) -> None:
    fill_office(qtbot, run)
    go_on(qtbot, run)
    fill_people(qtbot, run)
    go_on(qtbot, run)
    fill_policy(qtbot, run)
    go_on(qtbot, run)
    step = run.step
    assert isinstance(step, KeepingStep)
    step.place.setText(str(tmp_path / "没有"))
    qtbot.keyClick(step.place, Qt.Key.Key_Return)
    qtbot.waitUntil(step.place_said.notice.isVisible, timeout=5000)
    assert step.place_said.notice.text.startswith("没有找到备份文件夹“没有”。")
    qtbot.keyClick(step.later, Qt.Key.Key_Space)
    assert "请把恢复密钥印出来，再照纸输一遍。" == run.reason.text()


def test_the_sheet_is_saved_as_pdf_and_a_wrong_copy_is_told(
    qtbot: QtBot, run: FirstRun, stick: Path, tmp_path: Path
) -> None:
    fill_office(qtbot, run)
    go_on(qtbot, run)
    fill_people(qtbot, run)
    go_on(qtbot, run)
    fill_policy(qtbot, run)
    go_on(qtbot, run)
    step = run.step
    assert isinstance(step, KeepingStep)
    step.save_sheet(tmp_path / "恢复密钥.pdf")
    qtbot.waitUntil(step.paper_said.notice.isVisible, timeout=10_000)
    assert (tmp_path / "恢复密钥.pdf").read_bytes().startswith(b"%PDF")
    printed = run.plan.recovery_key.printed
    step.typed.setText(printed[:-2])
    assert "已输入 34 个字符，共 36 个。" == step.typed_said.text()
    step.typed.setText(printed[:-1] + ("0" if printed[-1] != "0" else "1"))
    assert step.typed_said.text().startswith("恢复密钥抄写有误")
    assert not run.plan.read_back
    assert printed.split("-")[0] not in step.shown.text()
    step.shows.setChecked(True)
    assert all(group in step.shown.text() for group in printed.split("-"))
    step.typed.setText(printed)
    assert run.plan.read_back
    assert "" == step.shown.text()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_nothing_is_wider_or_higher_than_the_commonest_screen(
    qtbot: QtBot, run: FirstRun, stick: Path, scale: float
) -> None:
    look().choose(scale=scale)
    ready_to_found(qtbot, run, stick)
    for at in range(5):
        run.go(at)
        assert run.minimumSizeHint().width() <= 1366
        assert run.minimumSizeHint().height() <= 697
