"""复制完整号码: chosen rows with whole numbers; each is handed over by `reveal`, which notes who took it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, each
from minzheng_desk.kernel.records import Record
from minzheng_desk.security.operations import reveal
from minzheng_desk.ui.widgets.tables.copying import KEPT_SECONDS, CopiedCells, clipboard
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.workbench import Workbench

_LABEL = "复制完整号码"

Kept = Mapping[str, tuple[type[Record], str]]
"""By the name of a column, where a row's number is kept: the kind of record and its id.

The field is called as the column. A number that a row lacks is left out.
"""


def offer_full_copy(
    table: Table,
    bench: Workbench,
    tell: Callable[[str], None],
    kept_of: Callable[[Any], Kept],
    purpose: Callable[[], str],
) -> None:
    """Offer whole numbers under the right button to those who may look at them; ``purpose`` is noted."""
    table.offers_full_copy = bench.may(Permission.REVEAL)

    def hand_over(cells: CopiedCells) -> None:
        kept = [
            {name: where for name, where in kept_of(row).items() if name in cells.secrets}
            for row in cells.rows
        ]
        asked = bench.writing(_LABEL, lambda task: whole_numbers(bench.desk, kept, purpose(), task))
        asked.of(table).then(partial(_copy, tell, cells)).start()

    table.full_copy_asked.connect(hand_over)


def whole_numbers(desk: Desk, kept: Sequence[Kept], purpose: str, progress: Progress) -> list[dict[str, str]]:
    """The whole numbers, row by row; each is noted by itself.

    Raises `NotAllowed`; runs in the writing thread.
    """
    return [
        {
            name: str(desk.run(reveal, cls, record_id, name, f"{_LABEL}：{purpose}").result)
            for name, (cls, record_id) in one.items()
        }
        for one in each(kept, progress, _LABEL, len(kept))
    ]


def _copy(tell: Callable[[str], None], cells: CopiedCells, numbers: list[dict[str, str]]) -> None:
    clipboard().put(cells.whole(numbers), secret=True)
    count = sum(map(len, numbers))
    tell(f"已复制 {count} 个完整号码，{KEPT_SECONDS} 秒后从剪贴板清除；已记入操作记录")
