"""Every page in every state at the sizes and scales that are promised: nothing cut, covered or pushed out."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from minzheng_desk.ui.frame.window import DESIGN_SIZE, SMALLEST
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.shots import LARGE
from ui.fitting import cut_words, lying_on_each_other, outside
from ui.tour import STATES, Tour


class Sort(NamedTuple):
    """A screen and how somebody reads it."""

    size: tuple[int, int]
    scheme: str = "light"
    scale: float = 1.0

    def __str__(self) -> str:
        return f"{self.size[0]}x{self.size[1]}-{self.scheme}-{self.scale:.0%}"


SORTS = (
    Sort(DESIGN_SIZE),
    Sort(SMALLEST),
    Sort(LARGE),
    Sort(DESIGN_SIZE, "contrast", 1.25),
    Sort(DESIGN_SIZE, "light", 1.5),
)


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_nothing_is_cut_covered_or_outside(tour: Tour, sort: Sort) -> None:
    tour.window.resize(*sort.size)
    if (look().scheme, look().scale) != (sort.scheme, sort.scale):
        look().choose(scheme=sort.scheme, scale=sort.scale)
    found = {}
    for state in STATES:  # together, because another look is put on once for all of them
        page = tour.show(state)
        found[state] = [*cut_words(page), *lying_on_each_other(page), *outside(page)]
    assert {} == {state: faults for state, faults in found.items() if faults}
    assert sort.size == tour.window.size().toTuple()
