"""The facts of a case: members, income, property and supporters of a household, as a file writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from minzheng_desk.eligibility.case_circumstances import circumstances, other_benefits
from minzheng_desk.eligibility.case_persons import BEYOND
from minzheng_desk.eligibility.case_values import (
    Read,
    a_code,
    a_day,
    a_flag,
    a_number,
    a_text,
    an_amount,
    an_id_number,
    certificates,
    fields_of,
    one_of,
    texts,
)
from minzheng_desk.eligibility.model import AssetFact, HouseholdFacts, IncomeFact, PersonFacts, SupporterFact
from minzheng_desk.kernel.identity import birth_date, sex_of
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.tomlfile import Key, TomlFile

MEMBER: Mapping[str, Read] = {
    "key": a_text,
    "name": a_text,
    "relation": partial(a_code, "relation_to_head"),
    "id_number": an_id_number,
    "sex": partial(a_code, "sex"),
    "born_on": a_day,
    "died_on": a_day,
    "hukou_kind": partial(a_code, "hukou_kind"),
    "hukou_region": a_text,
    "study_stage": partial(a_code, "study_stage"),
    "work_capacity": partial(a_code, "work_capacity"),
    "lives_apart": partial(a_code, "living_apart"),
    "lives_apart_since": a_day,
    "lives_with_since": a_day,
    "officer_counts": a_flag,
    "officer_reason": a_text,
    "special_hardship": a_text,
    "certificates": certificates,
    "grave_illness": a_flag,
    "has_job": a_flag,
    "self_care_failures": a_number,
    "contracted_land": a_flag,
    "relocated_to_town": a_flag,
    "receives": texts,
    "other_benefits": other_benefits,
    "needs_care_since": a_day,
    **BEYOND,
}
_PER = {"month": "1", "year": "12", "window": "window", "once": "0"}
INCOME: Mapping[str, Read] = {
    "kind": partial(a_code, "income_kind"),
    "amount": an_amount,
    "per": partial(one_of, _PER),
    "months": a_number,
    "cost": an_amount,
    "member": a_text,
    "since": a_day,
    "until": a_day,
    "provenance": partial(a_code, "provenance"),
}
ASSET: Mapping[str, Read] = {
    "kind": partial(a_code, "asset_kind"),
    "amount": an_amount,
    "quantity": a_number,
    "member": a_text,
}
_WITHOUT = {name: name for name in ("no_civil_capacity", "declared_missing", "prison")}
SUPPORTER: Mapping[str, Read] = {
    "of": a_text,
    "name": a_text,
    "relation": a_text,
    "id_number": an_id_number,
    "born_on": a_day,
    "died_on": a_day,
    "consented_on": a_day,
    "receives": texts,
    "yearly_income": an_amount,
    "property_fits": a_flag,
    "certificates": certificates,
    "without_capacity": partial(one_of, _WITHOUT),
}


def household(file: TomlFile, table: Mapping[str, Any], key: Key, policy: Policy, on: date) -> HouseholdFacts:
    """Return the facts of one case; raises `PackBroken`."""
    members = _members(file, table, key)
    known = {member.key for member in members}
    incomes = _incomes(file, table, key, known, _window(policy, on)) if "income" in table else None
    applicant = next((member for member in members if member.relation in {"01", "02"}), members[0])
    area = table.get("area") or applicant.hukou_kind
    if area is None:
        file.broken((*key, "area"), '缺少“area”（"urban" 城市或 "rural" 农村）。')
    return HouseholdFacts(
        key="case",
        area=a_code("hukou_kind", file, area, (*key, "area")),
        members=members,
        incomes=incomes,
        assets=_assets(file, table, key, known),
        property_fits=a_flag(file, table["property_fits"], (*key, "property_fits"))
        if "property_fits" in table
        else None,
        as_of=on,
        **circumstances(file, table, key, known),
    )


def _window(policy: Policy, on: date) -> int | None:
    dated = policy.at(on).find("income.window")
    return dated.value if dated and isinstance(dated.value, int) else None


def _members(file: TomlFile, table: Mapping[str, Any], key: Key) -> tuple[PersonFacts, ...]:
    written = file.tables_at(table, "member", key)
    if not written:
        return _crowd(a_number(file, table.get("size", 1), (*key, "size")))
    if "size" in table:
        file.broken((*key, "size"), "写了 [[case.member]] 就不再写 size。")
    members = [_member(file, one, (*key, "member", index), index) for index, one in enumerate(written)]
    keys = [member.key for member in members]
    for index, name in enumerate(keys):
        if name in keys[:index]:
            file.broken((*key, "member", index, "key"), f"“{name}”写了两次。")
    supporters = _supporters(file, table, key, keys)
    return tuple(_supported(member, supporters) for member in members)


def _crowd(size: int) -> tuple[PersonFacts, ...]:
    """Return an applicant and others an officer has confirmed, for cases where only the number matters."""
    return tuple(
        PersonFacts(
            key=f"m{n}", name=f"成员{n}", relation="02" if n == 1 else "80", officer_counts=n > 1 or None
        )
        for n in range(1, size + 1)
    )


def _member(file: TomlFile, table: Any, key: Key, index: int) -> PersonFacts:
    fields = _born(fields_of(file, table, key, MEMBER))
    fields.setdefault("key", f"m{index + 1}")
    fields.setdefault("name", fields["key"])
    fields.setdefault("relation", "02")
    if fields.get("officer_counts") is not None and not fields.get("officer_reason"):
        file.broken((*key, "officer_counts"), "经办人确认须同时写明 officer_reason。")
    return PersonFacts(**fields)


def _born(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with birth date and sex taken from the identity number where they are not written."""
    number = fields.get("id_number")
    if number:
        fields.setdefault("born_on", birth_date(number))
        fields.setdefault("sex", sex_of(number))
    return fields


