"""What the registers say of households, people and awards, in the office's words, before it is laid out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_desk.demo.award_layouts import (
    MARGIN_HOUSEHOLDS,
    OLD_AGE_ALLOWANCES,
    RURAL_DIBAO_AWARDS,
    TEKUN_AWARDS,
    URBAN_DIBAO_AWARDS,
)
from minzheng_desk.demo.household_layouts import HOUSEHOLD_LAYOUTS
from minzheng_desk.demo.layouts import Draft, Entry
from minzheng_desk.demo.model import BenefitInPayment, CellValue, DemoHousehold, Villager
from minzheng_desk.demo.settings import settings
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money
from minzheng_desk.kernel.period import Month, age_on

_MONTHS = 12
_INCOME_KINDS = ("wage", "business", "property", "transfer")
_FOR_UNENCODABLE = "新增"
"""The area whose file takes the households that an export in GBK cannot write."""


def draft_registers(households: tuple[DemoHousehold, ...], as_of: date) -> tuple[Draft, ...]:
    """Return every register with its rows in order, all of it still right."""
    return (*_household_drafts(households), *_award_drafts(households, as_of))


def _household_drafts(households: tuple[DemoHousehold, ...]) -> list[Draft]:
    drafts = {area: Draft(layout, []) for area, layout in HOUSEHOLD_LAYOUTS.items()}
    for household in households:
        draft = drafts[_area(household)]
        if draft.layout.is_spread:
            draft.entries.append(Entry(household, household.head, _household_cells(household)))
        else:
            draft.entries.extend(
                Entry(household, member, person_cells(household, member)) for member in household.members
            )
    return list(drafts.values())


def _area(household: DemoHousehold) -> str:
    """Return the area whose file lists the household: its own, or another where the encoding fails."""
    encoding = HOUSEHOLD_LAYOUTS[household.village.area].encoding or "utf-8"
    try:
        "".join(member.name for member in household.members).encode(encoding)
    except UnicodeEncodeError:
        return _FOR_UNENCODABLE
    return household.village.area


def in_yuan(amount: Money) -> int | Decimal:
    """Return fen as the figure of yuan that stands in a cell.

    >>> in_yuan(Money(44000)), in_yuan(Money(44050))
    (440, Decimal('440.5'))
    """
    whole, part = divmod(amount, FEN_PER_YUAN)
    return Decimal(amount) / FEN_PER_YUAN if part else whole


def earned(person: Villager) -> Money:
    """Return what the person earns in a year."""
    return Money(sum(person.incomes.values()))


def _of_household(household: DemoHousehold) -> dict[str, CellValue]:
    """Return what a row says of the household as a whole."""
    head = household.head
    return {
        "village": household.village.name,
        "group": f"{household.group}组",
        "head_name": head.name,
        "head_id": head.id_number,
        "address": household.address,
        "hukou": "城市" if household.village.is_urban else "农村",
        "size": len(household.members),
        "household_income": in_yuan(household.yearly_income),
        "savings": in_yuan(household.savings),
        "dwellings": household.dwellings,
        "vehicles": household.vehicles,
        "phone": head.phone,
    }


def _paid_to(person: Villager) -> dict[str, CellValue]:
    if person.account is None:
        return {}
    return {"bank": person.account.bank, "account": person.account.number, "account_name": person.name}


def _household_cells(household: DemoHousehold) -> dict[str, CellValue]:
    """Return the one row of a household with its members spread over the columns."""
    cells = _of_household(household) | _paid_to(household.head) | spread_cells("head", household.head)
    for place, member in enumerate(household.members[1:], start=1):
        cells |= spread_cells(f"m{place}", member)
    return cells


def spread_cells(place: str, member: Villager) -> dict[str, CellValue]:
    """Return what a row of a whole household says of the member at ``place``, which begins the keys."""
    cells: dict[str, CellValue] = {
        f"{place}_name": member.name,
        f"{place}_id": member.id_number,
        f"{place}_relation": member.relation,
        f"{place}_work": member.work_capacity,
        f"{place}_income": in_yuan(earned(member)),
    }
    if member.disability:
        cells[f"{place}_dis_category"] = member.disability.category
        cells[f"{place}_dis_grade"] = member.disability.grade
        cells[f"{place}_disability"] = member.disability.category + member.disability.grade
    return cells


def person_cells(household: DemoHousehold, member: Villager) -> dict[str, CellValue]:
    """Return the row of one person; what concerns the household as a whole stands in the head's row alone."""
    cells = _of_household(household)
    if member is not household.head:
        cells |= dict.fromkeys(("savings", "dwellings", "vehicles"))
    cells |= {kind: in_yuan(member.incomes[kind]) for kind in _INCOME_KINDS if kind in member.incomes}
    if member.disability:
        cells |= {
            "dis_category": member.disability.category,
            "dis_grade": member.disability.grade,
            "dis_number": member.disability.number,
        }
    return (
        cells
        | {
            "name": member.name,
            "id": member.id_number,
            "relation": member.relation,
            "sex": member.sex,
            "born": member.born_on,
            "nation": member.nation,
            "marriage": member.marriage,
            "education": member.education,
            "health": member.health,
            "work": member.work_capacity,
            "income": in_yuan(earned(member)),
            "phone": member.phone,
        }
        | _paid_to(member)
    )


