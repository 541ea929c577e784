"""Work that a process does until it is killed: every entry it acknowledges is told after its commit.

A workload is a function of a desk and a turn that does one operation and returns its entry number; another
one is added to `WORKLOADS` and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from faults.main_job import import_and_lock
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import BankAccount, Household, Member, Person
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.store.transaction import Transaction

SINCE = date(2026, 1, 1)


@operation("test.bulk", "成批登记", may=Permission.EDIT_HOUSEHOLDS)
def register_many(tx: Transaction, turn: int, families: int) -> None:
    """Put families of two on file, with an account each, in one go."""
    people = [
        Person(
            name=f"赵{chr(0x4E00 + turn % 500)}{chr(0x4E00 + at)}",
            id_number=IdNumber(f"990000{turn:06d}{at:06d}"),
        )
        for at in range(families * 2)
    ]
    homes = [
        Household(
            number=f"{turn}-{at}",
            head_id=people[2 * at].id,
            region_code="9",
            hukou_kind="rural",
            registered_on=SINCE,
        )
        for at in range(families)
    ]
    tx.put_all(people)
    tx.put_all(homes)
    tx.put_all(
        [
            Member(household_id=homes[at // 2].id, person_id=person.id, relation_to_head="10", since=SINCE)
            for at, person in enumerate(people)
        ]
    )
    tx.put_all(
        [BankAccount(person_id=p.id, account=f"62{turn:09d}", holder_name="x", since=SINCE) for p in people]
    )


@operation("test.small", "改一个人", may=Permission.EDIT_HOUSEHOLDS)
def revise_one(tx: Transaction, turn: int) -> None:
    """Change one person who is there already."""
    person = tx.first(Person)
    if person is not None:
        tx.put(replace(person, phone=f"138{turn:08d}"))


def bulk_and_small(desk: Desk, turn: int) -> int:
    """Now many records, now one, now an undo."""
    if turn % 4 == 0:
        return desk.run(register_many, turn, 30).entry
    if turn % 7 == 0:
        return desk.undo().entry
    return desk.run(revise_one, turn).entry


def until_full(desk: Desk, turn: int) -> int:
    """Many records at a time, so that the disk fills soon."""
    return desk.run(register_many, turn, 500).entry


Workload = Callable[[Desk, int], int]
WORKLOADS: dict[str, Workload] = {
    "bulk_and_small": bulk_and_small,
    "until_full": until_full,
    "import_and_lock": import_and_lock,
}


def at_the_desk(path: Path, key: bytes) -> Desk:
    """A desk over the encrypted store in the file, as durable as the real one."""
    load_catalogue()
    return Desk(open_sqlite(path, key), Actor("li.min", "李敏", frozenset(Permission)), "s")


def work_for_ever(path: Path, key: bytes, name: str, acknowledge: Callable[[int], None]) -> None:
    """Work, and say after each commit which entry it was."""
    desk = at_the_desk(path, key)
    for turn in count():
        acknowledge(WORKLOADS[name](desk, turn))
