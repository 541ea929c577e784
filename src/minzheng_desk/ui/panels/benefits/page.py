"""待遇管理: everybody in payment, what falls due, who is left out, and what does not fit any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QWidget

from minzheng_desk.benefits.award_file import AwardFile, award_file
from minzheng_desk.benefits.differences import Change
from minzheng_desk.benefits.dues import Matter
from minzheng_desk.benefits.pressing import DEATH
from minzheng_desk.documents.layout import Fact, Sheet
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.money import shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.queries import the_station
from minzheng_desk.payroll.queries import first_unpaid
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.security.operations import reveal
from minzheng_desk.ui.panels.benefits import asked
from minzheng_desk.ui.panels.benefits.addresses import Wanted, wanted
from minzheng_desk.ui.panels.benefits.asked import MattersNow, PaidNow
from minzheng_desk.ui.panels.benefits.batches import Batches
from minzheng_desk.ui.panels.benefits.beside import Beside
from minzheng_desk.ui.panels.benefits.book import (
    CHECKED,
    CLASHES,
    DIFFERENCES,
    DUE,
    PAID,
    TITLES,
    UNCLAIMED,
    Book,
)
from minzheng_desk.ui.panels.benefits.checking import Checking
from minzheng_desk.ui.panels.benefits.doing import Doing, remedy_of
from minzheng_desk.ui.panels.benefits.granting import GrantOne
from minzheng_desk.ui.panels.benefits.papers import export, listed, paper_of
from minzheng_desk.ui.panels.benefits.rows import PaidRow
from minzheng_desk.ui.panels.benefits.side import OPEN_FILE, Row, SidePanel
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.buttons import plain, primary, soft
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.widgets.tables.row_menu import RowVerb

_ACCOUNT_FILTER = "缺账户"
_PAINTED_MS = 40
"""Milliseconds in which what was shown last is painted; a key held down chooses another row by then."""


class BenefitsScreen(Screen):
    """Five lists of one matter; the line chosen tells its award at the right."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"award", "award_amount", "suspension", "award_review", "phase_out", "award_hearing"}
        | {"person", "household", "household_member", "bank_account", "disability_certificate"}
        | {"recognition", "hardship", "income", "asset", "roster"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "待遇管理")
        self.paid: PaidNow | None = None
        self.matters: MattersNow | None = None
        self._wanted: Wanted | None = None
        self._act_wanted = ""
        self._by_itself = False
        """Whether rows are chosen by the page and not by somebody: that is no step to go back from."""
        self._office = ""
        self._file: AwardFile | None = None
        self._unfilled: set[str] = set()
        """Lists whose rows are known and shown when somebody turns to them: filling all takes long."""
        self._asking = {name: Newest(self) for name in ("paid", "matters", "file")}
        self.doing = Doing(self, frame)
        self.checking = Checking(frame)
        self.book, self.side = Book(frame), SidePanel(frame)
        self.called = self.side.called
        self.batches = Batches(self.book, self.doing)
        self._make_header()
        self._lay_out()
        self._connect()
        self.bench.ask(the_station).of(self).then(self._know_office).start()
        if self.checking.result is not None:
            self._unfilled |= CHECKED
        self.book.turn_to(PAID)
        self.refresh()

    def refresh(self) -> None:
        """Ask again who is paid, then what is to be said about them."""
        today = self.bench.today
        self.bench.ask(first_unpaid).of(self).then(self._know_unpaid).start()
        self._asking["paid"].start(self.bench.ask(asked.paid_now, today).then(self._show_paid))
        self._tell(self.book.list.table.current_row())

    def show_object(self, key: str) -> None:
        """A list, one sort of it, a programme, an award, or what could be granted to a household."""
        self._wanted = wanted(key)
        self._go_to_wanted()

    def show_list(self, address: str) -> None:
        """Show what an address names, with no sheet over it."""
        for sheet in self.findChildren(SideSheet):
            sheet.close_sheet()
        self.frame.go(Address("benefits", address))

    def begin_filter(self) -> None:
        """Ctrl+F."""
        self.book.field.setFocus()

    def print_page(self) -> None:
        """Ctrl+P: the shown list."""
        if self.print_button.isEnabled():
            self.frame.preview(paper_of(self._sheet(), self.book.key))

    def save(self) -> None:
        """F10: what is filled in at the side."""
        if self.doing.sheet is not None:
            self.doing.sheet.submit()

    def next_problem(self, step: int) -> None:
        """F3: the next field to be put right, or the next award with something to look at."""
        if self.doing.sheet is not None:
            self.doing.sheet.form.next_problem(step)
        elif self.book.key == PAID:
            self.book.list.table.find_next(lambda row: bool(row.alerts), step)

    def reveal(self) -> None:
        """F8: the whole number of the chosen person, which is noted."""
        self.book.list.table.ask_reveal()

    def panes(self) -> list[QWidget]:
        """The rows, where the keyboard begins, the award, the tabs."""
        return [self.book.list.table, self.side, self.book.tabs]

    def toggle_side(self) -> None:
        """F9."""
        self.side.setVisible(not self.side.isVisible())

    def check(self) -> None:
        """Go through the whole township."""
        self.checking.begin()

    def save_as(self, target: Path) -> None:
        """Note the export and write the shown list as a workbook."""
        export(self.frame, self._sheet(), Month.of(self.bench.today), target)

    def begin(self, key: str) -> None:
        """Begin an act on the chosen line."""
        row = self.book.list.table.current_row()
        if row is None:
            return
        if key == OPEN_FILE:
            self._open_file(row)
        elif key == GrantOne.key:
            self._grant(row)
        elif self._file is not None:
            self.doing.begin(key, row, self._file)

    def _show_paid(self, now: PaidNow) -> None:
        self.paid = now
        self._write_paid()
        # Not at the same time: what is read and what is drawn take turns.
        matters = self.bench.ask(asked.matters_now, now.on).then(self._show_matters)
        self._asking["matters"].start(matters, _PAINTED_MS)

    def _show_matters(self, now: MattersNow) -> None:
        self.matters = now
        self._unfilled.add(DUE)
        self._fill(self.book.key)
        self._write_paid()

    def _write_paid(self) -> None:
        if self.paid is None:
            return
        alerts = self.matters.alerts if self.matters is not None else {}
        rows = self.paid.rows
        if alerts:
            rows = tuple(row._replace(alerts=alerts.get(row.key, ())) for row in rows)
        view = self.book.list_called(PAID)
        self._by_itself = True
        view.show_rows(rows, self.paid.labels)
        self._by_itself = False
        view.table.say_empty("benefit", "这个项目还没有人在享")
        self.header.said.setText(f"{len(rows):,} 份待遇，本月 {shown(self.paid.total)} 元")
        self._count()
        self._go_to_wanted()

    def _show_checked(self) -> None:
        self._unfilled |= CHECKED
        self._fill(self.book.key)
        self._count()
        self._show_busy()
        self._go_to_wanted()

    def _fill(self, key: str) -> None:
        """Show what is known by now in the list somebody looks at."""
        if key not in self._unfilled:
            return
        self._unfilled.discard(key)
        rows, labels = self._lines_of(key)
        view = self.book.list_called(key)
        view.show_rows(rows, labels)
        view.table.say_empty("okc", _NOTHING[key])
        self.batches.count()

    def _lines_of(self, key: str) -> tuple[Sequence[Any], Mapping[str, str]]:
        matters, found = self.matters, self.checking.result
        if key == DUE and matters is not None:
            return matters.rows, {**{matter.value: matter.label for matter in Matter}, DEATH: "死亡待停发"}
        assert found is not None, "lists are filled after what they show was found"
        if key == CLASHES:
            return found.clashes, {row.goes: row.goes for row in found.clashes}
        if key == DIFFERENCES:
            return found.differences, {change.value: change.label for change in Change}
        return found.unclaimed, {row.one.programme: row.one.label for row in found.unclaimed}

    def _count(self) -> None:
        found = self.checking.result
        self.book.count(
            {
                PAID: len(self.paid.rows) if self.paid else None,
                DUE: len(self.matters.rows) if self.matters else None,
                UNCLAIMED: len(found.unclaimed) if found else None,
                CLASHES: len(found.clashes) if found else None,
                DIFFERENCES: len(found.differences) if found else None,
            }
        )

    def _go_to_wanted(self) -> None:
        if self._wanted is not None:
            self._by_itself = True
            self._show_wanted(self._wanted)
            self._by_itself = False

    def _show_wanted(self, want: Wanted) -> None:
        """Go to what an address named, once what it names is there."""
        self.book.turn_to(want.list)
        if not self._is_there(want):
            if want.needs_check:
                self.check()
            return
        self._wanted = None
        view = self.book.list
        view.table.clear_filters()
        view.choose(want.sort)
        self.book.search(want.search)
        if want.no_account:
            view.table.filter_by(_ACCOUNT_FILTER, lambda row: asked.NO_ACCOUNT in row.alerts)
        if want.award_id and view.table.select_key(want.award_id):
            self._act_wanted = want.act
            self._tell(view.table.current_row())

    def _is_there(self, want: Wanted) -> bool:
        if want.needs_check:
            return self.checking.result is not None
        return (self.matters if want.list == DUE or want.no_account else self.paid) is not None

    def _turn(self, key: str) -> None:
        checked = key in CHECKED
        self._fill(key)
        lead(self, self.book.list.table)
        self.checking.show_notice(shown=checked)
        if checked and self.checking.result is None:
            self._ask_for_check(key)

    def _ask_for_check(self, key: str) -> None:
        begin = soft("全镇复核", "refresh", small=True)
        begin.clicked.connect(self.check)
        said = "还没有复核过。复核逐户比对全镇的待遇，只看不改。"
        self.book.list_called(key).table.say_empty("refresh", said, [begin])

    def _show_busy(self) -> None:
        self.header.allow_primary("正在复核" if self.checking.busy else "")
        self.checking.show_notice(shown=self.book.key in CHECKED)

    def _tell(self, row: Row | None) -> None:
        self._file = None
        self.side.show_row(row)
        award_id = None if row is None else row.award_id
        if row is None or award_id is None:
            self._asking["file"].drop()
            self.side.offer(self.doing.offers(row, None) if row is not None else ())
            return
        read = self.bench.ask(_file, award_id, self.bench.today)
        self._asking["file"].start(read.then(partial(self._show_file, row)), _PAINTED_MS)
        if self.book.key == PAID and not (self._by_itself or self.book.list.beginning):
            self.frame.now_at(Address("benefits", award_id))

    def _show_file(self, row: Row, file: AwardFile) -> None:
        self._file = file
        self.side.show_file(file, self.doing.offers(row, file))
        if self._act_wanted:
            act, self._act_wanted = self._act_wanted, ""
            self.doing.begin(act, row, file)

    def _remedy(self, row: Any) -> None:
        """Do what a line calls for: its sheet where there is one, else its file."""
        act = remedy_of(row)
        if act == GrantOne.key:
            self._grant(row)
        elif not act:
            self._open_file(row)
        elif self._file is not None and self._file.award.id == row.award_id:
            self.doing.begin(act, row, self._file)
        else:
            self._act_wanted = act
            self._tell(row)

    def _grant(self, row: Any) -> None:
        if not self.doing.lacking:
            self.doing.begin_grant(row)

    def _open_file(self, row: Row) -> None:
        if row.place.household_number:
            self.frame.go(f"households:{row.place.household_number}")

    def _verbs(self, _rows: list[Any]) -> list[RowVerb]:
        """What the panel offers, under the right button as well."""

        def begin(key: str) -> Callable[[list[Any]], None]:
            return lambda _: self.begin(key)

        acts = [RowVerb(one.verb, begin(one.key), one.icon, reason=one.reason) for one in self.side.offers]
        return [*acts, RowVerb("打开档案", begin(OPEN_FILE), "family", "Enter")]

    def _reveal(self, row: PaidRow) -> None:
        if not self.bench.may(Permission.REVEAL):
            self.frame.tell("查看完整号码须有权限，请管理员设置")
            return
        table = self.book.list.table
        shown = self.bench.task(reveal, Person, row.place.person_id, "id_number", "核对待遇")
        shown.of(self).then(lambda done: table.reveal(row, {"id_number": str(done.result)})).start()

    def _know_unpaid(self, months: dict[str, Month]) -> None:
        self.doing.unpaid_from = months

    def _know_office(self, station: Any) -> None:
        self._office = station.name

    def _sheet(self) -> Sheet:
        heading = (Fact("单位", self._office), Fact("日期", self.bench.today.isoformat()))
        title = _PRINTED.get(self.book.key, f"{TITLES[self.book.key]}名单")
        return listed(self.book.list.table.sheet(title, heading))

    def _choose_target(self) -> None:
        suggested = f"{self.bench.today.isoformat()}{TITLES[self.book.key]}.xlsx"
        name, _ = QFileDialog.getSaveFileName(self, "导出 Excel", suggested, "Excel (*.xlsx)")
        if name:
            self.save_as(Path(name))

    def _make_header(self) -> None:
        self.excel, self.print_button = plain("导出 Excel", "excel"), plain("打印名单", "print")
        self.excel.clicked.connect(self._choose_target)
        self.print_button.clicked.connect(self.print_page)
        for button in (self.excel, self.print_button):
            button.setEnabled(self.bench.may(Permission.EXPORT))
            self.header.add_button(button)
        begin = primary("全镇复核", "refresh")
        begin.clicked.connect(self.check)
        self.header.set_primary(begin)

    def _lay_out(self) -> None:
        name = f"{self.bench.actor.name}/benefits/panes"
        self.body.addWidget(self.checking)
        self.body.addWidget(Beside(self.frame.settings, name, self.book, self.side), 1)

    def _connect(self) -> None:
        self.checking.found.connect(self._show_checked)
        self.checking.busy_changed.connect(self._show_busy)
        self.book.turned.connect(self._turn)
        self.book.chosen.connect(self._tell)
        self.book.opened.connect(self._open_file)
        self.book.remedy_asked.connect(self._remedy)
        self.book.reveal_asked.connect(self._reveal)
        self.book.verbs = self._verbs
        self.side.asked.connect(self.begin)
        self.doing.done.connect(self.frame.done)


def _file(reader: Any, award_id: str, on: Any) -> AwardFile:
    return award_file(reader, award_id, office_policy(reader), on)


_PRINTED = {PAID: "在享待遇名单"}
"""What a list is called on paper, where that is not its name."""

_NOTHING = {
    DUE: "没有到期和到龄的。",
    UNCLAIMED: "没有漏下的：条件符合的都在享。",
    CLASHES: "没有不能同时享受的。",
    DIFFERENCES: "在享的都与测算一致。",
}
