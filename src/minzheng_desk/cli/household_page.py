"""一户一档 on a terminal: the household, its people, their means, their benefits and assessments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.evidence_page import evidence_on, say_evidence, told_evidence
from minzheng_desk.cli.masks import account_shown, id_shown
from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.phones import masked_phone

if TYPE_CHECKING:
    from minzheng_desk.benefits.model import Award, AwardAmount
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.eligibility.model import AssessmentRecord
    from minzheng_desk.households.evidence.queries import Proven
    from minzheng_desk.households.model import BankAccount, Person
    from minzheng_desk.households.queries import HouseholdFile, MemberView

Seen = Mapping[tuple[str, str], str]
"""Values that somebody asked to see in full, by record and field."""


@dataclass(frozen=True, slots=True)
class AwardOnPage:
    """An award with the amount in force this month."""

    award: Award
    label: str
    amount: AwardAmount | None

    @property
    def monthly(self) -> Money | None:
        """What is paid a month; None where the policy of the month says so by itself."""
        if self.amount is None or self.amount.basis == "policy":
            return None
        return Money(self.amount.base + self.amount.supplement)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page shows."""

    file: HouseholdFile
    awards: tuple[AwardOnPage, ...]
    assessments: tuple[AssessmentRecord, ...]
    evidence: tuple[Proven, ...]
    programmes: Mapping[str, str]
    """Labels of programmes."""


def page_of(desk: Desk, file: HouseholdFile) -> Page:
    """Gather what is on file about a household in the rooms above."""
    from minzheng_desk.benefits.model import amount_in
    from minzheng_desk.benefits.queries import amounts_of, awards_of_household
    from minzheng_desk.cli.call import policy_of
    from minzheng_desk.eligibility.queries import assessments_of
    from minzheng_desk.kernel.period import Month

    awards = desk.ask(awards_of_household, file.household.id)
    amounts = desk.ask(amounts_of, [award.id for award in awards])
    labels = {name: programme.label for name, programme in policy_of(desk).programmes.items()}
    month = Month.of(desk.clock.today())
    return Page(
        file,
        tuple(
            AwardOnPage(
                award,
                labels.get(award.programme, award.programme),
                amount_in(amounts.get(award.id, []), max(month, award.since)),
            )
            for award in awards
        ),
        tuple(desk.ask(assessments_of, file.household.id)),
        tuple(evidence_on(desk, file)),
        labels,
    )


def say_page(out: Output, page: Page, seen: Seen) -> None:
    """Show the page to a person."""
    _say_household(out, page.file)
    _say_members(out, page.file, seen)
    _say_means(out, page.file)
    say_evidence(out, page.evidence, {view.person.id: view.person.name for view in page.file.members})
    _say_awards(out, page)
    _say_assessments(out, page)


def _say_household(out: Output, file: HouseholdFile) -> None:
    household = file.household
    village = file.region.name if file.region else household.region_code
    out.line(f"户编号 {household.number}　户主 {file.head.name}")
    out.facts(
        [
            ("村（社区）", f"{village}{household.village_group or ''}"),
            ("住址", household.address or ""),
            ("城乡类别", codes("hukou_kind").label(household.hukou_kind)),
            ("登记日期", household.registered_on.isoformat()),
            ("销户", f"{household.closed_on} {household.closed_reason or ''}" if household.closed_on else ""),
            ("备注", household.remark or ""),
        ]
    )


def _say_members(out: Output, file: HouseholdFile, seen: Seen) -> None:
    out.heading(f"成员 {len(_present(file))} 人")
    out.table(
        ["姓名", "关系", "性别", "出生日期", "身份证号", "电话", "残疾", "银行账号", "状态"],
        [_member_row(view, seen) for view in file.members],
    )


def _present(file: HouseholdFile) -> list[MemberView]:
    return [view for view in file.members if view.member.until is None]


def _member_row(view: MemberView, seen: Seen) -> list[str]:
    person = view.person
    certificates = [
        codes("disability_category").label(c.category) + codes("disability_grade").label(c.grade)
        for c in view.certificates
        if c.cancelled_on is None
    ]
    return [
        person.name,
        codes("relation_to_head").label(view.member.relation_to_head),
        codes("sex").label(person.sex) if person.sex else "",
        person.born_on.isoformat() if person.born_on else "",
        _id_number(person, seen),
        _phone(person, seen),
        "、".join(certificates),
        "、".join(_account(account, seen) for account in view.accounts if account.until is None),
        _state(view),
    ]


def _id_number(person: Person, seen: Seen) -> str:
    return seen.get((person.id, "id_number")) or id_shown(person.id_number)


def _phone(person: Person, seen: Seen) -> str:
    return seen.get((person.id, "phone")) or (_masked_phone(person.phone) if person.phone else "")


def _masked_phone(phone: str) -> str:
    from minzheng_desk.kernel.phones import PhoneNumber

    return masked_phone(PhoneNumber(phone))


def _account(account: BankAccount, seen: Seen) -> str:
    return f"{account.bank} {seen.get((account.id, 'account')) or account_shown(account.account)}".strip()


def _state(view: MemberView) -> str:
    if view.person.died_on:
        return f"已故（{view.person.died_on}）"
    return f"{view.member.until}离开" if view.member.until else "在户"


