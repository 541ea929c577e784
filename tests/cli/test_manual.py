"""The manual tells every command in a section of its own, with every option it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from minzheng_desk.cli.arguments import Parser
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.main import commands
from minzheng_desk.kernel import errors
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.resources import resource

_SECTION = re.compile(r"^## `([^`]+)`", re.MULTILINE)


def leaves() -> Iterator[tuple[str, Command]]:
    """Every command that does something, as it is typed."""
    for command in commands():
        for leaf in command.parts or (command,):
            yield (f"{command.name} {leaf.name}" if command.parts else command.name), leaf


def sections() -> dict[str, str]:
    """The sections of the manual, by the command they tell of."""
    found = {}
    for page in resource("manual").glob("*.md"):
        parts = _SECTION.split(page.read_text("utf-8"))
        found |= dict(zip(parts[1::2], parts[2::2], strict=True))
    return found


@pytest.mark.parametrize(("name", "command"), list(leaves()))
def test_a_command_is_told_with_all_its_options(name: str, command: Command) -> None:
    parser = Parser(name)
    command.arguments(parser)
    options = {option for option in parser._option_string_actions if option not in {"-h", "--help"}}

    told = sections()[name]

    assert options == {option for option in options if f"`{option}" in told}


def test_the_manual_tells_of_no_command_that_is_gone() -> None:
    assert set(sections()) == {name for name, _ in leaves()}


def test_options_of_every_command_are_told_on_the_first_page() -> None:
    first = resource("manual", "index.md").read_text("utf-8")
    assert all(f"`{option}" in first for option in ("--store", "--user", "--passphrase-file", "--json", "-h"))


def test_every_page_is_listed_on_the_first() -> None:
    first = resource("manual", "index.md").read_text("utf-8")
    pages = {page.name for page in resource("manual").glob("*.md")} - {"index.md"}
    assert pages == set(re.findall(r"\]\(([^)]+)\)", first))


def test_every_exit_status_is_told() -> None:
    told = resource("manual", "messages.md").read_text("utf-8")
    branches = [
        branch
        for branch in vars(errors).values()
        if isinstance(branch, type) and issubclass(branch, DeskError) and branch is not DeskError
    ]
    assert [] == [branch.__name__ for branch in branches if f"| {branch.exit_status} |" not in told]
