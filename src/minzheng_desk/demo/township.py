"""The whole township, invented the same way for the same seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from minzheng_desk.demo.entries import draft_registers
from minzheng_desk.demo.faults import plant_faults
from minzheng_desk.demo.model import BenefitInPayment, DemoHousehold, Township, Village, Villager
from minzheng_desk.demo.numbers import Numbers
from minzheng_desk.demo.people import MONTHS, People, with_income
from minzheng_desk.demo.registers import laid_out
from minzheng_desk.demo.settings import drawing, settings
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money
from minzheng_desk.kernel.period import Month, age_on

DIBAO = "dibao"
TEKUN = "tekun"
MARGIN = "dibao_margin"
OLD_AGE = "old_age_allowance"
_HUNDREDTHS = 100
_WITH_VEHICLE = 0.35
_FIRST_ALLOWANCE_MONTH = Month(2014, 1)


def invent_township(households: int = 3000, seed: int = 7, as_of: date = date(2026, 11, 21)) -> Township:
    """Return a township as its office knows it on ``as_of``, with its registers and their faults.

    The same arguments give the same township.
    """
    villages = _villages()
    invented = _households(villages, households, seed, as_of)
    drafts = draft_registers(invented, as_of)
    faults = plant_faults(drafts, drawing(seed, "faults"))
    registers, planted = laid_out(drafts, faults)
    return Township(settings()["name"], as_of, seed, villages, invented, registers, planted)


def _villages() -> tuple[Village, ...]:
    code = settings()["township_code"]
    return tuple(
        Village(code + place["number"], place["name"], place["area"], place["urban"], place["groups"])
        for place in settings()["villages"]
    )


def _households(
    villages: tuple[Village, ...], count: int, seed: int, as_of: date
) -> tuple[DemoHousehold, ...]:
    """Return the households village by village; what they live on is dealt out over all of them."""
    chance = drawing(seed, "households")
    people = People(chance, Numbers(chance), as_of)
    numbers = Numbers(drawing(seed, "accounts"))
    weights = [place["share"] for place in settings()["villages"]]
    homes = sorted(chance.choices(range(len(villages)), weights, k=count))
    ways = _ways_of_life(count)
    chance.shuffle(ways)
    return tuple(
        _household(chance, people, numbers, (f"H{number:05d}", villages[home], way), as_of)
        for number, (home, way) in enumerate(zip(homes, ways, strict=True), start=1)
    )


def _ways_of_life(count: int) -> list[str]:
    """Return what each household lives on, in the declared shares."""
    shares = settings()["shares"]
    ways = [way for way in ("tekun", "dibao", "margin") for _ in range(round(count * shares[way]))]
    return ways + ["other"] * (count - len(ways))


def _household(
    chance: Random, people: People, numbers: Numbers, chosen: tuple[str, Village, str], as_of: date
) -> DemoHousehold:
    key, village, way = chosen
    members = people.household(key, way)
    standard = settings()["in_payment"][f"dibao_{'urban' if village.is_urban else 'rural'}"]
    low, high = settings()["income"][way]
    target = len(members) * MONTHS * standard * FEN_PER_YUAN * chance.randint(low, high) // _HUNDREDTHS
    members = with_income(chance, members, Money(target), as_of)
    group = chance.randint(1, village.groups)
    lane = f"{group}组{chance.randint(1, 180)}号"
    household = DemoHousehold(
        key=key,
        village=village,
        group=group,
        address=f"{settings()['county']}{settings()['name']}{village.name}{lane}",
        lives_on=way,
        members=members,
        savings=Money(chance.randrange(0, 200 if way != "other" else 2000) * 100 * FEN_PER_YUAN),
        dwellings=chance.choices((0, 1, 2), (3, 90, 7) if way == "other" else (6, 94, 0))[0],
        vehicles=1 if way == "other" and chance.random() < _WITH_VEHICLE else 0,
    )
    household = replace(household, benefits=_benefits(chance, household, standard, as_of))
    return replace(household, members=_with_accounts(chance, numbers, household))


def _with_accounts(chance: Random, numbers: Numbers, household: DemoHousehold) -> tuple[Villager, ...]:
    """Return the members with bank accounts for everyone who is paid, but for a few, and for heads."""
    paid = {benefit.person_key for benefit in household.benefits} | {household.head.key}
    banks = settings()["banks"]
    return tuple(
        replace(member, account=numbers.account(banks["names"], banks["card_starts"]))
        if member.key in paid and chance.random() >= settings()["shares"]["without_account"]
        else member
        for member in household.members
    )


def _benefits(
    chance: Random, household: DemoHousehold, standard: int, as_of: date
) -> tuple[BenefitInPayment, ...]:
    """Return what the office pays the household already."""
    granted = [*_old_age_allowances(chance, household, as_of)]
    since = Month.of(as_of) + -chance.randint(2, 120)
    head = household.head.key
    if household.lives_on == "dibao":
        amount = _dibao_amount(household, standard)
        if chance.random() < settings()["shares"]["stale_amount"]:
            amount = Money(amount + chance.randint(1, 6) * 10 * FEN_PER_YUAN)
        granted.append(BenefitInPayment(DIBAO, head, since, amount))
    elif household.lives_on == "tekun":
        granted.append(BenefitInPayment(TEKUN, head, since, _tekun_amount(household)))
    elif household.lives_on == "margin":
        granted.append(BenefitInPayment(MARGIN, head, max(since, Month.of(as_of) + -11), Money(0)))
    return tuple(granted)


def _dibao_amount(household: DemoHousehold, standard: int) -> Money:
    """Return the monthly top-up of the household, rounded up to a whole yuan once."""
    yearly = standard * FEN_PER_YUAN * MONTHS * len(household.members) - household.yearly_income
    return Money(-(-yearly // (MONTHS * FEN_PER_YUAN)) * FEN_PER_YUAN)


def _tekun_amount(household: DemoHousehold) -> Money:
    """Return basic living plus care by how far the person looks after themselves."""
    paid = settings()["in_payment"]
    basic = paid["tekun_urban" if household.village.is_urban else "tekun_rural"]
    care = sum(paid["tekun_care"][member.self_care] for member in household.members if member.self_care)
    return Money((basic * len(household.members) + care) * FEN_PER_YUAN)


def _old_age_allowances(chance: Random, household: DemoHousehold, as_of: date) -> list[BenefitInPayment]:
    """Return the allowances of those old enough who have applied; a birthday this month waits a month."""
    tiers = settings()["in_payment"]["old_age"]
    youngest = min(age for age, _ in tiers)
    last_month = Month.of(as_of).previous.last_day
    granted = []
    for member in household.members:
        age = age_on(member.born_on, last_month)
        if age >= youngest and chance.random() < settings()["shares"]["old_age_applied"]:
            amount = next(paid for since, paid in tiers if age >= since)
            since = max(_FIRST_ALLOWANCE_MONTH, Month(member.born_on.year + youngest, member.born_on.month))
            granted.append(BenefitInPayment(OLD_AGE, member.key, since, Money(amount * FEN_PER_YUAN)))
    return granted
