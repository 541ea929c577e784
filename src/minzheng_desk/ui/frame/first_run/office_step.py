"""Step ①: the office, its code, and its villages typed, pasted or read from a file and judged at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from minzheng_desk.office.imports import VillageLine, read_village_text, read_villages
from minzheng_desk.ui.frame.door import Outcome
from minzheng_desk.ui.frame.first_run.plan import Plan, code_objection
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_AFTER_TYPING_MS = 200
_HOW = "每行“代码,名称”，可以从 Excel 里直接粘贴；代码写后 3 位也行。"


class OfficeStep(Step):
    """Name, code and villages."""

    title = "单位"
    question = "数据库只属于一个单位。村（社区）名单以后可以再添。"

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.name, self.code = QLineEdit(plan.office_name), QLineEdit(plan.region_code)
        self.name.setAccessibleName("单位名称")
        self.code.setAccessibleName("行政区划代码")
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # noqa: FBT003 - Qt's signature
        self.code_said = label("", "hint")
        self.villages = QPlainTextEdit(plan.villages)
        self.villages.setAccessibleName("村（社区）名单")
        self.villages.setTabChangesFocus(True)
        self.read = buttons.plain("从文件读入", "upload")
        self.outcome = Outcome()
        self.counted = label("", "hint")
        self.found = Table(
            (
                TableColumn("number", "行", width=44),
                TableColumn("code", "区划代码", width=120),
                TableColumn("name", "村（社区）", width=120, bold=True),
                TableColumn("wrong", "要改的", width=160, tone=_tone, grows=True),
            ),
            row_key="number",
            counted_in="行",
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_TYPING_MS)
        self._soon.timeout.connect(self._judge)
        self._lay_out()
        for field in (self.name, self.code):
            field.textChanged.connect(lambda _: self._soon.start())
        self.code.setDisabled(plan.founded)
        self.name.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self.villages.setFocus)
        for before, after in ((self.name, self.code), (self.code, self.villages), (self.villages, self.read)):
            self.setTabOrder(before, after)
        self.villages.textChanged.connect(self._soon.start)
        self.read.clicked.connect(self._choose_file)
        self.fit()
        self._judge()

    def lacks(self) -> str:
        """What the office still needs; what was typed a moment ago counts."""
        self._take()
        return self.plan.office_lacks()

    def enter(self) -> None:
        """Begin with the name."""
        self.name.setFocus()

    def read_file(self, path: Path) -> None:
        """Put the list of a file into the field, where it can be mended."""
        self.outcome.clear()
        reading = self.work("读名单", partial(_text_of, path), self.villages.setPlainText)
        reading.otherwise(self.outcome.problem).start()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            "选择村（社区）名单",
            "",
            "名单（*.csv *.txt *.toml）;;所有文件（*）".replace("（", "(").replace("）", ")"),
        )
        if chosen:
            self.read_file(Path(chosen))

    def _take(self) -> None:
        self.plan.office_name, self.plan.region_code = self.name.text(), self.code.text()
        self.plan.villages = self.villages.toPlainText()

    def _judge(self) -> None:
        self._take()
        wrong = code_objection(self.plan.region_code) if self.plan.region_code else ""
        self.code_said.setText(wrong or "9 位，如民政统计报表封面所印。")
        lines = self.plan.village_lines
        self.found.show_rows(sorted(lines, key=lambda line: not line.wrong))
        right = sum(not line.wrong for line in lines)
        self.counted.setText(f"共 {len(lines)} 行，看懂 {right} 行，要改 {len(lines) - right} 行。")
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for row, (words, field) in enumerate((("单位名称 *", self.name), ("行政区划代码 *", self.code))):
            asked = label(words, "label")
            asked.setBuddy(field)
            grid.addWidget(asked, row, 0)
            grid.addWidget(field, row, 1)
        self.name.setPlaceholderText("如：柳溪镇人民政府民政办")
        grid.addWidget(self.code_said, 1, 2)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        self.column.addLayout(grid)
        asked = label("村（社区）名单 *", "label")
        asked.setBuddy(self.villages)
        head = QHBoxLayout()
        head.addWidget(asked)
        head.addWidget(
            label(_HOW if not self.plan.founded else f"{_HOW}已有的村不会因为这里去掉而删除。", "hint")
        )
        head.addStretch(1)
        head.addWidget(self.counted)
        head.addWidget(self.read)
        self.column.addLayout(head)
        self.column.addWidget(self.outcome)
        both = QHBoxLayout()
        left = QVBoxLayout()
        left.addWidget(self.villages)
        both.addLayout(left, 2)
        sheet = Card(flush=True)
        sheet.body.addWidget(self.found)
        both.addWidget(sheet, 3)
        self.column.addLayout(both, 1)

    def fit(self) -> None:
        """Give the fields the widths of the design."""
        super().fit()
        px = look().px
        self.name.setFixedWidth(px(360))
        self.code.setFixedWidth(px(360))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))


def _tone(line: VillageLine) -> str | None:
    return "bad" if line.wrong else None


def _text_of(path: Path) -> str:
    """The list as lines to be mended; a TOML file is written out as lines too."""
    if path.suffix.lower() == ".toml":
        return "\n".join(f"{code},{name}" for code, name in read_villages(path))
    return read_village_text(path)
