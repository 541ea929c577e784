"""The one re-check of the township that all pages share."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import active_children

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.benefits.recheck import township_checked
from minzheng_desk.desk.apart import AnswerBrokeOff
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.households.operations.events import report_death
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.rechecking import Rechecking
from minzheng_desk.ui.workbench import Workbench

PATIENCE = 30_000


@pytest.fixture
def rechecking(township: Desk, qtbot: QtBot) -> Iterator[Rechecking]:
    bench = Workbench(township)
    yield Rechecking(bench, quick_s=PATIENCE)
    bench.finish()


def checked(qtbot: QtBot, rechecking: Rechecking) -> None:
    with qtbot.waitSignal(rechecking.found, timeout=PATIENCE):
        rechecking.begin()


def anybody(desk: Desk) -> Person:
    return desk.ask(lambda reader: next(one for one in reader.find(Person) if one.died_on is None))


def test_what_it_finds_is_what_the_desk_would_answer(
    qtbot: QtBot, township: Desk, rechecking: Rechecking
) -> None:
    checked(qtbot, rechecking)
    assert township.ask(township_checked, township.clock.today(), Silent()) == rechecking.result
    assert rechecking.task is None
    assert not rechecking.is_stale


def test_whoever_asks_while_it_is_under_way_waits_for_the_same(qtbot: QtBot, rechecking: Rechecking) -> None:
    begun = []
    rechecking.began.connect(begun.append)
    rechecking.begin()
    checked(qtbot, rechecking)
    assert 1 == len(begun)


def test_a_small_township_is_looked_at_again_after_a_death(
    qtbot: QtBot, township: Desk, rechecking: Rechecking
) -> None:
    checked(qtbot, rechecking)
    with qtbot.waitSignals([rechecking.aged, rechecking.found], timeout=PATIENCE):
        township.run(report_death, anybody(township), township.clock.today(), "殡葬信息")
    assert township.ask(township_checked, township.clock.today(), Silent()) == rechecking.result
    assert not rechecking.is_stale


def test_what_is_written_meanwhile_makes_the_answer_stale_and_begins_another(
    qtbot: QtBot, township: Desk, rechecking: Rechecking
) -> None:
    stale = []
    rechecking.found.connect(lambda: stale.append(rechecking.is_stale))
    rechecking.begin()
    township.run(report_death, anybody(township), township.clock.today(), "殡葬信息")
    qtbot.waitUntil(lambda: len(stale) > 1, timeout=PATIENCE)
    assert [True, False] == stale


def test_an_account_makes_nothing_stale(qtbot: QtBot, township: Desk, rechecking: Rechecking) -> None:
    checked(qtbot, rechecking)
    with qtbot.assertNotEmitted(rechecking.aged, wait=300):
        person = anybody(township)
        account = BankAccount(
            person_id=person.id,
            account="6217000010000000012",
            holder_name=person.name,
            since=township.clock.today(),
        )
        township.run(change_bank_account, account)


def test_one_that_is_stopped_leaves_what_was_found_before(
    qtbot: QtBot, township: Desk, rechecking: Rechecking
) -> None:
    checked(qtbot, rechecking)
    before = rechecking.result
    rechecking.begin()
    assert rechecking.task is not None
    with qtbot.waitSignal(rechecking.stopped, timeout=PATIENCE) as told:
        rechecking.task.cancel()
    assert isinstance(told.args[0], Cancelled)
    assert before is rechecking.result
    assert rechecking.problem is None


def test_one_that_breaks_off_is_told_and_nothing_is_taken_for_its_result(
    qtbot: QtBot, rechecking: Rechecking
) -> None:
    rechecking.begin()
    qtbot.waitUntil(lambda: len(active_children()) > 0, timeout=PATIENCE)
    with qtbot.waitSignal(rechecking.stopped, timeout=PATIENCE) as told:
        active_children()[0].kill()
    assert isinstance(told.args[0], AnswerBrokeOff)
    assert told.args[0] is rechecking.problem
    assert (None, None) == (rechecking.result, rechecking.task)
    checked(qtbot, rechecking)
    assert rechecking.problem is None


def test_where_it_takes_long_it_waits_to_be_asked(qtbot: QtBot, township: Desk) -> None:
    bench = Workbench(township)
    slow = Rechecking(bench, quick_s=0)
    checked(qtbot, slow)
    with qtbot.assertNotEmitted(slow.began, wait=600):
        township.run(report_death, anybody(township), township.clock.today(), "殡葬信息")
    assert slow.is_stale
    bench.finish()
