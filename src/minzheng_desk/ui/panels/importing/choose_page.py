"""选文件: which kind of register, what has to be known of it before, and the file itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.draft import BENEFITS, HOUSEHOLDS, Register
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import Segment, Segments, plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.forms.day_editors import MonthEditor
from minzheng_desk.ui.widgets.forms.plain_editors import TextEditor
from minzheng_desk.ui.widgets.labels import IconLabel, label, set_kind

FORMATS = "登记表 (*.xlsx *.xls *.ods *.csv *.txt);;所有文件 (*)"
_KINDS = (Segment(HOUSEHOLDS, "家庭登记表"), Segment(BENEFITS, "待遇登记表"))
_ABOUT = {
    HOUSEHOLDS: "家庭、成员、收入财产、残疾证、银行账号。一户一行、一人一行都可以。",
    BENEFITS: "已经在享的低保、特困、高龄津贴等名册。请先导入家庭登记表，名册上的人要先有档案。",
}
_MONTH_MISSING = "还没有填“已发到”。请先填入库前已发到哪个月，这个月及以前不再补发。"
_PROMISES = (
    "标题行、两行表头、合并单元格都认得；同样的表头下次自动对应",
    "看不准的不猜，逐格列出原因；没有问题的行照常导入",
    "到最后一步才写入；导入算一步操作，可以整批撤销",
)


class ChoosePage(QWidget):
    """The first step. A file is chosen with the button, by its name in the dialog, or dropped."""

    chosen = Signal(object)
    """A `Register`."""
    refused = Signal(str)
    """Why the file was not opened."""

    def __init__(self, settings: Settings, name: str, today: date) -> None:
        super().__init__()
        self._settings, self._name = settings, name
        self.kinds = Segments(_KINDS, spoken_name="登记表种类")
        self.about = label("", "hint", wrap=True)
        self._today = today
        self.of_benefits: BenefitFields | None = None
        """Built when a register of benefits is chosen for the first time."""
        self.choose = plain("选文件", "excel")
        self.place = _DropPlace(self.choose)
        self._card = Card("要导入什么")
        for widget in (self.kinds, self.about, self.place):
            self._card.body.addWidget(widget, 1 if widget is self.place else 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._card, 1)
        self.choose.clicked.connect(self.ask_file)
        self.place.dropped.connect(self.take)
        self.kinds.chosen.connect(self.show_kind)
        self.show_kind(HOUSEHOLDS)

    def show_kind(self, kind: str) -> None:
        """Choose which kind of register it is."""
        self.kinds.choose(kind)
        self.about.setText(_ABOUT[kind])
        if kind == BENEFITS and self.of_benefits is None:
            self.of_benefits = BenefitFields(self._today)
            self._card.body.insertWidget(self._card.body.indexOf(self.place), self.of_benefits)
        if self.of_benefits is not None:
            self.of_benefits.setVisible(kind == BENEFITS)

    def ask_file(self) -> None:
        """Let the person choose a file."""
        folder = str(self._settings.get(f"{self._name}/folder") or "")
        found, _ = QFileDialog.getOpenFileName(self, "选登记表", folder, FORMATS)
        if found:
            self.take(Path(found))

    def take(self, path: Path) -> None:
        """Take this file, or say what is missing before it can be read."""
        self._settings.put(f"{self._name}/folder", str(path.parent))
        kind, asked = self.kinds.key, self.of_benefits
        if kind == HOUSEHOLDS or asked is None:
            self.chosen.emit(Register(path, kind))
            return
        try:
            month = asked.month.value()
            missing = _MONTH_MISSING if month is None else ""
        except InputProblem as problem:
            month, missing = None, f"{problem}{problem.advice}"
        if missing:
            asked.month.line.setFocus()
            self.refused.emit(missing)
        else:
            self.chosen.emit(Register(path, kind, month, str(asked.by.value() or "")))


class BenefitFields(QWidget):
    """What has to be known of a register of benefits before it is read."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.month, self.by = MonthEditor(today), TextEditor(40)
        self.month.line.setAccessibleName("已发到哪个月")
        self.by.line.setAccessibleName("确认这些待遇的负责人")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._add("已发到 *", self.month.line, "入库前已发到哪个月；这个月及以前不再补发")
        self._add("确认人", self.by.line, "确认这些待遇的负责人，不填则为登录的人")
        look().changed.connect(self._fit)
        self._fit()

    def _add(self, name: str, field: QWidget, hint: str) -> None:
        words, row = label(name, "label"), self._grid.rowCount()
        words.setBuddy(field)
        for column, widget in enumerate((words, field, label(hint, "hint", wrap=True))):
            self._grid.addWidget(widget, row, column)

    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(look().px(10))
        for field in (self.month.line, self.by.line):
            field.setFixedWidth(look().px(200))


class _DropPlace(QFrame):
    """Where a file can be dropped; the button in it does the same."""

    dropped = Signal(object)

    def __init__(self, choose: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAcceptDrops(True)
        self._words = label("把登记表拖到这里，或者", "body")
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        for widget in (IconLabel("excel", "ink3", 40), self._words, choose):
            self._column.addWidget(widget, 0, middle)
        self._column.addWidget(label(".xlsx、.xls、.ods、.csv，任何版式", "hint"), 0, middle)
        self._column.addStretch(1)
        for promise in _PROMISES:
            self._column.addWidget(label(f"· {promise}", "hint"), 0, middle)
        self._column.addStretch(2)
        look().changed.connect(self._fit)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            set_kind(self, "kind", "notice_info")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        """The file went elsewhere."""
        set_kind(self, "kind", "sunken")
        super().dragLeaveEvent(event)  # type: ignore[arg-type]

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        set_kind(self, "kind", "sunken")
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(Path(files[0]))

    def _fit(self) -> None:
        self._column.setSpacing(look().px(8))
