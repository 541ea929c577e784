from __future__ import annotations

import os
import time
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from desk.stores import CLOCK, OFFICE, PERSON
from minzheng_desk.desk.apart import AnswerBrokeOff, _Place, ask_apart
from minzheng_desk.desk.founding import create_server_store
from minzheng_desk.desk.opening import open_server
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.kernel.region import RegionCodeWrong
from minzheng_desk.office.operations import add_regions
from minzheng_desk.office.queries import regions

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.desk.local import LocalDesk
    from minzheng_desk.store.reader import Reader

LABEL = "全镇复核"


def named(reader: Reader, what: str, *, progress: Progress) -> tuple[int, list[str]]:
    """What the office's places are called, and which process says so."""
    names = []
    for region in regions(reader):
        progress.report(len(names), 2, what)
        names.append(region.name)
        time.sleep(0.2)
    return os.getpid(), names


def refused(_: Reader, *, progress: Progress) -> None:
    """Always a problem of the house."""
    progress.report(0, 1, "")
    raise RegionCodeWrong(written="99")


def broken(_: Reader, *, progress: Progress) -> None:
    """End as a process ends whose memory was taken away."""
    progress.report(0, 1, "")
    os._exit(9)


def endless(_: Reader, *, progress: Progress) -> None:
    """Never answer."""
    while True:
        progress.report(0, 1, "")
        time.sleep(0.01)


class Noting:
    """Notes what it hears, and wants no more after ``enough`` reports."""

    def __init__(self, enough: int = 1000) -> None:
        self.heard: list[tuple[int, int, str]] = []
        self._enough = enough

    def report(self, done: int, total: int, text: str) -> None:
        """Note it."""
        self.heard.append((done, total, text))
        if len(self.heard) > self._enough:
            raise Cancelled


def test_another_process_gives_the_answer_the_desk_would_give(local_desk: LocalDesk) -> None:
    watch = Noting()
    process, names = ask_apart(local_desk, LABEL, named, "数地区", progress=watch)
    assert process != os.getpid()
    assert [region.name for region in local_desk.ask(regions)] == names
    assert (1, 2, "数地区") in watch.heard


def test_what_was_written_a_moment_ago_is_in_the_answer(local_desk: LocalDesk) -> None:
    local_desk.run(add_regions, [("990000001202", "石桥村")])
    assert "石桥村" in ask_apart(local_desk, LABEL, named, "", progress=Silent())[1]


def test_a_problem_arrives_with_its_sentence(local_desk: LocalDesk) -> None:
    with pytest.raises(RegionCodeWrong) as met:
        ask_apart(local_desk, LABEL, refused, progress=Silent())
    assert {"written": "99"} == met.value.facts
    assert "99" in str(met.value)


def test_a_process_that_dies_is_told_and_never_taken_for_an_answer(local_desk: LocalDesk) -> None:
    with pytest.raises(AnswerBrokeOff, match="“全镇复核”中途停下，没有结果"):
        ask_apart(local_desk, LABEL, broken, progress=Silent())


def test_who_waits_no_more_is_let_go_and_the_process_ends(local_desk: LocalDesk) -> None:
    began = active_children()
    with pytest.raises(Cancelled):
        ask_apart(local_desk, LABEL, endless, progress=Noting(enough=20))
    assert began == active_children()


def test_the_key_is_in_no_representation(local_desk: LocalDesk) -> None:
    assert repr(local_desk.key.secret) not in repr(_Place.of(local_desk))


def test_a_server_is_asked_apart_just_so(url: str) -> None:
    create_server_store(url, OFFICE, PERSON, clock=CLOCK)
    desk: Desk = open_server(url, "zhou", clock=CLOCK)
    assert ["清水镇", "上湾村"] == ask_apart(desk, LABEL, named, "", progress=Silent())[1]
    desk.close()
