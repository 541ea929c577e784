"""Taking back one's own last operation."""

from __future__ import annotations

from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command


def _run(call: Call) -> None:
    with call.desk() as desk:
        done = desk.undo()
    call.out.answer({"operation": done.operation, "label": done.result, "journal_entry": done.entry})
    call.out.line(f"已撤销“{done.result}”（操作记录第 {done.entry} 条）。")


COMMAND = Command("undo", "撤销本人最近一次操作", _run, order=91)
