"""What stands in a form is kept while somebody types, and is there after a power cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE, PERSON
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.drafts import FOLDER, Draft, unfinished
from minzheng_desk.desk.founding import create_store
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.ui.widgets.forms.drafting import DraftKeeper
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench
from ui.widgets.forms.filling import (
    MAN_OF_61,
    TODAY,
    enter,
    member_fields,
    press,
    said_under,
    shown,
    type_text,
)

NAME = "households:LX-03-0217/member"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded") / "data"
    create_store(folder, OFFICE, PERSON, PASSPHRASE, cost=CHEAP, clock=CLOCK).desk.close()
    return folder


@pytest.fixture
def bench(founded: Path, tmp_path: Path) -> Iterator[Workbench]:
    shutil.copytree(founded, tmp_path / "data")
    desk = open_store(tmp_path / "data", PERSON.name, PASSPHRASE, clock=CLOCK)
    made = Workbench(desk)
    yield made
    made.finish()
    desk.close()


@pytest.fixture
def make_form(qtbot: QtBot) -> Callable[[], Form]:
    def made() -> Form:
        form = Form(member_fields(), today=TODAY)
        qtbot.addWidget(form)
        shown(form).focus_first()
        return form

    return made


def kept_by(keeper: DraftKeeper) -> bool:
    return keeper._under_way is None and keeper._kept_at is not None


def drafts_in(desk: Desk) -> tuple[Draft, ...]:
    return unfinished(desk).drafts


def test_what_was_typed_is_kept_unchecked_and_goes_back_into_a_form_after_a_power_cut(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot, tmp_path: Path
) -> None:
    form = make_form()
    keeper = DraftKeeper(form, NAME, lambda: f"{form.cells['name'].editor.written()} 登记成员", bench)
    enter("何长林")
    enter("990000 1965021")
    form.focus("amount")
    type_text("12a")
    keeper.keep()
    qtbot.waitUntil(lambda: kept_by(keeper))
    bench.desk.close()
    again = open_store(tmp_path / "data", PERSON.name, PASSPHRASE, clock=CLOCK)
    (draft,) = drafts_in(again)
    again.close()
    assert (NAME, "何长林 登记成员") == (draft.name, draft.title)
    after = make_form()
    after.restore(draft.values)
    written = [after.cells[name].editor.written() for name in ("name", "id_number", "amount")]
    assert ["何长林", "990000 1965021", "12a"] == written
    assert "" == said_under(after, "amount")
    assert after.touched


def test_a_draft_is_kept_at_most_every_three_seconds(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    keeper = DraftKeeper(make_form(), NAME, "登记成员", bench)
    assert 3000 == keeper._due.interval()
    keeper._due.setInterval(30)
    type_text("何")
    began = keeper._due.remainingTime()
    type_text("长")
    assert keeper._due.remainingTime() <= began  # typing on does not put it off
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert "何长" == drafts_in(bench.desk)[0].values["name"]


def test_the_form_says_when_the_draft_was_kept(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    form = make_form()
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    type_text("何")
    keeper.keep()
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert form.foot is not None
    assert "草稿 0 秒前已存，断电不会丢" == form.foot.said.text()
    assert keeper._kept_at is not None
    for seconds, words in ((3, "3 秒前"), (130, "2 分钟前")):
        keeper._kept_at -= seconds
        keeper._say()
        assert f"草稿 {words}已存，断电不会丢" == form.foot.said.text()


def test_a_form_that_goes_out_of_sight_is_kept_at_once(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    form = make_form()
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    type_text("何长林")
    form.hide()
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert "何长林" == drafts_in(bench.desk)[0].values["name"]


def test_a_form_nobody_typed_into_leaves_no_draft(bench: Workbench, make_form: Callable[[], Form]) -> None:
    form = make_form()
    DraftKeeper(form, NAME, "登记成员", bench)
    form.fill({"name": "何长林"})
    form.hide()
    bench._readers.waitForDone()
    assert () == drafts_in(bench.desk)


def test_what_was_saved_is_forgotten_even_while_a_draft_is_being_written(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    keeper = DraftKeeper(make_form(), NAME, "登记成员", bench)
    type_text("何")
    keeper.keep()
    keeper.forget()
    qtbot.waitUntil(lambda: keeper._under_way is None)
    qtbot.waitUntil(lambda: not drafts_in(bench.desk))


def test_a_form_closed_while_its_draft_is_written_is_no_matter(bench: Workbench, qapp: QApplication) -> None:
    form = shown(Form(member_fields(), today=TODAY))
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    form.focus_first()
    type_text("何")
    keeper.keep()
    task = keeper._under_way
    assert task is not None
    form.close()
    form.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    bench._readers.waitForDone()
    qapp.processEvents()
    assert task.finished
    assert "何" == drafts_in(bench.desk)[0].values["name"]


def test_a_number_that_was_there_before_is_in_no_draft(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    form = make_form()
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    form.fill({"id_number": MAN_OF_61})
    type_text("何")
    keeper.keep()
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert "id_number" not in drafts_in(bench.desk)[0].values


def test_a_disk_that_takes_no_draft_is_told_and_typing_goes_on(
    bench: Workbench, make_form: Callable[[], Form], qtbot: QtBot
) -> None:
    assert isinstance(bench.desk, LocalDesk)
    (bench.desk.folder / FOLDER).write_bytes(b"")  # a file where the folder should be
    form = make_form()
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    type_text("何")
    keeper.keep()
    qtbot.waitUntil(lambda: keeper._under_way is None)
    assert form.foot is not None
    assert form.foot.said.text().startswith("草稿没有存上：")
    press(Qt.Key.Key_Return)
    (bench.desk.folder / FOLDER).unlink()
    keeper.keep()
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert "何" == drafts_in(bench.desk)[0].values["name"]


def test_at_a_server_the_form_says_that_drafts_do_not_last(
    make_form: Callable[[], Form], qtbot: QtBot, tmp_path: Path
) -> None:
    engine = open_sqlite(tmp_path / "stands_for_a_server.db", None)
    bench = Workbench(Desk(engine, Actor("zhou", "周敏", frozenset(Permission))))
    form = make_form()
    keeper = DraftKeeper(form, NAME, "登记成员", bench)
    type_text("何")
    keeper.keep()
    qtbot.waitUntil(lambda: kept_by(keeper))
    assert form.foot is not None
    assert "草稿只在本机内存里，关程序前请保存" == form.foot.said.text()
    assert [NAME] == [draft.name for draft in drafts_in(bench.desk)]
    bench.finish()
    engine.dispose()
