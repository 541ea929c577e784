"""Whatever the bank answers and however often things are corrected, nobody is paid a month twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.corrections.queries import failures, failures_of
from minzheng_desk.payroll.history import received
from minzheng_desk.payroll.queries import RosterView, corrections_of
from minzheng_desk.payroll.returns.queries import return_state
from minzheng_desk.store.engine import open_memory
from minzheng_desk.store.tables import project_all
from payroll.answering import DAY, answer, book
from payroll.paying import DIBAO, granted, lock, paid_out

NAMES = ("甲某", "乙某", "丙某", "丁某")
BASES = ("84", "360", "819", "235")
OCTOBER = Month(2026, 10)

rounds = st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=4)
"""Whose payment comes back, time after time."""


@contextmanager
def a_desk() -> Iterator[Desk]:
    load_catalogue()
    engine = open_memory()
    project_all().create_all(engine)
    actor = Actor("li.min", "李敏", frozenset(Permission))
    yield Desk(engine, actor, "station-1", FixedClock(date(2026, 11, 21)))
    engine.dispose()


@settings(max_examples=15)
@given(rounds)
def test_every_month_arrives_once_or_is_still_open(sent_back: list[set[str]]) -> None:
    with a_desk() as desk, TemporaryDirectory() as folder:
        for name, base in zip(NAMES, BASES, strict=True):
            granted(desk, name, base=base)
        origin = paid_out(desk, "2026-10")
        view = origin
        for at, names in enumerate(sent_back):
            reasons = dict.fromkeys(names, "退回")
            book(desk, view.roster, answer(Path(folder), view, reasons, f"{at}.txt"))
            failed = desk.ask(failures_of, origin.roster)
            if not failed:
                break
            view = _sent_again(desk, view, {one.line.id: "银行已答复" for one in failed})
        _nobody_was_paid_twice(desk, origin)


def _sent_again(desk: Desk, view: RosterView, resend: dict[str, str]) -> RosterView:
    drawn = desk.run(draw_correction, view.roster, drawn_up_by="李敏", drawn_up_on=DAY, resend=resend).result
    return RosterView(lock(desk, drawn.view.roster), drawn.view.lines)


def _nobody_was_paid_twice(desk: Desk, origin: RosterView) -> None:
    """Check that what arrived, what failed for good and what is on its way are all that was ever due."""
    all_rosters = [origin.roster, *desk.ask(corrections_of, origin.roster)]
    states = [desk.ask(return_state, roster) for roster in all_rosters]
    open_ = sum(one.line.amount for one in desk.ask(failures))
    arrived = sum(state.paid.total for state in states)
    on_its_way = sum(state.unanswered.total for state in states)
    assert origin.roster.total == arrived + on_its_way + open_
    history = desk.ask(received, DIBAO)
    due = {line.award_id: line.amount for line in origin.lines}
    assert all(history.of(award).get(OCTOBER, 0) <= amount for award, amount in due.items())
    assert arrived + on_its_way == sum(history.of(award).get(OCTOBER, 0) for award in due)
