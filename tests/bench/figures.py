"""What a bench prints: our figure beside the floor's of the same run, and whether the goal is met.

A bench is a script `bench_<name>.py` in this folder, started by `dev.py bench [name]`. It measures both sides
on the same rows, fills in `Figure`s and ends with `sys.exit(report("…", figures))`: 0 when every goal is met,
1 otherwise. Times are wall time in seconds, the best of the repeats.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One measured number; `floor` is the same work done the barest way, `goal` the number to reach."""

    name: str
    ours: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor ours is."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        """Say whether every goal that was set is reached."""
        return (
            (self.at_most is None or self.ours <= self.at_most)
            and (self.at_least is None or self.ours >= self.at_least)
            and (self.ratio_at_most is None or (self.ratio or 0) <= self.ratio_at_most)
        )

    @property
    def goal(self) -> str:
        """Write the goal as people read it."""
        goals = [f"≤ {self.at_most:g} {self.unit}"] if self.at_most is not None else []
        goals += [f"≥ {self.at_least:g} {self.unit}"] if self.at_least is not None else []
        goals += [f"≤ {self.ratio_at_most:g} × floor"] if self.ratio_at_most is not None else []
        return ", ".join(goals) or "–"


def best(work: Callable[[], T], repeats: int = 3) -> tuple[float, T]:
    """Run the work a few times; return the shortest wall time and the last result."""
    times: list[float] = []
    results: list[T] = []
    for _ in range(repeats):
        results.clear()
        gc.collect()
        began = time.perf_counter()
        results.append(work())
        times.append(time.perf_counter() - began)
    return min(times), results[0]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of all lie, such as 0.99."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def peak_megabytes() -> float:
    """Return the most memory this process ever held; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def report(title: str, figures: Sequence[Figure]) -> int:
    """Print the figures as a table; return 1 when a goal is missed."""
    memory = Figure("peak memory", peak_megabytes(), "MB", at_most=400)
    print(f"\n{title}")
    print(f"  {'':<44}{'ours':>14}{'floor':>14}{'ratio':>8}  goal")
    for figure in [*figures, memory]:
        floor = "–" if figure.floor is None else f"{figure.floor:,.4g} {figure.unit}"
        ratio = "–" if figure.ratio is None else f"{figure.ratio:.2f}"
        mark = "" if figure.met else "   MISSED"
        name = f"{figure.name} ({figure.floor_name})" if figure.floor_name else figure.name
        print(f"  {name:<44}{figure.ours:>11,.4g} {figure.unit:<2}{floor:>14}{ratio:>8}  {figure.goal}{mark}")
    return int(not all(figure.met for figure in [*figures, memory]))
