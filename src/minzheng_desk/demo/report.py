"""What the demonstration did: files, counts, sums and seconds, and whether they agree."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from minzheng_desk.households.imports.model import Counts
from minzheng_desk.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the job and how long it took."""

    label: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Imported:
    """One register taken in, and where its rows went."""

    file: str
    counts: Counts
    reasons: dict[str, int]
    """How many problems of each sort were found, by their code."""
    problem_file: Path | None


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that was made, and where it lies."""

    what: str
    path: Path
    lines: int
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One programme and month: what the roster, the paper, the bank file and the ledger each add up to."""

    label: str
    lines: dict[str, int]
    amounts: dict[str, Money]

    @property
    def holds(self) -> bool:
        """Whether all of them say the same."""
        return len(set(self.lines.values())) == 1 and len(set(self.amounts.values())) == 1


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bank answered for one roster."""

    label: str
    paid: int
    paid_total: Money
    failed: int
    failed_total: Money
    agrees: bool
    """Whether paid and failed together are what was sent."""
    corrected: int = 0
    """How many of the failed were paid once more."""


@dataclass(slots=True)
class DemoReport:
    """Everything the demonstration has to show at its end."""

    folder: Path
    user: str
    leader: str
    """Who locks what the user drew up."""
    passphrase: str
    township: str = ""
    households: int = 0
    persons: int = 0
    imported: list[Imported] = field(default_factory=list)
    planted: int = 0
    """Faults put into the registers that an import must report."""
    assessed: dict[str, dict[str, int]] = field(default_factory=dict)
    """By programme, how many were found to fit, not to fit, and not to be known yet."""
    granted: int = 0
    happened: dict[str, int] = field(default_factory=dict)
    pending: int = 0
    """Awards that would end; that takes a hearing first, so the program only lists them."""
    differences: dict[str, dict[str, int]] = field(default_factory=dict)
    """By programme, how many lines of this month differ from last month, by sort."""
    made: list[Made] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    journal_entries: int = 0
    discrepancies: int = 0
    steps: list[Step] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every sum ties out and the journal replays to the store."""
        agreed = all(tie.holds for tie in self.ties) and all(one.agrees for one in self.answered)
        return agreed and self.discrepancies == 0

    @property
    def seconds(self) -> float:
        """How long all of it took."""
        return sum(step.seconds for step in self.steps)

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Time a part of the job."""
        began = time.perf_counter()
        yield
        self.steps.append(Step(label, time.perf_counter() - began))