def _award_drafts(households: tuple[DemoHousehold, ...], as_of: date) -> list[Draft]:
    """Return the registers of benefits in payment."""
    drafts = {
        "old_age_allowance": Draft(OLD_AGE_ALLOWANCES, []),
        "tekun": Draft(TEKUN_AWARDS, []),
        "dibao农村": Draft(RURAL_DIBAO_AWARDS, []),
        "dibao城市": Draft(URBAN_DIBAO_AWARDS, []),
        "dibao_margin": Draft(MARGIN_HOUSEHOLDS, []),
    }
    for household in households:
        people = {member.key: member for member in household.members}
        for benefit in household.benefits:
            person = people[benefit.person_key]
            cells = _award_cells(household, person, benefit, as_of)
            programme = benefit.programme
            name = f"{programme}{cells['hukou']}" if programme == "dibao" else programme
            drafts[name].entries.append(Entry(household, person, cells))
    return list(drafts.values())


def _award_cells(
    household: DemoHousehold, person: Villager, benefit: BenefitInPayment, as_of: date
) -> dict[str, CellValue]:
    cells = _of_household(household) | _paid_to(person)
    cells |= {
        "name": person.name,
        "id": person.id_number,
        "phone": person.phone,
        "covered": len(household.members),
        "since": f"{benefit.since.year}年{benefit.since.month}月",
        "amount": in_yuan(benefit.amount),
    }
    if benefit.programme == "tekun":
        cells |= _tekun_cells(person, benefit)
    elif benefit.programme == "old_age_allowance":
        cells |= {
            "tier": _tier(age_on(person.born_on, Month.of(as_of).previous.last_day)),
            "kind": "高龄老人",
        }
    elif benefit.programme == "dibao_margin":
        cells |= _margin_cells(household, benefit)
    return cells


def _tekun_cells(person: Villager, benefit: BenefitInPayment) -> dict[str, CellValue]:
    care = settings()["in_payment"]["tekun_care"][person.self_care]
    return {
        "care_arrangement": person.care_arrangement,
        "self_care": person.self_care,
        "basic": in_yuan(Money(benefit.amount - care * FEN_PER_YUAN)),
        "care": care,
    }


def _tier(age: int) -> str:
    """Return the tier of age as the register names it.

    >>> _tier(85), _tier(104)
    ('80-89岁', '100岁以上')
    """
    tiers: list[int] = [since for since, _ in settings()["in_payment"]["old_age"]]
    reached = next((since for since in tiers if age >= since), tiers[-1])
    return f"{reached}岁以上" if reached == tiers[0] else f"{reached}-{reached + 9}岁"


def _margin_cells(household: DemoHousehold, benefit: BenefitInPayment) -> dict[str, CellValue]:
    per_person = household.yearly_income // (_MONTHS * len(household.members))
    expires: Month = benefit.since + (_MONTHS - 1)
    return {
        "per_person": in_yuan(Money(per_person)),
        "since": f"{benefit.since.first_day:%Y/%m/%d}",
        "until": f"{expires.last_day:%Y/%m/%d}",
    }
