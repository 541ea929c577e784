"""Problems of somebody's sheet, listed so that their owner finds and mends them."""

from __future__ import annotations

from collections.abc import Sequence

from minzheng_desk.cli.masks import without_numbers
from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.problems import Problem

_LISTED_AT_MOST = 20
_LONGEST_VALUE = 24


def list_problems(out: Output, problems: Sequence[Problem], title: str, elsewhere: str) -> None:
    """List the first problems; ``elsewhere`` says where the others can be read."""
    if not problems:
        return
    out.heading(f"{title} {len(problems)} 条")
    rows = [
        [
            problem.sheet,
            str(problem.row),
            problem.column,
            _short(without_numbers(problem.value)),
            without_numbers(problem.reason),
            without_numbers(problem.suggestion),
        ]
        for problem in problems[:_LISTED_AT_MOST]
    ]
    out.table(["工作表", "行", "列", "值", "原因", "建议"], rows, right={"行"})
    left = len(problems) - _LISTED_AT_MOST
    if left > 0:
        out.line(f"另有 {left} 条，{elsewhere}")


def told_problems(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """The problems for a machine, long numbers masked."""
    return [
        {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "value": without_numbers(problem.value),
            "reason": without_numbers(problem.reason),
            "suggestion": without_numbers(problem.suggestion),
            "code": problem.code,
        }
        for problem in problems
    ]


def _short(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= _LONGEST_VALUE else f"{plain[:_LONGEST_VALUE]}…"
