"""What a form says about a field, in three grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Grade(Enum):
    """How serious it is: 错 stops the saving, 疑 is to be looked at, 提示 only helps."""

    WRONG = "bad"
    DOUBT = "warn"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about a value, with its grade."""

    grade: Grade
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one field of a form."""

    name: str
    grade: Grade
    text: str


Check = Callable[[Any], Said | None]
"""Asked for one value when its field is left; None when there is nothing to say."""


def wrong(text: str) -> Said:
    """What cannot be saved."""
    return Said(Grade.WRONG, text)


def doubt(text: str) -> Said:
    """What can be saved, and should be looked at first."""
    return Said(Grade.DOUBT, text)


def hint(text: str) -> Said:
    """What helps to fill in the field."""
    return Said(Grade.HINT, text)
