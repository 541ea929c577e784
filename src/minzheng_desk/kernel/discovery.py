"""Things found by looking: every module of a package, so that adding a file adds what it declares."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def modules_of(package: ModuleType | str) -> Iterator[ModuleType]:
    """Import and yield the modules that lie directly in ``package``, by name, except private ones.

    >>> next(modules_of("minzheng_desk.kernel")).__name__
    'minzheng_desk.kernel.accounts'
    """
    home = importlib.import_module(package) if isinstance(package, str) else package
    names = sorted(found.name for found in pkgutil.iter_modules(home.__path__))
    for name in names:
        if not name.startswith("_"):
            yield importlib.import_module(f"{home.__name__}.{name}")
