"""What was printed is kept with its number; what did not come out has none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from minzheng_desk.audit.queries import newest
from minzheng_desk.office.model import ReprintReasonMissing
from minzheng_desk.office.papers import (
    Printing,
    keep_printed,
    note_outcome,
    say_not_printed,
    times_printed,
)
from minzheng_desk.office.queries import content_of, papers_about

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk

ABOUT = "payroll:202611/dibao"


def _printing(reason: str = "") -> Printing:
    return Printing(
        about=ABOUT,
        title="花名册",
        content=b"%PDF",
        pages=3,
        printed_by="李敏",
        printed_at=datetime(2026, 11, 20, 1, 41, tzinfo=UTC),
        reason=reason,
    )


def test_a_printing_of_which_nothing_came_out_does_not_count_but_its_file_stays(desk: Desk) -> None:
    kept = desk.run(keep_printed, _printing()).result
    desk.run(say_not_printed, kept)
    (paper,) = desk.ask(papers_about, ABOUT)
    assert (0, 0) == (times_printed([paper]), paper.copies)
    assert b"%PDF" == desk.ask(content_of, paper)
    assert 1 == desk.run(keep_printed, _printing()).result.time
    assert 1 == times_printed(desk.ask(papers_about, ABOUT))


def test_what_came_out_counts_and_the_next_printing_wants_a_reason(desk: Desk) -> None:
    desk.run(keep_printed, _printing())
    with pytest.raises(ReprintReasonMissing):
        desk.run(keep_printed, _printing())
    assert 2 == desk.run(keep_printed, _printing("缺页")).result.time


def test_the_number_of_a_printing_that_counts_is_never_given_twice(desk: Desk) -> None:
    first = desk.run(keep_printed, _printing()).result
    desk.run(keep_printed, _printing("缺页"))
    desk.run(say_not_printed, first)
    assert 3 == desk.run(keep_printed, _printing("卡纸")).result.time


def test_how_it_came_out_stands_in_the_journal(desk: Desk) -> None:
    kept = desk.run(keep_printed, _printing()).result
    desk.run(note_outcome, kept, "从第 3 页接着印")
    assert "花名册：第 1 次，从第 3 页接着印" == desk.ask(newest, 1)[0].note
    desk.run(say_not_printed, kept)
    assert "花名册：第 1 次，一页都没有印出，不计次数" == desk.ask(newest, 1)[0].note
