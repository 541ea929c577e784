"""What stands at the end of the first run: what was founded, in figures, and where to go from here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from minzheng_desk.ui.frame.door import GatePage, Outcome
from minzheng_desk.ui.frame.first_run.founding import FoundedOffice
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.labels import label

IMPORT, PRACTICE, HOME = "import", "practice", "home"


class FoundedPage(GatePage):
    """Import the registers there are, practise first, or go to the desk."""

    chosen = Signal(str)
    """`IMPORT`, `PRACTICE` or `HOME`."""

    def __init__(self, founded: FoundedOffice) -> None:
        super().__init__("数据库已建立")
        self.mark.show_icon("okc", "ok")
        for text in _told(founded):
            self.column.addWidget(label(text, wrap=True))
        self.outcome = Outcome()
        if founded.backup_problem is not None:
            self.outcome.problem(founded.backup_problem, "数据库已建好，备份可以稍后在系统设置里再做。")
        self.column.addWidget(self.outcome)
        self.take_over = buttons.primary("导入现有台账", "excel")
        self.practise = buttons.plain("先用演示镇练习", "book")
        self.home = buttons.link("直接进入工作台")
        for button, way in ((self.take_over, IMPORT), (self.practise, PRACTICE), (self.home, HOME)):
            self.column.addWidget(button)
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
        self.take_over.setFocus()


def _told(founded: FoundedOffice) -> list[str]:
    told = [
        f"单位：{founded.office_name}",
        f"村（社区） {founded.villages} 个，人员 {founded.people} 位。",
        f"现在登录的是 {founded.desk.actor.display_name}。",
    ]
    if founded.backup is not None:
        told.append(f"第一份备份已做好，共 {founded.backup.content.total} 行，逐页核对无误。")
    return told
