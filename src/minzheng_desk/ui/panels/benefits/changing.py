"""调整金额, 变更领款人, 登记复核, 给予渐退期, 听取意见."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from minzheng_desk.benefits.hearings import record_hearing
from minzheng_desk.benefits.model import Amounts, AwardHearing, AwardReview
from minzheng_desk.benefits.operations import (
    begin_phase_out,
    change_recipient,
    record_review,
    revise_amount,
)
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits.acts import (
    HEARING_FIELDS,
    Act,
    Case,
    Effect,
    Values,
    heard_before,
    heard_in,
    hearing_fields,
    locked_before,
    yuan_said,
)
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench


class Revise(Act):
    """Give it another amount."""

    key, verb, icon = "revise", "调整金额", "edit"

    def hindered(self) -> str:
        """Amounts that follow the policy are not revised by hand."""
        amount = self.case.file.amount(self.case.month)
        return "金额按当月标准自动确定" if amount is not None and amount.basis == "policy" else ""

    def fields(self) -> Sequence[FormField]:
        """From when, how much, for how many, why, and what was heard."""
        return (
            FormField(name="since", label="执行月份", entry=Entry.MONTH, required=True),
            FormField(name="base", label="基本金额", entry=Entry.MONEY, unit="元", required=True),
            FormField(name="supplement", label="增发金额", entry=Entry.MONEY, unit="元", default=Money(0)),
            FormField(name="persons", label="保障人口", entry=Entry.NUMBER, unit="人", required=True),
            FormField(name="household_income", label="家庭月收入", entry=Entry.MONEY, unit="元"),
            FormField(
                name="reason",
                label="核定原因",
                entry=Entry.LONG_TEXT,
                required=True,
                max_length=500,
                wide=True,
            ),
            *hearing_fields(self.case),
        )

    def initial(self) -> dict[str, Any]:
        """What is paid now, from the next month on."""
        since = max(self.case.next_unpaid, self.case.month.next)
        now = self.case.file.amount(since)
        known = (
            {}
            if now is None
            else {
                "base": now.base,
                "supplement": now.supplement,
                "persons": now.persons,
                "household_income": now.household_income,
            }
        )
        return {"since": since, **known, **heard_before(self.case), **self.case.suggested}

    def arrange(self, form: Form, values: Values) -> None:
        """Somebody is heard where less is paid than before."""
        since, total = values.get("since"), _total(values)
        lower = since is not None and total is not None and total < self.case.file.worth(since)
        for name in HEARING_FIELDS:
            form.set_shown(name, shown=lower)
        form.set_shown("household_income", shown=self.case.file.of_household)

    def effect(self, values: Values) -> Effect:
        """Before, after, and the difference."""
        since, total = values.get("since"), _total(values)
        if since is None or total is None:
            return Effect(("填好月份和金额后显示。",))
        before = self.case.file.worth(since)
        moved = Money(total - before)
        lines = [f"自 {since.label}起每月 {shown(before)} → {yuan_said(total)}，{_moved(moved)}。"]
        if moved < 0 and self.case.file.hearing is not None:
            lines.append("调减前须听取本人意见，书面告知理由。")
        return Effect(tuple(lines), locked_before(self.case, since))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Give it the amount."""
        return bench.task(
            revise_amount,
            self.case.file.award,
            values["since"],
            Amounts(values["base"], values["supplement"] or Money(0)),
            persons=values["persons"],
            reason=values["reason"],
            household_income=values.get("household_income"),
            heard=heard_in(values),
        )

    def told(self, values: Values) -> str:
        """Whose, from when, to what."""
        total = _total(values) or Money(0)
        return f"已调整金额：{self.case.whose}，自 {values['since'].label}起每月 {yuan_said(total)}"


