"""Help is Chinese, lines up, and is there at once because nothing heavy is imported for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cli.terminal import Terminal
from minzheng_desk.cli.arguments import complaint
from minzheng_desk.cli.main import commands
from minzheng_desk.cli.widths import width

HEAVY = {
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "reportlab",
    "msgspec",
    "cryptography",
    "sqlcipher3",
    "pypinyin",
}


def every_help() -> Iterator[list[str]]:
    yield []
    for command in commands():
        yield [command.name]
        yield from ([command.name, part.name] for part in command.parts)


@pytest.mark.parametrize("words", list(every_help()), ids=" ".join)
def test_help_speaks_chinese_only(bare: Terminal, words: list[str]) -> None:
    answered = bare(*words, "--help")

    assert (0, "") == (answered.status, answered.err)
    assert answered.out.startswith(f"用法：{' '.join(['minzheng-desk', *words])} ")
    assert not re.search(r"usage|positional|options:|show this|optional", answered.out)
    assert all(width(line) <= 110 for line in answered.out.splitlines())


def test_help_lines_up_in_columns(bare: Terminal) -> None:
    listed = bare("--help").out.split("命令：\n")[1].split("\n\n")[0].splitlines()
    starts = {width(re.match(r"  \S+ +", line)[0]) for line in listed}  # type: ignore[index]
    assert 1 == len(starts)


def test_help_imports_nothing_heavy() -> None:
    program = "import sys, minzheng_desk.cli.main as door; door.main(['--help']); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")

    imported = {module.partition(".")[0] for module in said.stdout.splitlines()[-1].split()}
    assert set() == imported & HEAVY
    assert "minzheng_desk" in imported


def test_the_version_is_told(bare: Terminal) -> None:
    assert re.fullmatch(r"民政台 \d+\.\d+\.\d+\n", bare("--version").out)


def test_a_complaint_that_is_not_known_is_passed_on() -> None:
    assert "参数有误：something new" == complaint("something new")
