"""From the command to the first answer: help, and opening a store of 100,000 persons.

The floor of the help is an interpreter that does nothing; the floor of opening is the passphrase alone, which
costs what the vault was set up to cost.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from figures import Figure, best, report
from people import township

from minzheng_desk.desk.founding import FirstPerson, Office, create_store
from minzheng_desk.desk.opening import open_store
from minzheng_desk.security.model import EVERY_ROLE
from minzheng_desk.store.journal import Entry
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.vault.keys import FLOOR, unlock
from minzheng_desk.vault.vaultfile import read_vault

PASSPHRASE = "bench-passphrase"


def founded(folder: Path) -> None:
    """Found a store and put the township into it."""
    office = Office("清水镇民政办", "990000001000", "demo-county")
    desk = create_store(folder, office, FirstPerson("bench", "计时", EVERY_ROLE), PASSPHRASE, cost=FLOOR).desk
    made = township()
    with desk.engine.begin() as connection:
        tx = Transaction(connection)
        for records in (
            made.regions,
            made.persons,
            made.households,
            made.members,
            made.incomes,
            made.accounts,
        ):
            tx.put_all(records)
        tx.finish(Entry("bench", "bench", "bench", "2026-11-21T00:00:00+00:00", "bench"))
    desk.close()


def apart(work: Callable[[Path], None], folder: Path) -> None:
    """Do work in a process of its own, whose memory is not ours."""
    process = get_context("spawn").Process(target=work, args=(folder,))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def opened(folder: Path) -> None:
    """Open the store and close it."""
    open_store(folder, "bench", PASSPHRASE).close()


def run(*words: str) -> None:
    """Run a command of the same interpreter to its end."""
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


def main() -> int:
    """Measure both."""
    bare, _ = best(lambda: run("-c", "pass"), 7)
    helped, _ = best(lambda: run("-m", "minzheng_desk", "--help"), 7)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        apart(founded, folder)
        began = time.perf_counter()
        opened(folder)
        first = time.perf_counter() - began
        again, _ = best(lambda: opened(folder), 5)
        passphrase, _ = best(lambda: unlock(read_vault(folder).vault, "bench", PASSPHRASE), 5)
    figures = [
        Figure("minzheng-desk --help", helped, "s", bare, "python -c pass", at_most=0.25),
        Figure("open 100,000 persons, the first time", first, "s", passphrase, "the passphrase", at_most=1.0),
        Figure("open 100,000 persons, again", again, "s", passphrase, "the passphrase", at_most=1.0),
    ]
    return report("From the command to the first answer", figures)


if __name__ == "__main__":
    sys.exit(main())
