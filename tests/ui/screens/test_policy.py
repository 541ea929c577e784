"""政策标准: what holds on a day, what a draft would change, and what the office answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.judging import Judged, judge_household
from minzheng_desk.benefits.listing import households_listed
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.clauses import clause_of_key, key_of, rests_on
from minzheng_desk.policy.queries import brought_packs, load_policy, office_policy
from minzheng_desk.ui.panels.households import calculation, judgement
from minzheng_desk.ui.panels.policy.rows import standards
from minzheng_desk.ui.panels.policy.trial import Family, steps_of
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.sheets import SideSheet
from ui.showing import showing
from ui.words import everything_said

DAY = date(2026, 11, 21)


def test_every_parameter_stands_there_with_its_text(township: Desk) -> None:
    with showing(township, "policy") as page:
        rows = page.section("standards").table.rows_shown()
        policy = township.ask(office_policy)
    assert set(policy.parameters) == {row.name for row in rows}
    assert all(row.document for row in rows if row.shown)


def test_another_day_shows_what_held_then(township: Desk) -> None:
    with showing(township, "policy") as page:
        name = "dibao.standard.rural"
        page.day.set_value(date(2025, 6, 1))
        page._show_day()
        (then,) = (row for row in page.section("standards").table.rows_shown() if row.name == name)
    (expected,) = (row for row in standards(load_policy("demo-county"), date(2025, 6, 1)) if row.name == name)
    (now,) = (row for row in standards(load_policy("demo-county"), DAY) if row.name == name)
    assert expected.since == then.since < now.since
    assert expected.document == then.document != now.document


def cited_in(township: Desk) -> set[str]:
    """By what every clause is opened that the eligibility panel or a calculation of the township shows."""

    def keys(judged: Judged) -> Iterator[str]:
        yield from (finding.opens for finding in judgement.told(judged))
        for verdict in judged.verdicts:
            if verdict.assessment is not None:
                lines = (
                    *calculation._steps(verdict.assessment),
                    *calculation._conditions(verdict.assessment),
                )
                yield from (key_of(line.source) for line in lines if line.source)

    homes = township.ask(households_listed, Month.of(DAY))
    found: set[str] = set()
    for home in homes:
        found.update(keys(township.ask(judge_household, home.id, DAY)))
    return found - {""}


def test_every_citation_leads_to_what_rests_on_it_whatever_was_filtered_before(township: Desk) -> None:
    cited = cited_in(township)
    assert len(cited) > 20
    with showing(township, "policy") as page:
        standards, documents = page.section("standards"), page.section("documents")
        for key in sorted(cited):
            page.day.set_value(date(2014, 1, 1))
            page._show_day()
            standards.programme.setCurrentIndex(standards.programme.count() - 1)
            chosen = standards.programme.currentText()
            assert f"项目：{chosen}" == standards.table.order.filter_words
            standards.field.setText("没有这样的标准")
            documents.table.filter_text("没有这样的文件")
            page.show_object(key)
            source = clause_of_key(page._policy, key)
            if page.tabs.key == "standards":
                rows = standards.table.rows_shown()
                assert rows, key
                assert all(rests_on(row.source, source) for row in rows), key
                assert standards.table.current_row() is rows[0], key
            else:
                assert "documents" == page.tabs.key
                assert source.document.key == documents.table.current_row().key, key
                assert source.clause_in_words in documents.clause.text, key


def test_a_document_no_value_rests_on_stays_in_the_list_instead_of_leading_to_nothing(township: Desk) -> None:
    with showing(township, "policy:documents") as page:
        documents = page.section("documents")
        for row in documents.table.rows_shown():
            page.show_object("documents")
            documents.table.opened.emit(row)
            assert page.section(page.tabs.key).table.rows_shown(), row.key


@given(st.integers(1, 8), st.integers(0, 5_000_000), st.integers(0, 1_000_000))
def test_more_income_never_raises_what_a_trial_finds(persons: int, income: int, more: int) -> None:
    policy = load_policy("demo-county")

    def amount(yearly: int) -> int:
        rows = steps_of(Family("rural", persons, Money(yearly)), policy, DAY)
        return sum(row.amount or 0 for row in rows if row.what == "结果" and row.programme == "最低生活保障")

    assert amount(income + more) <= amount(income)


@pytest.fixture
def raised(tmp_path: Path) -> Path:
    """A draft that pays rural families a hundred yuan more."""
    folder = tmp_path / "demo-county"
    shutil.copytree(brought_packs() / "demo-county", folder)
    shutil.copytree(brought_packs() / "national", tmp_path / "national")
    manifest = folder / "manifest.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(re.sub(r'version = "[^"]+"', 'version = "2026.9"', text, count=1), "utf-8")
    return folder


def test_a_draft_that_changes_nothing_moves_nobody(township: Desk, raised: Path) -> None:
    with showing(township, "policy:draft") as page:
        section = page.section("draft")
        section.try_folder(raised)
        settle()
        assert () == section._tried.objections
        assert [] == section.moves.rows_shown()
        assert section.activate.isEnabled()


def test_a_broken_draft_is_refused_with_its_file(township: Desk, raised: Path) -> None:
    broken = next(iter(sorted(raised.glob("parameters/*.toml")) or sorted(raised.glob("*.toml"))))
    broken.write_text(broken.read_text("utf-8") + "\n[[nonsense]]\nkey = 1\n", "utf-8")
    with showing(township, "policy:draft") as page:
        section = page.section("draft")
        section.try_folder(raised)
        settle()
        assert not section.activate.isEnabled()


def test_activating_a_draft_is_one_step_that_can_be_taken_back(township: Desk, raised: Path) -> None:
    before = township.ask(office_policy).version
    with showing(township, "policy:draft") as page:
        section = page.section("draft")
        section.try_folder(raised)
        settle()
        section._activate(section._tried)
        settle()
        told = [one.text for one in everything_said(page.window()) if "已启用政策包" in one.text]
        assert told
        assert not any("demo-county" in text or "@" in text for text in told)
        assert "2026.9" in township.ask(office_policy).version
        page.frame.undo()
        settle()
    assert before == township.ask(office_policy).version


def test_an_answer_closes_its_question(township: Desk) -> None:
    with showing(township, "policy:questions") as page:
        section = page.section("questions")
        asked = len(section.table.rows_shown())
        question = next(row for row in section.table.rows_shown() if row.name == "income.dibao.basic_pension")
        section.table.select_key(question.name)
        section.begin()
        sheet = section.window().findChild(SideSheet)
        assert isinstance(sheet.content, Form)
        word = next(iter(question.choices))
        sheet.content.fill(
            {"said": word, "since": DAY, "document": "县民政局复函〔2026〕9号", "answered_by": "李敏"}
        )
        sheet.content.submit()
        settle()
        assert asked - 1 == len(section.table.rows_shown())
        assert 1 == len(section.given.rows_shown())
