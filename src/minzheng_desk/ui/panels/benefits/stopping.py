"""暂停, 恢复, 停发."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minzheng_desk.benefits.operations import end, resume, suspend
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.panels.benefits.acts import (
    HEARING_FIELDS,
    Act,
    Effect,
    Values,
    heard_before,
    heard_in,
    hearing_fields,
    locked_before,
    yuan_said,
)
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench

_DEATH = "death"


class Suspend(Act):
    """Stop paying for a while."""

    key, verb, icon, takes_away = "suspend", "暂停发放", "pause", True

    def hindered(self) -> str:
        """What is suspended already is not suspended again."""
        return "已经暂停" if self.case.file.running_suspension else ""

    def fields(self) -> Sequence[FormField]:
        """From when, and why."""
        return (
            FormField(
                name="since", label="暂停月份", entry=Entry.MONTH, required=True, hint="第一个不发的月份"
            ),
            FormField(
                name="reason",
                label="暂停原因",
                entry=Entry.LONG_TEXT,
                required=True,
                max_length=400,
                wide=True,
            ),
        )

    def initial(self) -> dict[str, Any]:
        """The first month not yet paid."""
        return {"since": self.case.next_unpaid}

    def effect(self, values: Values) -> Effect:
        """What is not paid a month."""
        since = values.get("since")
        if since is None:
            return Effect(("填好月份后显示。",))
        said = f"自 {since.label}起每月少发 {yuan_said(self.case.file.worth(since))}，待遇保留，恢复后再发。"
        return Effect((said,), locked_before(self.case, since))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Suspend it."""
        return bench.task(suspend, self.case.file.award, values["since"], values["reason"])

    def told(self, values: Values) -> str:
        """Whose, and from when."""
        return f"已暂停发放：{self.case.whose}，自 {values['since'].label}起"


class Resume(Act):
    """Pay again what is suspended."""

    key, verb, icon = "resume", "恢复发放", "refresh"

    def hindered(self) -> str:
        """Only what is suspended is resumed."""
        return "" if self.case.file.running_suspension else "没有暂停"

    def fields(self) -> Sequence[FormField]:
        """From when."""
        return (
            FormField(
                name="from_month",
                label="恢复月份",
                entry=Entry.MONTH,
                required=True,
                hint="重新发放的第一个月",
            ),
        )

    def initial(self) -> dict[str, Any]:
        """The first month not yet paid."""
        return {"from_month": self.case.next_unpaid}

    def effect(self, values: Values) -> Effect:
        """What is paid again, and what is not."""
        suspended, since = self.case.file.running_suspension, values.get("from_month")
        if suspended is None or since is None:
            return Effect(("填好月份后显示。",))
        since = max(since, suspended.since)
        lines = [f"自 {since.label}起恢复，每月 {yuan_said(self.case.file.worth(since))}。"]
        months = since - suspended.since
        if months:
            lines.append(f"{suspended.since.label}至 {since.previous.label}的 {months} 个月不发。")
        return Effect(tuple(lines), locked_before(self.case, since))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Resume it."""
        return bench.task(resume, self.case.file.award, values["from_month"])

    def told(self, values: Values) -> str:
        """Whose, and from when."""
        return f"已恢复发放：{self.case.whose}，自 {values['from_month'].label}起"


class End(Act):
    """End it; the person is heard first unless dead."""

    key, verb, icon, takes_away = "end", "停发", "stop", True

    def hindered(self) -> str:
        """What has an end already ended."""
        return f"已定自 {self.case.file.award.until.label}起停发" if self.case.file.award.until else ""

    def fields(self) -> Sequence[FormField]:
        """From when, why, and what was heard."""
        return (
            FormField(
                name="until", label="停发月份", entry=Entry.MONTH, required=True, hint="第一个不发的月份"
            ),
            FormField(name="reason", label="停发原因", entry=Entry.CHOICE, codes="award_end", required=True),
            *hearing_fields(self.case),
        )

    def initial(self) -> dict[str, Any]:
        """The month after this one, because a decision takes effect from the next month on."""
        until = max(self.case.next_unpaid, self.case.month.next)
        return {"until": until, **heard_before(self.case), **self.case.suggested}

    def arrange(self, form: Form, values: Values) -> None:
        """The dead are not heard."""
        for name in HEARING_FIELDS:
            form.set_shown(name, shown=values.get("reason") != _DEATH)

    def effect(self, values: Values) -> Effect:
        """What is paid last, and what is not paid any more."""
        until: Month | None = values.get("until")
        if until is None:
            return Effect(("填好月份后显示。",))
        monthly = yuan_said(self.case.file.worth(until.previous))
        lines = [f"最后发 {until.previous.label}，自 {until.label}起每月少发 {monthly}。"]
        if values.get("reason") != _DEATH and self.case.file.hearing is not None:
            lines.append("停发前须听取本人意见，书面告知理由；停发以后恢复须重新申请。")
        return Effect(tuple(lines), locked_before(self.case, until))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """End it."""
        heard = heard_in(values) if values["reason"] != _DEATH else None
        return bench.task(end, self.case.file.award, values["until"], values["reason"], heard=heard)

    def told(self, values: Values) -> str:
        """Whose, from when, and why."""
        why = codes("award_end").label(values["reason"])
        return f"已停发：{self.case.whose}，自 {values['until'].label}起（{why}）"
