"""What can be done to an award: its fields, what it does to the money, the operation; one class an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from minzheng_desk.benefits.award_file import AwardFile
from minzheng_desk.benefits.model import Heard
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """An award that something is about to be done to."""

    file: AwardFile
    today: date
    officer: str
    unpaid_from: Month | None
    """The first month whose roster is not locked; None where none ever was."""
    suggested: Values
    """What the line that led here suggests for the fields."""

    @property
    def month(self) -> Month:
        """The present month."""
        return Month.of(self.today)

    @property
    def next_unpaid(self) -> Month:
        """The first month that a decision of today can still change."""
        begun = max(self.month, self.file.award.since)
        return max(begun, self.unpaid_from) if self.unpaid_from else begun

    @property
    def whose(self) -> str:
        """Whose award of what."""
        return f"{masks().name(self.file.person.name)} {self.file.label}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does to the money, in sentences; ``warning`` is what should be looked at first."""

    lines: tuple[str, ...]
    warning: str = ""


class Typed(NamedTuple):
    """What is typed before a decision that stops many at once, and what is said above it."""

    title: str
    text: str
    what: str
    expected: str


class Decision:
    """Something a person decides in a sheet at the side: what is filled in, its effect, and the operation."""

    key: ClassVar[str]
    verb: ClassVar[str]
    icon: ClassVar[str] = "edit"
    takes_away: ClassVar[bool] = False
    """Whether it lowers or stops what somebody is paid."""

    @property
    def name(self) -> str:
        """Whom it is about."""
        raise NotImplementedError

    @property
    def called(self) -> Sequence[str]:
        """Everybody whom `reasons` may call by name."""
        return (self.name,)

    @property
    def about(self) -> str:
        """Where they live, and what it is about."""
        raise NotImplementedError

    @property
    def draft(self) -> str:
        """The address under which what was typed is kept; empty where nothing worth keeping is."""
        return ""

    def reasons(self) -> Iterable[str]:
        """What it rests on, as parts of a page; nothing where the panel beside it says so."""
        return ()

    def fields(self) -> Sequence[FormField]:
        """What is filled in."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What stands there at first."""
        return {}

    def arrange(self, form: Form, values: Values) -> None:
        """Show and hide fields by what stands in others."""

    def effect(self, values: Values) -> Effect:
        """What it would do to the money."""
        raise NotImplementedError

    def typed(self) -> Typed | None:
        """What has to be typed first; None where the button is enough."""
        return None

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """The operation."""
        raise NotImplementedError

    def told(self, values: Values) -> str:
        """What was done, in a sentence."""
        raise NotImplementedError


class Act(Decision):
    """One thing that can be done to an award."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @property
    def name(self) -> str:
        """Who receives it."""
        return self.case.file.person.name

    @property
    def about(self) -> str:
        """The village, the programme and what it is worth."""
        file = self.case.file
        monthly = f"每月 {yuan_said(file.worth(self.case.month))}"
        return "　".join(part for part in (file.village, file.label, monthly) if part)

    @property
    def draft(self) -> str:
        """The award and the act."""
        return f"benefits:{self.case.file.award.id}/{self.key}"

    def hindered(self) -> str:
        """Why it cannot be done now; empty when it can."""
        return ""

    def told(self, values: Values) -> str:
        """What was done, in a sentence."""
        return f"已{self.verb}：{self.case.whose}"


HEARING_FIELDS = ("heard_on", "heard_note", "heard_reasons")


def hearing_fields(case: Case) -> tuple[FormField, ...]:
    """What was heard before a decision against somebody, and the written reasons."""
    source = str(case.file.hearing.source) if case.file.hearing else ""
    return (
        FormField(
            name="heard_on",
            label="听取意见日期",
            entry=Entry.DAY,
            section="听取意见和书面理由",
            hint=f"依据：{source}" if source else "",
        ),
        FormField(name="heard_note", label="听取意见情况", entry=Entry.LONG_TEXT, max_length=2000),
        FormField(name="heard_reasons", label="书面理由", entry=Entry.LONG_TEXT, max_length=2000),
    )


def heard_before(case: Case) -> dict[str, Any]:
    """The hearing that was noted before, where no decision has been taken on it yet."""
    latest = next(iter(case.file.hearings), None)
    last = case.file.amounts[0].since if case.file.amounts else case.file.award.since
    if latest is None or Month.of(latest.heard_on) < last:
        return {}
    return {"heard_on": latest.heard_on, "heard_note": latest.note, "heard_reasons": latest.reasons}


def heard_in(values: Values) -> Heard | None:
    """What stands in the fields of the hearing; None where nothing does."""
    on, note, reasons = (values.get(name) for name in HEARING_FIELDS)
    if on is None:
        return None
    return Heard(on, str(note or ""), str(reasons or ""))


def locked_before(case: Case, since: Month | None) -> str:
    """Say that months before are paid out, where a change would reach back to them."""
    if since is None or case.unpaid_from is None or since >= case.unpaid_from:
        return ""
    last = case.unpaid_from.previous.label
    return (
        f"{case.file.label}的名册已锁定到 {last}，以前的月份已经发出，不会随这次改动变更；多发的须登记追回。"
    )


def yuan_said(amount: Money) -> str:
    """An amount in a sentence."""
    return f"{shown(amount)} 元"
