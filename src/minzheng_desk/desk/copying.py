"""Copying a store whole while it is in use, proving the copy, putting a copy back where the store was."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from minzheng_desk.desk.home import BESIDE, STORE_FILE
from minzheng_desk.desk.place import disk_speech
from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.kernel.files import keep_file, keep_names, put_in_place
from minzheng_desk.store.engine import StoreDamaged, for_reading, open_sqlite, plain_speech
from minzheng_desk.store.journal import last_entry
from minzheng_desk.vault.keys import DataKey
from minzheng_desk.vault.vaultfile import COPY_FILE, VAULT_FILE

QUARANTINE = "quarantine"


class CopyNotWhole(StoreProblem):
    """The copy does not hold what the store holds."""

    text = "备份核对不一致，这份备份没有保留；数据库本身没有改动。"
    remedy = "请重试；如果再次出现，可能是磁盘故障，请换一个磁盘备份并联系管理员。"


@dataclass(frozen=True, slots=True)
class Content:
    """What a store holds: the rows of every table, and the digest of its newest journal entry."""

    rows: Mapping[str, int]
    digest: str

    @property
    def total(self) -> int:
        """How many rows there are altogether."""
        return sum(self.rows.values())


def content_of(connection: Connection) -> Content:
    """Count what the store holds, in the one view that the connection has of it."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = connection.execute(text(named)).scalars().all()
    rows = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}  # noqa: S608
    return Content(rows, last_entry(connection)[1])


def copy_store(source: Engine, target: Path, key: DataKey) -> Content:
    """Copy the open store to the file ``target``, prove the copy, and return what both hold.

    The copy is taken in one step: a copy by pages starts again with every save and may never end.
    Raises `CopyNotWhole`, `StoreDamaged`, `DiskFull` or `StoreReadOnly`; then there is no ``target``.
    """
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        with plain_speech(), disk_speech():
            content = _copy(source, part, key)
            if prove_store(part, key) != content:
                raise CopyNotWhole
            keep_file(part)
            put_in_place(part, target)
    finally:
        _remove(part)
    return content


def prove_store(path: Path, key: DataKey) -> Content:
    """Open a closed store, check every page, and count what it holds; raises `StoreDamaged`."""
    engine = open_sqlite(path, key.secret)
    try:
        with plain_speech(), engine.connect() as connection:
            reading = for_reading(connection)
            checked = reading.exec_driver_sql("PRAGMA quick_check").scalars().all()
            broken_pages = reading.exec_driver_sql("PRAGMA cipher_integrity_check").all()
            if checked != ["ok"] or broken_pages:
                raise StoreDamaged
            return content_of(reading)
    finally:
        engine.dispose()


def put_back(folder: Path, copy: Path, quarantine_name: str) -> None:
    """Put ``copy`` where the store was; what was there moves to quarantine with all that belongs to it.

    A write-ahead log left beside another file would be taken for that file's own and destroy it.
    Raises `DiskFull` or `StoreReadOnly`; until the copy is whole on the disk nothing has moved.
    """
    store, part = folder / STORE_FILE, folder / f"{STORE_FILE}.part"
    with disk_speech():
        try:
            shutil.copyfile(copy, part)
            keep_file(part)
            set_aside(folder, quarantine_name)
            put_in_place(part, store)
        finally:
            part.unlink(missing_ok=True)


def set_aside(folder: Path, quarantine_name: str) -> None:
    """Move the store with all that belongs to it to the quarantine, and leave a copy of its keys there."""
    aside = fresh(folder / QUARANTINE / quarantine_name)
    aside.mkdir(parents=True)
    for name in (STORE_FILE, *(STORE_FILE + ending for ending in BESIDE)):
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    for name in (VAULT_FILE, COPY_FILE):
        if (folder / name).exists():
            shutil.copyfile(folder / name, aside / name)
    keep_names(aside)
    keep_names(folder)


def _copy(source: Engine, part: Path, key: DataKey) -> Content:
    made = open_sqlite(part, key.secret)
    try:
        with source.connect() as connection:
            reading = for_reading(connection)
            content = content_of(reading)
            _copy_pages(reading, made)
        return content
    finally:
        made.dispose()


def _copy_pages(source: Connection, made: Engine) -> None:
    into = made.raw_connection()
    driver: Any = source.connection.driver_connection
    try:
        driver.backup(into.driver_connection, pages=-1)
    except made.dialect.loaded_dbapi.Error as error:
        # The driver is asked directly here, so its errors are put in the form that the store translates.
        raise DBAPIError(None, None, error) from None
    finally:
        into.close()


def fresh(path: Path) -> Path:
    """The path itself, or the first with a number after it that nothing has yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _remove(part: Path) -> None:
    for ending in ("", *BESIDE):
        part.with_name(part.name + ending).unlink(missing_ok=True)
