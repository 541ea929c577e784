"""What is asked before a step that cannot be taken back, and which bank's format is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from minzheng_desk.kernel.money import in_words, shown
from minzheng_desk.payroll.attention import Grade
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.widgets.dialogs import CANCEL, Question, TypeToConfirm, Verb

WHY_HELD = ("等待补登账户", "户情待核实", "联系不上本人")


def lock_question(parent: QWidget | None, now: RosterNow) -> TypeToConfirm:
    """Ask for the total before a roster is locked, and say what remains possible afterwards."""
    roster = now.roster
    left = _left_out(now)
    text = (
        f"{roster.lines:,} 行、{roster.persons:,} 人，"
        f"合计 {shown(roster.total)} 元（{in_words(roster.total)}）。"
        f"{left}锁定后不能撤销，也不能重新生成；少发的在下月补发，多发的登记追回，银行退回的办理更正发放。"
    )
    return _typed(parent, f"锁定 {roster.called}", text, roster, "锁定")


def close_question(parent: QWidget | None, now: RosterNow) -> TypeToConfirm:
    """Ask for the total before a month is closed."""
    roster = now.whole[0]
    unanswered = now.answers.unanswered.lines
    waiting = f"银行还有 {unanswered:,} 笔没有答复。" if unanswered else ""
    text = (
        f"{roster.lines:,} 行，合计 {shown(roster.total)} 元（{in_words(roster.total)}）。{waiting}"
        "月结后这个月不能再改；银行的回盘仍可导入，更正在以后月份补发或登记追回。"
    )
    return _typed(parent, f"月结 {roster.programme_label} {roster.month.label}", text, roster, "月结")


def _typed(parent: QWidget | None, title: str, text: str, roster: Roster, verb: str) -> TypeToConfirm:
    total = shown(roster.total)
    return TypeToConfirm(parent, title, text, what="合计金额", expected=total, verb=verb)


def _left_out(now: RosterNow) -> str:
    roster = now.roster
    parts = [f"暂缓 {roster.held} 行"] if roster.held else []
    parts += [f"停发 {roster.stopped} 行"] if roster.stopped else []
    said = f"另有{'、'.join(parts)}，没有计入。" if parts else ""
    open_lines = sum(one.grade is Grade.MEND for one in now.attention)
    return f"{said}还有 {open_lines} 条必改没有处理。" if open_lines else said


class FormatQuestion(Question):
    """Which bank's format is meant; ``answered`` brings its name."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        formats: Sequence[tuple[str, str]],
        verb: str,
        before: str = "",
    ) -> None:
        super().__init__(parent, title, text, "card")
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for name, called in formats:
            button = QRadioButton(called)
            self.choices[name] = button
            self._group.addButton(button)
            self.body.addWidget(button)
        chosen = self.choices.get(before) or next(iter(self.choices.values()), None)
        self.add_verb(CANCEL)
        self.act = self._button(Verb("chosen", verb, "primary"))
        self.act.setDefault(True)
        self.act.clicked.connect(lambda: self.answer(self.chosen))
        self.act.setEnabled(chosen is not None)
        if chosen is not None:
            chosen.setChecked(True)
            chosen.setFocus()

    @property
    def chosen(self) -> str:
        """The name of the format that is marked."""
        return next((name for name, button in self.choices.items() if button.isChecked()), "")


def facts_of_step(now: RosterNow, stage: Stage) -> Mapping[str, str]:
    """What is on record of a step that was taken, by what each fact is called."""
    taken = next((one for one in now.course if one.stage is stage), None)
    if taken is None:
        return {}
    roster = now.roster
    return {
        "名册": roster.called,
        "谁": taken.by,
        "哪天": f"{taken.on.year}年{taken.on.month}月{taken.on.day}日",
        "合计": f"{shown(roster.total)} 元",
        "批次号": roster.batch_number,
    }
