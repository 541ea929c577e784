"""One cell put right: what stands there, what is wrong with it, and the value from the original paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.households.imports.catalogue import Target, catalogue
from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.readers import reader_of
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.cells import as_written, covered, shown
from minzheng_desk.ui.panels.importing.draft import Place
from minzheng_desk.ui.panels.importing.findings import PROBLEMS, Finding
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.seen import SeenColumn, SeenRow, SeenTable
from minzheng_desk.ui.widgets.buttons import Button, plain, primary, soft
from minzheng_desk.ui.widgets.forms.editor import set_property
from minzheng_desk.ui.widgets.labels import label

_MOST_TYPED = 200
_OFFERED = 3


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
        stands = cell.row.at(cell.column.index)
        before = shown(stands, cell.column.target)
        self.line = QLineEdit()
        self.line.setMaxLength(_MOST_TYPED)
        self.line.setAccessibleName(f"{cell.column.label or cell.column.letter} 正确的内容")
        if before == as_written(stands) and "E+" not in before:
            self.line.setText(before)
            self.line.selectAll()
        self.said = label("", "bad", wrap=True)
        self.alike = QCheckBox()
        self.offers: list[Button] = []
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
        target = self._target()
        if target is None:
            return None
        read = reader_of(target, self._cell.column.factor, self._looked.around)(text)
        return read if isinstance(read, Fault) else None

    def _lay_out(self, before: str) -> None:
        add = self._column.addWidget
        add(label(f"表里写的是：{before or '空'}", "body", wrap=True))
        found = self._found()
        for finding in found:
            add(label(covered(finding.reason), "bad" if finding.key[0] == PROBLEMS else "warn", wrap=True))
            add(label(covered(finding.suggestion), "hint", wrap=True))
        self._offer_near(" ".join(finding.suggestion for finding in found))
        add(self.line)
        add(self.said)
        others = len(self._cell.alike()) if before else 1
        self.alike.setText(f"这一列同样写法的 {others} 格一起改")
        self.alike.setHidden(others == 1 or "*" in before)
        add(self.alike)
        self._column.addLayout(self._buttons)
        add(label("只改这次导入的内容，不改原来的文件。请照原件填写。", "hint", wrap=True))
        self._column.addStretch(1)

    def _found(self) -> list[Finding]:
        """What was said about this very cell."""
        here = (self._cell.table.sheet, self._cell.row.number)
        every = (*self._looked.found, *self._looked.noticed)
        return [one for one in every if one.place == here and one.column == self._cell.column.index]

    def _offer_near(self, suggestion: str) -> None:
        """Offer the usual ways of writing that the suggestion names; pressing one fills the line, no more."""
        target = self._target()
        if target is None:
            return
        known: Iterable[str] = ()
        if target.kind == "village":
            known = self._looked.around.villages.names.values()
        elif target.codes is not None:
            known = codes(target.codes).labels.values()
        for name in [name for name in known if name in suggestion][:_OFFERED]:
            button = soft(f"填“{name}”", small=True)
            button.clicked.connect(partial(self._fill, name))
            self.offers.append(button)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill(self, name: str) -> None:
        self.line.setText(name)
        self._say("")
        self.line.setFocus()

    def _target(self) -> Target | None:
        return catalogue(self._looked.draft.register.kind).targets.get(self._cell.column.target)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        set_property(self.line, "err", "1" if text else "")

    def _fit(self) -> None:
        px = look().px
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
