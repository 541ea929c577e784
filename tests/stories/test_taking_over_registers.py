"""A township hands over its registers, messy as offices have them, and they are imported one by one.

Every fault that was planted is found in its row, what was meant to be understood is understood, every row is
counted, doing it all again changes nothing, and it can all be taken back.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.demo.model import Township
from minzheng_desk.demo.township import invent_township
from minzheng_desk.demo.writing import WrittenRegister, write_registers
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.imports.preview import Preview, read_register
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.store.reader import Reader

TODAY = date(2026, 11, 21)
FOLLOWS_FROM_ANOTHER_ROW = {"household_held_back", "two_households", "name_mismatch"}
"""What the other rows of a faulty row's household, or the other row of the same person, are told."""


@pytest.fixture(scope="module")
def invented() -> Township:
    return invent_township(households=250, seed=11)


@pytest.fixture(scope="module")
def registers(invented: Township, tmp_path_factory: pytest.TempPathFactory) -> tuple[WrittenRegister, ...]:
    folder: Path = tmp_path_factory.mktemp("各村报来的表")
    return write_registers(invented, folder, Silent())


@pytest.fixture
def office(memory_desk: Desk, invented: Township) -> Desk:
    first = invented.villages[0].code
    memory_desk.run(set_up_office, Station(name="青禾镇", region_code=first[:9], policy_pack="demo-county"))
    memory_desk.run(add_regions, [(village.code, village.name) for village in invented.villages])
    return memory_desk


def kind_of(register: WrittenRegister) -> str:
    return "households" if register.holds == "households" else "benefits"


def taken_over(office: Desk, registers: tuple[WrittenRegister, ...]) -> dict[str, Preview]:
    """Import the registers of households, then look at those of benefits."""
    previews = {}
    for register in sorted(registers, key=lambda one: kind_of(one) == "benefits"):
        preview = office.ask(read_register, register.path, TODAY, Silent(), kind_of(register))
        if kind_of(register) == "households" and not preview.plan.is_empty:
            office.run(import_households, preview.plan)
        previews[register.path.name] = preview
    return previews


def test_every_planted_fault_is_found_nothing_else_and_every_row_is_counted(
    office: Desk, invented: Township, registers: tuple[WrittenRegister, ...]
) -> None:
    previews = taken_over(office, registers)
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for name, preview in previews.items():
        for problem in preview.problems:
            found[name, problem.row].add(problem.code)
    reported = {(fault.register, fault.row) for fault in invented.planted if fault.reported}
    assert set() == {place for place in reported if place not in found}
    persons_kept_out = {"person_unknown"}
    own_faults = {
        place: codes - FOLLOWS_FROM_ANOTHER_ROW - persons_kept_out
        for place, codes in found.items()
        if place not in reported
    }
    assert {} == {place: codes for place, codes in own_faults.items() if codes}
    assert {register.path.name: register.entries for register in registers} == {
        name: preview.counts.rows for name, preview in previews.items()
    }


def test_a_second_round_changes_nothing_and_undo_takes_all_back(
    office: Desk, registers: tuple[WrittenRegister, ...]
) -> None:
    of_households = tuple(register for register in registers if kind_of(register) == "households")
    first = taken_over(office, of_households)
    again = taken_over(office, of_households)
    for name, preview in again.items():
        assert (0, 0, first[name].counts.problems) == (
            preview.counts.new,
            preview.counts.changed,
            preview.counts.problems,
        )
    for _ in of_households:
        office.undo()
    assert (0, 0) == (office.ask(Reader.count, Person), office.ask(Reader.count, Household))
