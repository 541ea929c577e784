"""The house as the rules of taste see it: its packages, modules and source files, found by looking."""

import ast
import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import minzheng_desk

TOP = Path(minzheng_desk.__file__).resolve().parents[2]
SOURCE = TOP / "src" / "minzheng_desk"

ROOMS = (
    "office",
    "security",
    "audit",
    "policy",
    "households",
    "registers",
    "eligibility",
    "benefits",
    "cases",
    "payroll",
    "ledgers",
    "statistics",
    "exchange",
)


@cache
def imported() -> tuple[tuple[ModuleType, ...], tuple[str, ...]]:
    """Every module of the program, and those that could not be imported with the reason."""
    found, failed = [], []
    for name in (module.name for module in pkgutil.walk_packages(minzheng_desk.__path__, "minzheng_desk.")):
        if name.endswith("__main__"):  # it only starts the program
            continue
        try:
            found.append(importlib.import_module(name))
        except Exception as reason:  # one broken module fails one test, not all of them
            failed.append(f"{name}: {reason!r}")
    return tuple(found), tuple(failed)


def modules() -> tuple[ModuleType, ...]:
    """Every module of the program that can be imported."""
    return imported()[0]


def rooms() -> list[str]:
    """The rooms that are built by now."""
    return [room for room in ROOMS if (SOURCE / room / "__init__.py").exists()]


def sources() -> list[Path]:
    """Every Python file of the program."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Name a place the way editors do."""
    line = f":{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else ""
    return f"{path.relative_to(TOP).as_posix()}{line}"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method below a node."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def kept_files() -> list[Path]:
    """The files that belong to the repository; all visible ones where git is not there to ask."""
    asked = ["git", "-C", str(TOP), "ls-files", "-z"]
    try:
        done = subprocess.run(asked, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        found = (p for p in TOP.rglob("*") if not any(part.startswith((".", "__py")) for part in p.parts))
        return sorted(p for p in found if p.is_file())
    return [TOP / name for name in done.stdout.split("\0") if name and (TOP / name).is_file()]
