"""Granting, changing, suspending and ending awards."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from minzheng_desk.benefits.clashes import clashes
from minzheng_desk.benefits.hearings import hearing_required
from minzheng_desk.benefits.imports import BenefitPlan
from minzheng_desk.benefits.model import (
    AlreadyAwarded,
    Amounts,
    Award,
    AwardAmount,
    AwardEnded,
    AwardHearing,
    AwardReview,
    Heard,
    HearingMissing,
    HearingTooLate,
    ImportedBenefits,
    MonthsOutOfOrder,
    NewAward,
    NotSuspended,
    PhaseOut,
    PhaseOutTooLong,
    PhaseOutWithoutWork,
    RightOfThePerson,
    Suspension,
    amount_in,
)
from minzheng_desk.benefits.queries import (
    amounts_of,
    awards_of_person,
    hearings_of,
    standing_awards,
    suspensions_of,
)
from minzheng_desk.households.imports.writing import write_plan
from minzheng_desk.households.kinship.avoidance import Decision, refuse_relatives, refuse_unvisited
from minzheng_desk.households.model import Household, NotAMember, Person
from minzheng_desk.households.operations import events
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.ids import RecordId, new_ids
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.policy.deaths import first_month_after
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.transaction import Transaction


@operation("award.grant", "确认待遇", may=Permission.GRANT)
def grant(tx: Transaction, award: NewAward, *, policy: Policy | None = None, override: str = "") -> Award:
    """Grant one award; raises what `grant_all` raises.

    ``override`` is the reason for which an officer grants it beside what it does not go with; it is kept.
    """
    return grant_all(tx, [award], policy=policy, override=override)[0]


@operation("award.grant_all", "批量确认待遇", may=Permission.GRANT)
def grant_all(
    tx: Transaction,
    new: Sequence[NewAward],
    *,
    policy: Policy | None = None,
    override: str = "",
    progress: Progress | None = None,
) -> list[Award]:
    """Grant many awards as one step, or none of them.

    Raises `AlreadyAwarded`, `DecidedByRelative`, `CountyVisitMissing`, and `NotTogether` where the policy is
    given.
    """
    decisions = [_decision(award) for award in new]
    refuse_relatives(tx, decisions, policy)
    refuse_unvisited(tx, decisions, policy)
    if policy is not None:
        _refuse_clashes(tx, policy, new, override)
    return _grant(tx, new, override, progress or Silent())


def _grant(tx: Transaction, new: Sequence[NewAward], override: str, watch: Progress) -> list[Award]:
    """Write awards that nobody objects to, or that others have decided long ago; raises `AlreadyAwarded`."""
    ids = iter(new_ids(2 * len(new)))
    made: list[Award] = []
    amounts: list[AwardAmount] = []
    for programme in dict.fromkeys(award.programme for award in new):
        wanted = [award for award in new if award.programme == programme]
        _refuse_held(tx, programme, wanted)
        for award in wanted:
            granted, amount = _award_and_amount(award, next(ids), next(ids))
            made.append(granted)
            amounts.append(amount)
        watch.report(len(made), len(new), "确认待遇")
    if override.strip():
        made = [dataclasses.replace(award, remark=override.strip()) for award in made]
    tx.put_all(made)
    tx.put_all(amounts)
    return [dataclasses.replace(award, version=1) for award in made]


@operation("award.import", "导入待遇登记表", may=Permission.IMPORT)
def import_benefits(
    tx: Transaction, plan: BenefitPlan, *, progress: Progress | None = None
) -> ImportedBenefits:
    """Write what a register of benefits brings, the facts about its people included, as one change.

    Raises `StaleRecord` when a record changed since the preview, and `AlreadyAwarded`.
    """
    watch = progress or Silent()
    write_plan(tx, plan.comparison.plan, watch)
    granted = _grant(tx, plan.new, "", watch)
    tx.put_all(plan.revised)
    for account in plan.accounts:
        change_bank_account(tx, account)
    return ImportedBenefits(len(granted), len(plan.revised), len(plan.accounts))


@operation("award.revise_amount", "调整待遇金额", may=Permission.GRANT)
def revise_amount(
    tx: Transaction,
    award: Award,
    since: Month,
    amounts: Amounts,
    *,
    persons: int,
    reason: str,
    household_income: Money | None = None,
    heard: Heard | None = None,
) -> AwardAmount:
    """Give an award another amount from the month ``since`` on; a lower one needs a hearing.

    Raises `AwardEnded`, `MonthsOutOfOrder`, `HearingMissing`, `HearingTooLate` or `DecidedByRelative`.
    """
    _require_open(award, since)
    _require_unrelated(tx, award, since)
    in_force = amount_in(amounts_of(tx, [award.id])[award.id], since)
    if in_force is not None and amounts.total < in_force.base + in_force.supplement:
        _hear(tx, award, since, heard)
    return tx.put(
        AwardAmount(
            award_id=award.id,
            since=since,
            base=amounts.base,
            supplement=amounts.supplement,
            persons=persons,
            household_income=household_income,
            reason=reason,
        )
    )


@operation("award.suspend", "暂停发放", may=Permission.GRANT)
def suspend(tx: Transaction, award: Award, since: Month, reason: str) -> Suspension:
    """Stop paying an award for a while; raises `AwardEnded`, `MonthsOutOfOrder` or `DecidedByRelative`."""
    _require_open(award, since)
    _require_unrelated(tx, award, since)
    return tx.put(Suspension(award_id=award.id, since=since, reason=reason))


@operation("award.resume", "恢复发放", may=Permission.GRANT)
def resume(tx: Transaction, award: Award, from_month: Month) -> list[Suspension]:
    """Pay a suspended award again from ``from_month`` on; raises `NotSuspended` or `DecidedByRelative`."""
    running = [s for s in suspensions_of(tx, [award.id])[award.id] if s.until is None]
    if not running:
        raise NotSuspended
    _require_unrelated(tx, award, from_month)
    return [tx.put(dataclasses.replace(s, until=max(from_month, s.since))) for s in running]


@operation("award.change_recipient", "变更领款人", may=Permission.GRANT)
def change_recipient(tx: Transaction, award: Award, person: Person, *, policy: Policy) -> Award:
    """Pay what a household receives to another of its members, as after the death of the head.

    Raises `RightOfThePerson` for a programme for persons, and `NotAMember`.
    """
    programme = policy.programme(award.programme)
    if programme.unit != "household":
        raise RightOfThePerson(programme=programme.label)
    household = tx.get(Household, award.household_id or "")
    if person.id not in {member.person_id for member in members_of(tx, household.id)}:
        raise NotAMember(number=household.number)
    return tx.put(dataclasses.replace(award, person_id=person.id))


@operation("award.end", "停发待遇", may=Permission.GRANT)
def end(tx: Transaction, award: Award, until: Month, reason: str, *, heard: Heard | None = None) -> Award:
    """End an award; ``until`` is the first month not paid, and the person is heard first unless dead.

    Raises `AwardEnded`, `MonthsOutOfOrder`, `HearingMissing`, `HearingTooLate` or `DecidedByRelative`.
    """
    _require_open(award, until)
    _require_unrelated(tx, award, until)
    if reason != "death":
        _hear(tx, award, until, heard)
    return tx.put(dataclasses.replace(award, until=until, ended_reason=reason))


@operation("award.record_review", "登记复核", may=Permission.GRANT)
def record_review(tx: Transaction, review: AwardReview) -> AwardReview:
    """Note that an award was looked at again; without evident change its amount stays (办法第三十一条).

    Raises `DecidedByRelative`.
    """
    award = tx.get(Award, review.award_id)
    refuse_relatives(
        tx, [Decision(award.household_id, award.programme, review.reviewed_on, review.reviewed_by)]
    )
    return tx.put(review)


@operation("award.begin_phase_out", "给予渐退期", may=Permission.GRANT)
def begin_phase_out(
    tx: Transaction,
    award: Award,
    *,
    policy: Policy,
    decided_on: date,
    months: int,
    reason: str,
    cause: str = "employed",
    document: str = "",
) -> PhaseOut:
    """Let an award go on in full for some months after the household found work (办法第三十三条).

    It begins on the first of the month after the decision. More months than the policy allows need the
    ``document`` that allows them. Ends nothing: the award is ended after a hearing. Raises `AwardEnded`,
    `MonthsOutOfOrder`, `PhaseOutTooLong`, `PhaseOutWithoutWork` or `DecidedByRelative`.
    """
    if cause != "employed":
        raise PhaseOutWithoutWork(cause=codes("award_end").label(cause))
    most = policy.at(decided_on)["dibao.phase_out_months"]
    since = Month.of(decided_on).next
    if isinstance(most.value, int) and months > most.value and not document.strip():
        raise PhaseOutTooLong(months=months, most=most.value, source=most.source)
    _require_open(award, since)
    _require_unrelated(tx, award, since)
    return tx.put(
        PhaseOut(
            award_id=award.id,
            since=since,
            until=since + months,
            decided_on=decided_on,
            reason=reason,
            document=document.strip(),
        )
    )


@operation("benefits.report_death", "登记死亡并停发", may=Permission.GRANT)
def report_death(
    tx: Transaction,
    person: Person,
    died_on: date,
    source: str,
    *,
    policy: Policy,
) -> list[Award]:
    """Note a death and end the awards of the person, those under programmes for persons.

    An award of the whole household stands until its amount is found anew; the roster says so on its line.
    Whether the month of death is still paid is the policy's to say, for each programme. Raises
    `ParameterMissing` where it does not.
    """
    events.report_death(tx, person, died_on, source)
    ended: list[Award] = []
    for award in awards_of_person(tx, person.id):
        programme = policy.programmes.get(award.programme)
        if programme is None or programme.unit != "person":
            continue
        first_unpaid = first_month_after(died_on, policy.at(died_on), award.programme)
        if award.until is None or award.until > first_unpaid:
            # One that was to begin after the death never pays a month.
            ended.append(end_at(tx, award, max(first_unpaid, award.since), "death"))
    return ended


def end_at(tx: Transaction, award: Award, until: Month, reason: str) -> Award:
    """Write the end of an award."""
    return tx.put(dataclasses.replace(award, until=until, ended_reason=reason))


def _decision(award: NewAward) -> Decision:
    on = award.decided_on or award.since.first_day
    return Decision(award.household_id, award.programme, on, award.decided_by)


def _require_unrelated(tx: Transaction, award: Award, month: Month) -> None:
    """Refuse a change that a near relative makes; it takes effect in the month after it is decided."""
    refuse_relatives(tx, [Decision(award.household_id, award.programme, month.previous.last_day)])


def _award_and_amount(award: NewAward, award_id: RecordId, amount_id: RecordId) -> tuple[Award, AwardAmount]:
    granted = Award(
        id=award_id,
        programme=award.programme,
        household_id=award.household_id,
        person_id=award.person_id,
        since=award.since,
        until=award.until,
        decided_on=award.decided_on,
        decided_by=award.decided_by,
        paid_through=award.paid_through,
        certificate_number=award.certificate_number,
    )
    amount = AwardAmount(
        id=amount_id,
        award_id=award_id,
        since=award.since,
        basis=award.basis,
        base=award.amounts.base,
        supplement=award.amounts.supplement,
        persons=award.persons,
        household_income=award.household_income,
        reason=award.reason,
    )
    return granted, amount


def _refuse_clashes(tx: Transaction, policy: Policy, new: Sequence[NewAward], override: str) -> None:
    """Refuse awards that do not go with what stands, unless an officer says why; the journal keeps it."""
    refused = [clash for clash in clashes(tx, policy, new) if clash.is_refused]
    if refused and not override.strip():
        raise refused[0].as_refusal()
    if refused:
        tx.note = "；".join(dict.fromkeys([override.strip(), *(clash.sentence for clash in refused)]))


def _refuse_held(tx: Transaction, programme: str, new: Sequence[NewAward]) -> None:
    """Refuse an award beside one that has not ended by the month in which it would begin."""
    held: dict[str | None, Award | NewAward] = {}
    for award in standing_awards(tx, programme, min(award.since for award in new)):
        for holder in (award.person_id, award.household_id):
            held[holder] = max(held.get(holder, award), award, key=_last_month)
    for wanted in new:
        standing = held.get(wanted.holder)
        if wanted.holder is not None and standing is not None and _last_month(standing) > wanted.since:
            raise AlreadyAwarded(programme=wanted.label, since=standing.since)
        held[wanted.holder] = wanted


def _last_month(award: Award | NewAward) -> Month:
    """The first month no longer paid, far away where no end is known."""
    until = award.until if isinstance(award, Award) else None
    return until or Month(9999, 12)


def _hear(tx: Transaction, award: Award, since: Month, heard: Heard | None) -> None:
    """Keep what was heard before a decision against somebody; refused where the law wants it and has none.

    A decision takes effect from the month after it. An office that is not set up has no law to go by.
    """
    decided_on = since.previous.last_day
    required = hearing_required(tx, decided_on)
    if heard is None or not (heard.note.strip() and heard.reasons.strip()):
        if required is None:
            return
        raise HearingMissing(programme=required.label(award.programme), source=required.source)
    if heard.heard_on > decided_on:
        raise HearingTooLate(heard_on=heard.heard_on, since=since)
    known = [Heard(one.heard_on, one.note, one.reasons) for one in hearings_of(tx, award.id)]
    if heard not in known:
        tx.put(
            AwardHearing(award_id=award.id, heard_on=heard.heard_on, note=heard.note, reasons=heard.reasons)
        )


def _require_open(award: Award, month: Month) -> None:
    if award.until is not None and award.until <= month:
        raise AwardEnded(until=award.until)
    if month < award.since:
        raise MonthsOutOfOrder(month=month, since=award.since)
