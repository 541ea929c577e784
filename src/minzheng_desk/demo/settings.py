"""What is declared about the invented township in resources/demo."""

from __future__ import annotations

import tomllib
from functools import cache
from random import Random
from typing import Any

from minzheng_desk.kernel.resources import resource


@cache
def settings() -> dict[str, Any]:
    """Return the declared places, shares, figures and ways of life."""
    return tomllib.loads(resource("demo", "township.toml").read_text("utf-8"))


def drawing(seed: int, purpose: str) -> Random:
    """Return a source of chance of its own for one purpose, so that one stage never disturbs another."""
    # An invented township must come out the same every time; nothing secret is drawn.
    return Random(f"{seed} {purpose}")  # noqa: S311
