"""A document before it is printed: how to draw it, what may be chosen, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from minzheng_desk.kernel.permissions import Permission

FULL_NUMBERS = "full_numbers"
"""The option that prints whole numbers; every paper that offers it calls it so."""


@dataclass(frozen=True, slots=True)
class PaperOption:
    """Something the person may tick; the page is drawn anew when it changes."""

    key: str
    label: str
    hint: str = ""
    default: bool = False
    may: Permission | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How the document is to be drawn: what is ticked, which printing it is, by whom and when."""

    ticked: frozenset[str]
    time: int
    reason: str
    printed_by: str
    printed_at: datetime

    @property
    def full_numbers(self) -> bool:
        """Whether whole identity numbers and accounts are printed."""
        return FULL_NUMBERS in self.ticked


class Drawn(Protocol):
    """A drawn document: the PDF that is shown, printed and kept, and its pages."""

    @property
    def content(self) -> bytes:
        """The file."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """A document that can be looked at before it is printed.

    ``draw`` works in a reading thread and asks nothing of the store; ``about`` is the address of what the
    paper shows, under which its printings are counted and kept.
    """

    title: str
    about: str
    draw: Callable[[Asked], Drawn]
    chip: str = ""
    options: tuple[PaperOption, ...] = ()
    file_name: str = "打印件.pdf"
