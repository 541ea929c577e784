"""Bringing an older store to this program's shape through a proved copy, and refusing what is newer."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Engine

from minzheng_desk.desk.copying import Content, content_of, copy_store, put_back
from minzheng_desk.desk.local import STORE_FILE
from minzheng_desk.desk.place import disk_speech, require_room, room_in
from minzheng_desk.kernel.clock import Clock, in_beijing
from minzheng_desk.store.engine import READING, StoreDamaged, plain_speech
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
from minzheng_desk.vault.vaultfile import VAULT_FILE

BEFORE_UPGRADE = "before-upgrade"


def require_current(engine: Engine) -> None:
    """Refuse a store of another shape; raises `StoreTooNew` or `StoreOutOfDate`."""
    with plain_speech():
        stands = standing(engine)
    if stands is Standing.NEWER:
        raise StoreTooNew(found=_revision(engine), head=head_revision())
    if stands is not Standing.CURRENT:
        raise StoreOutOfDate(found=_revision(engine), head=head_revision())


def bring_up_to_date(engine: Engine, folder: Path, key: DataKey, clock: Clock) -> str | None:
    """Upgrade an older store, keeping a proved copy of it; returns the revision it had, or None.

    Raises `StoreTooNew`, `StoreDamaged`, `DiskFull` or `StoreUpgradeFailed`; the store is then as it was.
    """
    with plain_speech():
        stands = standing(engine)
    if stands is Standing.CURRENT:
        return None
    if stands is Standing.EMPTY:
        raise StoreDamaged
    if stands is Standing.NEWER:
        require_current(engine)
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
    named = f"{in_beijing(clock.now()):%Y%m%d-%H%M%S}-{BEFORE_UPGRADE}"
    place = folder / "backups" / named
    with disk_speech():
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / VAULT_FILE, place / VAULT_FILE)
    return place / STORE_FILE, copy_store(engine, place / STORE_FILE, key)


def _require_same(engine: Engine, before: Content) -> None:
    """An upgrade changes shapes, not the number of rows or the journal."""
    with plain_speech(), engine.connect() as connection:
        reading = connection.execution_options(**{READING: True})
        after = content_of(reading)
        lost = [name for name, rows in before.rows.items() if after.rows.get(name, rows) != rows]
        if lost or after.digest != before.digest or not verify_tail(reading).sound:
            raise StoreDamaged


def _revision(engine: Engine) -> str:
    with plain_speech(), engine.connect() as connection:
        return found_revision(connection) or "–"
