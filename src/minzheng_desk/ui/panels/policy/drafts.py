"""提标测算: a draft pack over today's families before it takes effect, and working by it from one act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from minzheng_desk.benefits.what_if import Effect, Tally, by_village, what_if
from minzheng_desk.benefits.whereabouts import Whereabouts, whereabouts
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.layout import Total
from minzheng_desk.eligibility.objections import Objection, pack_objections
from minzheng_desk.eligibility.operations import activate_pack
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import pack_folder, policy_in
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import Segment, Segments, plain, soft
from minzheng_desk.ui.widgets.cards import Card, NoticeStrip
from minzheng_desk.ui.widgets.dialogs import AskWithVerbs, Verb
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class MoveRow(NamedTuple):
    """One household or person whom the draft would move."""

    village: str
    household_number: str
    name: str
    programme: str
    step: str
    before: Money
    after: Money
    moved: Money


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft that was looked over and tried."""

    folder: Path
    draft: Policy
    objections: tuple[Objection, ...]
    effect: Effect | None
    tallies: tuple[Tally, ...] = ()
    moves: tuple[MoveRow, ...] = ()


class DraftSection(QWidget):
    """Choose a folder, see who enters, leaves and changes, then put it to work."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench = frame, frame.bench
        self._policy: Policy | None = None
        self._on = frame.bench.today
        self._tried: Tried | None = None
        self._trying = Newest(self)
        self.choose, self.activate = soft("选择政策包草案", "policy"), plain("启用这个政策包", "check")
        self.said = label("选一个政策包草案的文件夹，先试算，看过再启用。试算不改动任何待遇。", "hint")
        self.notice = NoticeStrip()
        self.notice.hide()
        self.views = Segments([Segment("villages", "按村"), Segment("moves", "逐户逐人")], "看哪一种")
        self.villages = Table(_TALLIES, counted_in="行")
        self.moves = Table(_MOVES, counted_in="件")
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(FilterBar([self.choose, self.views, self.said], [self.activate]))
        card.body.addWidget(self.notice)
        card.body.addWidget(self.villages, 1)
        card.body.addWidget(self.moves, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.choose.clicked.connect(self.choose_folder)
        self.activate.clicked.connect(self.ask_to_activate)
        self.views.chosen.connect(self._show_view)
        self.moves.opened.connect(lambda row: frame.go(f"households:{row.household_number}"))
        give_opening(self.moves, "打开家庭档案", "family")
        self._show_view("villages")
        self._allow()

    def show_policy(self, policy: Policy, on: date) -> None:
        """Compare with this policy, as of this day."""
        changed = (self._policy, self._on) != (policy, on)
        self._policy, self._on = policy, on
        if changed and self._tried is not None:
            self.try_folder(self._tried.folder)

    def choose_folder(self) -> None:
        """Ask for the folder of a draft."""
        chosen = QFileDialog.getExistingDirectory(self, "选择政策包草案的文件夹")
        if chosen:
            self.try_folder(Path(chosen))

    def try_folder(self, folder: Path) -> None:
        """Look the draft over, and where nothing stands against it compare it with what holds now."""
        standing, on = self._policy, self._on
        if standing is None:
            return

        def work(task: Task[Tried]) -> Tried:
            return _tried(self._bench.desk, folder, standing, on, task)

        task = self._bench.work("试算政策包草案", work)
        self.said.setText("正在检验和试算 …")
        self._trying.start(task.then(self._show).otherwise(self._not_tried))

    def ask_to_activate(self) -> None:
        """One act, which can be undone: from then on everything is reckoned by the new pack."""
        tried = self._tried
        if tried is None:
            return
        asked = AskWithVerbs(
            self.window(),
            f"启用“{tried.draft.label}”？",
            f"{tried.draft.edition}。自启用起，测算和名册都按新政策包；已经发放的不变，"
            "晚公布的标准会列出应补发的月份。可以撤销。",
            [Verb("activate", "启用", "primary"), Verb("", "取消")],
        )
        asked.answered.connect(lambda _: self._activate(tried))
        asked.open()

    def _activate(self, tried: Tried) -> None:
        by, on = self._bench.actor.display_name, self._bench.today
        task = self._bench.task(activate_pack, tried.folder, activated_by=by, activated_on=on)
        told = f"已启用政策包：{tried.draft.edition}"
        task.of(self).then(lambda _: self._frame.done(told)).otherwise(self._frame.problem).start()

    def _show(self, tried: Tried) -> None:
        self._tried = tried
        self.villages.show_rows(tried.tallies)
        self.moves.show_rows(tried.moves)
        self.notice.setVisible(bool(tried.objections))
        if tried.effect is None:
            named = "；".join(str(one) for one in tried.objections[:_NAMED])
            count = len(tried.objections)
            self.notice.say(f"这个政策包有 {count} 处问题，不能启用：{named}", kind="bad")
            self.said.setText(tried.draft.label)
        else:
            effect = tried.effect
            moved = f"{'+' if effect.moved > 0 else ''}{shown(effect.moved)}"
            self.said.setText(
                f"{tried.draft.label}，{effect.month.label}：{effect.households:,} 户，"
                f"每月 {shown(effect.before)} 元变为 {shown(effect.after)} 元（{moved} 元）"
            )
        self._allow()

    def _not_tried(self, problem: Exception) -> None:
        self.said.setText("没有试算成")
        self._frame.problem(problem)

    def _show_view(self, key: str) -> None:
        self.villages.setVisible(key == "villages")
        self.moves.setVisible(key == "moves")

    def _allow(self) -> None:
        sound = self._tried is not None and not self._tried.objections
        self.activate.setEnabled(sound and self._bench.may(Permission.SET_UP))


_NAMED = 3


def _tried(desk: Desk, folder: Path, standing: Policy, on: date, task: Task[Tried]) -> Tried:
    found = pack_folder(folder)
    objections = pack_objections(found)
    draft = policy_in(found)
    if objections:
        return Tried(folder, draft, objections, None)
    (effect,) = desk.ask(what_if, standing, draft, [on], today=desk.clock.today(), progress=task)
    names = desk.ask(whereabouts, effect.moves)
    villages: dict[str, str] = {move.household_id: names.village(move.household_id) for move in effect.moves}
    return Tried(folder, draft, (), effect, tuple(by_village(effect, villages)), _moves(effect, names))


def _moves(effect: Effect, names: Whereabouts) -> tuple[MoveRow, ...]:
    return tuple(
        MoveRow(
            *names.of(move.household_id, move.person_id),
            move.label,
            move.step.label,
            move.before,
            move.after,
            move.moved,
        )
        for move in effect.moves
    )


_TALLIES = (
    TableColumn("village", "村（社区）", width=180, bold=True),
    TableColumn(lambda row: row.step.label, "变化", width=120, name="step"),
    TableColumn("cases", "件", ColumnKind.NUMBER, 90, total=Total.SUM),
    TableColumn("persons", "人", ColumnKind.NUMBER, 90, total=Total.SUM),
    TableColumn("moved", "每月金额（元）", ColumnKind.DIFFERENCE, 160, total=Total.SUM, grows=True),
)

_MOVES = (
    TableColumn("village", "村（社区）", width=130),
    TableColumn("household_number", "户编号", width=170),
    TableColumn("name", "姓名", ColumnKind.NAME, 100),
    TableColumn("programme", "项目", width=170, grows=True),
    TableColumn("step", "变化", width=100),
    TableColumn("before", "现在", ColumnKind.MONEY, 110, total=Total.SUM),
    TableColumn("after", "草案", ColumnKind.MONEY, 110, total=Total.SUM),
    TableColumn("moved", "相差", ColumnKind.DIFFERENCE, 110, total=Total.SUM),
)
