"""Pages over a store that has only just been founded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE
from minzheng_desk.desk.founding import FirstPerson, create_store
from minzheng_desk.desk.local import LocalDesk

EVERYTHING = FirstPerson("zhou", "周敏", ("administrator", "clerk", "approver"))


@pytest.fixture
def open_empty(tmp_path: Path) -> Iterator[LocalDesk]:
    """An open desk over an office with nothing in it, with somebody who may confirm benefits."""
    made = create_store(tmp_path / "data", OFFICE, EVERYTHING, PASSPHRASE, cost=CHEAP, clock=CLOCK)
    yield made.desk
    made.desk.close()
