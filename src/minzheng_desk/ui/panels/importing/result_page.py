"""导入: what was written, in figures, what stayed out, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.benefits.model import ImportedBenefits
from minzheng_desk.desk.desk import Committed
from minzheng_desk.households.imports.writing import Imported
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.outcome_card import money_words, sum_of
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import link, plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import IconLabel, label

_UNDONE = "已撤销，档案和导入前一样。文件和在这里改的内容都还在，可以返回上一步再看。"


@dataclass(frozen=True, slots=True)
class Written:
    """An import that was done: what it wrote, and of what."""

    looked: Looked
    committed: Committed[Imported | ImportedBenefits]

    @property
    def words(self) -> str:
        """What was written, in figures."""
        done, counts = self.committed.result, self.looked.counts
        if self.looked.remembers_only:
            return "没有可写入的行，只记住了列的对应。"
        if isinstance(done, Imported):
            new = f"新增 {done.households:,} 户、{done.persons:,} 人"
        else:
            new = f"新增待遇 {done.granted:,} 份，登记账户 {done.accounts:,} 个"
        return f"已导入 {self.looked.rows_to_write:,} 行：{new}，修改 {counts.changed:,} 行。"


class ResultPage(QWidget):
    """The last step, after it was done; it hears of what is done later, and whether it still stands last.

    Its card is built when something was written for the first time.
    """

    undone = Signal()
    export_asked = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.written: Written | None = None
        """What was written, until it is taken back or put away."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        frame.bench.committed.connect(self._heard)

    def _build(self) -> None:
        self._icon = IconLabel("okc", "ok", 40)
        self.words = label("", "title", wrap=True)
        self.sum, self.money = label("", "body", wrap=True), label("", "body", wrap=True)
        self.held, self.entry = label("", "warn", wrap=True), label("", "hint", wrap=True)
        self.undo = link("撤销（Ctrl+Z）", "undo")
        self.export = plain("导出留下的行", "download")
        self.households = plain("看家庭档案", "family")
        self._buttons = QHBoxLayout()
        for button in (self.undo, self.export, self.households):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        card = Card("导入结果")
        card.body.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignLeft)
        for words in (self.words, self.sum, self.money, self.held, self.entry):
            card.body.addWidget(words)
        card.body.addLayout(self._buttons)
        card.body.addStretch(1)
        self._column.addWidget(card, 1)
        self.undo.clicked.connect(self._take_back)
        self.export.clicked.connect(self.export_asked)
        self.households.clicked.connect(lambda: self._frame.go("households"))
        look().changed.connect(self._fit)
        self._fit()

    def show_written(self, written: Written) -> None:
        """Say what was written."""
        if self._column.isEmpty():
            self._build()
        self.written = written
        counts = written.looked.counts
        self._icon.show_icon("okc", "ok")
        self.words.setText(written.words)
        self.sum.setText(sum_of(counts) + "。")
        self.money.setText(money_words(written.looked))
        held = counts.problems
        self.held.setText(
            f"{held:,} 行有问题，没有导入，原样留着。导出后改好，再导入那一份就行。" if held else ""
        )
        self.held.setHidden(not held)
        self.export.setText(f"导出留下的 {held:,} 行")
        self.export.setHidden(not held)
        self.entry.setText(
            f"操作记录第 {written.committed.entry:,} 条，来自“{written.looked.draft.book.name}”。"
        )
        self.undo.setEnabled(True)

    def enter(self) -> None:
        """Put the keyboard where it goes on from here."""
        self.households.setFocus()

    def _take_back(self) -> None:
        self.undo.setEnabled(False)
        tell = self._frame.tell
        self._frame.bench.undo().then(lambda undone: tell(f"已撤销：{undone.result}")).start()

    def _heard(self, news: Committed[Any]) -> None:
        """Something was written: perhaps the import was taken back, perhaps something stands on it now."""
        written = self.written
        if written is None or news.entry <= written.committed.entry:
            return
        self.undo.setEnabled(False)
        if news.operation == written.committed.operation and isinstance(news.result, str):
            self._show_undone()

    def _show_undone(self) -> None:
        self.written = None
        self._icon.show_icon("undo", "ink3")
        self.words.setText(_UNDONE)
        for words in (self.sum, self.money, self.held):
            words.setText("")
            words.setHidden(words is self.held)
        self.undone.emit()

    def _fit(self) -> None:
        self._buttons.setSpacing(look().px(10))
