"""Registers of benefits: what each row means for the awards on file, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from minzheng_desk.benefits.model import Amounts, Award, AwardAmount, NewAward, amount_in
from minzheng_desk.benefits.queries import amounts_of, standing_awards
from minzheng_desk.households.imports.model import Counts, Standing
from minzheng_desk.households.imports.plan import Comparison, KnownBenefit
from minzheng_desk.households.model import BankAccount
from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.policy.model import Policy, Programme
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

BY_POLICY = frozenset({"old_age.tier"})
"""Calculations that need only what is on file, so that the amount follows the policy by itself."""


class ProgrammeNotInPack(PolicyProblem):
    """The register is of a programme that the office's policy does not know."""

    text = "政策包“{pack}”里没有登记表中的项目“{programme}”，没有导入。"
    remedy = "请安装含该项目的政策包，或从登记表中去掉这些行。"


@dataclass(slots=True)
class BenefitPlan:
    """Everything one import of awards writes, in one transaction."""

    comparison: Comparison
    new: list[NewAward] = field(default_factory=list)
    revised: list[AwardAmount] = field(default_factory=list)
    accounts: list[BankAccount] = field(default_factory=list)
    """Accounts that the register names and nobody had on file."""

    @property
    def counts(self) -> Counts:
        """How the rows of the register divide."""
        return self.comparison.counts


def plan_benefits(
    reader: Reader, comparison: Comparison, policy: Policy, paid_through: Month, decided_by: str
) -> BenefitPlan:
    """Say which rows are new awards, which change an amount, and which say what is on file already.

    ``paid_through`` is the last month that was paid before this program; nothing up to it is paid again.
    Raises `ProgrammeNotInPack`.
    """
    plan = BenefitPlan(comparison)
    accounts = _accounts_on_file(reader, comparison.benefits)
    held = _held(reader, {known.entry.programme for known in comparison.benefits}, paid_through.next)
    for known in comparison.benefits:
        programme = _programme(policy, known.entry.programme)
        _plan_row(plan, known, programme, held, paid_through, decided_by)
        _plan_account(plan, known, accounts, paid_through)
        _plan_person(plan, known)
    comparison.notices += _amounts_left_out(comparison.benefits, policy)
    return plan


Held = dict[tuple[str, str], tuple[Award, AwardAmount | None] | None]
"""By programme and holder, the award on file; None for one that this very register brings."""


def _held(reader: Reader, programmes: Iterable[str], month: Month) -> Held:
    held: Held = {}
    for programme in programmes:
        awards = standing_awards(reader, programme, month)
        amounts = amounts_of(reader, [award.id for award in awards])
        for award in awards:
            in_force = amount_in(amounts.get(award.id, []), max(month, award.since))
            held[programme, award.person_id] = (award, in_force)
            if award.household_id is not None:
                held.setdefault((programme, award.household_id), (award, in_force))
    return held


def _plan_row(
    plan: BenefitPlan,
    known: KnownBenefit,
    programme: Programme,
    held: Held,
    paid_through: Month,
    decided_by: str,
) -> None:
    of_household = programme.unit == "household"
    holder = (programme.name, str(known.household.id if of_household else known.person.id))
    row = known.entry.sheet, known.entry.row
    if holder not in held:
        plan.new.append(_new_award(known, programme, paid_through, decided_by))
        plan.comparison.raise_to(row, Standing.NEW)
        held[holder] = None
        return
    on_file = held[holder]
    if on_file is None:
        plan.comparison.refuse(_listed_twice(known, programme))
        return
    award, in_force = on_file
    revised = _revised(known, award, in_force, paid_through.next)
    plan.comparison.standings[row] = Standing.SAME if revised is None else Standing.CHANGED
    if revised is not None:
        plan.revised.append(revised)


def _plan_account(
    plan: BenefitPlan, known: KnownBenefit, on_file: dict[str, str], paid_through: Month
) -> None:
    """Take over an account that is not on file; one that differs from the register becomes the new one."""
    row, told = (known.entry.sheet, known.entry.row), known.entry.values.get("account")
    if (
        told is None
        or told == on_file.get(known.person.id)
        or plan.comparison.standings[row] is Standing.PROBLEM
    ):
        return
    on_file[known.person.id] = told
    values = known.entry.values
    plan.accounts.append(
        BankAccount(
            person_id=known.person.id,
            account=told,
            bank=values.get("bank", ""),
            holder_name=values.get("account_name", known.person.name),
            holder_id_number=values.get("account_id_number", known.person.id_number),
            since=paid_through.next.first_day,
        )
    )
    if plan.comparison.standings[row] is Standing.SAME:
        plan.comparison.standings[row] = Standing.CHANGED


