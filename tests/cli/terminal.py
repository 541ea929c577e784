"""A terminal at which tests type: the real `main` over a real store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from minzheng_desk.cli.main import main


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The JSON object."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """Types commands and reads the screen."""

    screen: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Answered:
        """Type a command and read everything it says."""
        self.screen.readouterr()
        status = main([str(word) for word in words])
        said = self.screen.readouterr()
        return Answered(status, said.out, said.err)

    def done(self, *words: object) -> str:
        """Type a command that must succeed, and return what it says."""
        answered = self(*words)
        assert (0, "") == (answered.status, answered.err)
        return answered.out

    def told(self, *words: object) -> Any:
        """Type a command with ``--json`` that must succeed, and return the object."""
        return json.loads(self.done(*words, "--json"))
