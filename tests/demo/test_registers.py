"""Every planted fault lies in the file, in the cell that was remembered; nothing else is wrong."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string
from python_calamine import load_workbook

from minzheng_desk.demo.faults import fault_kinds
from minzheng_desk.demo.model import Register, Township
from minzheng_desk.demo.registers import as_text
from minzheng_desk.demo.writing import write_registers
from minzheng_desk.kernel.identity import diagnose_id_number
from minzheng_desk.kernel.progress import Silent

Rows = list[list[str]]


@cache
def read_xlsx(path: Path) -> Rows:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]


@cache
def read_ods(path: Path) -> Rows:
    rows = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(Decimal(repr(value)))  # int(9.90000194910211e17) would show digits that Excel never had
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else "" if value is None else str(value)


def read(folder: Path, register: Register) -> Rows:
    path = folder / register.name
    if path.suffix != ".csv":
        return (read_xlsx if path.suffix == ".xlsx" else read_ods)(path)
    with path.open(encoding=register.encoding, newline="") as file:
        return list(csv.reader(file))


def test_every_declared_kind_is_planted_as_often_as_declared(township: Township) -> None:
    planted = Counter(fault.kind for fault in township.planted)
    declared = {kind: known["times"] for kind, known in fault_kinds().items() if "times" in known}
    assert declared == {kind: planted[kind] for kind in declared}
    assert set(fault_kinds()) - {"repeated_header"} <= set(planted)


def test_a_fault_lies_in_the_cell_that_is_remembered(township: Township, folder: Path) -> None:
    registers = {register.name: register for register in township.registers}
    for fault in township.planted:
        row = read(folder, registers[fault.register])[fault.row - 1]
        assert fault.value == row[column_index_from_string(fault.column) - 1], fault


def test_every_cell_reads_back_as_it_was_laid_out(township: Township, folder: Path) -> None:
    for register in township.registers:
        laid_out = [[as_text(value) for value in row] for row in register.sheets[0].rows]
        assert laid_out == [row + [""] * (len(laid_out[0]) - len(row)) for row in read(folder, register)]


def test_an_identity_number_is_wrong_only_where_a_fault_was_planted(township: Township, folder: Path) -> None:
    wrong = {
        (fault.register, fault.row, column_index_from_string(fault.column))
        for fault in township.planted
        if fault.kind in {"excel_scientific", "excel_zeros", "check_digit", "impossible_date"}
    }
    found = set()
    for register in township.registers:
        for number, row in enumerate(read(folder, register), start=1):
            for place, value in enumerate(row, start=1):
                findings = diagnose_id_number(value, township.as_of) if "990000" in value else []
                if any(finding.is_wrong for finding in findings) and len(value) == 18:
                    found.add((register.name, number, place))
    assert found <= wrong
    assert len(found) > 10


def test_rows_that_must_be_refused_belong_to_households_without_benefits(township: Township) -> None:
    households = {household.key: household for household in township.households}
    lists = {register.name for register in township.registers if register.holds == "households"}
    for fault in township.planted:
        if fault.reported and fault.register in lists:
            assert () == households[fault.household_key].benefits


def test_a_household_with_a_fault_to_report_has_no_other(township: Township) -> None:
    concerned = Counter(fault.household_key for fault in township.planted if fault.household_key)
    reported = {fault.household_key for fault in township.planted if fault.reported}
    assert [] == [key for key in reported if concerned[key] > 1]


def test_no_row_has_two_faults(township: Township) -> None:
    rows = Counter((fault.register, fault.row) for fault in township.planted if fault.household_key)
    assert {1} == set(rows.values())


def test_everybody_is_in_one_household_register_and_every_benefit_in_its_own(township: Township) -> None:
    entries = {register.name: register.entries for register in township.registers}
    benefits = sum(len(household.benefits) for household in township.households)
    duplicates = [fault for fault in township.planted if fault.kind == "duplicate_person"]
    lists = {register.name for register in township.registers if register.holds == "households"}
    twice_paid = [fault for fault in duplicates if fault.register not in lists]
    assert benefits + len(twice_paid) == sum(many for name, many in entries.items() if name not in lists)


def test_numbers_damaged_by_excel_are_figures_in_the_workbook(township: Township, folder: Path) -> None:
    faults = [
        fault
        for fault in township.planted
        if fault.kind == "excel_scientific" and fault.register.endswith(".xlsx")
    ]
    assert faults
    for fault in faults:
        sheet = openpyxl.load_workbook(folder / fault.register)[fault.sheet]
        assert isinstance(sheet[f"{fault.column}{fault.row}"].value, int | float)
        assert fault.value.endswith("000")


def test_villages_are_merged_and_rows_hidden_as_said(township: Township, folder: Path) -> None:
    by_register = groupby(township.planted, key=lambda fault: fault.register)
    for name, faults in by_register:
        layout = [fault for fault in faults if fault.kind in {"merged_village", "hidden_row"}]
        if not layout:
            continue
        sheet = openpyxl.load_workbook(folder / name).worksheets[0]
        merged = {(area.min_row, area.min_col) for area in sheet.merged_cells.ranges}
        for fault in layout:
            if fault.kind == "merged_village":
                assert (fault.row, column_index_from_string(fault.column)) in merged
            else:
                assert sheet.row_dimensions[fault.row].hidden


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig"])
def test_each_encoding_of_an_office_is_among_the_exports(township: Township, encoding: str) -> None:
    assert encoding in {register.encoding for register in township.registers}


def test_names_that_gbk_cannot_write_are_in_other_files(township: Township, folder: Path) -> None:
    listed = {
        cell
        for register in township.registers
        if register.holds == "households"
        for row in read(folder, register)
        for cell in row
    }
    rare = {
        member.name
        for household in township.households
        for member in household.members
        if any(ord(character) > 0xFFFF for character in member.name)
    }
    assert rare
    assert rare <= listed


def test_the_same_township_is_written_the_same(township: Township, folder: Path, tmp_path: Path) -> None:
    write_registers(township, tmp_path, Silent())
    for register in township.registers:
        assert read(folder, register) == read(tmp_path, register)
