"""The file of a household on paper."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_desk.benefits.household_paper import household_letter
from minzheng_desk.benefits.judging import Held
from minzheng_desk.benefits.model import amount_in
from minzheng_desk.benefits.queries import amounts_of, awards_of_household
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.letter import Letter
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.households.model import Asset, Household, Income
from minzheng_desk.households.operations.facts import record_fact, record_visit
from minzheng_desk.households.queries import household_file
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.households.visits.queries import visits_of
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_account, an_award

DAY = date(2026, 11, 21)


@pytest.fixture
def home(memory_desk: Desk) -> Household:
    home, head = a_household(memory_desk, "周桂方", "何长林")
    an_account(memory_desk, head)
    an_award(memory_desk, home, head, "2026-10")
    memory_desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=yuan("100"), months=1))
    memory_desk.run(record_fact, Asset(household_id=home.id, kind="house", quantity=2))
    visit = HomeVisit(
        household_id=home.id, visited_on=DAY, level="township", visitors=("李敏",), seen="卧床，需护理"
    )
    memory_desk.run(record_visit, visit)
    return home


def letter(desk: Desk, home: Household, *, full_numbers: bool = False) -> Letter:
    awards = desk.ask(awards_of_household, home.id)
    amounts = desk.ask(amounts_of, [award.id for award in awards])
    return household_letter(
        desk.ask(household_file, home.id),
        [Held(award, amount_in(amounts[award.id], Month.of(DAY))) for award in awards],
        desk.ask(visits_of, home.id),
        {"dibao": "最低生活保障"},
        office="柳溪镇民政办",
        on=DAY,
        full_numbers=full_numbers,
    )


def test_everything_on_file_is_on_the_paper_and_fits_on_one_page(memory_desk: Desk, home: Household) -> None:
    made = letter(memory_desk, home)
    told = " ".join(made.texts())
    for wanted in ("周桂方", "何长林", home.number, "每月 100.00", "2 处（件）", "最低生活保障", "520.00"):
        assert wanted in told
    assert "卧床，需护理" in told
    assert 1 == render_letter(made).pages


def test_numbers_are_masked_unless_somebody_asked_for_them_whole(memory_desk: Desk, home: Household) -> None:
    head = memory_desk.ask(household_file, home.id).head
    assert head.id_number is not None
    masked = " ".join(letter(memory_desk, home).texts())
    whole = " ".join(letter(memory_desk, home, full_numbers=True).texts())
    assert head.id_number not in masked
    assert "6217000000000000004" not in masked
    assert head.id_number in whole
    assert "6217000000000000004" in whole