class ChangeRecipient(Act):
    """Pay what a household receives to another of its members."""

    key, verb, icon = "recipient", "变更领款人", "user"

    def hindered(self) -> str:
        """What is of a person is paid to the person; and there must be another member."""
        if not self.case.file.of_household:
            return "按人确认的待遇不能变更"
        return "" if _others(self.case) else "本户没有其他成员"

    def fields(self) -> Sequence[FormField]:
        """To whom."""
        return (
            FormField(
                name="person",
                label="新领款人",
                entry=Entry.CHOICE,
                choices=[Choice(one.id, masks().name(one.name)) for one in _others(self.case)],
                required=True,
                hint="只能是本户的成员",
            ),
        )

    def initial(self) -> dict[str, Any]:
        """Nobody is chosen."""
        return {}

    def effect(self, values: Values) -> Effect:
        """Who is paid instead of whom."""
        chosen = next((one for one in self.case.file.members if one.id == values.get("person")), None)
        if chosen is None:
            return Effect(("金额不变，只变更领款人。",))
        before, after = masks().name(self.case.file.person.name), masks().name(chosen.name)
        return Effect((f"金额不变。领款人 {before} → {after}，下一期名册起发到本人账户。",))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Pay it to the member."""
        chosen = next(one for one in self.case.file.members if one.id == values["person"])
        return bench.task(change_recipient, self.case.file.award, chosen, policy=self.case.file.policy)


class RecordReview(Act):
    """Note that it was looked at again."""

    key, verb, icon = "review", "登记复核", "check"

    def fields(self) -> Sequence[FormField]:
        """When, whether anything changed, and what was found."""
        return (
            FormField(name="reviewed_on", label="复核日期", entry=Entry.DAY, required=True),
            FormField(
                name="changed", label="情况有明显变化", entry=Entry.FLAG, may_be_unknown=False, default=False
            ),
            FormField(name="note", label="复核情况", entry=Entry.LONG_TEXT, max_length=500, wide=True),
        )

    def initial(self) -> dict[str, Any]:
        """Today, and nothing changed."""
        return {"reviewed_on": self.case.today, "changed": False}

    def effect(self, values: Values) -> Effect:
        """A review by itself changes no amount."""
        monthly = yuan_said(self.case.file.worth(self.case.month))
        if values.get("changed"):
            return Effect((f"金额暂不变（每月 {monthly}）。保存后请登记变化，再调整金额或停发。",))
        return Effect((f"没有明显变化，金额不变，每月 {monthly}；下次复核从这一天起算。",))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Note it."""
        review = AwardReview(
            award_id=self.case.file.award.id,
            reviewed_on=values["reviewed_on"],
            reviewed_by=self.case.officer,
            changed=bool(values.get("changed")),
            note=str(values.get("note") or ""),
        )
        return bench.task(record_review, review)

    def told(self, values: Values) -> str:
        """Whose, and when."""
        return f"已登记复核：{self.case.whose}，{values['reviewed_on']}"


class BeginPhaseOut(Act):
    """Let it go on in full for some months after the household found work."""

    key, verb, icon = "phase_out", "给予渐退期", "clock"

    def fields(self) -> Sequence[FormField]:
        """When it was decided, how long, and why."""
        most = self.case.file.policy.at(self.case.today).find("dibao.phase_out_months")
        says = f"不超过 {most.value} 个月（{most.source}）" if most is not None else ""
        return (
            FormField(name="decided_on", label="渐退决定日期", entry=Entry.DAY, required=True),
            FormField(
                name="months", label="渐退期", entry=Entry.NUMBER, unit="个月", required=True, hint=says
            ),
            FormField(
                name="reason",
                label="渐退原因",
                entry=Entry.LONG_TEXT,
                required=True,
                max_length=500,
                wide=True,
            ),
            FormField(
                name="document", label="延长依据", max_length=200, hint="超过规定月数的，写明文件名称和文号"
            ),
        )

    def initial(self) -> dict[str, Any]:
        """Today, and as long as the policy allows."""
        most = self.case.file.policy.at(self.case.today).find("dibao.phase_out_months")
        months = most.value if most is not None and isinstance(most.value, int) else None
        return {"decided_on": self.case.today, "months": months}

    def effect(self, values: Values) -> Effect:
        """What goes on to be paid, and until when."""
        decided_on, months = values.get("decided_on"), values.get("months")
        if decided_on is None or not months:
            return Effect(("填好日期和月数后显示。",))
        since = Month.of(decided_on).next
        last, monthly = (since + months).previous, self.case.file.worth(since)
        total = yuan_said(Money(monthly * months))
        said = f"{since.label}至 {last.label}照发，每月 {yuan_said(monthly)}，共 {total}；期满前另办停发。"
        return Effect((said,))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Give the months."""
        return bench.task(
            begin_phase_out,
            self.case.file.award,
            policy=self.case.file.policy,
            decided_on=values["decided_on"],
            months=values["months"],
            reason=values["reason"],
            document=values.get("document") or "",
        )


class RecordHearing(Act):
    """Note what somebody said before a decision against them."""

    key, verb, icon = "hearing", "登记听取意见", "phone"

    def fields(self) -> Sequence[FormField]:
        """When, what was said, and the reasons given."""
        on, note, reasons = hearing_fields(self.case)
        return tuple(_wanted(field) for field in (on, note, reasons))

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"heard_on": self.case.today}

    def effect(self, values: Values) -> Effect:
        """Nothing is lowered or ended by it."""
        return Effect(("只作记录，金额不变；办理停发或调减时自动带入。",))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Note it."""
        hearing = AwardHearing(
            award_id=self.case.file.award.id,
            heard_on=values["heard_on"],
            note=values["heard_note"],
            reasons=values["heard_reasons"],
        )
        return bench.task(record_hearing, hearing)


def _wanted(field: FormField) -> FormField:
    return replace(field, required=True)


def _others(case: Case) -> list[Any]:
    award = case.file.award
    return [one for one in case.file.members if one.id != award.person_id and one.died_on is None]


def _total(values: Values) -> Money | None:
    base = values.get("base")
    return None if base is None else Money(base + (values.get("supplement") or 0))


def _moved(moved: Money) -> str:
    if moved == 0:
        return "金额不变"
    return f"{'增加' if moved > 0 else '减少'} {yuan_said(Money(abs(moved)))}"
