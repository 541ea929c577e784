"""Step ⑤: the printer, and how far off it prints; all of it may be left for later."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QGridLayout, QHBoxLayout

from minzheng_desk.documents.pdf.alignment import CROSS_MM, alignment_page
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.door import Outcome
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.printers import print_pages, printer_names
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label

_FARTHEST_MM = 40


class PrintingStep(Step):
    """Printer, alignment page, and what was measured on it."""

    title = "打印"
    question = "名册、告知书要印得准，先量一次打印机。没有打印机可以跳过，以后在“系统设置”里再做。"

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.printer = QComboBox()
        self.printer.setAccessibleName("打印机")
        self.print, self.save = (
            buttons.plain("打印校准页", "print"),
            buttons.plain("校准页另存为 PDF", "save"),
        )
        self.left, self.top = _measure("十字到纸左边"), _measure("十字到纸上边")
        self.said = label("", "hint", wrap=True)
        self.outcome = Outcome()
        self._lay_out()
        self.printer.currentIndexChanged.connect(lambda _: self._take())
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        for box in (self.left, self.top):
            box.valueChanged.connect(lambda _: self._take())
        self.fit()
        self._take()

    def enter(self) -> None:
        """Ask which printers there are."""
        self.printer.setFocus()
        asking = self.work("读取打印机", printer_names, self._offer)
        asking.otherwise(lambda _: self._offer(())).start()

    def save_page(self, path: Path) -> None:
        """Put the alignment page where a person said."""
        saving = self.work(
            "保存校准页",
            partial(alignment_page, path),
            lambda _: self.outcome.warn(f"已存到“{path.name}”，按实际大小打印。", "ok"),
        )
        saving.otherwise(self.outcome.problem).start()

    def _offer(self, names: tuple[str, ...]) -> None:
        if self.printer.count() == 0:
            self.printer.addItems(list(names) or ["没有找到打印机"])
        self.printer.setEnabled(bool(names))
        self.print.setEnabled(bool(names))
        self._take()

    def _take(self) -> None:
        has_printer = self.printer.isEnabled() and self.printer.count() > 0
        self.plan.printer = self.printer.currentText() if has_printer else ""
        self.plan.offset_mm = (CROSS_MM - self.left.value(), CROSS_MM - self.top.value())
        right, down = self.plan.offset_mm
        moves = [move for move in (_moved(right, "右", "左"), _moved(down, "下", "上")) if move]
        said = f"以后这台打印机印的每一页都{'，'.join(moves)}。" if moves else "都是 20 毫米，不用移。"
        self.said.setText(said)
        self.changed.emit()

    def _print(self) -> None:
        self.outcome.working(0, 0, f"正在送到打印机 {self.plan.printer}")
        sending = self.work(
            "打印校准页",
            lambda: print_pages(alignment_page(), self.plan.printer, Silent()),
            lambda _: self.outcome.warn("已送到打印机。请用尺子量左上角的十字，把数填在下面。", "ok"),
        )
        sending.otherwise(self.outcome.problem).start()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "校准页另存为", "打印校准页.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_page(Path(chosen))

    def _lay_out(self) -> None:
        card = Card("打印机")
        grid = QGridLayout()
        row = QHBoxLayout()
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        self._row = row
        asked = label("打印机", "label")
        asked.setBuddy(self.printer)
        grid.addWidget(asked, 0, 0)
        grid.addWidget(self.printer, 0, 1)
        grid.addLayout(row, 1, 1)
        for place, box in enumerate((self.left, self.top), start=2):
            words = label(box.accessibleName(), "label")
            words.setBuddy(box)
            grid.addWidget(words, place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        card.body.addLayout(grid)
        card.body.addWidget(self.said)
        card.body.addWidget(self.outcome)
        card.body.addStretch(1)
        self.column.addWidget(card, 1)

    def fit(self) -> None:
        """Give the fields the widths of the design."""
        super().fit()
        px = look().px
        self.printer.setFixedWidth(px(360))
        for box in (self.left, self.top):
            box.setFixedWidth(px(140))
        self._row.setSpacing(px(8))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(10))


def _measure(spoken_name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(spoken_name)
    box.setRange(0, _FARTHEST_MM)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(" 毫米")
    box.setValue(CROSS_MM)
    return box


def _moved(millimetres: float, forward: str, back: str) -> str:
    if not millimetres:
        return ""
    return f"向{forward if millimetres > 0 else back}移 {abs(millimetres):.1f} 毫米"
