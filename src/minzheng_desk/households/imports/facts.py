"""The facts about a person or a household that cells amount to: incomes, assets, certificates, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minzheng_desk.kernel.money import Money

PERSON_FIELDS: Mapping[str, str] = {
    **{
        name: name
        for name in (
            "name", "id_number", "sex", "born_on", "nation", "marriage", "education", "political_status",
            "health", "illness", "work_capacity", "study_stage", "care_arrangement", "phone", "died_on",
            "remark", "self_care",
        )
    },
    "person_hukou_kind": "hukou_kind",
}  # fmt: skip
"""The field of a person that each target fills."""

HOUSEHOLD_FIELDS: Mapping[str, str] = {
    "village": "region_code",
    "village_group": "village_group",
    "address": "address",
    "household_hukou_kind": "hukou_kind",
    "application_reason": "application_reason",
}
"""The field of a household that each target fills."""

CERTIFICATE_FIELDS: Mapping[str, str] = {
    "certificate_number": "number",
    "disability_category": "category",
    "disability_grade": "grade",
    "certificate_issued_on": "issued_on",
    "certificate_expires_on": "expires_on",
}
"""The field of a disability certificate that each target fills."""

ACCOUNT_FIELDS: Mapping[str, str] = {
    "account": "account",
    "bank": "bank",
    "account_name": "holder_name",
    "account_id_number": "holder_id_number",
}
"""The field of a bank account that each target fills."""

INCOME_PARTS: Mapping[str, str] = {
    "wage_income": "wage",
    "business_income": "business",
    "property_income": "property",
    "transfer_income": "transfer",
}
"""The kind of income that each part of a yearly income is."""

UNDIVIDED = "other"
"""The kind of an income of which a register tells only the total."""

A_YEAR, A_MONTH = 12, 1


@dataclass(frozen=True, slots=True)
class ToldIncome:
    """An income as a register tells of it."""

    kind: str
    amount: Money
    months: int


@dataclass(frozen=True, slots=True)
class ToldAsset:
    """An asset as a register tells of it."""

    kind: str
    amount: Money = Money(0)
    quantity: int = 1

    @property
    def is_something(self) -> bool:
        """Whether anything is owned."""
        return bool(self.amount) or (self.quantity > 0 and self.kind != "deposit")


def told(values: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """Return what the cells say of a record, by its fields.

    >>> told({"village": "990000101201", "phone": "13800000012"}, HOUSEHOLD_FIELDS)
    {'region_code': '990000101201'}
    """
    return {fields[name]: value for name, value in values.items() if name in fields}


def person_incomes(values: Mapping[str, Any]) -> list[ToldIncome]:
    """Return a person's incomes: by kind where the register divides them, else the total.

    >>> [
    ...     income.kind
    ...     for income in person_incomes({"year_income": 300, "wage_income": 300, "property_income": 0})
    ... ]
    ['wage']
    """
    divided = not INCOME_PARTS.keys().isdisjoint(values)
    parts = [
        ToldIncome(kind, values[name], A_YEAR)
        for name, kind in (INCOME_PARTS.items() if divided else ())
        if values.get(name)
    ]
    return parts or _undivided(values.get("year_income"), values.get("month_income"))


def household_incomes(values: Mapping[str, Any], members: Iterable[Mapping[str, Any]]) -> list[ToldIncome]:
    """Return the household's undivided income, unless its members' incomes are told one by one."""
    if any(person_incomes(member) for member in members):
        return []
    return _undivided(values.get("household_year_income"), values.get("household_month_income"))


def _undivided(yearly: Money | None, monthly: Money | None) -> list[ToldIncome]:
    if yearly is not None:
        return [ToldIncome(UNDIVIDED, yearly, A_YEAR)]
    return [ToldIncome(UNDIVIDED, monthly, A_MONTH)] if monthly is not None else []


def household_assets(values: Mapping[str, Any]) -> list[ToldAsset]:
    """Return what the household owns, noughts included: they tell that there is nothing."""
    assets = []
    if "financial_assets" in values:
        assets.append(ToldAsset("deposit", amount=values["financial_assets"]))
    if "dwellings" in values:
        assets.append(ToldAsset("house", quantity=values["dwellings"]))
    if "vehicles" in values:
        assets.append(ToldAsset("vehicle", quantity=values["vehicles"]))
    return assets