def _say_means(out: Output, file: HouseholdFile) -> None:
    names: dict[str, str] = {view.person.id: view.person.name for view in file.members}
    rows = [
        *(
            [
                "收入",
                codes("income_kind").label(i.kind),
                names.get(i.person_id or "", "全家"),
                _per_months(i.amount, i.months),
            ]
            for i in file.incomes
        ),
        *(
            [
                "财产",
                codes("asset_kind").label(a.kind),
                names.get(a.person_id or "", "全家"),
                _worth(a.amount, a.quantity),
            ]
            for a in file.assets
        ),
        *(
            [
                "支出",
                codes("expense_kind").label(e.kind),
                names.get(e.person_id or "", "全家"),
                f"{shown(e.amount)} 元",
            ]
            for e in file.expenses
        ),
    ]
    if rows:
        out.heading("收入、财产、支出")
        out.table(["项目", "类别", "谁的", "数额"], rows)


def _per_months(amount: Money, months: int) -> str:
    return f"{shown(amount)} 元" + (
        f"，{months} 个月" if months > 1 else "，每月" if months else "（一次性）"
    )


def _worth(amount: Money, quantity: int) -> str:
    return f"{shown(amount)} 元" if amount else f"{quantity} 处（件）"


def _say_awards(out: Output, page: Page) -> None:
    if not page.awards:
        return
    names = {view.person.id: view.person.name for view in page.file.members}
    out.heading(f"待遇 {len(page.awards)} 项")
    out.table(
        ["项目", "对象", "起发", "停发", "月金额（元）", "确认人"],
        [
            [
                on_page.label,
                names.get(on_page.award.person_id, ""),
                str(on_page.award.since),
                str(on_page.award.until or ""),
                "按政策逐月计算" if on_page.monthly is None else shown(on_page.monthly),
                on_page.award.decided_by,
            ]
            for on_page in page.awards
        ],
        right={"月金额（元）"},
    )


def _say_assessments(out: Output, page: Page) -> None:
    from minzheng_desk.eligibility.model import Outcome

    if not page.assessments:
        return
    out.heading(f"保存的测算 {len(page.assessments)} 次")
    out.table(
        ["日期", "项目", "结论", "月金额（元）", "政策包"],
        [
            [
                kept.on.isoformat(),
                page.programmes.get(kept.programme, kept.programme),
                Outcome(kept.outcome).label,
                shown(kept.amount) if kept.amount is not None else "",
                f"{kept.pack} {kept.pack_version}",
            ]
            for kept in page.assessments
        ],
        right={"月金额（元）"},
    )


def told_page(page: Page, seen: Seen) -> dict[str, Any]:
    """The page for a machine."""
    household, file = page.file.household, page.file
    return {
        "household_id": household.id,
        "household_number": household.number,
        "head": file.head.name,
        "village": file.region.name if file.region else None,
        "region_code": household.region_code,
        "area": household.hukou_kind,
        "registered_on": household.registered_on.isoformat(),
        "closed_on": household.closed_on.isoformat() if household.closed_on else None,
        "member_count": len(_present(file)),
        "members": [_told_member(view, seen) for view in file.members],
        "incomes": [
            {"kind": i.kind, "person_id": i.person_id, **money_told("amount", i.amount), "months": i.months}
            for i in file.incomes
        ],
        "assets": [
            {
                "kind": a.kind,
                "person_id": a.person_id,
                **money_told("amount", a.amount),
                "quantity": a.quantity,
            }
            for a in file.assets
        ],
        "expenses": [
            {"kind": e.kind, "person_id": e.person_id, **money_told("amount", e.amount)}
            for e in file.expenses
        ],
        "evidence": told_evidence(page.evidence),
        "awards": [_told_award(on_page) for on_page in page.awards],
        "assessments": [
            {
                "programme": kept.programme,
                "on": kept.on.isoformat(),
                "outcome": kept.outcome,
                **money_told("amount", kept.amount),
                "pack": kept.pack,
                "pack_version": kept.pack_version,
            }
            for kept in page.assessments
        ],
    }


def _told_member(view: MemberView, seen: Seen) -> dict[str, Any]:
    person = view.person
    revealed = seen.get((person.id, "id_number"))
    return {
        "person_id": person.id,
        "name": person.name,
        "relation_to_head": view.member.relation_to_head,
        "sex": person.sex,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "died_on": person.died_on.isoformat() if person.died_on else None,
        "id_number_masked": id_shown(person.id_number),
        **({"id_number": revealed} if revealed else {}),
        "since": view.member.since.isoformat(),
        "until": view.member.until.isoformat() if view.member.until else None,
        "accounts": [
            {"bank": account.bank, "tail": account.account[-4:]}
            | ({"account": seen[account.id, "account"]} if (account.id, "account") in seen else {})
            for account in view.accounts
        ],
    }


def _told_award(on_page: AwardOnPage) -> dict[str, Any]:
    award = on_page.award
    return {
        "award_id": award.id,
        "programme": award.programme,
        "person_id": award.person_id,
        "since": str(award.since),
        "until": str(award.until) if award.until else None,
        "by_policy": on_page.monthly is None,
        **money_told("amount", on_page.monthly),
        "decided_by": award.decided_by,
    }
