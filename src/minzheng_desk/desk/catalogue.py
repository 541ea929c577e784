"""Everything declared anywhere: importing the rooms' models and operations files their declarations."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import minzheng_desk

_DECLARING = {"model", "operations"}
_NOT_ROOMS = {"kernel", "store", "documents", "vault", "desk", "demo", "ui", "cli"}


@cache
def load_catalogue() -> tuple[str, ...]:
    """Import every room's declarations, and return the names of the modules that hold them."""
    found = tuple(name for name in _modules() if _DECLARING & set(name.split(".")[2:]))
    for name in found:
        importlib.import_module(name)
    return found


def _modules() -> list[str]:
    names = []
    for room in pkgutil.iter_modules(minzheng_desk.__path__):
        if room.ispkg and room.name not in _NOT_ROOMS:
            package = importlib.import_module(f"minzheng_desk.{room.name}")
            names += [m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return sorted(names)
