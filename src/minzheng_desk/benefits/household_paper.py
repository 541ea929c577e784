"""一户一档 on paper: the household, its members, what they have and receive, and who came to see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from minzheng_desk.benefits.judging import Held
from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Part, Signatures, Table
from minzheng_desk.households.model import Asset, BankAccount, Expense, Income
from minzheng_desk.households.queries import HouseholdFile, MemberView
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.identity import masked
from minzheng_desk.kernel.money import Money, shown

_WHOLE = "全家"
_LABELS = tuple[str, ...]


def household_letter(
    file: HouseholdFile,
    held: Sequence[Held],
    visits: Sequence[HomeVisit],
    labels: Mapping[str, str],
    *,
    office: str,
    on: date,
    full_numbers: bool = False,
) -> Letter:
    """The file of a household as of a day; ``labels`` are what programmes are called.

    Identity numbers and accounts are masked unless ``full_numbers`` asks for them whole.
    """
    names: dict[str, str] = {view.person.id: view.person.name for view in file.members}
    parts: list[Part] = [*_household(file)]
    for title, shares, header, rows in (
        ("家庭成员", _MEMBER_SHARES, _MEMBERS, _members(file, full_numbers=full_numbers)),
        ("收入、财产和支出", (16, 24, 16, 26, 18), _MEANS, _means(file, names)),
        ("待遇", (30, 16, 14, 14, 26), _BENEFITS, _benefits(held, labels, names)),
        ("入户走访", (14, 16, 22, 48), _VISITS, _visits(visits)),
    ):
        parts.append(Heading(title))
        parts.append(Table(shares, header, tuple(rows)) if rows else Paragraph("没有登记。"))
    parts.append(Signatures(("经办人：", "负责人：", "日期：")))
    return Letter(f"家庭档案　{file.head.name} 户", tuple(parts), smallest=9, foot=f"{office}　{on}")


_MEMBER_SHARES = (11, 9, 6, 13, 25, 12, 24)
_MEMBERS: _LABELS = ("姓名", "关系", "性别", "出生日期", "身份证号", "残疾", "银行账号")
_MEANS: _LABELS = ("项目", "类别", "谁的", "数额（元）", "来源")
_BENEFITS: _LABELS = ("项目", "对象", "起发", "停发", "月金额（元）")
_VISITS: _LABELS = ("日期", "层级", "入户人员", "所见")


def _household(file: HouseholdFile) -> Sequence[Part]:
    household = file.household
    village = file.region.name if file.region else household.region_code
    closed = f"{household.closed_on} {household.closed_reason or ''}".strip() if household.closed_on else ""
    told = (
        ("户编号", household.number),
        ("村（社区）", f"{village}{household.village_group or ''}"),
        ("住址", household.address or ""),
        ("城乡类别", codes("hukou_kind").label(household.hukou_kind)),
        ("登记日期", household.registered_on.isoformat()),
        ("销户", closed),
    )
    return [Paragraph("　".join(f"{label} {value}" for label, value in told if value))]


def _members(file: HouseholdFile, *, full_numbers: bool) -> list[tuple[str, ...]]:
    number: Callable[[MemberView], str] = _whole_number if full_numbers else _masked_number
    return [
        (
            view.person.name + _gone(view),
            codes("relation_to_head").label(view.member.relation_to_head),
            codes("sex").label(view.person.sex) if view.person.sex else "",
            view.person.born_on.isoformat() if view.person.born_on else "",
            number(view),
            _disability(view),
            _account(view, whole=full_numbers),
        )
        for view in file.members
    ]


def _gone(view: MemberView) -> str:
    if view.person.died_on is not None:
        return "（已故）"
    return "（已离开）" if view.member.until is not None else ""


def _whole_number(view: MemberView) -> str:
    return view.person.id_number or ""


def _masked_number(view: MemberView) -> str:
    return masked(view.person.id_number) if view.person.id_number else ""


def _disability(view: MemberView) -> str:
    return "、".join(
        codes("disability_category").label(one.category) + codes("disability_grade").label(one.grade)
        for one in view.certificates
        if one.cancelled_on is None
    )


def _account(view: MemberView, *, whole: bool) -> str:
    account: BankAccount | None = next((one for one in view.accounts if one.until is None), None)
    if account is None:
        return ""
    return account.account if whole else f"尾号 {account.account[-4:]}"


def _means(file: HouseholdFile, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    kinds = (
        ("收入", "income_kind", file.incomes),
        ("财产", "asset_kind", file.assets),
        ("支出", "expense_kind", file.expenses),
    )
    return [
        (
            label,
            codes(kind).label(fact.kind),
            names.get(fact.person_id or "", _WHOLE),
            _worth(fact),
            codes("provenance").label(fact.provenance),
        )
        for label, kind, facts in kinds
        for fact in facts
    ]


def _worth(fact: Income | Asset | Expense) -> str:
    if isinstance(fact, Asset) and not fact.amount:
        return f"{fact.quantity} 处（件）"
    if not isinstance(fact, Income):
        return shown(fact.amount)
    often = {0: "一次性", 1: "每月", 12: "每年"}.get(fact.months, f"每 {fact.months} 个月")
    return f"{often} {shown(fact.amount)}"


def _benefits(
    held: Sequence[Held], labels: Mapping[str, str], names: Mapping[str, str]
) -> list[tuple[str, ...]]:
    return [
        (
            labels.get(one.award.programme, one.award.programme),
            names.get(one.award.person_id, ""),
            str(one.award.since),
            str(one.award.until or ""),
            _monthly(one.monthly),
        )
        for one in held
    ]


def _monthly(amount: Money | None) -> str:
    return "按政策逐月计算" if amount is None else shown(amount)


def _visits(visits: Sequence[HomeVisit]) -> list[tuple[str, ...]]:
    return [
        (
            visit.visited_on.isoformat(),
            codes("visit_level").label(visit.level),
            "、".join(visit.visitors),
            visit.seen,
        )
        for visit in visits
    ]
