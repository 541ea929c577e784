"""The rows of the tables of a file: frozen, and written out once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.benefits.judging import Held, Judged
from minzheng_desk.eligibility.standing import IncomeStanding
from minzheng_desk.households.model import Asset, Attachment, BankAccount, Expense, Income
from minzheng_desk.households.queries import MemberView
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import words
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone

WHOLE = "全家"
YEAR = 12


class MemberRow(NamedTuple):
    """A member as a row."""

    view: MemberView
    name: str
    relation: str
    sex_and_age: str
    id_number: str | None
    health: str
    capacity: str
    benefits: tuple[ChipSpec, ...]
    phone: str | None
    account: str | None
    since: date
    state: ChipSpec | str

    @property
    def id(self) -> str:
        """The person; by this the row is known when it comes again."""
        return self.view.person.id


class MeansRow(NamedTuple):
    """An income, an asset or an expense as a row."""

    id: str
    fact: Income | Asset | Expense | None
    label: str
    owner: str
    how: str
    amount: Money | None
    source: ChipSpec | str
    ink: str = ""
    days: str = ""


class BenefitRow(NamedTuple):
    """A benefit as a row."""

    held: Held
    label: str
    name: str
    since: str
    until: str
    amount: Money | None
    decided: str
    state: ChipSpec | str

    @property
    def id(self) -> str:
        """The award."""
        return self.held.award.id


class PaperRow(NamedTuple):
    """A paper as a row."""

    paper: Attachment
    title: str
    about: str
    taken_on: date | None
    kind: str
    size: str

    @property
    def id(self) -> str:
        """The paper."""
        return self.paper.id


def member_rows(shown_file: Opened, today: date, *, former: bool) -> tuple[MemberRow, ...]:
    """Everybody who belongs to the household, and with ``former`` those who did."""
    month = Month.of(today)
    standing = shown_file.standing(month)
    views = shown_file.file.members if former else shown_file.present
    head = shown_file.household.head_id
    ordered = sorted(views, key=lambda view: (view.member.until is not None, view.person.id != head))
    return tuple(_member(view, shown_file, standing, today) for view in ordered)


def _member(view: MemberView, shown_file: Opened, standing: tuple[Held, ...], today: date) -> MemberRow:
    account = account_in_use(view)
    own = [
        one.award.programme
        for one in standing
        if one.award.person_id == view.person.id or (one.award.programme in _SHARED and _lives_here(view))
    ]
    chips = dict.fromkeys(words.benefit_chip(name, shown_file.labels.get(name, name)) for name in own)
    return MemberRow(
        view,
        view.person.name,
        words.relation(view),
        words.sex_and_age(view.person, today),
        view.person.id_number,
        words.health(view),
        words.capacity(view.person),
        tuple(chips),
        view.person.phone,
        account.account if account else None,
        view.member.since,
        words.state(view, today),
    )


_SHARED = frozenset({"dibao"})
"""Granted to the head, received by every member."""


def _lives_here(view: MemberView) -> bool:
    return view.member.until is None


def account_in_use(view: MemberView) -> BankAccount | None:
    """The account a member is paid to from now on."""
    return next((account for account in view.accounts if account.until is None), None)


def counted_incomes(judged: Judged) -> Iterator[MeansRow]:
    """What counts as income and what does not, a year's worth each, as the assessment took it."""
    names = {member.key: masks().name(member.name) for member in judged.facts.members}
    for place, standing in enumerate(judged.means.incomes):
        yield from _counted(f"{place}", standing, names)


def _counted(key: str, standing: IncomeStanding, names: dict[str, str]) -> Iterator[MeansRow]:
    fact = standing.income
    counts = standing.treatment == "counted"
    how = f"{names.get(fact.person or '', WHOLE)} {period_told(fact.amount, fact.months)}".strip()
    said = "" if counts else TREATMENTS.get(standing.treatment, standing.treatment)
    gross = _yearly(fact.amount, fact.months) if fact.amount is not None else None
    ink = "" if counts else "ink3"
    told = how if counts else f"{how}，{said}"
    yield MeansRow(key, None, standing.label, "", told, gross if counts else None, "", ink)
    if counts and fact.cost:
        cost = Money(-_yearly(fact.cost, fact.months))
        yield MeansRow(f"{key}-", None, "　可扣减成本", "", "办公室认可的成本", cost, "", "bad")


TREATMENTS = {
    "excluded": "不计入",
    "ask": "口径待确认",
    "not_running": "当时没有",
    "person_not_counted": "本人不计入",
}
"""How an income is treated, in words."""


