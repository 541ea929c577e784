"""What a command answers: lines and tables for people, or one JSON object for a machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from minzheng_desk.cli.widths import padded, widest, width

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Output:
    """The answer of one command; for a machine only `answer` speaks, for people everything else."""

    stream: TextIO
    for_machine: bool
    before: Callable[[], None]
    """Takes a progress bar off the screen."""

    def answer(self, told: Mapping[str, Any]) -> None:
        """Give the answer as one JSON object."""
        if self.for_machine:
            self.stream.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")

    def line(self, text: str = "") -> None:
        """Say one line."""
        if not self.for_machine:
            self.before()
            self.stream.write(text + "\n")

    def heading(self, text: str) -> None:
        """Say what comes next, set apart from what came before."""
        self.line()
        self.line(f"【{text}】")

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Say labelled facts one below the other; empty ones are left out."""
        told = [(label, value) for label, value in facts if value]
        wide = widest(label for label, _ in told)
        for label, value in told:
            self.line(f"{padded(label, wide)}{_GAP}{value}")

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str] = ()
    ) -> None:
        """Say a table; the columns named in ``right`` hold figures."""
        widths = [widest([header, *(row[at] for row in rows)]) for at, header in enumerate(headers)]
        aligned = [header in right for header in headers]
        for row in (headers, ["─" * wide for wide in widths], *rows):
            cells = [padded(cell, w, right=r) for cell, w, r in zip(row, widths, aligned, strict=True)]
            self.line(_GAP.join(cells).rstrip())

    def rule(self, text: str) -> None:
        """Say a line that closes a table, as wide as it is."""
        self.line("─" * width(text))
        self.line(text)