_ABOUT_PERSONS = ("care_arrangement", "self_care")
"""What a register of awards says about the person and only such a register says."""


def _plan_person(plan: BenefitPlan, known: KnownBenefit) -> None:
    """Fill in what is not on file about the person; what is on file stands."""
    row = known.entry.sheet, known.entry.row
    told = {
        name: known.entry.values[name]
        for name in _ABOUT_PERSONS
        if name in known.entry.values and getattr(known.person, name) is None
    }
    if told and plan.comparison.standings[row] is not Standing.PROBLEM:
        plan.comparison.plan.revised.append(replace(known.person, **told))
        plan.comparison.raise_to(row, Standing.CHANGED)


def _accounts_on_file(reader: Reader, benefits: Iterable[KnownBenefit]) -> dict[str, str]:
    at = table(BankAccount).c
    found: dict[str, str] = {}
    for part in chunks({str(known.person.id) for known in benefits}):
        rows = reader.rows(select(at.person_id, at.account).where(at.person_id.in_(part), at.until.is_(None)))
        found.update({row.person_id: row.account for row in rows})
    return found


def _new_award(known: KnownBenefit, programme: Programme, paid_through: Month, decided_by: str) -> NewAward:
    values = known.entry.values
    # A register that does not say since when is taken at its word for the months to come only.
    since = values.get("since") or paid_through.next
    return NewAward(
        programme=programme.name,
        label=programme.label,
        person_id=known.person.id,
        household_id=known.household.id,
        since=since,
        amounts=_amounts(values),
        basis="policy" if programme.calculation in BY_POLICY else "decided",
        persons=_persons(known, programme),
        paid_through=max(paid_through, since) if since <= paid_through else None,
        decided_on=None,
        decided_by=decided_by,
        certificate_number=values.get("award_number"),
        reason="登记表导入",
        of_household=programme.unit == "household",
    )


def _revised(
    known: KnownBenefit, award: Award, in_force: AwardAmount | None, month: Month
) -> AwardAmount | None:
    values = known.entry.values
    if in_force is None or in_force.basis == "policy" or "amount" not in values:
        return None
    told = _amounts(values)
    if (told.base, told.supplement) == (in_force.base, in_force.supplement):
        return None
    return AwardAmount(
        award_id=award.id,
        since=max(month, award.since),
        base=told.base,
        supplement=told.supplement,
        persons=values.get("covered_persons", in_force.persons),
        household_income=in_force.household_income,
        reason="登记表导入的金额变动",
    )


def _amounts(values: Any) -> Amounts:
    """The basic part and what is added to it: care for 特困, the category supplement for 低保."""
    amount = Money(values.get("amount", 0))
    if "care_amount" in values:
        care = Money(values["care_amount"])
        return Amounts(Money(values.get("basic_amount", amount - care)), care)
    return Amounts(amount, Money(values.get("category_amount", 0)))


def _amounts_left_out(benefits: Iterable[KnownBenefit], policy: Policy) -> list[Problem]:
    """Say once for each sheet and programme that the policy's amount is paid, not the register's."""
    told: dict[tuple[str, str], list[int]] = {}
    for known in benefits:
        programme = _programme(policy, known.entry.programme)
        if programme.calculation in BY_POLICY and "amount" in known.entry.values:
            told.setdefault((known.entry.sheet, programme.label), []).append(known.entry.row)
    return [
        Problem(
            sheet=sheet,
            row=min(rows),
            column="金额",
            value="",
            reason=f"{label}按政策逐月计算，表中 {len(rows)} 行的金额没有采用。",
            suggestion="请在生成名册后与原来发放的金额对照。",
            code="amount_by_policy",
        )
        for (sheet, label), rows in told.items()
    ]


def _persons(known: KnownBenefit, programme: Programme) -> int:
    told: int = known.entry.values.get("covered_persons", 1)
    return told if programme.unit == "household" else 1


def _programme(policy: Policy, name: str) -> Programme:
    found: Programme | None = policy.programmes.get(name)
    if found is None:
        raise ProgrammeNotInPack(pack=policy.pack, programme=name)
    return found


def _listed_twice(known: KnownBenefit, programme: Programme) -> Problem:
    return Problem(
        sheet=known.entry.sheet,
        row=known.entry.row,
        column="姓名",
        value=known.entry.name or "",
        reason=f"同一对象的{programme.label}在登记表中出现了两次。",
        suggestion="请只保留一行；如是两户，请核对户主。",
        code="benefit_twice",
    )
