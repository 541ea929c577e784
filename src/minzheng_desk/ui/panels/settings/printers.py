"""打印机: which there are, and how far each one's pages are moved so that they print where they should."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QDoubleSpinBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.documents.pdf.alignment import CROSS_MM, alignment_page
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_FARTHEST_MM = 20.0


class PrinterRow(NamedTuple):
    """One printer and its offset to the right and down."""

    name: str
    right_mm: float
    down_mm: float


class PrinterSection(QWidget):
    """The printers of this computer. What is measured on the alignment page is typed in here."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench, self._settings = frame, frame.bench, frame.settings
        self._finding = Newest(self)
        self.table = Table(_COLUMNS, row_key="name", counted_in="台")
        self.table.say_empty("print", "没有找到打印机。接好以后点“重新查找”。")
        self.again, self.save = plain("重新查找", "refresh"), plain("校准页另存为 PDF", "download")
        self.print = plain("打印校准页", "print")
        self.right, self.down = _offset("向右移的毫米数"), _offset("向下移的毫米数")
        self._lay_out()
        self.again.clicked.connect(self.refresh)
        self.save.clicked.connect(self._choose_file)
        self.print.clicked.connect(self.print_page)
        self.table.chosen.connect(self._choose)
        for box in (self.right, self.down):
            box.valueChanged.connect(lambda _: self._keep())
        self._choose(None)
        self.refresh()

    def refresh(self) -> None:
        """Look for printers, which may take long."""
        self._finding.start(self._bench.work("查找打印机", lambda _: _printers()).then(self._show))

    def print_page(self) -> None:
        """Send the alignment page as it is, moved by what is set."""
        row = self.table.current_row()
        if not isinstance(row, PrinterRow):
            return

        def work(task: Task[int]) -> int:
            from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages  # noqa: PLC0415 - brings PDFium
            from minzheng_desk.ui.widgets.paper.printing import PrintJob, send  # noqa: PLC0415

            pages = PdfPages(alignment_page())
            return send(pages, PrintJob(row.name, [0], 1, (row.right_mm, row.down_mm)), task)

        told = f"校准页已送到 {row.name}。请用尺子量左上角的十字。"
        sent = self._bench.work("打印校准页", work).of(self)
        sent.then(lambda _: self._frame.tell(told)).otherwise(self._frame.problem).start()

    def save_page(self, path: Path) -> None:
        """Put the alignment page into a file."""
        saved = self._bench.work("保存校准页", lambda _: alignment_page(path)).of(self)
        saved.then(lambda _: self._frame.tell(f"已存到 {path.name}，请按实际大小打印")).start()

    def _show(self, names: tuple[str, ...]) -> None:
        self.table.show_rows([PrinterRow(name, *self._offset_of(name)) for name in names])
        if names and self.table.current_row() is None:
            self.table.select_key(names[0])

    def _choose(self, row: PrinterRow | None) -> None:
        for box in (self.right, self.down, self.print):
            box.setEnabled(row is not None)
        if row is not None:
            with QSignalBlocker(self.right), QSignalBlocker(self.down):
                self.right.setValue(row.right_mm)
                self.down.setValue(row.down_mm)

    def _keep(self) -> None:
        row = self.table.current_row()
        if isinstance(row, PrinterRow):
            self._settings.put(f"printer/{row.name}/offset", [self.right.value(), self.down.value()])
            self._show(tuple(one.name for one in self.table.order.rows))

    def _offset_of(self, name: str) -> tuple[float, float]:
        kept = self._settings.get(f"printer/{name}/offset", (0.0, 0.0))
        return float(kept[0]), float(kept[1])

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "校准页另存为", "打印校准页.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_page(Path(chosen))

    def _lay_out(self) -> None:
        card = Card("打印机", "每台打印机、每台电脑各记各的", flush=True)
        card.body.addWidget(FilterBar([self.again], [self.save, self.print]))
        card.body.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setContentsMargins(look().px(14), look().px(8), look().px(14), look().px(12))
        for text, box in (("向右移", self.right), ("向下移", self.down)):
            words = label(text, "label")
            words.setBuddy(box)
            below.addWidget(words)
            below.addWidget(box)
        below.addWidget(label(f"十字应在离纸左边、上边各 {CROSS_MM} 毫米处；量出差多少，就移多少。", "hint"))
        below.addStretch(1)
        card.body.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)


def _offset(spoken: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_FARTHEST_MM, _FARTHEST_MM)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(" 毫米")
    box.setAccessibleName(spoken)
    box.setMinimumWidth(look().px(120))
    return box


def _printers() -> tuple[str, ...]:
    from minzheng_desk.ui.widgets.paper.printing import printers  # noqa: PLC0415 - Qt's printing, when wanted

    return printers()


def _moved(row: PrinterRow) -> str:
    moves = [
        f"{way if value > 0 else back} {abs(value):g} 毫米"
        for value, way, back in ((row.right_mm, "右", "左"), (row.down_mm, "下", "上"))
        if value
    ]
    return "，".join(moves) or "不移"


_COLUMNS = (
    TableColumn("name", "打印机", width=360, bold=True, grows=True),
    TableColumn(_moved, "每页移动", width=260, name="moved"),
)
