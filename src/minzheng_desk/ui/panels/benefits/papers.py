"""The shown list on paper and as a workbook; either leaves the office, so that either is noted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from minzheng_desk.documents.layout import Fact, Sheet
from minzheng_desk.documents.pdf.rendering import Rendered, render
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.period import Month
from minzheng_desk.ledgers.operations import note_export
from minzheng_desk.ui.panels.benefits.columns import REMEDY
from minzheng_desk.ui.paper import Asked, PreparedPaper
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Task


def listed(sheet: Sheet) -> Sheet:
    """The list without the column of links, which do nothing on paper."""
    kept = [at for at, column in enumerate(sheet.columns) if column.key != REMEDY]
    return replace(
        sheet,
        columns=tuple(sheet.columns[at] for at in kept),
        rows=[tuple(row[at] for at in kept) for row in sheet.rows],
        classification="内部资料　含个人信息",
    )


def paper_of(sheet: Sheet, key: str) -> PreparedPaper:
    """A list that can be looked at before it is printed; numbers stay masked."""

    def draw(asked: Asked) -> Rendered:
        at = f"{in_beijing(asked.printed_at):%Y-%m-%d %H:%M}　{asked.printed_by}"
        return render(replace(sheet, footer=(Fact("打印", at),)))

    return PreparedPaper(sheet.title, f"benefits:{key}", draw, file_name=f"{sheet.title}.pdf")


def export(frame: Frame, sheet: Sheet, month: Month, target: Path) -> None:
    """Note the export, then write the workbook."""

    def write(_: object) -> None:
        def work(task: Task[int]) -> int:
            write_workbook(target, [sheet], task)
            return len(sheet.rows)

        done = frame.bench.work(f"导出{sheet.title}", work)
        done.then(lambda count: frame.tell(f"已写入 {target.name}：{count:,} 行")).start()

    frame.bench.task(note_export, sheet.title, month, target.name).then(write).start()
