"""The sheet of an act: whose award it is, the form, what it does to the money, and what stood in the way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.money import shown
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.benefits.acts import Act, Case
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.forms.drafting import DraftKeeper
from minzheng_desk.ui.widgets.forms.foot import SaveButton
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.notices import announce


class EffectCard(QFrame):
    """What an act would do to the money, before it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName("对发放的影响")
        self.said, self.warning = label("", wrap=True), label("", "warn", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label("对发放的影响", "label"))
        self._column.addWidget(self.said)
        self._column.addWidget(self.warning)
        look().changed.connect(self._fit)
        self._fit()

    def say(self, text: str, warning: str = "") -> None:
        """Say it, and what should be looked at first."""
        self.said.setText(text)
        self.warning.setText(warning)
        self.warning.setHidden(warning == "")
        self.setAccessibleDescription(text + warning)

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(12), px(8), px(12), px(10))
        self._column.setSpacing(px(4))


class ActSheet(QWidget):
    """One act on one award. What the operation refuses is said in place; nothing typed is lost."""

    saved = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, frame: Frame, act: Act, case: Case) -> None:
        super().__init__()
        self._frame, self.act, self.case = frame, act, case
        self.form = Form(act.fields(case), today=case.today, save="")
        self.form.fill(act.initial(case))
        self.effect = EffectCard()
        self.said = label("", "bad", wrap=True)
        self.said.hide()
        self.save = SaveButton(f"{act.verb} F10", "danger" if act.takes_away else "primary")
        self.save.setAccessibleName(act.verb)
        self.form.end_at(self.save)
        self.drafts = DraftKeeper(
            self.form, f"benefits:{case.file.award.id}/{act.key}", f"{case.whose} {act.verb}", frame.bench
        )
        self._lay_out()
        self.form.changed.connect(lambda _: self._follow())
        self.form.submitted.connect(self._submit)
        self.save.clicked.connect(lambda _=False: self.form.submit())
        self.save.back.connect(self.form.focus_first)
        self.setFocusProxy(self.form)
        self._follow()

    def submit(self) -> None:
        """F10: check and save."""
        if self.save.isEnabled():
            self.form.submit()

    def say(self, text: str) -> None:
        """Say in place why it was not saved."""
        self.said.setText(text)
        self.said.setVisible(text != "")
        if text:
            announce(self.said, text)

    def _submit(self, values: dict[str, Any]) -> None:
        self.say("")
        self.save.setEnabled(False)

        def done(_: object) -> None:
            self.drafts.forget()
            self.saved.emit(self.act.told(self.case, values))

        task = self.act.task(self._frame.bench, self.case, values)
        task.of(self).then(done).otherwise(self._refused).start()

    def _refused(self, problem: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(problem, DeskError):
            self.say(f"{problem}{problem.advice}")
        else:
            self._frame.problem(problem)

    def _follow(self) -> None:
        values = self.form.values()
        self.act.arrange(self.form, self.case, values)
        effect = self.act.effect(self.case, self.form.values())
        self.effect.say("\n".join(effect.lines), effect.warning)

    def _lay_out(self) -> None:
        file = self.case.file
        monthly = f"每月 {shown(file.worth(self.case.month))} 元"
        place = "　".join(part for part in (file.village, file.label, monthly) if part)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(file.person.name, strong=True))
        self._column.addWidget(label(place, "hint", wrap=True))
        for widget in (self.form, self.effect, self.said):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addStretch(1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._column.setContentsMargins(0, 0, look().px(6), 0)
        self._column.setSpacing(look().px(8))
