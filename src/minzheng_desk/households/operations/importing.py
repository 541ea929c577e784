"""Taking in a register that was read and judged before."""

from __future__ import annotations

from minzheng_desk.households.imports.plan import ImportPlan
from minzheng_desk.households.imports.writing import Imported, write_plan
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.store.transaction import Transaction

_SILENT = Silent()


@operation("household.import", "导入家庭登记表", may=Permission.IMPORT)
def import_households(tx: Transaction, plan: ImportPlan, progress: Progress = _SILENT) -> Imported:
    """Write what a preview planned, as one change that one undo takes back.

    Raises `StaleRecord` when somebody changed one of the records since the preview, and `Cancelled`.
    """
    return write_plan(tx, plan, progress)