def _yearly(amount: Money, months: int) -> Money:
    """Return what a stream comes to in a year, fractions of a fen left out; a single receipt as it is."""
    return Money(int(Fraction(amount * YEAR, months))) if months else amount


def period_told(amount: Money | None, months: int) -> str:
    """An amount with how often it comes."""
    if amount is None:
        return "数额不明"
    often = {0: "一次性", 1: "每月", YEAR: "每年"}.get(months, f"每 {months} 个月")
    return f"{often} {shown(amount)}"


def income_rows(shown_file: Opened) -> tuple[MeansRow, ...]:
    """Every income on file."""
    names = shown_file.names
    return tuple(
        MeansRow(
            one.id,
            one,
            codes("income_kind").label(one.kind),
            names.get(one.person_id or "", WHOLE),
            period_told(one.amount, one.months) + (f"，扣成本 {shown(one.cost)}" if one.cost else ""),
            _yearly(one.amount, one.months),
            source_chip(one.provenance),
            "ink3" if one.until else "",
            _days(one.since, one.until, one.as_of),
        )
        for one in shown_file.file.incomes
    )


def asset_rows(shown_file: Opened) -> tuple[MeansRow, ...]:
    """Everything owned that is on file."""
    names = shown_file.names
    return tuple(
        MeansRow(
            one.id,
            one,
            codes("asset_kind").label(one.kind),
            names.get(one.person_id or "", WHOLE),
            f"{shown(one.amount)} 元" if one.amount else f"{one.quantity} 处（件）",
            one.amount or None,
            source_chip(one.provenance),
            "",
            _days(None, None, one.as_of),
        )
        for one in shown_file.file.assets
    )


def expense_rows(shown_file: Opened) -> tuple[MeansRow, ...]:
    """Every rigid expense on file."""
    names = shown_file.names
    return tuple(
        MeansRow(
            one.id,
            one,
            codes("expense_kind").label(one.kind),
            names.get(one.person_id or "", WHOLE),
            f"已报销 {shown(one.reimbursed)}" if one.reimbursed else "",
            one.amount,
            source_chip(one.provenance),
            "",
            _days(one.spent_on, None, one.as_of),
        )
        for one in shown_file.file.expenses
    )


def source_chip(provenance: str) -> ChipSpec | str:
    """Where a fact comes from; only what the district verified stands out."""
    told = codes("provenance").label(provenance)
    return ChipSpec(told, Tone.OK) if provenance == "district" else told


def _days(since: date | None, until: date | None, as_of: date | None) -> str:
    if until is not None:
        return f"至 {until}"
    if since is not None:
        return f"{since} 起"
    return f"{as_of}" if as_of is not None else ""


def benefit_rows(shown_file: Opened, today: date) -> tuple[BenefitRow, ...]:
    """Every benefit, those in payment first."""
    month, names = Month.of(today), shown_file.names
    running = {one.award.id for one in shown_file.standing(month)}
    ordered = sorted(shown_file.held, key=lambda one: (one.award.id not in running, one.award.since))
    return tuple(
        BenefitRow(
            one,
            shown_file.labels.get(one.award.programme, one.award.programme),
            names.get(one.award.person_id, ""),
            str(one.award.since),
            str(one.award.until or ""),
            one.monthly,
            one.award.decided_by,
            _benefit_state(one, month),
        )
        for one in ordered
    )


def _benefit_state(one: Held, month: Month) -> ChipSpec | str:
    award = one.award
    if award.until is not None and award.until <= month:
        why = codes("award_end").label(award.ended_reason) if award.ended_reason else ""
        return ChipSpec(f"已停发 {why}".strip())
    if award.since > month:
        return ChipSpec("待起发", Tone.INFO)
    return "按政策计发" if one.monthly is None else "在享"


def paper_rows(shown_file: Opened) -> tuple[PaperRow, ...]:
    """Every paper, with whose it is."""
    names, facts = shown_file.names, {one.fact.id: one.fact for one in shown_file.evidence}
    found = []
    for paper in shown_file.papers:
        fact = facts.get(paper.record_id)
        about = names.get(paper.record_id) or (fact.declaration.label if fact else WHOLE)
        kind = paper.media_type.rpartition("/")[2].upper()
        found.append(PaperRow(paper, paper.title, about, paper.taken_on, kind, _size(paper.size)))
    return tuple(found)


def _size(count: int) -> str:
    kilo = 1024
    return f"{max(1, count // kilo)} KB" if count < kilo * kilo else f"{count / kilo / kilo:.1f} MB"
