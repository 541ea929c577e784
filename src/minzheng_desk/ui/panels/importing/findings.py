"""Problems and notices with their places: which table, which cell, whose row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minzheng_desk.households.imports.model import Row
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.ui.panels.importing.cells import as_written, letters
from minzheng_desk.ui.panels.importing.seen import WHOLE_ROW, SeenRow, SeenTable, place_of

PROBLEMS, NOTICES, CHANGES = "problems", "notices", "changes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem or notice with its place among the tables and columns."""

    key: tuple[str, int]
    """Of which list it is, and its number there."""
    table: int
    sheet: str
    row: int
    column: int
    """`WHOLE_ROW` where it is not about one cell."""
    name: str
    where: str
    value: str
    reason: str
    suggestion: str

    @property
    def place(self) -> Row:
        """The row it speaks of."""
        return self.sheet, self.row


def findings_of(tables: Sequence[SeenTable], problems: Sequence[Problem], which: str) -> tuple[Finding, ...]:
    """The problems, each with its place."""
    wanted = {(problem.sheet, problem.row) for problem in problems}
    rows = {
        (table.sheet, row.number): (at, row)
        for at, table in enumerate(tables)
        for row in table.rows
        if (table.sheet, row.number) in wanted
    }
    return tuple(
        _finding(tables, problem, rows.get((problem.sheet, problem.row)), (which, number))
        for number, problem in enumerate(problems)
    )


def _finding(
    tables: Sequence[SeenTable], problem: Problem, place: tuple[int, SeenRow] | None, key: tuple[str, int]
) -> Finding:
    at, column, name, value = 0, WHOLE_ROW, "", problem.value
    if place is not None:
        at, row = place
        column, name = place_of(problem, tables[at].columns, row.cells), tables[at].name_at(row)
        value = as_written(row.at(column)) if column != WHOLE_ROW else value
    letter = f"{letters(column)} " if column != WHOLE_ROW else ""
    return Finding(
        key=key,
        table=at,
        sheet=problem.sheet,
        row=problem.row,
        column=column,
        name=name,
        where=f"{letter}{problem.column}",
        value=value,
        reason=problem.reason,
        suggestion=problem.suggestion,
    )
