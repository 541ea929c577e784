"""操作记录: what was done here, by whom and when, in words; and whether it still agrees with the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from minzheng_desk.audit.model import EntryView
from minzheng_desk.audit.queries import changes_in, newest, verified
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.security.model import User
from minzheng_desk.security.queries import users
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.journal.changes import EntryPanel
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import Segment, Segments, primary
from minzheng_desk.ui.widgets.cards import Card, NoticeStrip
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import FilterWords, TableSearch, columns_button

SHOWN = 2000
"""How many entries are listed; what is older is found in the history of its household."""
_FAULTS_NAMED = 3
_ALL, _MINE, _UNDONE = "all", "mine", "undone"


class JournalScreen(Screen):
    """The newest entries; the one chosen tells its changes at the right."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "操作记录")
        self._listing, self._telling, self._naming = Newest(self), Newest(self), Newest(self)
        self._entries: tuple[EntryView, ...] = ()
        self.verify_button = primary("核验全部记录", "shield")
        self.verify_button.clicked.connect(self.verify)
        self.header.set_primary(self.verify_button)
        self.notice = NoticeStrip()
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.segments = Segments(spoken_name="看哪些记录")
        self._called: dict[str, str] = {}
        self.table = Table(
            _columns(self._called),
            name=f"{self.bench.actor.name}/journal",
            settings=frame.settings,
            row_key="number",
        )
        self.table.say_empty("clock", "还没有操作记录")
        self.field = TableSearch(self.table, "操作、姓名、事由", 240)
        self.panel = EntryPanel()
        self._lay_out()
        self.segments.chosen.connect(self._filter)
        self.table.chosen.connect(self._tell)
        self.refresh()

    def refresh(self) -> None:
        """Read the newest entries."""
        self._naming.start(self.bench.ask(users).then(self._know_names))

    def _know_names(self, known: tuple[User, ...]) -> None:
        self._called.update({user.name: user.display_name for user in known})
        self._listing.start(self.bench.ask(newest, SHOWN).then(self._show))

    def show_object(self, key: str) -> None:
        """Go to the entry with this number."""
        if key.isdecimal():
            self.table.select_key(int(key))

    def begin_filter(self) -> None:
        """Ctrl+F."""
        self.field.setFocus()

    def panes(self) -> list[QWidget]:
        """The list, and what the chosen entry changed."""
        return [self.table, self.panel]

    def verify(self) -> None:
        """Replay the whole journal beside the store and say in figures whether they agree."""
        self.header.allow_primary("正在核验")
        self.bench.ask(verified).then(self._say_verified).otherwise(self._not_verified).start()

    def _say_verified(self, found: Any) -> None:
        self.header.allow_primary()
        said = f"{found.entries:,} 条操作、{found.changes:,} 项变更、{found.records:,} 份档案"
        if found.sound:
            told = f"已核验 {said}：全部一致，校验码连续。末尾校验码 {found.digest[:16]}"
        else:
            where = "；".join(f"{one.where}：{one.what}" for one in found.discrepancies[:_FAULTS_NAMED])
            told = f"已核验 {said}：有 {len(found.discrepancies)} 处不符。{where}"
        self.notice.say(told, kind="ok" if found.sound else "bad")
        self.notice.show()

    def _not_verified(self, problem: Exception) -> None:
        self.header.allow_primary()
        self.frame.problem(problem)

    def _show(self, entries: tuple[EntryView, ...]) -> None:
        self._entries = entries
        self.table.show_rows(entries)
        mine = sum(entry.actor == self.bench.actor.name for entry in entries)
        undone = sum(entry.undone_by is not None for entry in entries)
        self.segments.show_segments(
            [
                Segment(_ALL, "全部", len(entries)),
                Segment(_MINE, "本人", mine),
                Segment(_UNDONE, "已撤销", undone),
            ]
        )
        more = f"最近 {SHOWN:,} 条" if len(entries) == SHOWN else f"共 {len(entries):,} 条"
        self.header.said.setText(more)
        if self.table.current_row() is None and entries:
            self.table.select_key(entries[0].number)

    def _filter(self, which: str) -> None:
        me = self.bench.actor.name
        self.table.filter_by("本人", (lambda entry: entry.actor == me) if which == _MINE else None)
        undone = (lambda entry: entry.undone_by is not None) if which == _UNDONE else None
        self.table.filter_by("已撤销", undone)

    def _tell(self, entry: EntryView | None) -> None:
        if entry is None:
            return
        self.frame.now_at(Address("journal", str(entry.number)))
        asked = self.bench.ask(changes_in, entry.number)
        self._telling.start(asked.then(partial(self.panel.show_entry, entry)))

    def _lay_out(self) -> None:
        left = Card(flush=True)
        left.body.setSpacing(0)
        left.body.addWidget(
            FilterBar([self.segments, FilterWords(self.table)], [self.field, columns_button(self.table)])
        )
        left.body.addWidget(self.table, 1)
        panes = Splitter(self.frame.settings, f"{self.bench.actor.name}/journal/panes")
        panes.add(left)
        panes.add(self.panel, 344)
        self.body.addWidget(panes, 1)


def moment(at: str) -> str:
    """An instant of the journal as people in the office read it."""
    return f"{in_beijing(datetime.fromisoformat(at)):%Y-%m-%d %H:%M}"


def _state(entry: EntryView) -> ChipSpec | str:
    if entry.undone_by is not None:
        return ChipSpec("已撤销", Tone.NEUTRAL, "undo")
    return ""


def _columns(called: Mapping[str, str]) -> tuple[TableColumn, ...]:
    """The columns; people are called by their names, those no longer known by how they signed in."""
    return (
        TableColumn("number", "序号", ColumnKind.NUMBER, 64),
        TableColumn(lambda entry: moment(entry.at), "时间", width=132, name="at"),
        TableColumn(lambda entry: called.get(entry.actor, entry.actor), "谁", width=104, name="actor"),
        TableColumn("label", "做了什么", width=190, bold=True),
        TableColumn(lambda entry: masks().typed(entry.note), "事由", width=220, name="note", grows=True),
        TableColumn("changes", "变更", ColumnKind.NUMBER, 64),
        TableColumn(_state, "状态", ColumnKind.CHIP, 92, name="state"),
    )
