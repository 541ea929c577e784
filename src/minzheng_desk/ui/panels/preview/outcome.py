"""After printing: the strip that asks quietly whether it came out right, and the ways out when it did not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpinBox

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import plain, soft
from minzheng_desk.ui.widgets.dialogs import Verb
from minzheng_desk.ui.widgets.labels import IconLabel, label

ASKED = "印出来对吗？"
TRY_AGAIN, OTHER_PRINTER = Verb("again", "再试一次"), Verb("printer", "换打印机")
SAVE, ALL_AGAIN, PRINT_ON = Verb("save", "另存为 PDF"), Verb("all", "全部重印"), Verb("on", "接着印")


def remedies_for(problem: Exception) -> tuple[tuple[Verb, ...], int]:
    """What can be done about a printer's trouble, the safest last, and the page to print on from (from 1)."""
    from minzheng_desk.ui.widgets.paper.printing import PrintedPartly, PrinterSilent  # noqa: PLC0415 - Qt's

    if isinstance(problem, PrinterSilent):
        return (TRY_AGAIN, OTHER_PRINTER, SAVE), 1
    if isinstance(problem, PrintedPartly):
        following: int = problem.facts["following"]
        return (ALL_AGAIN, Verb(PRINT_ON.key, f"从第 {following} 页接着印", "primary")), following
    return (), 1


class OutcomeStrip(QFrame):
    """Asks, and stands in nobody's way: who leaves it unanswered has printed."""

    right = Signal()
    on_from = Signal(int)
    """The number of the page from which to print on."""
    all_again = Signal()
    nothing_came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice_info")
        self.setAccessibleName(ASKED)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.text = label(ASKED, wrap=True)
        self.yes = soft("对", "check", small=True)
        self.page = QSpinBox()
        self.page.setProperty("small", "1")
        self.page.setPrefix("第 ")
        self.page.setSuffix(" 页")
        self.page.setAccessibleName("从这一页接着印")
        self.on_button = plain("从这页接着印", small=True)
        self.all_button = plain("全部重印", small=True)
        self.none_button = plain("一页都没印出", small=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("print", "info", 16))
        self._row.addWidget(self.text, 1)
        for widget in (self.yes, self.page, self.on_button, self.all_button, self.none_button):
            self._row.addWidget(widget)
        self.yes.clicked.connect(self.right)
        self.on_button.clicked.connect(lambda: self.on_from.emit(self.page.value()))
        self.all_button.clicked.connect(self.all_again)
        self.none_button.clicked.connect(self.nothing_came)
        look().changed.connect(self._fit)
        self._fit()
        self.hide()

    def ask(self, time: int, pages: list[int], following: int) -> None:
        """Ask after the printing with this number; ``following`` is offered as the page to go on from."""
        self.text.setText(f"第 {time} 次打印，{ASKED}")
        self.setAccessibleName(self.text.text())
        self.page.setRange(pages[0] + 1, pages[-1] + 1)
        self.page.setValue(following)
        self.page.setEnabled(len(pages) > 1)
        self.on_button.setEnabled(len(pages) > 1)
        self.show()

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(12), px(3), px(10), px(3))
        self._row.setSpacing(px(8))
