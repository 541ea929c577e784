"""What is known about households and persons: means, certificates, findings of officers, accounts, papers."""

from __future__ import annotations

import dataclasses
from datetime import date

from minzheng_desk.households.evidence.model import (
    AbilityAssessment,
    Circumstance,
    Confirmation,
    ConfirmationWithoutReason,
    LegalSupporter,
    ParentCircumstance,
    PropertyCheck,
    Schooling,
    SelfCareAssessment,
    SupportersKnown,
)
from minzheng_desk.households.hardships.model import Hardship, OtherBenefit
from minzheng_desk.households.kinship.avoidance import Decision, refuse_relatives
from minzheng_desk.households.kinship.model import StaffRelation
from minzheng_desk.households.model import (
    Asset,
    Attachment,
    BankAccount,
    DateOutOfOrder,
    DisabilityCertificate,
    Expense,
    Household,
    Income,
    Member,
    Person,
    ReasonMissing,
)
from minzheng_desk.households.operations.registering import with_sort_key
from minzheng_desk.households.visits.model import HomeVisit, VisitNotDescribed
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction

Means = Income | Asset | Expense | DisabilityCertificate
Evidence = Circumstance | LegalSupporter | SelfCareAssessment | PropertyCheck
Standing = ParentCircumstance | AbilityAssessment | Schooling
Burden = Hardship | OtherBenefit
Fact = Means | Evidence | Standing | Burden
Corrected = Person | Household | Member | Fact | Confirmation | HomeVisit | StaffRelation | BankAccount


@operation("fact.record", "登记收入财产支出或其他情况", may=Permission.EDIT_HOUSEHOLDS)
def record_fact(tx: Transaction, fact: Fact) -> Fact:
    """Store a new fact about a household or person; raises `SupportersKnown`.

    What contradicts other facts is taken in as it was said: every assessment names the contradiction.
    """
    if isinstance(fact, Circumstance) and fact.kind == "no_supporter" and fact.holds:
        known = tx.count(LegalSupporter, table(LegalSupporter).c.person_id == fact.person_id)
        if known:
            raise SupportersKnown(count=known)
    return tx.put(fact)


@operation("fact.confirm", "经办人确认", may=Permission.ASSESS)
def confirm(tx: Transaction, confirmation: Confirmation) -> Confirmation:
    """Keep what an officer answers where the texts leave it open.

    Raises `ConfirmationWithoutReason` or `DecidedByRelative`.
    """
    for lacking, written in (("理由", confirmation.reason), ("确认人", confirmation.confirmed_by)):
        if not written.strip():
            question = codes("officer_question").label(confirmation.question)
            raise ConfirmationWithoutReason(question=question, lacking=lacking)
    household, by = confirmation.household_id, confirmation.confirmed_by
    refuse_relatives(tx, [Decision(household, "", confirmation.confirmed_on, by)])
    return tx.put(confirmation)


@operation("visit.record", "登记入户调查", may=Permission.EDIT_HOUSEHOLDS)
def record_visit(tx: Transaction, visit: HomeVisit) -> HomeVisit:
    """Note who went to see a household, when, and what was seen; raises `VisitNotDescribed`."""
    visitors = tuple(name.strip() for name in visit.visitors if name.strip())
    for lacking, is_there in (("入户人员", bool(visitors)), ("入户所见", bool(visit.seen.strip()))):
        if not is_there:
            raise VisitNotDescribed(lacking=lacking)
    return tx.put(dataclasses.replace(visit, visitors=visitors, seen=visit.seen.strip()))


@operation("income.end", "终止收入", may=Permission.EDIT_HOUSEHOLDS)
def end_income(tx: Transaction, income: Income, until: date) -> Income:
    """Let a stream of income stop; ``until`` is the first day without it."""
    return tx.put(dataclasses.replace(income, until=until))


@operation("fact.withdraw", "撤回误登记的信息", may=Permission.EDIT_HOUSEHOLDS)
def withdraw_fact(tx: Transaction, fact: Record, reason: str) -> None:
    """Take out a fact that was never true; the journal keeps what it was and why. Raises `ReasonMissing`."""
    tx.note = _reason(reason)
    tx.remove(fact)


@operation("record.correct", "更正档案", may=Permission.EDIT_HOUSEHOLDS)
def correct(tx: Transaction, corrected: Corrected, reason: str) -> Corrected:
    """Put right what was entered wrongly, as opposed to what changed in life; raises `ReasonMissing`."""
    tx.note = _reason(reason)
    if isinstance(corrected, Person):
        corrected = with_sort_key(corrected)
    return tx.put(corrected)


@operation("bank_account.change", "变更银行账户", may=Permission.EDIT_HOUSEHOLDS)
def change_bank_account(tx: Transaction, account: BankAccount) -> BankAccount:
    """Pay a person to another account from ``account.since`` on; the one before ends there.

    Raises `DateOutOfOrder`.
    """
    at = table(BankAccount).c
    for before in tx.find(BankAccount, at.person_id == account.person_id, at.until.is_(None)):
        if account.since < before.since:
            raise DateOutOfOrder(label="启用日期", day=account.since, floor=f"原账户启用日期{before.since}")
        tx.put(dataclasses.replace(before, until=account.since))
    return tx.put(account)


@operation("attachment.add", "添加材料", may=Permission.EDIT_HOUSEHOLDS)
def attach(
    tx: Transaction,
    owner: Record,
    title: str,
    media_type: str,
    data: bytes,
    taken_on: date | None = None,
) -> Attachment:
    """Keep a paper with a household, a person or the fact it proves; the same bytes are stored once."""
    return tx.put(
        Attachment(
            record_type=owner.declaration.name,
            record_id=owner.id,
            title=title,
            media_type=media_type,
            content=tx.keep_paper(data),
            size=len(data),
            taken_on=taken_on,
        )
    )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
