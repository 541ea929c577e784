"""An act: the fields somebody fills in, what it would do to money, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minzheng_desk.benefits.foresight import AfterDeath, Shift
from minzheng_desk.households.model import Person
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import WholeCheck
from minzheng_desk.ui.workbench import Workbench

Values = Mapping[str, Any]
Foreseen = AfterDeath | tuple[Shift, ...]

KNOWN = "known"
"""Among the values: the person already on file whom an identity number belongs to, where one was taken."""


REASON = "reason"
"""The field that says why."""


@dataclass(frozen=True, slots=True)
class At:
    """Where an act takes place: the desk, and the household that is open."""

    bench: Workbench
    shown: Opened

    @property
    def today(self) -> date:
        """Today."""
        return self.bench.today

    @property
    def address(self) -> str:
        """The address of the household; drafts are kept under it."""
        return f"households:{self.shown.household.number}"

    def members(self, *, but: Sequence[str] = ()) -> tuple[Choice, ...]:
        """Who can be chosen: those who belong to the household today."""
        return tuple(
            Choice(view.person.id, masks().name(view.person.name))
            for view in self.shown.present
            if view.person.id not in but
        )

    def person(self, person_id: str) -> Person:
        """A person of the household, former members included."""
        return next(view.person for view in self.shown.file.members if view.person.id == person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to write down, ready to be filled in."""

    name: str
    """The address under which its draft is kept."""
    title: str
    fields: Sequence[FormField]
    write: Callable[[Values], Task[Any]]
    """The operation with what was filled in."""
    told: Callable[[Values, Any], str]
    """What is said when it is done, from the values and what the operation returned."""
    values: Values = field(default_factory=dict)
    """What the fields begin with."""
    foresee: Callable[[Values], Task[Any] | None] | None = None
    """The question what it would do to money; None while too little is filled in."""
    save: str = "保存"
    again: str = ""
    """The label of the button that saves and begins another; empty without one."""
    keep: tuple[str, ...] = ()
    """Which fields the next one begins with."""
    notice: str = ""
    checks: tuple[WholeCheck, ...] = ()
    columns: int = 1
    about: str = ""
    """The id of the person it corrects, whose own number is no double."""
    leads_to: Callable[[Any], str] | None = None
    """The address to go to when it is done, from what the operation returned."""
    next: Callable[[Any], Act] | None = None
    """The act that ``again`` begins instead of another of its own, from what the operation returned."""
    choices_of: Mapping[str, Callable[[], Task[Any]]] = field(default_factory=dict)
    """Questions whose answers are the choices of a field."""


def day_field(name: str, label: str, *, required: bool = True, hint: str = "") -> FormField:
    """A day to fill in."""
    return FormField(name=name, label=label, entry=Entry.DAY, required=required, hint=hint)


def reason_field(hint: str = "") -> FormField:
    """Why: kept in the journal."""
    return FormField(
        name=REASON, label="原因", entry=Entry.LONG_TEXT, required=True, max_length=400, hint=hint
    )


def member_field(at: At, label: str, *, required: bool = True, but: Sequence[str] = ()) -> FormField:
    """One of the members."""
    return FormField(
        name="person_id",
        label=label,
        entry=Entry.CHOICE,
        required=required,
        choices=at.members(but=but),
        hint="" if required else "不选就是全家的",
    )
