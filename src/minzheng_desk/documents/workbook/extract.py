"""What is kept of a sheet with problems: its header, the rows at fault, and what is to be said of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.workbook.packed import column_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
    from minzheng_desk.kernel.problems import Problem

EXPLANATION: Final = "问题说明"
_LETTERS = re.compile(r"[A-Z]{1,3}")
_SEPARATORS = re.compile(r"[\s/|·\-—_]+")


@dataclass(frozen=True)
class Extract:
    """What is kept of one sheet; rows are counted from 1, columns from 0."""

    sheet: RawSheet
    header_rows: int
    problems: Mapping[int, Sequence[Problem]]
    """Problems by row."""

    @property
    def width(self) -> int:
        """How many columns the sheet itself has."""
        kept = [*range(1, self.header_rows + 1), *self.problems]
        return max((len(self.cells(row)) for row in kept), default=0)

    def cells(self, row: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        return self.sheet.rows[row - 1] if row <= len(self.sheet.rows) else ()

    def explanation(self, row: int) -> str:
        """Return what is wrong with a row, and where it stands in the sheet."""
        told = "\n".join(
            f"{problem.column}：{problem.reason}{problem.suggestion}" for problem in self.problems[row]
        )
        return f"第 {row} 行　{told}"

    def columns_at_fault(self, row: int) -> set[int]:
        """Return the columns that its problems name, by header text or letter."""
        found = (self._column_of(problem, self.cells(row)) for problem in self.problems[row])
        return {column for column in found if column is not None}

    def _column_of(self, problem: Problem, cells: Sequence[Cell]) -> int | None:
        wanted = _SEPARATORS.sub("", problem.column)
        named = [column for column, names in enumerate(self._names()) if wanted in names]
        exact = [at for at in named if at < len(cells) and str(cells[at]) == problem.value]
        if named:
            return (exact or named)[0]
        return column_number(problem.column) if _LETTERS.fullmatch(problem.column) else None

    def _names(self) -> list[set[str]]:
        """Return what each column may be called: by each of its header cells, or by all of them joined."""
        names: list[set[str]] = []
        for column in range(self.width):
            texts = [self._header_text(row, column) for row in range(1, self.header_rows + 1)]
            joined = {"".join(texts[row:]) for row in range(len(texts))}
            names.append({*texts, *joined} - {""})
        return names

    def _header_text(self, row: int, column: int) -> str:
        for merge in self.sheet.merged:
            inside = merge.first_row < row <= merge.last_row + 1
            if inside and merge.first_column <= column <= merge.last_column:
                row, column = merge.first_row + 1, merge.first_column
        cells = self.cells(row)
        return _SEPARATORS.sub("", str(cells[column] or "")) if column < len(cells) else ""


def extracts_of(book: RawBook, problems: Sequence[Problem], first_rows: Mapping[str, int]) -> list[Extract]:
    """Return the sheets that have problems, each with the rows at fault in order."""
    found: dict[str, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in sorted(problems, key=lambda problem: problem.row):
        found[problem.sheet][problem.row].append(problem)
    return [
        Extract(sheet, first_rows.get(sheet.name, 2) - 1, found[sheet.name])
        for sheet in book.sheets
        if sheet.name in found
    ]
