"""One cell put right: what stands there, what is wrong with it, and the value from the original paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.households.imports.catalogue import catalogue
from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.readers import Surroundings, reader_of
from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.cells import covered, shown
from minzheng_desk.ui.panels.importing.draft import Place
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.seen import SeenColumn, SeenRow, SeenTable, place_of
from minzheng_desk.ui.widgets.buttons import plain, primary
from minzheng_desk.ui.widgets.forms.editor import set_property
from minzheng_desk.ui.widgets.labels import label

_MOST_TYPED = 200
_CHOICES_NAMED = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell that is put right."""

    table: SeenTable
    row: SeenRow
    column: SeenColumn

    @property
    def title(self) -> str:
        """Which cell it is."""
        return f"第 {self.row.number} 行 {self.column.letter} 列 {self.column.label}".rstrip()

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.table.sheet, self.row.number, self.column.index

    def alike(self) -> list[Place]:
        """Every cell of the column in which the same stands, this one included."""
        text = self.row.at(self.column.index)
        return [
            (self.table.sheet, row.number, self.column.index)
            for row in self.table.rows
            if row.at(self.column.index) == text
        ]


class Correction(QWidget):
    """A line for the right value. A personal number is typed whole; nothing is filled in for the clerk."""

    corrected = Signal(object)
    """The cells that get the value, by place."""

    def __init__(self, cell: Cell, looked: Looked) -> None:
        super().__init__()
        self._cell, self._looked = cell, looked
        before = shown(cell.row.at(cell.column.index), cell.column.target)
        self.line = QLineEdit()
        self.line.setMaxLength(_MOST_TYPED)
        self.line.setAccessibleName(f"{cell.column.label or cell.column.letter} 正确的内容")
        if "*" not in before and "E+" not in before:
            self.line.setText(before)
            self.line.selectAll()
        self.said = label("", "bad", wrap=True)
        self.alike = QCheckBox()
        self.save = primary("改好，重新核对")
        self.leave = plain("不改")
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.save)
        self._buttons.addWidget(self.leave)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lay_out(before)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self._say(""))
        self.line.returnPressed.connect(self.take)
        self.save.clicked.connect(self.take)
        look().changed.connect(self._fit)
        self._fit()

    def take(self) -> None:
        """Take what was typed, unless it cannot be right either."""
        text = normalised(self.line.text()).strip()
        if not text:
            self._say("还没有填。要让这一行不导入，请关闭后按“跳过这行”。")
            return
        fault = self._fault(text)
        if fault is not None:
            self._say(covered(f"{fault.reason}{fault.suggestion}"))
            return
        places = self._cell.alike() if self.alike.isChecked() else [self._cell.place]
        taken: Mapping[Place, str] = dict.fromkeys(places, text)
        self.corrected.emit(taken)

    def _fault(self, text: str) -> Fault | None:
        """What the reader of the column says against a text; nothing where the column is not taken in."""
        column, kind = self._cell.column, self._looked.draft.register.kind
        target = catalogue(kind).targets.get(column.target)
        if target is None:
            return None
        around: Surroundings = self._looked.around
        read = reader_of(target, column.factor, around)(text)
        return read if isinstance(read, Fault) else None

    def _lay_out(self, before: str) -> None:
        add = self._column.addWidget
        add(label(f"表里写的是：{before or '空'}", "body", wrap=True))
        for reason, suggestion in self._found():
            add(label(reason, "bad", wrap=True))
            add(label(suggestion, "hint", wrap=True))
        if self._cell.column.target == "village":
            names = list(self._looked.around.villages.names.values())
            more = "等" if len(names) > _CHOICES_NAMED else ""
            add(label(f"本单位的村（社区）：{'、'.join(names[:_CHOICES_NAMED])}{more}", "hint", wrap=True))
        add(self.line)
        add(self.said)
        others = len(self._cell.alike()) if before else 1
        self.alike.setText(f"这一列同样写法的 {others} 格一起改")
        self.alike.setHidden(others == 1 or "*" in before)
        add(self.alike)
        self._column.addLayout(self._buttons)
        add(label("只改这次导入的内容，不改原来的文件。请照原件填写。", "hint", wrap=True))
        self._column.addStretch(1)

    def _found(self) -> list[tuple[str, str]]:
        """What was said about this very cell."""
        preview, cell = self._looked.preview, self._cell
        if preview is None:
            return []
        here = (cell.table.sheet, cell.row.number)
        return [
            (covered(one.reason), covered(one.suggestion))
            for one in (*preview.problems, *preview.notices)
            if (one.sheet, one.row) == here
            and place_of(one, cell.table.columns, cell.row.cells) == cell.column.index
        ]

    def _say(self, text: str) -> None:
        self.said.setText(text)
        set_property(self.line, "err", "1" if text else "")

    def _fit(self) -> None:
        px = look().px
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
