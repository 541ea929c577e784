"""The sheet in which an act is filled in: form, effect on money, buttons; drafts are kept meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.desk.drafts import Draft, FoundDrafts, drafts_of
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import asked
from minzheng_desk.ui.panels.households.acts.act import KNOWN, REASON, Act, Values
from minzheng_desk.ui.panels.households.asked import SamePerson
from minzheng_desk.ui.panels.households.effects import Effects
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.forms.drafting import DraftKeeper
from minzheng_desk.ui.widgets.forms.findings import Grade
from minzheng_desk.ui.widgets.forms.foot import Foot
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench

_REST = 250
"""Milliseconds after the last key before the effect is asked for."""


class ActSheet(QWidget):
    """One act, being filled in."""

    done = Signal(object, object, str)
    """The act, what the operation returned, and what is said about it; the sheet is done with."""
    done_with_next = Signal(object, object, str)
    """The same, and another one is wanted."""
    file_wanted = Signal(str)
    """The address of a household that was told of."""

    def __init__(self, act: Act, bench: Workbench, problem: Callable[[Exception], None]) -> None:
        super().__init__()
        self.act, self._bench, self._problem = act, bench, problem
        self._known: Any = None
        self._asking, self._doubling = Newest(self), Newest(self)
        self.form = Form(act.fields, today=bench.today, columns=act.columns, save="")
        self._doubts = self.form.keep_reasons()
        self.foot = self.form.foot = Foot(act.save, act.again)
        self.notice = NoticeStrip("info", act.notice)
        if not act.notice:
            self.notice.hide()
        self.effects = Effects() if act.foresee is not None else None
        self.keeper = DraftKeeper(self.form, act.name, act.title, bench)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.tell_effect)
        self._lay_out()
        self._connect()
        self.form.fill(dict(act.values))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ask_choices()
        self._ask_draft()
        self.tell_effect()

    def begin(self) -> None:
        """Put the keyboard into the first required field that is empty, else into the first."""
        empty = next(
            (
                name
                for name, cell in self.form.cells.items()
                if cell.field.required and name != REASON and not cell.editor.written().strip()
            ),
            None,
        )
        if empty is None:
            self.form.focus_first()
        else:
            self.form.focus(empty)

    def save(self) -> None:
        """Ctrl+S: the same as the button."""
        self.form.submit()

    def next_problem(self, step: int) -> None:
        """F3: the next field that is wrong, doubtful, or required and empty."""
        self.form.next_problem(step)

    def give_up(self) -> None:
        """Forget the draft."""
        self.keeper.forget()
        self.form.fill(dict(self.act.values))
        self.notice.say(self.act.notice)
        self.tell_effect()

    def _submit(self, values: Values, *, again: bool) -> None:
        # A button that is disabled hands the keyboard to whatever comes next, be it outside the sheet.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.set_busy(busy=True)
        with self._bench.noting(self._doubts.reason):
            task = self.act.write({**values, KNOWN: self._known})
        task.then(lambda done: self._on_done(values, done, again=again))
        task.otherwise(self._on_refused).of(self).start()

    def _on_done(self, values: Values, done: Any, *, again: bool) -> None:
        result = getattr(done, "result", done)
        self.keeper.forget()
        said = self.act.told(values, result)
        if not again:
            self.done.emit(self.act, result, said)
            return
        self.done_with_next.emit(self.act, result, said)
        if self.act.next is None:
            self._known = None
            self.form.begin_next(self.act.keep)

    def _on_refused(self, problem: Exception) -> None:
        self.form.set_busy(busy=False)
        self.foot.save.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(problem, DeskError):
            self.notice.say(problem.advice, kind="bad")
        else:
            self._problem(problem)

    def _on_changed(self, name: str) -> None:
        self._rest.start()
        if name == "id_number":
            self._known = None

    def tell_effect(self) -> None:
        """Ask what the act would do to money as it is filled in now."""
        if self.act.foresee is None or self.effects is None:
            return
        task = self.act.foresee(self.form.values())
        if task is None:
            self._asking.drop()
            self.effects.ask_more()
            return
        effects = self.effects
        self._asking.start(
            task.then(effects.show_foreseen).otherwise(
                lambda problem: effects.say_refused(
                    problem.advice if isinstance(problem, DeskError) else "暂时算不出影响，可以先保存。"
                )
            )
        )

    def _look_for_double(self, name: str, number: str) -> None:
        asking = self._bench.ask(asked.registered_under, number)
        self._doubling.start(asking.then(lambda found: self._tell_double(name, found)))

    def _tell_double(self, name: str, found: Sequence[SamePerson]) -> None:
        others = [one for one in found if one.person.id != self.act.about]
        if not others:
            return
        one = others[0]
        if one.household_number:
            self.form.set_message(
                name,
                Grade.DOUBT,
                f"这个证件号已经登记在 {one.village} {masks().name(one.person.name)} 名下。"
                "是同一个人就打开他的档案，不是就请核对号码。",
                link_text="打开档案",
                on_link=lambda: self.file_wanted.emit(f"households:{one.household_number}"),
            )
            return
        self.form.set_message(
            name,
            Grade.DOUBT,
            f"{masks().name(one.person.name)} 以前登记过，现在不在任何一户。是同一个人就用原来的资料。",
            link_text="用原来的资料",
            on_link=lambda: self._take_known(one),
        )

    def _take_known(self, one: SamePerson) -> None:
        for name, cell in self.form.cells.items():
            kept = getattr(one.person, name, None)
            if kept is not None and not cell.editor.veiled:
                self.form.set_value(name, kept, "按原来的档案填写")
        self._known = one.person
        self._rest.start()

    def _ask_choices(self) -> None:
        for name, question in self.act.choices_of.items():
            task = question()
            task.then(partial(self.form.set_choices, name)).of(self).start()

    def _ask_draft(self) -> None:
        task = self._bench.work("读草稿", lambda _: drafts_of(self._bench.desk).found())
        task.then(self._on_drafts).otherwise(lambda _: None).of(self).start()

    def _on_drafts(self, found: FoundDrafts) -> None:
        draft = next((one for one in found.drafts if one.name == self.act.name), None)
        if draft is not None and not self.form.touched:
            self._restore(draft)

    def _restore(self, draft: Draft) -> None:
        self.keeper.restore(draft)
        when = f"{in_beijing(draft.kept_at):%m月%d日 %H:%M}"
        self.notice.say(f"接着录 {when} 没有保存完的这张表。{self.act.notice}", "不要了")
        self.tell_effect()

    def _connect(self) -> None:
        form = self.form
        form.submitted.connect(lambda values: self._submit(values, again=False))
        form.submitted_for_next.connect(lambda values: self._submit(values, again=True))
        form.changed.connect(self._on_changed)
        form.id_checked.connect(self._look_for_double)
        form.end_at(self.foot.save)
        for check in self.act.checks:
            form.add_check(check)
        self.foot.save.clicked.connect(lambda _checked=False: form.submit())
        self.foot.save.back.connect(lambda: form.focus(self.act.fields[-1].name))
        if self.foot.again is not None:
            self.foot.again.clicked.connect(lambda _checked=False: form.submit(again=True))
        self.notice.pressed.connect(self.give_up)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(8))
        column.addWidget(self.notice)
        column.addWidget(self.form)
        if self.effects is not None:
            column.addWidget(self.effects)
        column.addWidget(self.foot)
        column.addStretch(1)
