"""Bringing an older store to this program's shape through a proved copy, and refusing what is newer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from minzheng_desk.desk.backup import BACKUPS, BackupKind, make_backup
from minzheng_desk.desk.copying import Content, content_of, put_back
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.place import require_room, room_in
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.store.engine import StoreDamaged, for_reading, plain_speech
from minzheng_desk.store.migrate import (
    Standing,
    StoreOutOfDate,
    StoreTooNew,
    StoreUpgradeFailed,
    found_revision,
    head_revision,
    standing,
    upgrade,
)
from minzheng_desk.store.verify import verify_tail
from minzheng_desk.vault.keys import DataKey


def require_current(engine: Engine) -> None:
    """Refuse a store of another shape; raises `StoreTooNew` or `StoreOutOfDate`."""
    if refuse_newer(engine) is not Standing.CURRENT:
        raise StoreOutOfDate(found=_revision(engine), head=head_revision())


def refuse_newer(engine: Engine) -> Standing:
    """How the store compares with this program; raises `StoreTooNew`."""
    with plain_speech():
        stands = standing(engine)
    if stands is Standing.NEWER:
        raise StoreTooNew(found=_revision(engine), head=head_revision())
    return stands


def bring_up_to_date(engine: Engine, folder: Path, key: DataKey, clock: Clock) -> str | None:
    """Upgrade an older store, keeping a proved copy of it; returns the revision it had, or None.

    Raises `StoreTooNew`, `StoreDamaged`, `DiskFull` or `StoreUpgradeFailed`; the store is then as it was.
    """
    stands = refuse_newer(engine)
    if stands is Standing.CURRENT:
        return None
    if stands is Standing.EMPTY:
        raise StoreDamaged
    return _upgrade(engine, folder, key, clock)


def _upgrade(engine: Engine, folder: Path, key: DataKey, clock: Clock) -> str:
    revision = _revision(engine)
    copy, before = _copy_aside(engine, folder, key, clock)
    try:
        upgrade(engine)
        _require_same(engine, before)
    except Exception as problem:
        engine.dispose()
        put_back(folder, copy, f"{copy.parent.name}-failed")
        raise StoreUpgradeFailed from problem
    return revision


def _copy_aside(engine: Engine, folder: Path, key: DataKey, clock: Clock) -> tuple[Path, Content]:
    """The copy lies among the backups, where rotation never takes it."""
    require_room(room_in(folder), needed=3 * (folder / STORE_FILE).stat().st_size)
    made = make_backup(engine, folder, key, BackupKind.BEFORE_UPGRADE, folder / BACKUPS, clock)
    return made.store, made.content


def _require_same(engine: Engine, before: Content) -> None:
    """An upgrade changes shapes, not the number of rows or the journal."""
    with plain_speech(), engine.connect() as connection:
        reading = for_reading(connection)
        after = content_of(reading)
        lost = [name for name, rows in before.rows.items() if after.rows.get(name, rows) != rows]
        if lost or after.digest != before.digest or not verify_tail(reading).sound:
            raise StoreDamaged


def _revision(engine: Engine) -> str:
    with plain_speech(), engine.connect() as connection:
        return found_revision(connection) or "–"
