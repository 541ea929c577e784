"""确认待遇 from 应享未享: one with its assessment beside it, or all that were ticked."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from minzheng_desk.benefits.granting import Grantable
from minzheng_desk.benefits.model import NewAward
from minzheng_desk.benefits.operations import grant, grant_all
from minzheng_desk.benefits.unclaimed import Proposal, left_out
from minzheng_desk.benefits.whereabouts import Place
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Policy
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits import told
from minzheng_desk.ui.panels.benefits.acts import Decision, Effect, Values, yuan_said
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench


class GrantOne(Decision):
    """Grant what somebody fits for and does not receive."""

    key, verb, icon = "grant", "确认待遇", "check"

    def __init__(self, proposed: Proposal, place: Place) -> None:
        self.proposed, self.award, self.place = proposed, proposed.award, place

    @property
    def name(self) -> str:
        """Who would receive it."""
        return self.place.name

    @property
    def called(self) -> Sequence[str]:
        """The members of the household, and those related to them."""
        return (self.place.name, *self.proposed.assessment.facts.names)

    @property
    def about(self) -> str:
        """The village and the programme."""
        return "　".join(part for part in (self.place.village, self.award.label) if part)

    def reasons(self) -> Iterable[str]:
        """The assessment, step by step, and what stands beside it."""
        yield from assessment_told(self.proposed.assessment)
        if self.proposed.clashes:
            yield told.heading("与已在享待遇的关系")
            yield from (told.paragraph(clash.sentence) for clash in self.proposed.clashes)

    def fields(self) -> Sequence[FormField]:
        """From when, by whom, and why all the same where it does not go with what stands."""
        return (
            FormField(name="since", label="起发月份", entry=Entry.MONTH, required=True),
            FormField(name="decided_by", label="确认人", required=True, max_length=40),
            FormField(
                name="override",
                label="仍确认的理由",
                entry=Entry.LONG_TEXT,
                required=self.proposed.is_refused,
                max_length=500,
                hint="与已在享的待遇不能同时享受，须由负责人写明理由",
            ),
        )

    def initial(self) -> dict[str, Any]:
        """The first month the policy allows, and whoever is at the desk."""
        return {"since": self.award.since, "decided_by": self.award.decided_by}

    def arrange(self, form: Form, values: Values) -> None:
        """A reason is asked for only where one is needed."""
        form.set_shown("override", shown=self.proposed.is_refused)

    def effect(self, values: Values) -> Effect:
        """What is paid a month, and what is paid in arrears."""
        since = values.get("since")
        if since is None:
            return Effect(("填好月份后显示。",))
        monthly, present = self.award.amounts.total, Month.of(self.award.decided_on or since.first_day)
        if self.award.until is not None:
            return Effect((f"{since.label}一次发 {yuan_said(monthly)}。",))
        lines = [f"自 {since.label}起每月发 {yuan_said(monthly)}。"]
        if since < present:
            months = present - since
            lines.append(f"此前 {months} 个月随下一期名册补发，共 {yuan_said(Money(monthly * months))}。")
        return Effect(tuple(lines))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Grant it."""
        award = from_month(self.award, values["since"], values["decided_by"])
        return bench.task(grant, award, policy=self.proposed.policy, override=values.get("override") or "")

    def told(self, values: Values) -> str:
        """Whose, what, and from when."""
        return f"已确认：{masks().name(self.place.name)} {self.award.label}，自 {values['since'].label}起"


class GrantAll(Decision):
    """Grant what was found for the ticked lines, as one step."""

    key, verb, icon = "grant_all", "批量确认待遇", "check"

    def __init__(self, found: Grantable, ticked: int, policy: Policy) -> None:
        self.found, self.ticked, self.policy = found, ticked, policy

    @property
    def name(self) -> str:
        """How many."""
        return f"勾选 {self.ticked} 份，可以确认 {len(self.found.awards)} 份"

    @property
    def about(self) -> str:
        """That each was assessed anew."""
        return "每份都按今天登记的情况重新测算过；确认后一步可以撤销。"

    def reasons(self) -> Iterator[str]:
        """How many under each programme, with the money, and why the others are left out."""
        yield told.heading("可以确认")
        counts = Counter(award.label for award in self.found.awards)
        yield from told.table(
            (label, f"{count} 份", f"每月 {yuan_said(self._total(label))}") for label, count in counts.items()
        )
        others = left_out(self.found)
        gone = self.ticked - len(self.found.awards) - sum(count for _, count in others)
        if others or gone:
            yield told.heading("没有列入")
            yield from told.table((label, f"{count} 份", "") for label, count in others)
            yield from told.table([("情况已有变化", f"{gone} 份", "")] if gone else [])

    def fields(self) -> Sequence[FormField]:
        """By whom."""
        return (FormField(name="decided_by", label="确认人", required=True, max_length=40),)

    def initial(self) -> dict[str, Any]:
        """Whoever is at the desk."""
        return {"decided_by": self.found.awards[0].decided_by}

    def effect(self, values: Values) -> Effect:
        """What all of them come to a month."""
        firsts = sorted({award.since for award in self.found.awards})
        since = "、".join(month.label for month in firsts)
        return Effect((f"每月共增加 {yuan_said(self._total())}，按各项目的规定自 {since}起发。",))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Grant them."""
        awards = [dataclasses.replace(one, decided_by=values["decided_by"]) for one in self.found.awards]
        return bench.task(grant_all, awards, policy=self.policy)

    def told(self, values: Values) -> str:
        """How many, and the money."""
        return f"已确认 {len(self.found.awards)} 份待遇，每月共 {yuan_said(self._total())}"

    def _total(self, label: str = "") -> Money:
        return Money(sum(one.amounts.total for one in self.found.awards if not label or one.label == label))


def from_month(award: NewAward, since: Month, decided_by: str) -> NewAward:
    """The award beginning with another month; what is paid once stays paid once."""
    until = None if award.until is None else since.next
    return dataclasses.replace(award, since=since, until=until, decided_by=decided_by)


def assessment_told(assessment: Assessment) -> Iterator[str]:
    """An assessment as it is read out: the amount, how it is reckoned, each finding with its clause."""
    amount = f"，每月 {shown(assessment.amount)} 元" if assessment.amount else ""
    yield told.heading(f"测算：{assessment.outcome.label}{amount}")
    if assessment.calculation is not None:
        yield from (told.paragraph(line.text) for line in assessment.calculation.lines)
    yield told.heading("逐项依据")
    for finding in assessment.findings:
        mark = {Outcome.MET: "符合", Outcome.NOT_MET: "不符合"}.get(finding.outcome, "待核实")
        yield told.paragraph(f"{mark}　{finding.sentence}")
        yield from (told.citation(source) for source in finding.citations)
