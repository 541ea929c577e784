"""The sheet of a decision: whom it is about, the form, what it does to the money, what stood in the way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from minzheng_desk.desk.drafts import FoundDrafts, drafts_of
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits import told
from minzheng_desk.ui.panels.benefits.acts import Decision
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.dialogs import TypeToConfirm
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


class _FormArea(QScrollArea):
    """Lets a long form scroll, so that its effect and its button are always in sight."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)

    def sizeHint(self) -> QSize:
        """Ask for little and take what is left: the sheet around it scrolls for what does not fit."""
        return QSize(look().px(200), look().px(160))


class DecisionSheet(QWidget):
    """One decision. What the operation refuses is said in place; nothing typed is lost."""

    saved = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, frame: Frame, decision: Decision) -> None:
        super().__init__()
        self._frame, self.decision = frame, decision
        self.form = Form(decision.fields(), today=frame.bench.today, save="")
        self._doubts = self.form.keep_reasons()
        self.form.fill(decision.initial())
        self.effect = EffectCard()
        self.said = label("", "bad", wrap=True)
        self.said.hide()
        self.hint = label("", "hint")
        self.save = SaveButton(f"{decision.verb} F10", "danger" if decision.takes_away else "primary")
        self.save.setAccessibleName(decision.verb)
        self.form.end_at(self.save)
        self.drafts: DraftKeeper | None = None
        if decision.draft:
            title = f"{decision.name} {decision.verb}"
            self.drafts = DraftKeeper(self.form, decision.draft, title, frame.bench)
            found = frame.bench.work("读草稿", lambda _: drafts_of(frame.bench.desk).found())
            found.of(self).then(self._go_on).otherwise(lambda _: None).start()
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

    def _go_on(self, found: FoundDrafts) -> None:
        """Put back what was typed and not saved the last time, unless somebody types already."""
        draft = next((one for one in found.drafts if one.name == self.decision.draft), None)
        if draft is not None and self.drafts is not None and not self.form.touched:
            self.drafts.restore(draft)
            self.hint.setText("接着上次没有保存的录")
            self._follow()

    def _submit(self, values: dict[str, Any]) -> None:
        typed = self.decision.typed()
        if typed is None:
            self._carry_out(values)
            return
        verb = self.decision.verb
        title, text = typed.title, masks().sentence(typed.text, self.decision.called)
        asked = TypeToConfirm(self.window(), title, text, what=typed.what, expected=typed.expected, verb=verb)
        asked.answered.connect(lambda _: self._carry_out(values))
        asked.open()

    def _carry_out(self, values: dict[str, Any]) -> None:
        self.say("")
        self.save.setEnabled(False)

        def done(_: object) -> None:
            if self.drafts is not None:
                self.drafts.forget()
            self.saved.emit(self.decision.told(values))

        bench = self._frame.bench
        with bench.noting(self._doubts.reason):
            task = self.decision.task(bench, values)
        task.of(self).then(done).otherwise(self._refused).start()

    def _refused(self, problem: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(problem, DeskError):
            self.say(f"{problem}{problem.advice}")
        else:
            self._frame.problem(problem)

    def _follow(self) -> None:
        self.decision.arrange(self.form, self.form.values())
        effect = self.decision.effect(self.form.values())
        self.effect.say("\n".join(effect.lines), effect.warning)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.hint, 1)
        row.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(masks().name(self.decision.name), strong=True))
        self._column.addWidget(label(self.decision.about, "hint", wrap=True))
        parts = list(self.decision.reasons())
        if parts:
            self._column.addWidget(self._reasons(parts), 1)
            self._column.addWidget(self.form)
        else:
            self._column.addWidget(_FormArea(self.form), 1)
        for widget in (self.effect, self.said):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        look().changed.connect(self._fit)
        self._fit()

    def _reasons(self, parts: list[str]) -> QTextBrowser:
        text = QTextBrowser()
        text.setFrameShape(QTextBrowser.Shape.NoFrame)
        text.setOpenLinks(False)
        text.setAccessibleName("测算和依据")
        text.setHtml(masks().sentence(told.page(parts), self.decision.called))
        text.anchorClicked.connect(lambda url: self._frame.go(url.toString()))
        return text

    def _fit(self) -> None:
        self._column.setContentsMargins(0, 0, look().px(6), 0)
        self._column.setSpacing(look().px(8))
