"""What stands where no roster is: why, and the ways out."""

from __future__ import annotations

from minzheng_desk.ui.panels.payroll.asked import MonthPage
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import plain
from minzheng_desk.ui.widgets.cards import Card, EmptyState


class NothingYet(Card):
    """Nobody in payment, or a month that is not drawn up yet."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.importing, self.families = plain("导入 Excel", "excel"), plain("打开家庭档案", "family")
        self.empty = EmptyState("pay", "正在读取", "", (self.importing, self.families))
        self.body.addWidget(self.empty, 1)
        self.importing.clicked.connect(lambda: frame.go("import"))
        self.families.clicked.connect(lambda: frame.go("households"))
        self.importing.hide()
        self.families.hide()

    def say_lacking(self, page: MonthPage) -> None:
        """Say what is lacking, and how many wait."""
        month = page.place.month.label
        if page.chosen is None:
            hint = "从原来的 Excel 花名册导入，或先登记家庭、确认待遇"
            self.empty.say(f"{month}还没有人在享按月发放的待遇", hint)
        else:
            waiting = f"在享 {page.chosen.awards:,} 份待遇，生成后逐行核对"
            self.empty.say(f"{page.chosen.label} {month}还没有生成", waiting)
        for way in (self.importing, self.families):
            way.setVisible(page.chosen is None)
