"""残疾人证 through time: its last day, when to remind, the months it covers, what its number gives away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from minzheng_desk.eligibility.declaring import rule, subject
from minzheng_desk.eligibility.findings import NO_TRACE, Answer, Trace
from minzheng_desk.eligibility.model import CertificateFact, HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.covered import Covered
from minzheng_desk.eligibility.rules.disability import certificate_words
from minzheng_desk.kernel.certificates import CertificateFinding, diagnose_certificate_number
from minzheng_desk.kernel.period import Month, anniversary, month_later
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.model import PolicyOn


def last_day(certificate: CertificateFact, policy: PolicyOn) -> date | None:
    """Return the last day on which a certificate is valid, or None where neither day is on file.

    The corresponding day after the years that 第十九条 gives it still belongs to them (民法典第二百零二条).
    """
    if certificate.expires_on is not None or certificate.issued_on is None:
        return certificate.expires_on
    return anniversary(certificate.issued_on, policy.whole("disability.certificate_years"))


def reminder_on(certificate: CertificateFact, policy: PolicyOn) -> date | None:
    """Return the day from which the holder is reminded to renew."""
    last = last_day(certificate, policy)
    return month_later(last, -policy.whole("disability.reminder_months")) if last else None


def last_paid_month(certificate: CertificateFact, policy: PolicyOn) -> Month | None:
    """Return the last month that a certificate carries: that of its last day, or of its cancellation."""
    days = [certificate.cancelled_on] if certificate.cancelled_on else []
    last = last_day(certificate, policy)
    if last is not None and policy.word("disability.after_expiry") == "suspend_next_month":
        days.append(last)
    return Month.of(min(days)) if days else None


def carries(certificate: CertificateFact, month: Month, policy: PolicyOn) -> bool:
    """Tell whether a certificate carries a month: issued by then, neither cancelled nor expired before."""
    issued = certificate.issued_on
    if issued is not None and (issued > policy.day or Month.of(issued) > month):
        return False
    last = last_paid_month(certificate, policy)
    return last is None or month <= last


def covers(certificates: Iterable[CertificateFact], month: Month, policy: PolicyOn) -> bool:
    """Tell whether a month is paid: carried by a certificate, or between one and its renewal unchanged."""
    known = tuple(certificates)
    if any(carries(certificate, month, policy) for certificate in known):
        return True
    return any(_bridges(old, new, month, policy) for old in known for new in known)


def _bridges(old: CertificateFact, new: CertificateFact, month: Month, policy: PolicyOn) -> bool:
    """Tell whether ``new`` renews ``old`` unchanged after the month, and the months between are paid."""
    if old.cancelled_on is not None or (old.category, old.grade) != (new.category, new.grade):
        return False
    last, issued = last_paid_month(old, policy), new.issued_on
    if last is None or issued is None or not last < month < Month.of(issued) or issued > policy.day:
        return False
    return policy.word("disability.after_renewal") == "back_pay"


class DisabilityOn(Covered):
    """One person in the month of a day, with the certificates that carry the month."""

    __slots__ = ("carrying", "month", "suspended")

    def __init__(self, facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> None:
        super().__init__(_as_alive(facts, person, policy), person, policy)
        self.facts = facts
        self.month = Month.of(policy.day)
        own = person.certificates
        self.carrying = tuple(one for one in own if carries(one, self.month, policy)) if own else ()
        self.suspended = () if self.carrying or not own else _suspended(own, policy)

    @property
    def certificates(self) -> tuple[CertificateFact, ...]:
        """The certificates that carry the month, or those that did until they expired."""
        return self.carrying or self.suspended


def _as_alive(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> HouseholdFacts:
    """Return the household as it was before the person died, where the month of death is still paid."""
    died_on = person.died_on
    if died_on is None or last_month_of_life(died_on, policy, "disability.month_of_death") < Month.of(
        policy.day
    ):
        return facts
    return replace(
        facts, members=tuple(replace(m, died_on=None) if m is person else m for m in facts.members)
    )


def _suspended(certificates: Iterable[CertificateFact], policy: PolicyOn) -> tuple[CertificateFact, ...]:
    """Return the certificates that have expired and may be renewed."""
    return tuple(
        one
        for one in certificates
        if one.cancelled_on is None and (last_day(one, policy) or policy.day) < policy.day
    )


@subject("disability")
def disability_subject(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> DisabilityOn:
    """Return what these rules are asked about: a person, the certificates, what else reaches the person."""
    return DisabilityOn(facts, person, policy)


_NONE = (Outcome.NOT_MET, {"says": "没有登记有效的残疾人证。"})
_UNLIMITED = "持有残疾人证：{words}。"
_SOON = "持有残疾人证：{words}，有效期至 {last}，请提醒尽快换证。"
_RUN_OUT = "{words}的残疾人证已于 {last} 到期，本月照发；未换证的，自 {since} 起暂停发放。"
_CANCELLED = "残疾人证已于 {cancelled_on} 注销。"


@rule(
    "disability.certificate_in_force",
    "残疾人证在有效期内",
    cites=("R11 a5", "R11 a19", "R11 a24", "house_rule"),
    uses=("disability.certificate_years", "disability.reminder_months", "disability.after_expiry"),
    met="持有残疾人证：{words}，有效期至 {last}。",
    not_met="没有登记有效的残疾人证。",
    unknown="{words}的残疾人证已于 {last} 到期，自 {since} 起暂停发放（不是停发），换证后恢复。",
)
def certificate_in_force(case: DisabilityOn) -> Answer:
    """A certificate carries the month; an expired one suspends, and ends nothing."""
    if case.carrying:
        return Outcome.MET, _carrying(case)
    if case.suspended:
        one = case.suspended[-1]
        missing = ("请持证人换领残疾人证，登记新证的发证日期和等级",)
        return Outcome.UNKNOWN, {**_figures(one, case), "missing": missing}
    cancelled = [one.cancelled_on for one in case.subject.certificates if one.cancelled_on is not None]
    if cancelled:
        return Outcome.NOT_MET, {"cancelled_on": max(cancelled), "says": _CANCELLED}
    return _NONE


def _carrying(case: DisabilityOn) -> Trace:
    """Return the figures of the certificate that is valid longest, and the sentence that fits its end."""
    policy = case.policy
    one = max(case.carrying, key=lambda certificate: last_day(certificate, policy) or date.max)
    last, remind = last_day(one, policy), reminder_on(one, policy)
    trace = _figures(one, case)
    if last is None or remind is None:
        return {**trace, "says": _UNLIMITED}
    if last < policy.day and policy.word("disability.after_expiry") == "suspend_next_month":
        return {**trace, "says": _RUN_OUT}
    return {**trace, "says": _SOON} if remind <= policy.day else trace


def _figures(certificate: CertificateFact, case: DisabilityOn) -> Trace:
    last = last_day(certificate, case.policy)
    return {
        "words": certificate_words(certificate),
        "last": last,
        "since": Month.of(last).next.label if last else "",
    }


@rule(
    "disability.certificate_number",
    "残疾人证内容没有矛盾",
    cites=("R11 a5", "R11 a13"),
    met="残疾人证号与本人身份证号、残疾类别和等级一致。",
    not_met="{problems}。",
    unknown="{problems}。",
)
def certificate_number_agrees(case: DisabilityOn) -> Answer:
    """The number agrees with holder, category and grade; the heaviest part gives the grade of several."""
    known = case.certificates
    found = [finding for one in known for finding in _problems(one, case.subject)]
    if not found:
        return (Outcome.MET, NO_TRACE) if any(one.number for one in known) else _NOT_WRITTEN
    outcome = Outcome.NOT_MET if any(finding.is_form for finding in found) else Outcome.UNKNOWN
    missing = tuple(f"{finding.reason}，{finding.suggestion}" for finding in found)
    return outcome, {"problems": [finding.reason for finding in found], "missing": missing}


_NOT_WRITTEN = (Outcome.MET, {"says": "没有登记残疾人证号，未作比对。"})


def _problems(one: CertificateFact, person: PersonFacts) -> list[CertificateFinding]:
    """Return what is wrong with a number; what has a reason on file is no longer asked about."""
    parts = [_NOT_THE_HEAVIEST] if one.parts and min(part[1] for part in one.parts) != one.grade else []
    if not one.number:
        return parts
    found = diagnose_certificate_number(one.number, person.id_number, one.category, one.grade)
    return parts + [finding for finding in found if finding.is_form or not one.number_reason]


_NOT_THE_HEAVIEST = CertificateFinding(
    "heaviest",
    "多重残疾的等级与各分项中最重的一级不一致",
    "请对照残疾人证改正等级或分项。",
    is_form=False,
)
