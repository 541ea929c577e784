"""A file fits in the head, a function on the screen; or `house_exceptions.toml` says why not."""

import ast
import tomllib
from pathlib import Path

from house.tree import SOURCE, TOP, functions, parsed, place

LINES = 400
STATEMENTS = 30


def statements_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count what is written in a function, its docstring apart."""
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def written_by_hand() -> list[Path]:
    """All Python but the migrations, which a program writes and which are never edited later."""
    return sorted([*SOURCE.rglob("*.py"), *(TOP / "tests").rglob("*.py"), TOP / "dev.py"])


def oversized() -> dict[str, int]:
    found = {}
    for path in written_by_hand():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LINES:
            found[place(path)] = lines
        for function in functions(parsed(path)):
            if (count := statements_in(function)) > STATEMENTS:
                found[f"{place(path)}::{function.name}"] = count
    return found


def excused() -> dict[str, str]:
    text = (Path(__file__).parent / "house_exceptions.toml").read_text(encoding="utf-8")
    return {entry["place"]: entry["reason"] for entry in tomllib.loads(text).get("exceptions", [])}


def test_what_is_too_long_has_a_reason() -> None:
    reasons = excused()
    assert {} == {where: size for where, size in oversized().items() if where not in reasons}


def test_no_excuse_outlives_its_need() -> None:
    assert [] == sorted(excused().keys() - oversized().keys())


def test_a_docstring_is_not_a_statement() -> None:
    (function,) = functions(
        ast.parse('def f():\n    """Say."""\n    if x:\n        return 1\n    return 2\n')
    )
    assert 3 == statements_in(function)
