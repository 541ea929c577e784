"""将要发生什么: how the rows divide, what it means for the money, what was not read; the four add up."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from minzheng_desk.households.imports.model import Counts
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.money import shown as amount_shown
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.draft import HOUSEHOLDS
from minzheng_desk.ui.panels.importing.looking import Looked, MoneyEffect
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label, set_kind

_UNDOABLE = "导入算一步操作，可以整批撤销（Ctrl+Z）。"
_UNREAD_SHOWN, _FIELDS_NAMED = 4, 6


class Figure(QVBoxLayout):
    """A number and under it what it counts; read out as one."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.number, self.words = label("0", "figure"), label(words, "hint")
        self.setSpacing(0)
        self.addWidget(self.number)
        self.addWidget(self.words)

    def show_number(self, number: int, tone: str = "") -> None:
        """Show another number."""
        self.number.setText(f"{number:,}")
        set_kind(self.number, "tone", tone)
        self.number.setAccessibleName(f"{self._words} {number:,}")


class OutcomeCard(Card):
    """What the import would do; in full it also tells about money, fields and what was not read."""

    def __init__(self) -> None:
        super().__init__("将要发生什么")
        self._full = False
        self._looked: Looked | None = None
        self.new, self.changed = Figure("新增 行"), Figure("修改 行")
        self.same, self.held = Figure("没变 行"), Figure("有问题 行")
        self._figures = QHBoxLayout()
        for figure in (self.new, self.changed, self.same, self.held):
            self._figures.addLayout(figure, 1)
        self.sum, self.money = label("", "hint", wrap=True), label("", "body", wrap=True)
        self.changes = label("", "hint", wrap=True)
        self.unread, self.undoable = label("", "hint", wrap=True), label(_UNDOABLE, "hint", wrap=True)
        self.body.addLayout(self._figures)
        self.body.addWidget(self.sum)
        for words in (self.money, self.changes, self.unread):
            words.setHidden(True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.body.addWidget(words)
        self.body.addWidget(self.undoable)
        self.body.addStretch(1)
        look().changed.connect(self._fit_figures)
        self._fit_figures()

    def show_full(self, *, full: bool) -> None:
        """Tell everything, or the figures only."""
        self._full = full
        height = QSizePolicy.Policy.Preferred if full else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)
        if self._looked is not None:
            self.show_outcome(self._looked)

    def show_outcome(self, looked: Looked) -> None:
        """Show what this would do."""
        self._looked = looked
        counts = looked.counts
        self.new.show_number(counts.new)
        self.changed.show_number(counts.changed)
        self.same.show_number(counts.same)
        self.held.show_number(counts.problems, "bad" if counts.problems else "")
        self.sum.setText(sum_of(counts))
        self._say(self.money, money_words(looked) if self._full else "")
        self._say(self.changes, change_words(looked) if self._full else "")
        self._say(self.unread, unread_words(looked) if self._full else "")

    def _say(self, words: QLabel, text: str) -> None:
        words.setText(text)
        words.setHidden(text == "")

    def _fit_figures(self) -> None:
        self._figures.setSpacing(look().px(8))


def sum_of(counts: Counts) -> str:
    """The counts as a sum, so that everybody sees that nothing is lost.

    >>> sum_of(Counts(new=12, changed=31, same=468, problems=6))
    '共 517 行 = 新增 12 + 修改 31 + 没变 468 + 有问题留下 6'
    """
    return (
        f"共 {counts.rows:,} 行 = 新增 {counts.new:,} + 修改 {counts.changed:,}"
        f" + 没变 {counts.same:,} + 有问题留下 {counts.problems:,}"
    )


def money_words(looked: Looked) -> str:
    """What the import means for the money."""
    if looked.draft.register.kind == HOUSEHOLDS:
        return "家庭登记表不改动任何待遇金额。收入、财产变了的户，下次全镇复核时会列出来。"
    return _benefit_words(looked.money or MoneyEffect())


def _benefit_words(money: MoneyEffect) -> str:
    said = []
    if money.new_awards:
        decided = money.new_awards - money.by_policy
        said.append(
            f"新增待遇 {money.new_awards:,} 份"
            + (f"，其中 {decided:,} 份按表每月共 {amount_shown(money.new_amount)} 元" if decided else "")
            + (f"，{money.by_policy:,} 份金额按政策逐月计算" if money.by_policy else "")
        )
    if money.revised:
        change = Money(money.after - money.before)
        sign = "+" if change > 0 else ""
        said.append(
            f"调整金额 {money.revised:,} 份，每月由 {amount_shown(money.before)} 元变为"
            f" {amount_shown(money.after)} 元（{sign}{amount_shown(change)} 元）"
        )
    if money.accounts:
        said.append(f"登记银行账户 {money.accounts:,} 个")
    return "；".join(said) + "。" if said else "每月发放的金额没有变化。"


def change_words(looked: Looked) -> str:
    """Which fields of what is on file would change, those that change most first."""
    changes = looked.changes
    told = Counter(change.label for change in changes).most_common(_FIELDS_NAMED)
    more = "等" if len({change.label for change in changes}) > _FIELDS_NAMED else ""
    return f"要改的项目：{'、'.join(f'{name} {times:,} 处' for name, times in told)}{more}。" if told else ""


def unread_words(looked: Looked) -> str:
    """What was not read, and why."""
    unread = looked.preview.unread if looked.preview is not None else []
    more = f"\n另有 {len(unread) - _UNREAD_SHOWN} 条。" if len(unread) > _UNREAD_SHOWN else ""
    return "\n".join(unread[:_UNREAD_SHOWN]) + more
