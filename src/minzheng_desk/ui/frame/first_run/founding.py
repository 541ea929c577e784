"""The last button of the first run: the plan becomes a store, with its first backup where the plan says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng_desk.desk.backup import Backup, BackupKind, back_up
from minzheng_desk.desk.founding import create_store
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.settings import Settings

BACKUP_PLACE = "backup/place"

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class FoundedOffice:
    """The open desk, and its first backup or why there is none."""

    desk: LocalDesk
    office_name: str
    villages: int
    people: int
    backup: Backup | None
    backup_problem: DeskError | None


def found_office(
    plan: Plan, settings: Settings, progress: Progress, *, clock: Clock | None, cost: Any
) -> FoundedOffice:
    """Found the store of the plan, back it up, and keep what this computer should remember.

    Raises what `create_store` raises; then nothing was made. A backup that does not come about is told and
    undoes nothing.
    """
    first, *others = [one.colleague for one in plan.people]
    desk = create_store(
        plan.folder,
        plan.office,
        first.person,
        first.passphrase,
        colleagues=others,
        recovery_key=plan.recovery_key,
        cost=cost,
        clock=clock,
        progress=progress,
    ).desk
    remember(plan, settings)
    backup, problem = _first_backup(desk, plan)
    return FoundedOffice(desk, plan.office.name, len(plan.office.regions), len(plan.people), backup, problem)


def backup_home(place: Path, office_name: str) -> Path:
    """The folder for this office's backups in a place that may hold those of others."""
    return place / f"民政台备份-{_NOT_IN_NAMES.sub('', office_name)}"


def _first_backup(desk: LocalDesk, plan: Plan) -> tuple[Backup | None, DeskError | None]:
    into = backup_home(plan.backup_place.folder, plan.office_name) if plan.backup_place else None
    try:
        return back_up(desk, BackupKind.PINNED, into), None
    except DeskError as problem:
        return None, problem


def remember(plan: Plan, settings: Settings) -> None:
    """Keep what this computer should know: the place for backups, the printer and how far off it prints."""
    if plan.backup_place:
        settings.put(BACKUP_PLACE, str(backup_home(plan.backup_place.folder, plan.office_name)))
    if plan.printer:
        settings.put("printer/last", plan.printer)
        settings.put(f"printer/{plan.printer}/offset", list(plan.offset_mm))
    settings.save()
