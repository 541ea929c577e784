"""A sheet without any header is read under one that is put above it; here its rows get their numbers back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from minzheng_desk.households.imports.preview import Preview
from minzheng_desk.kernel.problems import Problem

_ROW_NAMED = re.compile(r"第 (\d+) 行")


def numbered_again(preview: Preview, sheets: Collection[str]) -> None:
    """Number the rows of these sheets as in the file, one less than they were read with."""
    if not sheets:
        return
    made = preview.compared
    made.standings = {
        (sheet, row - 1 if sheet in sheets else row): standing
        for (sheet, row), standing in made.standings.items()
    }
    made.problems = _moved(made.problems, sheets)
    made.notices = _moved(made.notices, sheets)
    made.changes = [
        replace(change, row=change.row - 1) if change.sheet in sheets else change for change in made.changes
    ]
    preview.unread = [_lowered(said) for said in preview.unread]


def _moved(problems: Iterable[Problem], sheets: Collection[str]) -> list[Problem]:
    return [
        replace(
            problem,
            row=max(problem.row - 1, 1),
            reason=_lowered(problem.reason),
            suggestion=_lowered(problem.suggestion),
        )
        if problem.sheet in sheets
        else problem
        for problem in problems
    ]


def _lowered(said: str) -> str:
    """A sentence with the rows it names numbered as in the file.

    >>> _lowered("同一户的第 9 行有问题，整户暂不导入。")
    '同一户的第 8 行有问题，整户暂不导入。'
    """
    return _ROW_NAMED.sub(lambda found: f"第 {int(found[1]) - 1} 行", said)
