"""Whatever the layout, a register reads back as it was written; whatever the garbage, the rest is read."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from households.imports.sheets import TODAY, Family, Somebody, families, parsed, sheet
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
from minzheng_desk.households.imports.catalogue import catalogue
from minzheng_desk.households.imports.model import HouseholdEntry
from minzheng_desk.households.imports.preview import preview_book
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office

RELATIONS = codes("relation_to_head")


@dataclass(frozen=True)
class Column:
    """A column of a register: the target it writes, and how it gets its cell."""

    target: str
    cell: Callable[[Family, Somebody], Cell]


OF_PERSONS = (
    Column("name", lambda family, one: one.name),
    Column("id_number", lambda family, one: one.id_number),
    Column("relation", lambda family, one: one.relation),
    Column("village", lambda family, one: family.village),
    Column("address", lambda family, one: family.address),
    Column("phone", lambda family, one: one.phone or None),
    Column("year_income", lambda family, one: one.year_income),
)
OF_HOUSEHOLDS = tuple(column for column in OF_PERSONS if column.target != "relation")
OF_MEMBERS = tuple(
    column for column in OF_PERSONS if column.target in {"name", "id_number", "relation", "year_income"}
)


def named(target: str, luck: random.Random) -> str:
    """Return one of the ways of writing the target's header."""
    known = catalogue("households").targets[target]
    return luck.choice((known.label, *known.synonyms))


def persons_with_head(households: list[Family], luck: random.Random) -> RawSheet:
    """Lay out one row per person with the head's number, the columns in any order."""
    columns = luck.sample(OF_PERSONS, len(OF_PERSONS))
    header: list[Cell] = ["户主身份证号", *(named(column.target, luck) for column in columns)]
    rows = [
        [family.members[0].id_number, *(column.cell(family, one) for column in columns)]
        for family in households
        for one in family.members
    ]
    return dressed(header, rows, luck)


def persons_in_order(households: list[Family], luck: random.Random) -> RawSheet:
    """Lay out one row per person, the members under their head."""
    columns = luck.sample(OF_PERSONS, len(OF_PERSONS))
    header: list[Cell] = [named(column.target, luck) for column in columns]
    rows = [
        [column.cell(family, one) for column in columns] for family in households for one in family.members
    ]
    return dressed(header, rows, luck)


def members_beside(households: list[Family], luck: random.Random) -> RawSheet:
    """Lay out one row per household, the members in numbered columns."""
    columns = luck.sample(OF_HOUSEHOLDS, len(OF_HOUSEHOLDS))
    of_members = luck.sample(OF_MEMBERS, len(OF_MEMBERS))
    labels = catalogue("households").targets
    header: list[Cell] = [
        f"户主{labels[c.target].label}" if c.target in {"name", "id_number"} else named(c.target, luck)
        for c in columns
    ]
    for number in range(1, 4):
        header += [f"成员{number}{labels[column.target].label}" for column in of_members]
    rows = []
    for family in households:
        row = [column.cell(family, family.members[0]) for column in columns]
        for one in family.members[1:]:
            row += [column.cell(family, one) for column in of_members]
        rows.append(row)
    return dressed(header, rows, luck)


def dressed(header: list[Cell], rows: list[list[Cell]], luck: random.Random) -> RawSheet:
    """Put titles over a table and totals and signatures under it."""
    above: list[list[Cell]] = [["青禾镇登记表"], ["2026年11月"]][: luck.randint(0, 2)]
    below: list[list[Cell]] = [["合计", None, len(rows)], ["填表人：", None, "审核人："]][
        : luck.randint(0, 2)
    ]
    if len(rows) > 3 and luck.random() < 0.5:
        rows = [*rows[:2], header, *rows[2:]]
    return sheet(*above, header, *rows, *below)


LAYOUTS = (persons_with_head, persons_in_order, members_beside)


def told(entry: HouseholdEntry) -> list[tuple[str, str, str | None, int | None, str | None]]:
    return [
        (
            person.values["name"],
            person.values["id_number"],
            person.relation,
            person.values.get("year_income"),
            entry.values.get("address"),
        )
        for person in entry.persons
    ]


def meant(family: Family) -> list[tuple[str, str, str | None, int | None, str | None]]:
    return [
        (one.name, one.id_number, RELATIONS.find(one.relation), one.year_income * 100, family.address)
        for one in family.members
    ]


@given(st.integers(1, 12), st.integers(0, 10_000), st.sampled_from(LAYOUTS))
@settings(max_examples=60, deadline=None)
def test_any_layout_reads_back_what_was_written(
    count: int, seed: int, lay_out: Callable[[list[Family], random.Random], RawSheet]
) -> None:
    households = families(count, seed)
    found = parsed(lay_out(households, random.Random(seed)))
    assert [] == found.problems
    assert [meant(family) for family in households] == [told(entry) for entry in found.households]


GARBAGE = st.one_of(
    st.text(max_size=12),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["合计", "小计", "姓名", "户主", "填表人：", "#N/A", "990000196611210000", "=1+1", "1953.13"]
    ),
)


@given(st.integers(0, 10_000), st.sampled_from(LAYOUTS), st.data())
@settings(max_examples=60, deadline=None)
def test_a_garbage_cell_never_raises_and_never_empties_the_rest(
    seed: int, lay_out: Callable[[list[Family], random.Random], RawSheet], data: st.DataObject
) -> None:
    households = families(8, seed)
    whole = lay_out(households, random.Random(seed))
    clean = parsed(whole)
    row = data.draw(st.sampled_from(sorted(row for _, row in clean.rows))) - 1
    column = data.draw(st.integers(0, max(len(whole.rows[row]) - 1, 0)))
    spoiled = [list(cells) for cells in whole.rows]
    spoiled[row][column] = data.draw(GARBAGE)
    found = parsed(sheet(*spoiled))
    assert len(found.households) >= len(households) - 2
    assert len(clean.rows) - 1 <= len(found.rows) <= len(clean.rows)


@pytest.mark.parametrize("lay_out", LAYOUTS)
@pytest.mark.parametrize("seed", range(3))
def test_the_counts_add_up_and_a_second_import_changes_nothing(
    desk: Desk, seed: int, lay_out: Callable[[list[Family], random.Random], RawSheet]
) -> None:
    desk.run(set_up_office, Station(name="青禾镇", region_code="990000101", policy_pack="demo-county"))
    desk.run(add_regions, [("990000101201", "柳塘村"), ("990000101001", "丰收路社区")])
    book = RawBook("登记表.xlsx", (lay_out(families(10, seed), random.Random(seed)),))
    first = desk.ask(preview_book, book, TODAY, Silent())
    rows = sum(len(table.header.rows) for table in first.tables)
    assert rows == first.counts.rows
    assert first.counts.problems
    desk.run(import_households, first.plan)
    second = desk.ask(preview_book, book, TODAY, Silent())
    assert (0, 0, first.counts.new, first.counts.problems) == (
        second.counts.new,
        second.counts.changed,
        second.counts.same,
        second.counts.problems,
    )
