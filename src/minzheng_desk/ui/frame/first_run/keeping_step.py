"""Step ④: the recovery key on paper, read back from the paper; and a place for backups that was tried."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit

from minzheng_desk.desk.backup_place import TriedPlace, try_backup_place
from minzheng_desk.desk.recovery_sheet import COPIES, GROUPS, read_back, recovery_sheet_pdf
from minzheng_desk.kernel.clock import Clock, SystemClock
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.door import Outcome
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.printers import print_pages, printer_names
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label

_SHOWN_LENGTH = GROUPS * 4
_IN_A_ROW = 3
_GIB = 1024**3


class KeepingStep(Step):
    """The sheet at the left, the place for backups at the right."""

    title = "保管"
    question = (
        "数据库是加密的。口令都忘了的时候，只有印在纸上的恢复密钥能打开；电脑坏了的时候，只有备份能救回数据。"
    )

    def __init__(self, plan: Plan, clock: Clock | None = None) -> None:
        super().__init__(plan)
        self._clock = clock or SystemClock()
        self.print, self.save = buttons.primary("打印两份", "print"), buttons.plain("另存为 PDF", "save")
        self.shows = QCheckBox("没有打印机，在屏幕上看着抄两份")
        self.shown = label("", "body", wrap=True, strong=True)
        self.typed = QLineEdit()
        self.typed_said = label("", "hint", wrap=True)
        self.paper_said = Outcome()
        self.place = QLineEdit()
        self.choose, self.try_place = buttons.plain("选文件夹"), buttons.plain("试写试读")
        self.place_said = Outcome()
        self.later = QCheckBox("现在没有 U 盘或移动硬盘，以后在系统设置里再选")
        self.renews = QCheckBox("换一份新的恢复密钥；保存以后，原来的纸就作废")
        self._lay_out()
        self.renews.setVisible(plan.founded)
        self.renews.toggled.connect(self._renew)
        self._renew(plan.renews_key)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self.shows.toggled.connect(self._show_key)
        self.typed.textChanged.connect(self._compare)
        self.choose.clicked.connect(self._choose_folder)
        self.place.textEdited.connect(lambda _: self._forget_place())
        self.place.returnPressed.connect(self._try)
        self.try_place.clicked.connect(self._try)
        self.later.toggled.connect(self._put_off)
        self.fit()

    def lacks(self) -> str:
        """What is not yet safe."""
        return self.plan.keeping_lacks()

    def enter(self) -> None:
        """Ask which printers there are; Tab leads from the sheet to the place for backups."""
        (self.renews if self.plan.founded else self.print).setFocus()
        asking = self.work("读取打印机", printer_names, self._offer_printers)
        asking.otherwise(lambda _: self._offer_printers(())).start()

    def save_sheet(self, path: Path) -> None:
        """Put the sheet where a person said."""
        draw = partial(self._sheet, path)
        self.paper_said.working(0, 0, "正在保存")
        saved = f"已存到“{path.name}”。打印两份后请把这个文件删掉，清空回收站。"
        saving = self.work("保存恢复密钥", draw, lambda _: self.paper_said.warn(saved))
        saving.otherwise(self.paper_said.problem).start()

    def _offer_printers(self, names: tuple[str, ...]) -> None:
        if not self.plan.printer:
            self.plan.printer = next(iter(names), "")
        self.print.setEnabled(bool(names) and (self.plan.renews_key or not self.plan.founded))
        self.print.setToolTip("" if names else "这台电脑没有装打印机。")
        if not names and not self.plan.founded:
            self.save.setFocus()

    def _print(self) -> None:
        self.paper_said.working(0, 0, f"正在送到打印机 {self.plan.printer}")
        sending = self.work(
            "打印恢复密钥",
            lambda: print_pages(self._sheet(None), self.plan.printer, Silent(), copies=COPIES),
            lambda sent: self.paper_said.warn(f"已送出 {sent} 页。请到打印机上取两份，分开锁好。", "ok"),
        )
        sending.otherwise(self.paper_said.problem).start()

    def _renew(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.plan.renews_key = wanted
        for widget in (self.print, self.save, self.shows, self.typed):
            widget.setEnabled(wanted or not self.plan.founded)
        self.changed.emit()

    def _sheet(self, path: Path | None) -> bytes:
        office = self.plan.office_name.strip()
        return recovery_sheet_pdf(office, self.plan.recovery_key, self._clock.today(), path)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "恢复密钥另存为", "民政台恢复密钥.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_sheet(Path(chosen))

    def _show_key(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        groups = self.plan.recovery_key.printed.split("-")
        marked = [f"{place}：{group}" for place, group in enumerate(groups, start=1)]
        rows = [marked[at : at + _IN_A_ROW] for at in range(0, GROUPS, _IN_A_ROW)]
        text = "\n".join("　　".join(row) for row in rows)
        self.shown.setText(text if shown else "")
        self.shown.setVisible(shown)

    def _compare(self) -> None:
        """Say nothing of a mistake before all groups are there."""
        letters = [letter for letter in self.typed.text() if letter.isalnum()]
        self.plan.read_back = False
        if len(letters) < _SHOWN_LENGTH:
            self._say_typed(
                f"已输入 {len(letters)} 个字符，共 {_SHOWN_LENGTH} 个。" if letters else "", "hint"
            )
        else:
            try:
                read_back(self.plan.recovery_key, self.typed.text())
                self.plan.read_back = True
                self.shows.setChecked(False)
                self._say_typed("与纸上一致。请把两张纸分开锁好。", "ok")
            except DeskError as problem:
                self._say_typed(f"{problem}{problem.advice}", "bad")
        self.changed.emit()

    def _say_typed(self, text: str, role: str) -> None:
        self.typed_said.setText(text)
        _dress(self.typed_said, role)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选备份文件夹（最好在另一个盘上）")
        if chosen:
            self.place.setText(chosen)
            self._forget_place()
            self._try()

    def _forget_place(self) -> None:
        self.plan.backup_place = None
        self.place_said.clear()
        self.changed.emit()

    def _try(self) -> None:
        written = self.place.text().strip()
        if not written:
            self.place.setFocus()
            return
        self.place_said.working(0, 0, "正在试写、试读")
        trying = self.work(
            "试备份位置", partial(try_backup_place, Path(written), self.plan.folder), self._tried
        )
        trying.otherwise(self.place_said.problem).start()

    def _tried(self, tried: TriedPlace) -> None:
        self.plan.backup_place = tried
        self.later.setChecked(False)
        room = f"写进去的读出来一样，还有 {tried.free / _GIB:.1f} GB。"
        if tried.on_same_disk:
            self.place_said.warn(f"{room}但它和数据在同一个盘上，盘坏了会一起丢，建议换成 U 盘或移动硬盘。")
        else:
            self.place_said.warn(f"{room}以后备份就放在这里。", "ok")
        self.changed.emit()

    def _put_off(self, later: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.plan.backup_later = later
        self.changed.emit()

    def _lay_out(self) -> None:
        self.typed.setAccessibleName("照纸输入恢复密钥")
        self.typed.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # noqa: FBT003 - Qt's signature
        self.place.setAccessibleName("备份文件夹")
        self.shown.hide()
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        both = QHBoxLayout()
        both.addWidget(self._paper_card(), 1)
        both.addWidget(self._backup_card(), 1)
        self.column.addLayout(both, 1)

    def _paper_card(self) -> Card:
        card = Card("恢复密钥")
        row = QHBoxLayout()
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        card.body.addWidget(self.renews)
        card.body.addWidget(label("一、印两份。一份放保险柜，一份交分管领导或档案室。", wrap=True))
        card.body.addLayout(row)
        for widget in (self.shows, self.shown, self.paper_said):
            card.body.addWidget(widget)
        asked = label("二、照着纸把 9 组字符输一遍，证明纸上看得清。大小写和横线都不用管。", wrap=True)
        asked.setBuddy(self.typed)
        for below in (asked, self.typed, self.typed_said):
            card.body.addWidget(below)
        card.body.addStretch(1)
        return card

    def _backup_card(self) -> Card:
        card = Card("备份位置")
        asked = label("三、选另一个盘上的文件夹，如 U 盘、移动硬盘或单位的共享盘。", wrap=True)
        asked.setBuddy(self.place)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        row.addWidget(self.try_place)
        card.body.addWidget(asked)
        card.body.addLayout(row)
        card.body.addWidget(self.place_said)
        card.body.addWidget(self.later)
        card.body.addWidget(
            label("备份也是加密的，捡到的人打不开；用口令或恢复密钥才能恢复。", "hint", wrap=True)
        )
        card.body.addStretch(1)
        return card

    def fit(self) -> None:
        """Take sizes from the look."""
        super().fit()
        self.typed.setFont(look().font("body", bold=True))


def _dress(words: QLabel, role: str) -> None:
    if words.property("role") != role:
        words.setProperty("role", role)
        words.style().unpolish(words)
        words.style().polish(words)
