"""Backups: proved copies of the store with the keys of their day, kept for days closely, for years thinly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path

from sqlalchemy import Engine, select

from minzheng_desk.desk.copying import Content, copy_store, fresh
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.place import disk_speech, require_room, room_in
from minzheng_desk.kernel.clock import Clock, in_beijing
from minzheng_desk.kernel.files import keep_names, replacing
from minzheng_desk.office.operations import note_backed_up, note_restored
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import journal
from minzheng_desk.vault.keys import DataKey
from minzheng_desk.vault.vaultfile import VAULT_FILE, read_vault, to_bytes

BACKUPS = "backups"
ABOUT_FILE = "about.json"
ABOUT_FORMAT = "minzheng-backup-1"

_NEWEST, _DAYS, _WEEKS, _MONTHS = 10, 14, 8, 24
_CALM_AFTER_RESTORE = timedelta(days=3)


class BackupKind(Enum):
    """Why a backup was made; only routine ones are ever deleted by the program."""

    ROUTINE = "routine"
    PINNED = "pinned"
    BEFORE_UPGRADE = "before-upgrade"


@dataclass(frozen=True, slots=True)
class Backup:
    """One folder with a proved copy of the store, the vault of that moment, and what the copy holds."""

    folder: Path
    kind: BackupKind
    made_at: datetime
    """UTC."""
    size: int
    """Bytes of the store."""
    content: Content

    @property
    def store(self) -> Path:
        """The copy itself."""
        return self.folder / STORE_FILE

    @property
    def made_on(self) -> date:
        """The day the office lived in."""
        return in_beijing(self.made_at).date()


def back_up(desk: LocalDesk, kind: BackupKind = BackupKind.ROUTINE, into: Path | None = None) -> Backup:
    """Make a proved backup while work goes on, journal it, and let go of what is superfluous.

    ``into`` is another folder than the store's own, such as one on a stick. Raises `CopyNotWhole`,
    `StoreDamaged`, `DiskFull` or `StoreReadOnly`; then there is no backup and none was deleted.
    """
    home = into or desk.folder / BACKUPS
    size = desk.path.stat().st_size
    with disk_speech():
        home.mkdir(parents=True, exist_ok=True)
    require_room(room_in(home), needed=2 * size)
    made = make_backup(desk.engine, desk.folder, desk.key, kind, home, desk.clock)
    desk.run(note_backed_up, made.folder.name)
    if not desk.ask(recently_restored, desk.clock.now()):
        for old in superfluous(backup for backup in list_backups(home) if backup != made):
            shutil.rmtree(old.folder, ignore_errors=True)
    return made


def list_backups(home: Path) -> tuple[Backup, ...]:
    """The whole backups in a folder, newest first; anything else there is left alone and not listed."""
    found = [_read(path) for path in home.glob(f"*/{ABOUT_FILE}")]
    whole = [backup for backup in found if backup is not None]
    return tuple(sorted(whole, key=lambda backup: backup.made_at, reverse=True))


def superfluous(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """The routine backups that nobody will miss.

    Kept are the last 10, and the newest of each of the last 14 days, 8 weeks and 24 months that have one.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    routine = [backup for backup in newest_first if backup.kind is BackupKind.ROUTINE]
    kept = {backup.folder for backup in routine[:_NEWEST]}
    kept |= _newest_of_each(routine, lambda backup: backup.made_on, _DAYS)
    kept |= _newest_of_each(routine, lambda backup: backup.made_on.isocalendar()[:2], _WEEKS)
    kept |= _newest_of_each(routine, lambda backup: (backup.made_on.year, backup.made_on.month), _MONTHS)
    return tuple(backup for backup in routine if backup.folder not in kept)


def recently_restored(reader: Reader, now: datetime) -> bool:
    """Whether a backup was put back in the last days: until it has proved right, no other one is deleted."""
    restored = select(journal.c.at).where(journal.c.operation == note_restored.name)
    last = reader.connection.execute(restored.order_by(journal.c.id.desc()).limit(1)).scalar()
    return last is not None and now - datetime.fromisoformat(last) < _CALM_AFTER_RESTORE


def _write_about(folder: Path, kind: BackupKind, made_at: datetime, content: Content) -> int:
    """Put the last file into a backup's folder, with which it is whole; returns the size of the store."""
    size = (folder / STORE_FILE).stat().st_size
    told = {
        "format": ABOUT_FORMAT,
        "kind": kind.value,
        "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "size": size,
        "content": asdict(content),
    }
    with replacing(folder / ABOUT_FILE) as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
    return size


def make_backup(
    engine: Engine, folder: Path, key: DataKey, kind: BackupKind, home: Path, clock: Clock
) -> Backup:
    """Copy the open store of ``folder`` with its vault into a new folder of ``home``.

    Raises what `back_up` raises.
    """
    made_at = clock.now()
    place = fresh(home / f"{in_beijing(made_at):%Y%m%d-%H%M%S}-{kind.value}")
    part = home / f"{place.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    with disk_speech(), ExitStack() as tidy:
        tidy.callback(shutil.rmtree, part, ignore_errors=True)
        part.mkdir(parents=True)
        content = copy_store(engine, part / STORE_FILE, key)
        with replacing(part / VAULT_FILE) as file:
            file.write(to_bytes(read_vault(folder).vault))
        size = _write_about(part, kind, made_at, content)
        part.rename(place)
        keep_names(home)
    return Backup(place, kind, made_at, size, content)


def _read(about: Path) -> Backup | None:
    if about.parent.suffix == ".part":
        return None
    try:
        told = json.loads(about.read_bytes())
        if told["format"] != ABOUT_FORMAT or not (about.parent / STORE_FILE).is_file():
            return None
        return Backup(
            about.parent,
            BackupKind(told["kind"]),
            datetime.fromisoformat(told["made_at"]),
            int(told["size"]),
            Content(dict(told["content"]["rows"]), str(told["content"]["digest"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _newest_of_each(
    newest_first: Sequence[Backup], period: Callable[[Backup], Hashable], count: int
) -> set[Path]:
    """The newest of each of the last ``count`` periods that have a backup."""
    newest: dict[Hashable, Path] = {}
    for backup in newest_first:
        newest.setdefault(period(backup), backup.folder)
    return set(list(newest.values())[:count])
