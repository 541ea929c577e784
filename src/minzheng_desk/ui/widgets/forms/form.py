"""A form: fields in reading order, Enter to the next, checked when left, drafts of what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.records import RecordType
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.body import Body
from minzheng_desk.ui.widgets.forms.cells import Cell, MessageLine
from minzheng_desk.ui.widgets.forms.choice_editors import ChoiceEditor
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.doubts import DoubtReason
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField, fields_of
from minzheng_desk.ui.widgets.forms.findings import Finding, Grade, Said, wrong
from minzheng_desk.ui.widgets.forms.following import IdFollower
from minzheng_desk.ui.widgets.forms.foot import Foot, SaveButton
from minzheng_desk.ui.widgets.forms.veiled_editors import VeiledEditor

WholeCheck = Callable[[Mapping[str, Any]], Iterable[Finding]]


class Form(QWidget):
    """Fields to fill in; what was filled in comes out as values of the kernel.

    Without ``save`` there is no row of buttons: the page has its own, told by `end_at`.
    """

    submitted = Signal(object)
    """All values by name, after every field was found right."""
    submitted_for_next = Signal(object)
    """The same, where another empty form is wanted afterwards; the page calls `begin_next`."""
    changed = Signal(str)
    """A person changed the field of this name."""
    id_checked = Signal(str, str)
    """A sound identity number was typed into the field of this name: look whether it is registered."""

    def __init__(
        self,
        fields: Sequence[FormField],
        *,
        today: date,
        columns: int = 1,
        save: str = "保存",
        again: str = "",
    ) -> None:
        super().__init__()
        self.cells = {field.name: Cell(field, today) for field in fields}
        self.body = Body(list(self.cells.values()), columns)
        self.top = MessageLine()
        self.top.hide()
        self._whole_checks: list[WholeCheck] = []
        self._followers: dict[str, IdFollower] = {}
        self._summing_up = False
        self.is_kept = False
        """Whether a draft is kept of it: leaving it loses nothing."""
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.addWidget(self.top)
        self._page.addWidget(self.body)
        self.foot = Foot(save, again) if save else None
        self._end: QPushButton | None = self.foot.save if self.foot else None
        self.doubts: DoubtReason | None = None
        """Asks why what is doubtful is saved, where the page keeps reasons."""
        if self.foot is not None:
            self._page.addWidget(self.foot)
            self._wire_foot(self.foot)
        self._page.addStretch(1)
        for cell in self.cells.values():
            self._wire(cell, today)
        self._set_tab_order()
        self.fill({})
        look().changed.connect(self._fit)
        self._fit()

    @classmethod
    def of(
        cls,
        declared: RecordType,
        *,
        today: date,
        names: Iterable[str] = (),
        overrides: Mapping[str, Mapping[str, Any]] | None = None,
        columns: int = 1,
        save: str = "保存",
        again: str = "",
    ) -> Form:
        """A form for a record as it is declared; see `fields_of`."""
        fields = fields_of(declared, names, overrides)
        return cls(fields, today=today, columns=columns, save=save, again=again)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Begin with these values; fields not named begin with what empty stands for."""
        for name, cell in self.cells.items():
            cell.fill(values[name] if name in values else _visible(cell.field.default))
        for follower in self._followers.values():
            follower.show()
        self._sum_up(begin=False)

    def begin_next(self, keep: Iterable[str] = ()) -> None:
        """Empty the form for the next one but for the values of ``keep``; begin at the first field."""
        kept = {name: self.cells[name].value() for name in keep}
        self.fill(kept)
        self.set_busy(busy=False)
        self.focus_first()

    def value(self, name: str) -> Any:
        """The value of one field; raises `InputProblem` when what stands there is not understood."""
        return self.cells[name].value()

    def values(self) -> dict[str, Any]:
        """The values by name; a field that is not understood is left out (`check` tells of it)."""
        found = {}
        for name, cell in self.cells.items():
            try:
                found[name] = cell.value()
            except InputProblem:
                continue
        return found

    def changes(self) -> dict[str, Any]:
        """The values that differ from what the form was filled with."""
        return {name: value for name, value in self.values().items() if value != self.cells[name].at_first}

    @property
    def touched(self) -> bool:
        """Whether a person changed anything since the form was filled."""
        return any(cell.touched for cell in self.cells.values())

    def check(self) -> tuple[Finding, ...]:
        """Look at every field; what is wrong or doubtful, in reading order."""
        for cell in self._shown():
            cell.check()
        if not any(said.grade is Grade.WRONG for cell in self._shown() if (said := cell.serious())):
            for check in self._whole_checks:
                for finding in check(self.values()):
                    self.cells[finding.name].tell(Said(finding.grade, finding.text))
        return self.findings()

    def findings(self) -> tuple[Finding, ...]:
        """What was found wrong or doubtful so far, without looking again."""
        return tuple(
            Finding(cell.field.name, said.grade, said.text)
            for cell in self._shown()
            if (said := cell.serious()) is not None
        )

    def add_check(self, check: WholeCheck) -> None:
        """Look at several fields together, once each of them is right by itself."""
        self._whole_checks.append(check)

    def keep_reasons(self) -> DoubtReason:
        """Ask for a reason before doubtful values are handed on; the page keeps it."""
        self.doubts = DoubtReason()
        self._page.insertWidget(self._page.indexOf(self.body) + 1, self.doubts)
        for last in [*self.cells.values()][-1:]:  # a form may only ask whether to go on
            QWidget.setTabOrder(last.editor.widget, self.doubts.line)
        self.doubts.back.connect(self._to_last)
        self.doubts.on.connect(self._to_end)
        return self.doubts

    def submit(self, *, again: bool = False) -> None:
        """Check everything; say what is to be put right, or hand the values on."""
        found = self.check()
        wrongs = [one for one in found if one.grade is Grade.WRONG]
        self._sum_up(begin=bool(wrongs))
        if wrongs:
            self.focus(wrongs[0].name)
            QAccessible.updateAccessibility(QAccessibleEvent(self.top, QAccessible.Event.Alert))
            return
        if self.doubts is not None and found and not self.doubts.reason:
            self.doubts.ask(len(found))
            return
        (self.submitted_for_next if again else self.submitted).emit(self.values())

    def set_busy(self, *, busy: bool) -> None:
        """While the values are being saved nobody saves them twice."""
        for button in self._buttons():
            button.setEnabled(not busy)

    def end_at(self, button: QPushButton) -> None:
        """Where Enter goes after the last field: the page's own button."""
        self._end = button

    def focus_first(self) -> None:
        """Put the keyboard into the first field that can be filled in."""
        first = next((cell for cell in self._shown() if not cell.editor.read_only), None)
        if first is not None:
            self._go_to(first)

    def focus(self, name: str) -> None:
        """Put the keyboard into one field."""
        self._go_to(self.cells[name])

    def next_problem(self, step: int = 1) -> None:
        """F3: on to the next field that is wrong, doubtful, or required and empty; round at the end."""
        cells = self._shown()
        here = next((place for place, cell in enumerate(cells) if _has_focus(cell)), -1 if step > 0 else 0)
        for away in range(1, len(cells) + 1):
            cell = cells[(here + step * away) % len(cells)]
            if cell.serious() is not None or _lacks(cell):
                self._go_to(cell)
                return

    def set_message(
        self,
        name: str,
        grade: Grade,
        text: str,
        *,
        link_text: str = "",
        on_link: Callable[[], None] | None = None,
    ) -> None:
        """Say under a field what the page found out, until the field is changed; no text takes it back."""
        self.cells[name].tell(Said(grade, text) if text else None, link_text if text else "", on_link)
        self._sum_up()

    def set_source(self, name: str, text: str) -> None:
        """Say in grey where the value of a field comes from."""
        self.cells[name].set_source(text)

    def set_note(self, name: str, text: str) -> None:
        """Stand words at the right of a field."""
        self._note(self.cells[name], text)

    def set_value(self, name: str, value: Any, source: str = "") -> None:
        """Put a value the program knows into a field, saying from where; Enter passes over it."""
        self.cells[name].fill_from(value, source)

    def set_choices(self, name: str, choices: Sequence[Choice]) -> None:
        """Say what can be chosen in a field: the villages, once the store has answered."""
        editor = self.cells[name].editor
        if isinstance(editor, ChoiceEditor):
            editor.set_choices(choices)

    def set_read_only(self, name: str, *, read_only: bool) -> None:
        """Let nobody type in a field, or let them again."""
        self.cells[name].editor.set_read_only(read_only=read_only)

    def set_shown(self, name: str, *, shown: bool) -> None:
        """Show a field or hide it; a hidden one is not checked, and stands for its default."""
        cell = self.cells[name]
        cell.shown = shown
        cell.editor.widget.setVisible(shown)
        row = self.body.row_of(cell)
        row.show(shown=any(one.shown for one in row.cells))

    def reveal(self, name: str) -> None:
        """Show a veiled number whole, after the page has written down who looked."""
        editor = self.cells[name].editor
        if isinstance(editor, VeiledEditor):
            editor.reveal()

    def cover(self) -> None:
        """Veil every number again."""
        for cell in self.cells.values():
            if isinstance(cell.editor, VeiledEditor):
                cell.editor.cover()

    def draft(self) -> dict[str, str]:
        """What stands in the fields, as it stands there; a veiled number is not in it."""
        return {name: cell.editor.written() for name, cell in self.cells.items() if not cell.editor.veiled}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Put back what stood in the fields; nothing is checked."""
        for name, text in draft.items():
            cell = self.cells.get(name)
            if cell is not None and cell.editor.written() != text:
                cell.editor.write(text)
                cell.touched = True
        for follower in self._followers.values():
            follower.show()

    def say_draft(self, text: str) -> None:
        """Say beside the buttons when the draft was kept."""
        if self.foot is not None:
            self.foot.said.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F3 to the next problem, F10 and Ctrl+S to save, where no page around the form takes them."""
        pressed = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if pressed == Qt.Key.Key_F3:
            self.next_problem(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif pressed == Qt.Key.Key_F10 or (pressed == Qt.Key.Key_S and control):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _wire(self, cell: Cell, today: date) -> None:
        name, editor = cell.field.name, cell.editor
        editor.moved.connect(partial(self._move, cell))
        editor.edited.connect(partial(self._on_edited, cell))
        editor.left.connect(partial(self._on_left, cell))
        if cell.field.entry is Entry.ID_NUMBER:
            self._followers[name] = IdFollower(cell, self.cells, self._note, today)

    def _wire_foot(self, foot: Foot) -> None:
        foot.save.clicked.connect(lambda _checked=False: self.submit())
        if foot.again is not None:
            foot.again.clicked.connect(lambda _checked=False: self.submit(again=True))
        for button in self._buttons():
            button.back.connect(self._to_last)

    def _set_tab_order(self) -> None:
        stops = [cell.editor.widget for cell in self.cells.values()]
        for before, after in zip(stops, stops[1:] + list(self._buttons()), strict=False):
            QWidget.setTabOrder(before, after)

    def _buttons(self) -> tuple[SaveButton, ...]:
        if self.foot is None:
            return ()
        return (self.foot.again, self.foot.save) if self.foot.again is not None else (self.foot.save,)

    def _shown(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.shown]

    def _note(self, cell: Cell, text: str) -> None:
        self.body.row_of(cell).note(cell, text)

    def _go_to(self, cell: Cell) -> None:
        cell.editor.widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.body.bring_into_view(cell)

    def _move(self, cell: Cell, step: int) -> None:
        cell.editor.settle()
        self._on_left(cell)  # first: what a number tells of may be passed over
        cells = self._shown()
        place = cells.index(cell)
        ways = cells[place + 1 :] if step > 0 else reversed(cells[:place])
        aim = next((one for one in ways if not one.editor.read_only and not (step > 0 and one.filled)), None)
        if aim is not None:
            self._go_to(aim)
        elif step > 0:
            self._to_end()

    def _to_end(self) -> None:
        if self._end is not None:
            self._end.setFocus(Qt.FocusReason.TabFocusReason)

    def _to_last(self) -> None:
        last = next((cell for cell in reversed(self._shown()) if not cell.editor.read_only), None)
        if last is not None:
            self._go_to(last)

    def _on_edited(self, cell: Cell) -> None:
        self.changed.emit(cell.field.name)

    def _on_left(self, cell: Cell) -> None:
        if cell.examined or not self.touched:
            return  # somebody only looked
        cell.examined = True
        cell.check()
        follower = self._followers.get(cell.field.name)
        if follower is not None:
            follower.follow()
            number = follower.number()
            if number is not None and cell.touched:
                self.id_checked.emit(cell.field.name, number)
        self._sum_up()

    def _sum_up(self, *, begin: bool | None = None) -> None:
        """Say at the top how much is still to be put right, from a refused save until all is right."""
        self._summing_up = self._summing_up if begin is None else begin
        found = self.findings()
        count = sum(one.grade is Grade.WRONG for one in found)
        if self.doubts is not None:
            self.doubts.follow(len(found) - count)
        self._summing_up = self._summing_up and count > 0
        self.top.say(wrong(f"还有 {count} 处要改。") if self._summing_up else None)
        self.top.setVisible(self._summing_up)

    def _fit(self) -> None:
        self._page.setSpacing(look().px(6))


def _visible(default: Any) -> Any:
    """What an empty form shows: noughts and nothings are not worth showing."""
    return default if default else None


def _lacks(cell: Cell) -> bool:
    try:
        return cell.field.required and cell.value() in {None, ""}
    except InputProblem:
        return True


def _has_focus(cell: Cell) -> bool:
    widget = cell.editor.widget
    inside = QApplication.focusWidget()
    return inside is not None and (inside is widget or widget.isAncestorOf(inside))
