"""The head of a file: whose household it is, what it receives, where it lives, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.widgets.buttons import Button, plain
from minzheng_desk.ui.widgets.cards import Fact, Facts
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec, Tone
from minzheng_desk.ui.widgets.labels import label

EVENTS: tuple[tuple[str, str], ...] = (
    ("member", "登记成员或迁入"),
    ("birth", "登记出生"),
    ("death", "登记死亡"),
    ("leave", "成员迁出"),
    ("", ""),
    ("head", "换户主"),
    ("split", "分户"),
    ("merge", "并户"),
    ("move", "全户迁移"),
    ("close", "销户"),
    ("", ""),
    ("correct_household", "更正户籍信息"),
)
"""What can happen to a household, by the verb of its sheet; an empty line parts them."""

MORE: tuple[tuple[str, str], ...] = (
    ("print", "打印档案"),
    ("explain", "打印测算说明"),
    ("visit", "登记走访"),
    ("paper", "添加材料"),
    ("account", "变更银行账户"),
    ("", ""),
    ("history", "查看历史"),
    ("refresh", "重新测算"),
)
_CHIPS = 4
_SEVERE = ("1", "2")


class Head(QWidget):
    """Name, chips, facts, and the two menus."""

    wanted = Signal(str)
    """A verb of `EVENTS` or `MORE`."""

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "title")
        self.chips = [Chip() for _ in range(_CHIPS)]
        self.facts = Facts(3)
        self.events, self.more = plain("登记变更", "edit"), plain("更多", "down")
        self.events.clicked.connect(lambda: self._unfold(self.events, EVENTS))
        self.more.clicked.connect(lambda: self._unfold(self.more, MORE))
        self.events.setToolTip("登记变更（Alt+B）")
        self.events.setShortcut(QKeySequence("Alt+B"))
        self.more.setShortcut(QKeySequence("Alt+M"))
        self.may_edit = True
        self._row = QHBoxLayout()
        self._row.addWidget(self.name)
        for chip in self.chips:
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._row.addWidget(self.events)
        self._row.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._row)
        self._column.addWidget(self.facts)
        self._shown: tuple[Opened, date] | None = None
        look().changed.connect(self._fit)
        masks().changed.connect(self._write)
        self._fit()

    def show_file(self, shown: Opened, today: date) -> None:
        """Tell this household."""
        self._shown = shown, today
        self._write()

    def menu(self, button: Button, verbs: Sequence[tuple[str, str]]) -> QMenu:
        """The menu of a button; what this person may not do, or a closed household cannot, is greyed."""
        menu = QMenu(button)
        closed = self._shown is not None and self._shown[0].household.closed_on is not None
        for key, said in verbs:
            if not key:
                menu.addSeparator()
                continue
            action = menu.addAction(said)
            action.triggered.connect(lambda _checked=False, key=key: self.wanted.emit(key))
            action.setEnabled(key in _READING or (self.may_edit and not (closed and key in _LIVING)))
        return menu

    def _unfold(self, button: Button, verbs: Sequence[tuple[str, str]]) -> None:
        menu = self.menu(button, verbs)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0])

    def _write(self) -> None:
        if self._shown is None:
            return
        shown, today = self._shown
        self.name.setText(f"{masks().name(shown.file.head.name)} 户")
        specs = [*_chips(shown, today), *[None] * _CHIPS]
        for chip, spec in zip(self.chips, specs, strict=False):
            chip.show_state(spec)
            chip.setVisible(spec is not None)
        self.facts.show_facts(_facts(shown))

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(14), px(10), px(12), px(4))
        self._column.setSpacing(px(4))
        self._row.setSpacing(px(8))


_READING = frozenset({"print", "explain", "history", "refresh"})
_LIVING = frozenset(verb for verb, _ in EVENTS if verb != "correct_household") | {"visit", "account"}


def _chips(shown: Opened, today: date) -> list[ChipSpec]:
    """What the household receives, and who in it needs more than others."""
    if shown.household.closed_on is not None:
        return [ChipSpec(f"{shown.household.closed_on} 已销户")]
    of_home = [one for one in shown.standing(Month.of(today)) if one.award.programme in _OF_HOMES]
    area = codes("hukou_kind").label(shown.household.hukou_kind).removesuffix("户籍")
    found = [ChipSpec(f"{area}{_OF_HOMES[one.award.programme]}", Tone.OK, "okc") for one in of_home[:1]]
    severe = sum(
        any(one.cancelled_on is None and one.grade in _SEVERE for one in view.certificates)
        for view in shown.present
    )
    studying = sum(view.person.study_stage is not None for view in shown.present)
    for count, said in ((severe, "重残"), (studying, "在校")):
        if count:
            found.append(ChipSpec(f"{said} {count} 人"))
    return found


_OF_HOMES = {"dibao": "低保", "dibao_single": "低保", "tekun": "特困"}


def _facts(shown: Opened) -> list[Fact]:
    household, head = shown.household, shown.file.head
    village = shown.file.region.name if shown.file.region else household.region_code
    place = " ".join(part for part in (village, household.village_group) if part)
    if household.address:
        known = village in household.address
        place = household.address if known else f"{place} {household.address}"
    account = next(
        (
            one
            for view in shown.file.members
            if view.person.id == head.id
            for one in view.accounts
            if one.until is None
        ),
        None,
    )
    tail = masks().account(account.account, account.id, short=False) if account else ""
    told = f"{tail}{'，已核' if account.verified else ''}　{account.bank}" if account else "还没有登记"
    visit = shown.visits[0].visited_on.isoformat() if shown.visits else "还没有登记"
    return [
        Fact("id", "户编号", household.number),
        Fact("pin", "住址", place),
        Fact("phone", "电话", masks().phone(head.phone)),
        Fact("walk", "走访", visit),
        Fact("card", "账户", told.strip(), "ink" if account else "warn"),
        Fact("cal", "登记", f"{household.registered_on}"),
    ]