def _named(file: TomlFile, fields: dict[str, Any], known: set[str], key: Key) -> str | None:
    member: str | None = fields.pop("member", None)
    if member is not None and member not in known:
        file.broken((*key, "member"), f"没有名为“{member}”的成员。")
    return member


def _incomes(
    file: TomlFile, table: Mapping[str, Any], key: Key, known: set[str], window: int | None
) -> tuple[IncomeFact, ...]:
    found = []
    for index, one in enumerate(file.tables_at(table, "income", key)):
        here = (*key, "income", index)
        fields = fields_of(file, one, here, INCOME)
        if "kind" not in fields:
            file.broken((*here, "kind"), "缺少“kind”（收入种类）。")
        person = _named(file, fields, known, here)
        months = _months(file, fields, here, window)
        found.append(IncomeFact(**{"amount": None, **fields, "months": months, "person": person}))
    return tuple(found)


def _months(file: TomlFile, fields: dict[str, Any], key: Key, window: int | None) -> int:
    per, months = fields.pop("per", None), fields.pop("months", None)
    if per is not None and months is not None:
        file.broken((*key, "per"), "per 和 months 只能写一个。")
    if months is not None:
        return int(months)
    if per is None or per == "window":
        if window is None:
            file.broken(key, "政策包没有设定收入核算期，请写 per 或 months。")
        return window
    return int(per)


def _assets(file: TomlFile, table: Mapping[str, Any], key: Key, known: set[str]) -> tuple[AssetFact, ...]:
    found = []
    for index, one in enumerate(file.tables_at(table, "asset", key)):
        here = (*key, "asset", index)
        fields = fields_of(file, one, here, ASSET)
        if "kind" not in fields:
            file.broken((*here, "kind"), "缺少“kind”（财产种类）。")
        found.append(AssetFact(person=_named(file, fields, known, here), **fields))
    return tuple(found)


def _supporters(
    file: TomlFile, table: Mapping[str, Any], key: Key, keys: list[str]
) -> dict[str, list[SupporterFact]] | None:
    """Return the supporters of each member; None when the case says nothing about supporters."""
    if "supporter" not in table:
        return None
    found: dict[str, list[SupporterFact]] = {name: [] for name in keys}
    for index, one in enumerate(file.tables_at(table, "supporter", key)):
        here = (*key, "supporter", index)
        fields = _born(fields_of(file, one, here, SUPPORTER))
        of = fields.pop("of", table.get("person", keys[0]))
        if of not in found:
            file.broken((*here, "of"), f"没有名为“{of}”的成员。")
        fields.pop("sex", None)
        fields.setdefault("name", fields.get("relation", f"义务人{index + 1}"))
        found[of].append(SupporterFact(**fields))
    return found


def _supported(member: PersonFacts, supporters: dict[str, list[SupporterFact]] | None) -> PersonFacts:
    if supporters is None:
        return member
    return replace(member, supporters=tuple(supporters[member.key]))
