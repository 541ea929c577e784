"""The main job, whole, over a small invented township."""

from __future__ import annotations

import pytest

from minzheng_desk.demo.main_job import APPROVER, CLERK, PASSPHRASE, USER, main_job
from minzheng_desk.demo.report import DemoReport
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.payroll.model import State
from minzheng_desk.payroll.queries import rosters


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    return main_job(tmp_path_factory.mktemp("demo"), 150, 7, Silent())


def test_roster_paper_bank_files_and_ledger_say_the_same(report: DemoReport) -> None:
    assert 6 == len(report.ties)
    assert [] == [tie.label for tie in report.ties if not tie.holds]


def test_something_is_paid_under_every_programme(report: DemoReport) -> None:
    assert all(amount > 0 for tie in report.ties for amount in tie.amounts.values())


def test_the_rows_of_every_register_add_up_and_planted_faults_are_found(report: DemoReport) -> None:
    assert 12 == len(report.imported)
    assert report.planted <= sum(one.counts.problems for one in report.imported)
    assert all(one.problem_file for one in report.imported if one.counts.problems)


def test_the_journal_replays_to_the_store(report: DemoReport) -> None:
    assert 0 == report.discrepancies
    assert report.journal_entries > 0


def test_everything_that_was_made_lies_where_the_report_says(report: DemoReport) -> None:
    assert [] == [made.path for made in report.made if not made.path.is_file()]


def test_the_store_it_leaves_opens_and_its_rosters_are_locked(report: DemoReport) -> None:
    desk = open_store(report.folder / "数据", USER, PASSPHRASE)
    states = {roster.state for roster in desk.ask(rosters)}
    desk.close()
    assert {State.LOCKED.value} == states


def test_the_bank_answers_for_last_month_and_what_came_back_is_partly_paid_once_more(
    report: DemoReport,
) -> None:
    assert 3 == len(report.answered)
    assert [] == [one.label for one in report.answered if not one.agrees]
    assert [(2, 1), (0, 0), (0, 0)] == [(one.failed, one.corrected) for one in report.answered]


def test_whoever_drew_a_roster_up_did_not_lock_it(report: DemoReport) -> None:
    desk = open_store(report.folder / "数据", USER, PASSPHRASE)
    found = desk.ask(rosters)
    desk.close()
    assert {(USER, CLERK, APPROVER)} == {
        (roster.drawn_up_login, roster.drawn_up_by, roster.locked_by) for roster in found
    }
    assert 2 == sum(roster.closed_at is not None for roster in found)
