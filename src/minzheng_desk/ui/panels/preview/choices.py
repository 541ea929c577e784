"""The right side of the preview: printer, range, copies, offset, and what may be ticked about the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.paper import PaperOption, PreparedPaper
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label, rule

EVERY_PAGE = "全部"
_AS_TYPED = str.maketrans({" ": "", "、": ",", **dict.fromkeys("—–~～至到", "-")})
"""How people write from and to, beside the hyphen; the width is taken care of before."""
_MM_PER_POINT = 25.4 / 72
_PAPERS = {(297, 420): "A3", (210, 297): "A4", (148, 210): "A5"}
"""Names by short and long edge in millimetres."""
_LONGEST_RANGE = 60
_WIDTH, _LABEL_WIDTH = 244, 56
_OFFSET_LIMIT_MM = 20.0
_MOST_COPIES = 50
REASONS = ("缺页", "卡纸", "存档补缺", "内容未变再印一份")


class Choices(Card):
    """Printer, range, copies, offset, options, why again. ``changed`` asks for a new drawing."""

    changed = Signal()

    def __init__(self, frame: Frame, paper: PreparedPaper) -> None:
        self.defaults = link("恢复默认")
        super().__init__("打印设置", self.defaults)
        self._settings, self._about_kind = frame.settings, paper.about.partition(":")[0]
        self._labels: list[QLabel] = []
        self._build_printer()
        self.boxes: dict[str, QCheckBox] = {}
        self._options = {option.key: option for option in paper.options}
        for option in paper.options:
            if option.may is None or frame.bench.may(option.may):
                self._add_option(option)
        self._build_reason()
        self.body.addStretch(1)
        self.defaults.clicked.connect(self._restore)
        look().changed.connect(self._fit_rows)
        self._fit_rows()

    @property
    def ticked(self) -> frozenset[str]:
        """The options that are ticked."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())

    def offer_printers(self, names: Sequence[str]) -> None:
        """The printers there are; the one used last for this computer comes first."""
        last = self._settings.get("printer/last", "")
        self.printer.addItems(sorted(names, key=lambda name: name != last))
        if not names:
            self.printer.addItem("没有找到打印机")
            self.printer.setEnabled(False)

    @property
    def printer_name(self) -> str:
        """The printer that is chosen; empty when there is none."""
        return self.printer.currentText() if self.printer.isEnabled() else ""

    def pages_chosen(self, pages: int) -> list[int] | str:
        """The pages of the range, counted from 0, all when it is empty; or why it names none, in words."""
        return parse_range(self.range.text(), pages)

    @property
    def offset_mm(self) -> tuple[float, float]:
        """How far the page is moved for this printer, to the right and down."""
        return self.right_mm.value(), self.down_mm.value()

    def show_paper(self, size: tuple[float, float]) -> None:
        """Say which paper belongs into the printer; the size is that of the document, in points."""
        self.paper.setText(paper_name(size))

    def ask_reason(self, times: int) -> None:
        """Say that it was printed before; then a reason is wanted."""
        self._reason_row.setVisible(times > 0)
        if times:
            self.said.setText(f"这是第 {times + 1} 次打印，页脚会注明次数和原因。")

    def _build_printer(self) -> None:
        self.printer, self.paper, self.range = QComboBox(), label(""), QLineEdit()
        self.range.setPlaceholderText(EVERY_PAGE)
        self.range.setMaxLength(_LONGEST_RANGE)
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.right_mm, self.down_mm = _millimetres("右"), _millimetres("下")
        self._row("打印机", self.printer)
        self._row("纸张", self.paper)
        self._row("范围", self.range)
        self._row("份数", self.copies)
        self._row("右移", self.right_mm)
        self._row("下移", self.down_mm)
        self.body.addWidget(rule())
        self.printer.currentTextChanged.connect(self._show_offset)
        for box in (self.right_mm, self.down_mm):
            box.valueChanged.connect(self._keep_offset)

    def _build_reason(self) -> None:
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(["", *REASONS])
        self._reason_row = self._row("原因", self.reason)
        self._reason_row.hide()
        self.said = label("", "hint", wrap=True)
        self.body.addWidget(self.said)
        self.reason.currentTextChanged.connect(lambda _: self.changed.emit())

    def _add_option(self, option: PaperOption) -> None:
        box = QCheckBox(option.label)
        box.setChecked(self._settings.get(self._name(option.key), option.default) and option.may is None)
        box.toggled.connect(lambda on, option=option: self._toggled(option, on))
        self.boxes[option.key] = box
        self.body.addWidget(box)
        if option.hint:
            hint = label(option.hint, "hint", wrap=True)
            hint.setIndent(look().px(24))
            self.body.addWidget(hint)

    def _toggled(self, option: PaperOption, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if option.may is None:  # what needs a permission is ticked anew every time
            self._settings.put(self._name(option.key), on)
        self.changed.emit()

    def _restore(self) -> None:
        """All pages once, not moved for this printer, and the paper as it comes; the printer stays."""
        self.range.clear()
        self.copies.setValue(1)
        for box in (self.right_mm, self.down_mm):
            box.setValue(0.0)
        for key, ticking in self.boxes.items():
            ticking.setChecked(self._options[key].default and self._options[key].may is None)

    def _name(self, key: str) -> str:
        return f"paper/{self._about_kind}/{key}"

    def _show_offset(self, printer: str) -> None:
        right, down = self._settings.get(f"printer/{printer}/offset", [0.0, 0.0])
        for box, value in ((self.right_mm, right), (self.down_mm, down)):
            with QSignalBlocker(box):
                box.setValue(value)

    def _keep_offset(self) -> None:
        if self.printer_name:
            self._settings.put(f"printer/{self.printer_name}/offset", list(self.offset_mm))

    def _fit_rows(self) -> None:
        self.setFixedWidth(look().px(_WIDTH))
        for words in self._labels:
            words.setFixedWidth(look().px(_LABEL_WIDTH))

    def _row(self, text: str, field: QWidget) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = label(text, "label")
        self._labels.append(words)
        words.setBuddy(field)
        field.setAccessibleName(field.accessibleName() or text)
        line.addWidget(words)
        line.addWidget(field, 1)
        self.body.addWidget(row)
        return row


def parse_range(text: str, pages: int) -> list[int] | str:
    """The pages named by ``1-3,5``, counted from 0 and in order; or what is wrong with it, in words.

    >>> parse_range("2-3，1", 5)
    [0, 1, 2]
    >>> parse_range("9-12", 5)
    '范围里没有第 9 页，一共 5 页'
    >>> parse_range("甲", 5)
    '范围请写成 1-3,5 这样'
    """
    if text.strip() in {"", EVERY_PAGE}:
        return list(range(pages))
    found: set[int] = set()
    for part in normalised(text).translate(_AS_TYPED).split(","):
        first, dash, last = part.partition("-")
        if not dash:
            last = first
        if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
            return "范围请写成 1-3,5 这样"
        missing = next((int(page) for page in (first, last) if not 1 <= int(page) <= pages), None)
        if missing is not None:
            return f"范围里没有第 {missing} 页，一共 {pages} 页"
        found.update(range(int(first) - 1, int(last)))
    return sorted(found)


def paper_name(size: tuple[float, float]) -> str:
    """What paper of that size in points is called, and how it lies.

    >>> paper_name((841.89, 595.28))
    'A4 横向'
    >>> paper_name((566.93, 1133.86))
    '200 × 400 毫米'
    """
    across, down = (round(points * _MM_PER_POINT) for points in size)
    name = _PAPERS.get((min(across, down), max(across, down)))
    return f"{name} {'横向' if across > down else '纵向'}" if name else f"{across} × {down} 毫米"


class _WheelPasses(QObject):
    """The wheel scrolls the page; it changes no number it happens to pass over."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Wheel and not (isinstance(watched, QWidget) and watched.hasFocus())


def _millimetres(direction: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_OFFSET_LIMIT_MM, _OFFSET_LIMIT_MM)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(" 毫米")
    box.setAccessibleName(f"向{direction}移动的毫米数")
    box.installEventFilter(_WheelPasses(box))
    return box
