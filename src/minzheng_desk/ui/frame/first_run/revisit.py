"""The five steps once more, from 系统设置: prefilled with what the store has, written only at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.frame.door import GatePage, Outcome
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.revisiting import Revisited, changed_store, planned
from minzheng_desk.ui.frame.first_run.window import FirstRun, Words
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.workbench import Workbench


class Revisit(FirstRun):
    """Everything that was said at the first run may be looked at, added to and changed."""

    words = Words(
        "再走一遍五步",
        "已经填好的都在；按“保存改动”之前什么都不会写。",
        "保存改动",
        "正在保存改动",
        "不改了",
    )
    left = Signal()
    """Somebody is done here, with changes or without."""

    def __init__(self, bench: Workbench, settings: Settings, plan: Plan, *, cost: Any = None) -> None:
        self._bench = bench
        super().__init__(plan.folder, settings, clock=bench.desk.clock, cost=cost, plan=plan)
        self.elsewhere.clicked.connect(self.left)

    def finish(self) -> None:
        """Do what differs from the store, one operation after another."""
        work = partial(
            changed_store, cast("LocalDesk", self._bench.desk), self.plan, self.settings, self.cost
        )
        self.begin(self._bench.writing(self.words.last, lambda _: work()).then(self._show_changes))

    def _show_changes(self, changes: Revisited) -> None:
        page = ChangesPage(changes)
        page.back.clicked.connect(self.left)
        self.show_end(page)
        page.back.setFocus()


class ChangesPage(GatePage):
    """What was changed, one line each, and what was not."""

    def __init__(self, changes: Revisited) -> None:
        super().__init__(f"已保存 {len(changes.done)} 项改动" if changes.done else "没有改动")
        self.mark.show_icon("okc", "ok")
        for told in changes.done:
            self.column.addWidget(label(told, wrap=True))
        self.outcome = Outcome()
        if changes.problem is not None:
            self.outcome.problem(changes.problem, "以上各项已保存，其余的没有改。")
        self.back = buttons.primary("回到系统设置")
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.back)


def revisit(bench: Workbench, settings: Settings, show: Callable[[Revisit], None]) -> None:
    """Read what the store has, and ``show`` the steps over it."""
    folder = cast("LocalDesk", bench.desk).folder
    asked = bench.ask(planned, folder)
    asked.then(lambda plan: show(Revisit(bench, settings, plan))).start()
