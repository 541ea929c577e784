"""What a file of commands declares: a name, a line of help, its arguments, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_desk.cli.arguments import Parser
    from minzheng_desk.cli.call import Call


def _takes_nothing(_: Parser) -> None:
    """Add no arguments."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or a family of them when it has ``parts``."""

    name: str
    help: str
    run: Callable[[Call], int | None] | None = None
    """Does the work and returns the exit status where it is not 0; None for a family."""
    arguments: Callable[[Parser], None] = _takes_nothing
    parts: tuple[Command, ...] = ()
    order: int = 0
    """Its place in the list of commands: the order of the day's work."""
    opens: bool = True
    """Whether it opens a store, and so takes the options that say which one and for whom."""
    reports: bool = True
    """Whether it has anything to tell a machine, and so takes ``--json``."""
