"""Facts about a household: means, certificates, accounts, visits; entered, ended, put right."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from minzheng_desk.benefits.foresight import foresee, foresee_written, with_income
from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Expense,
    Household,
    Income,
    Person,
)
from minzheng_desk.households.operations.facts import (
    change_bank_account,
    correct,
    end_income,
    record_fact,
    record_visit,
    withdraw_fact,
)
from minzheng_desk.households.queries import MemberView
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.records import Record
from minzheng_desk.ui.panels.households.acts.act import (
    REASON,
    Act,
    At,
    Values,
    day_field,
    member_field,
    reason_field,
)
from minzheng_desk.ui.panels.households.acts.structure import villages
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField, fields_of
from minzheng_desk.ui.widgets.forms.findings import Finding, Grade

_MEANS: Mapping[str, tuple[type[Income | Asset | Expense], str, tuple[str, ...]]] = {
    "income": (
        Income,
        "收入",
        ("kind", "amount", "months", "cost", "since", "until", "provenance", "as_of", "remark"),
    ),
    "asset": (Asset, "财产", ("kind", "amount", "quantity", "provenance", "as_of", "remark")),
    "expense": (
        Expense,
        "支出",
        ("kind", "amount", "reimbursed", "spent_on", "provenance", "as_of", "remark"),
    ),
}
_MANY = 12
"""From so many fields on a form has two columns."""
_OWNED_BY_HOME = (Income, Asset, Expense)
_MONTHS: Mapping[str, Mapping[str, Any]] = {
    "months": {"hint": "每月的写 1，每年的写 12，一次性的写 0", "unit": "个月"},
    "remark": {"entry": Entry.LONG_TEXT},
}
_CORRECTED: Mapping[type[Record], tuple[str, ...]] = {
    Person: (
        *("name", "id_number", "born_on", "sex", "nation", "hukou_kind", "hukou_region_code", "phone"),
        *("marriage", "health", "illness", "work_capacity", "study_stage", "education", "remark"),
    ),
    Household: ("region_code", "village_group", "address", "hukou_kind", "remark"),
    DisabilityCertificate: (
        *("number", "category", "grade", "issued_on", "expires_on", "cancelled_on", "provenance", "as_of"),
    ),
}


def means(at: At, key: str) -> Act:
    """Note an income, an asset or an expense."""
    kind, label, names = _MEANS[key]
    fields = (
        *fields_of(kind.declaration, names[:1]),
        member_field(at, "谁的", required=False),
        *fields_of(kind.declaration, names[1:], _MONTHS),
    )

    def made(values: Values) -> Income | Asset | Expense:
        own = {name: values[name] for name in (*names, "person_id") if values.get(name) is not None}
        return kind(household_id=at.shown.household.id, **own)

    def ask(values: Values) -> Task[Any] | None:
        if kind is not Income or not values.get("kind") or values.get("amount") is None:
            return None
        income = made(values)
        assert isinstance(income, Income)
        return at.bench.ask(foresee, at.shown.household.id, at.today, with_income(income))

    return Act(
        name=f"{at.address}/{key}",
        title=f"登记{label}",
        fields=fields,
        values={"as_of": at.today, "provenance": "declared", "months": 12, "quantity": 1},
        write=lambda values: at.bench.task(record_fact, made(values)),
        told=lambda values, _done: f"已登记{label}：{_kind_told(kind, values['kind'])}",
        foresee=ask if kind is Income else None,
        again="保存并再录一条",
        keep=("as_of", "provenance"),
    )


def correction(at: At, record: Record) -> Act:
    """Put right what was entered wrongly; the reason, and the paper it is seen from, are kept."""
    kind, label = type(record), record.declaration.label
    names = _names_of(kind)
    fields = [*fields_of(record.declaration, names, _MONTHS)]
    begin = {name: getattr(record, name) for name in names}
    is_home = isinstance(record, Household)
    if isinstance(record, _OWNED_BY_HOME):
        fields.insert(1, member_field(at, "谁的", required=False))
        begin["person_id"] = record.person_id
        names = (*names, "person_id")
    fields.append(reason_field("写明原来错在哪里、依据什么材料改，会留在记录里"))

    def put_right(values: Values) -> Any:
        return dataclasses.replace(record, **{name: values[name] for name in names if name in values})

    def ask(values: Values) -> Task[Any] | None:
        if any(values.get(one.name) in (None, "") for one in fields if one.required and one.name != REASON):
            return None
        return at.bench.ask(foresee_written, at.shown.household.id, at.today, (put_right(values),))

    return Act(
        name=f"{at.address}/correct/{record.id}",
        title=f"更正{_whose(at, record)}{label}",
        fields=fields,
        values=begin,
        write=lambda values: at.bench.task(correct, put_right(values), values["reason"]),
        told=lambda _values, _done: f"已更正{_whose(at, record)}{label}",
        foresee=ask,
        save="更正",
        notice="只用来改录错的。生活里的变化（搬走、换工作、去世）请用“登记变更”或“登记收入”。",
        checks=(_must_differ(begin),),
        columns=2 if len(fields) > _MANY else 1,
        choices_of={"region_code": lambda: at.bench.ask(villages)} if is_home else {},
        about=record.id if isinstance(record, Person) else "",
    )


def ending(at: At, income: Income) -> Act:
    """Let an income stop from a day on."""

    def ask(values: Values) -> Task[Any] | None:
        if not values.get("until"):
            return None
        ended = dataclasses.replace(income, until=values["until"])
        change = with_income(ended, instead_of=income)
        return at.bench.ask(foresee, at.shown.household.id, max(at.today, values["until"]), change)

    label = codes("income_kind").label(income.kind)
    return Act(
        name=f"{at.address}/end/{income.id}",
        title=f"终止收入　{label}",
        fields=(day_field("until", "截止日期", hint="从这一天起不再有这项收入"),),
        values={"until": at.today},
        write=lambda values: at.bench.task(end_income, income, values["until"]),
        told=lambda values, _done: f"已终止收入：{label}，自 {values['until']} 起",
        foresee=ask,
        save="终止收入",
    )


def withdrawal(at: At, fact: Record) -> Act:
    """Take out a fact that was never true."""
    label = fact.declaration.label
    return Act(
        name=f"{at.address}/withdraw/{fact.id}",
        title=f"撤回误登的{label}",
        fields=(reason_field("如 登到别家了、重复登记"),),
        write=lambda values: at.bench.task(withdraw_fact, fact, values["reason"]),
        told=lambda _values, _done: f"已撤回误登的{label}",
        foresee=lambda _values: at.bench.ask(foresee_written, at.shown.household.id, at.today, (), (fact,)),
        save="撤回",
        notice="这条信息会从档案里拿掉，操作记录里仍看得到。",
    )


def certificate(at: At, person_id: str) -> Act:
    """Note a disability certificate, or the renewal of one."""
    names = _CORRECTED[DisabilityCertificate]

    def write(values: Values) -> Task[Any]:
        own = {name: values[name] for name in names if values.get(name) is not None}
        made = DisabilityCertificate(person_id=RecordId(values["person_id"]), **own)
        return at.bench.task(record_fact, made)

    return Act(
        name=f"{at.address}/certificate",
        title="登记残疾人证",
        fields=(member_field(at, "持证人"), *fields_of(DisabilityCertificate.declaration, names)),
        values={"person_id": person_id or None, "as_of": at.today, "provenance": "declared"},
        write=write,
        told=lambda values, _done: f"已登记残疾人证：{at.person(values['person_id']).name}",
    )


def account(at: At, person_id: str) -> Act:
    """Pay somebody to another account from a day on."""
    names = ("account", "bank", "holder_name", "holder_id_number", "since", "verified")
    person = at.person(person_id or at.shown.household.head_id)

    def write(values: Values) -> Task[Any]:
        own = {name: values[name] for name in names if values.get(name) is not None}
        made = BankAccount(person_id=RecordId(values["person_id"]), **own)
        return at.bench.task(change_bank_account, made)

    before = _account_of(at, person.id)
    return Act(
        name=f"{at.address}/account",
        title="变更银行账户",
        fields=(member_field(at, "领款人"), *fields_of(BankAccount.declaration, names)),
        values={
            "person_id": person.id,
            "holder_name": person.name,
            "since": at.today,
            "bank": before.bank if before else None,
            "verified": False,
        },
        write=write,
        told=lambda values, _done: (
            f"已变更银行账户：{at.person(values['person_id']).name}，尾号 {values['account'][-4:]}"
        ),
        notice="户名应是本人或户主；原账户到启用日期为止，已经锁定的名册仍按原账户发放。",
    )


def visit(at: At) -> Act:
    """Note who went to see the household, and what was seen."""
    names = ("visited_on", "level", "seen")
    fields = list(fields_of(HomeVisit.declaration, names, {"seen": {"entry": Entry.LONG_TEXT}}))
    fields.insert(2, _visitors_field())
    return Act(
        name=f"{at.address}/visit",
        title="登记走访",
        fields=fields,
        values={"visited_on": at.today, "level": "township", "visitors": at.bench.actor.display_name},
        write=lambda values: at.bench.task(
            record_visit, HomeVisit(household_id=at.shown.household.id, **_visit_told(values))
        ),
        told=lambda values, _done: f"已登记走访：{values['visited_on']} {values['visitors']}",
    )


def visit_correction(at: At, record: HomeVisit) -> Act:
    """Put right what was noted of a visit."""
    fields = list(fields_of(HomeVisit.declaration, ("visited_on", "level", "seen")))
    fields.insert(2, _visitors_field())
    fields.append(reason_field())
    begin = {"visited_on": record.visited_on, "level": record.level, "seen": record.seen}
    return Act(
        name=f"{at.address}/correct/{record.id}",
        title="更正走访记录",
        fields=fields,
        values={**begin, "visitors": "、".join(record.visitors)},
        write=lambda values: at.bench.task(
            correct, dataclasses.replace(record, **_visit_told(values)), values["reason"]
        ),
        told=lambda _values, _done: "已更正走访记录",
        save="更正",
    )


def _visitors_field() -> FormField:
    return FormField(
        name="visitors", label="入户人员", required=True, max_length=200, hint="两人以上用顿号分开"
    )


def _visit_told(values: Values) -> dict[str, Any]:
    names = str(values["visitors"]).replace("，", "、").replace(",", "、").replace(" ", "、").split("、")
    visitors = tuple(name for name in names if name)
    return {
        "visited_on": values["visited_on"],
        "level": values["level"],
        "seen": values["seen"],
        "visitors": visitors,
    }


def _names_of(kind: type[Record]) -> tuple[str, ...]:
    known = _CORRECTED.get(kind)
    if known is not None:
        return known
    return next(names for cls, _, names in _MEANS.values() if cls is kind)


def _kind_told(kind: type[Record], code: str) -> str:
    return codes(str(kind.declaration.field("kind").codes)).label(code)


def _whose(at: At, record: Record) -> str:
    return f"{record.name}的" if isinstance(record, Person) else ""


def _account_of(at: At, person_id: str) -> BankAccount | None:
    views: Iterable[MemberView] = at.shown.file.members
    own = (one for view in views if view.person.id == person_id for one in view.accounts)
    return next((one for one in own if one.until is None), None)


def _must_differ(begin: Mapping[str, Any]) -> Any:
    def check(values: Mapping[str, Any]) -> Iterable[Finding]:
        if all(values.get(name) == value for name, value in begin.items()):
            yield Finding("reason", Grade.WRONG, "内容没有改动，不用更正。")

    return check
