"""The one operation that writes what a look has planned."""

from __future__ import annotations

from typing import Any

from minzheng_desk.benefits.operations import import_benefits
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.workbench import Workbench


def import_task(bench: Workbench, looked: Looked) -> Task[Any] | None:
    """The import, not started yet; None where nothing was recognised."""
    if looked.benefits is not None:
        return bench.task(import_benefits, looked.benefits)
    return bench.task(import_households, looked.plan) if looked.plan is not None else None
