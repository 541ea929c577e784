"""台账报表: the declared ledgers of a month, on screen as on paper, with what stands behind each figure."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QVBoxLayout, QWidget

from minzheng_desk.documents.layout import Sheet
from minzheng_desk.documents.pdf.rendering import Rendered, render
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ledgers.behind import MonthsPaid, months_known, paid_by_programme, people_behind
from minzheng_desk.ledgers.declaring import ledger_declared, ledgers
from minzheng_desk.ledgers.documents import Ledger, LedgerPrinting, export_ledger, ledger_of
from minzheng_desk.ledgers.operations import note_export, note_full_export
from minzheng_desk.office.queries import the_station
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.ledgers.behind import BehindPanel
from minzheng_desk.ui.panels.ledgers.figures import figure_of
from minzheng_desk.ui.panels.ledgers.sheet_table import measures_of, table_of
from minzheng_desk.ui.paper import FULL_NUMBERS, Asked, PaperOption, PreparedPaper
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.buttons import Segment, Segments, plain, primary
from minzheng_desk.ui.widgets.cards import Card, EmptyState
from minzheng_desk.ui.widgets.charts import in_ten_thousands
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec, Tone
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.stacked_bars import StackedMonth, StackedMonthBars
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import FilterWords, follow_cleared

_MONTHS = 12
_TEN_THOUSAND_YUAN = 1_000_000
_FIRST = "month_totals"


class LedgersScreen(Screen):
    """A list of ledgers, the year in bars, the ledger itself, and at the right the people of a figure."""

    reads = frozenset({"roster", "roster_line"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "台账报表")
        self._asking, self._drawing, self._looking = Newest(self), Newest(self), Newest(self)
        self._ledger: Ledger | None = None
        self._table: Table | None = None
        self._office = ""
        self._build_header()
        self._build_body()
        self.called = lambda: f"{self.list.currentItem().text()} {self.months.currentText()}"
        self.bench.ask(the_station).then(self._know_office).start()
        self.refresh()

    def refresh(self) -> None:
        """Look which months there are, and read the shown ledger again."""
        self._asking.start(self.bench.ask(months_known).then(self._show_months))

    def show_object(self, key: str) -> None:
        """``name`` or ``name/YYYYMM``."""
        name, _, month = key.partition("/")
        if name in ledgers():
            self.list.setCurrentRow(self._names.index(name))
        if len(month) == 6 and month.isdecimal():  # noqa: PLR2004 - four digits of the year, two of the month
            at = self.months.findData(f"{month[:4]}-{month[4:]}")
            self.months.setCurrentIndex(max(0, at))

    def begin_filter(self) -> None:
        """Ctrl+F."""
        self.field.setFocus()

    def print_page(self) -> None:
        """Ctrl+P: the ledger as it will be printed."""
        if self._ledger is not None and self.print_button.isEnabled():
            self.frame.preview(self._paper(self._ledger))

    def panes(self) -> list[QWidget]:
        """The list, the table, the people."""
        return [self.list, *([self._table] if self._table else []), self.behind]

    def toggle_side(self) -> None:
        """F9: the people behind a figure."""
        self.behind.setVisible(not self.behind.isVisible())

    def save_as(self, target: Path) -> None:
        """Note the export and write what is shown as a workbook."""
        ledger = self._ledger
        if ledger is None:
            return

        def write(_: object) -> None:
            def work(task: Task[int]) -> int:
                export_ledger(ledger, target, progress=task)
                return ledger.count

            done = self.bench.work(f"导出{ledger.sheet.name}", work)
            done.then(lambda count: self.frame.tell(f"已写入 {target.name}：{count:,} 行")).start()

        self.bench.task(note_export, ledger.sheet.name, ledger.month, target.name).then(write).start()

    def open_figure(self, row: Any, column: str) -> None:
        """Show the people behind a figure of the table."""
        ledger = self._ledger
        asked = figure_of(ledger, row, column) if ledger is not None else None
        if ledger is None or asked is None:
            return
        query = self.bench.ask(people_behind, ledger.month, asked.village, asked.programme, asked.area)
        self._looking.start(query.then(partial(self.behind.show_people, asked.title)))
        if not self.behind.isVisible():
            self.behind.show()
            self._body.place()

    def show_first_figure(self) -> None:
        """The people behind the first figure that counts any."""
        if self._table is None or self._ledger is None or not self._table.rows_shown():
            return
        row = self._table.rows_shown()[0]
        for column in self._table.columns:
            if column.opens and column.reader()(row) and figure_of(self._ledger, row, column.called):
                self.open_figure(row, column.called)
                return

    def _show_months(self, months: tuple[Month, ...]) -> None:
        known = self.months.currentData()
        with QSignalBlocker(self.months):
            self.months.clear()
            for month in months:
                self.months.addItem(month.label, str(month))
            self.months.setCurrentIndex(max(0, self.months.findData(known)))
        self._choose()

    def _choose(self) -> None:
        """Read the chosen ledger of the chosen month."""
        chosen, name = self.months.currentData(), self._names[max(0, self.list.currentRow())]
        self._empty.setVisible(chosen is None)
        self._body.setVisible(chosen is not None)
        if chosen is None:
            self.header.allow_primary("还没有发放名册")
            self.print_button.setEnabled(False)
            return
        month = Month.parse(chosen)
        self.header.allow_primary("正在读取")
        drawn = self.bench.ask(ledger_of, name, month, self._printing())
        self._drawing.start(drawn.then(self._show).otherwise(self._not_drawn))
        year = self.bench.ask(paid_by_programme, month, _MONTHS)
        year.of(self).then(self._show_year).start()
        self.frame.now_at(Address("ledgers", f"{name}/{month.year}{month.month:02d}"))

    def _show(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._clear_table()
        measures = measures_of(ledger.sheet)
        self.measures.show_segments([Segment(one, one) for one in measures])
        self.measures.setVisible(bool(measures))
        self._table = table_of(ledger.sheet, self.frame, f"ledger-{ledger.name}", self.measures.key)
        self._table.cell_opened.connect(self.open_figure)
        self._table.filter_text(self.field.words)
        self._place.addWidget(self._words_of(self._table))
        self._place.addWidget(self._table, 1)
        self.card.set_title(ledger_declared(ledger.name).title, f"{ledger.count:,} 行")
        self.header.allow_primary()
        self.print_button.setEnabled(self.bench.may(Permission.EXPORT))
        if not self.bench.may(Permission.EXPORT):
            self.header.allow_primary("没有导出的权限，可以查看")

    def _not_drawn(self, problem: Exception) -> None:
        """What cannot be drawn is said in its place; the ledger shown before it goes."""
        self._ledger = None
        self._clear_table()
        self.measures.hide()
        self.print_button.setEnabled(False)
        self.card.set_title(ledger_declared(self._names[max(0, self.list.currentRow())]).title)
        said = str(problem)
        self.header.allow_primary("没有可以导出的内容")
        self._lacking.say(said, problem.advice if isinstance(problem, DeskError) else "")
        self._lacking.show()

    def _clear_table(self) -> None:
        self._lacking.hide()
        while (item := self._place.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.deleteLater()
        self._table = None

    def _words_of(self, table: Table) -> FilterWords:
        """What is looked for in the ledger, and how many rows are left of it."""
        follow_cleared(self.field, table)
        words = FilterWords(table)
        words.clear.setProperty("small", "1")
        words.setContentsMargins(look().px(14), 0, look().px(14), 0)
        return words

    def _show_year(self, year: MonthsPaid) -> None:
        self.state.show_state(
            ChipSpec("已锁定", Tone.OK, "lock") if year.locked else ChipSpec("未锁定，数据会变", Tone.NEUTRAL)
        )
        months = [
            StackedMonth(
                month, tuple(one.paid[at] for one in year.programmes), in_ten_thousands(year.total(at))
            )
            for at, month in enumerate(year.months)
        ]
        self.bars.show_months([one.label for one in year.programmes], months, _TEN_THOUSAND_YUAN)

    def _printing(self, *, full_ids: bool = False) -> LedgerPrinting:
        return LedgerPrinting(
            office=self._office,
            printed_by=self.bench.actor.display_name,
            printed_at=self.bench.desk.clock.now(),
            full_ids=full_ids,
        )

    def _paper(self, ledger: Ledger) -> PreparedPaper:
        def draw(asked: Asked) -> Rendered:
            sheet = ledger.sheet
            if asked.full_numbers:
                sheet = self._with_full_numbers(ledger)
            return render(sheet)

        return PreparedPaper(
            ledger_declared(ledger.name).title,
            f"ledgers:{ledger.name}/{ledger.month.year}{ledger.month.month:02d}",
            draw,
            chip=ledger.month.label,
            options=(
                PaperOption(
                    FULL_NUMBERS,
                    "印完整身份证号和账号",
                    "公示、张贴时不要勾选。勾选会记入操作记录。",
                    may=Permission.REVEAL,
                ),
            ),
            file_name=f"{ledger.month.label}{ledger.sheet.name}.pdf",
        )

    def _with_full_numbers(self, ledger: Ledger) -> Sheet:
        desk = self.bench.desk
        desk.run(note_full_export, ledger.sheet.name, ledger.month, "打印预览含完整号码")
        return desk.ask(ledger_of, ledger.name, ledger.month, self._printing(full_ids=True)).sheet

    def _know_office(self, station: Any) -> None:
        self._office = station.name
        if self._ledger is not None:
            self._choose()

    def _build_header(self) -> None:
        self.months = QComboBox()
        self.months.setAccessibleName("月份")
        self.state = Chip()
        self.header.add_beside_title(self.months)
        self.header.add_beside_title(self.state)
        self.print_button = plain("打印", "print")
        self.print_button.clicked.connect(self.print_page)
        self.header.add_button(self.print_button)
        self.excel = primary("导出 Excel", "excel")
        self.excel.clicked.connect(self._choose_target)
        self.header.set_primary(self.excel)
        self.months.currentIndexChanged.connect(lambda _: self._choose())

    def _build_body(self) -> None:
        self._body = Splitter(self.frame.settings, f"{self.bench.actor.name}/ledgers/panes")
        self._body.add(self._list_pane(), 182)
        self._body.add(self._middle_pane())
        self.behind = BehindPanel(self.frame)
        self.behind.hide()
        self.behind.closed.connect(self.behind.hide)
        self._body.add(self.behind, 258)
        self._empty = EmptyState("chart", "还没有发放名册，也就没有台账", "先在“资金发放”生成当月名册。")
        self.body.addWidget(self._body, 1)
        self.body.addWidget(self._empty, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _list_pane(self) -> QWidget:
        self._names = sorted(ledgers(), key=lambda name: (name != _FIRST, name))
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("台账")
        self.list.addItems([ledger_declared(name).title for name in self._names])
        self.list.setCurrentRow(0)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.currentRowChanged.connect(lambda _: self._choose())
        self._left = Card("台账", flush=True)
        self._left.body.addWidget(self.list, 1)
        return self._left

    def _middle_pane(self) -> QWidget:
        self.bars = StackedMonthBars("近 12 个月发放金额")
        self._year = Card("近 12 个月发放金额（万元）")
        self._year.body.addWidget(self.bars)
        self.field = SearchField("姓名、首字母、村", 160)
        self.field.searched.connect(lambda text: self._table.filter_text(text) if self._table else None)
        self.measures = Segments(spoken_name="看哪一项")
        self.measures.chosen.connect(lambda _: self._show(self._ledger) if self._ledger else None)
        self.card = Card("台账", flush=True)
        self.card.add_right(self.measures)
        self.card.add_right(self.field)
        self._place = QVBoxLayout()
        self.card.body.addLayout(self._place, 1)
        self._lacking = EmptyState("doc", "")
        self._lacking.hide()
        self.card.body.addWidget(self._lacking, 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._year)
        column.addWidget(self.card, 1)
        return middle

    def _fit(self) -> None:
        px, measure = look().px, look().metrics("table", bold=True)
        self.months.setMinimumWidth(px(126))
        self._left.setMinimumWidth(px(182))
        self.behind.setMinimumWidth(px(262))
        self.behind.setMaximumWidth(px(360))
        self._year.setFixedHeight(px(176))
        for at in range(self.list.count()):
            item, room = self.list.item(at), QRect(0, 0, px(182 - 40), px(200))
            box = measure.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(px(100), box.height() + px(14)))

    def _choose_target(self) -> None:
        if self._ledger is None:
            return
        suggested = f"{self._ledger.month.label}{self._ledger.sheet.name}.xlsx"
        name, _ = QFileDialog.getSaveFileName(self, "导出 Excel", suggested, "Excel (*.xlsx)")
        if name:
            self.save_as(Path(name))
