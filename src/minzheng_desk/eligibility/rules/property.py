"""What the family owns, against the ceilings that the place has set (办法第十四条)."""

from __future__ import annotations

from dataclasses import dataclass

from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import NO_TRACE, Answer
from minzheng_desk.eligibility.model import AssetFact, Outcome
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.codes import codes
from minzheng_desk.policy.model import PolicyOn

_FINANCIAL = frozenset(
    {"cash", "deposit", "securities", "fund", "insurance", "claim", "online_financial_asset"}
)
_DWELLINGS = frozenset({"house"})


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What may be owned; None or empty where the place has set nothing."""

    financial_months: int | None
    houses: int | None
    barred: frozenset[str]
    assumes_within: bool

    @property
    def is_set(self) -> bool:
        """Tell whether there is anything to compare with."""
        return self.financial_months is not None or self.houses is not None or bool(self.barred)


def ceilings(policy: PolicyOn) -> Ceilings:
    """Resolve the ceilings of the day."""
    barred = policy.find("property.barred")
    return Ceilings(
        financial_months=_whole(policy, "property.financial_months"),
        houses=_whole(policy, "property.houses"),
        barred=frozenset(str(kind) for kind in barred.value)
        if barred and isinstance(barred.value, tuple)
        else frozenset(),
        assumes_within=policy.word("property.when_unverified") == "within_limits",
    )


def _whole(policy: PolicyOn, name: str) -> int | None:
    dated = policy.find(name)
    return dated.value if dated and isinstance(dated.value, int) else None


_ASSUMED = "尚无核对结论，也未登记财产，按政策包口径暂按未超限测算；确认前须完成财产核对。"
VERIFIED = "核对结论：家庭财产未超过当地规定。"
VERIFIED_OVER = "核对结论：家庭财产超过当地规定。"


_USES = ("property.financial_months", "property.houses", "property.barred", "property.when_unverified")
_NOT_MET = "家庭财产超过当地规定：{over}。"
_UNKNOWN = "家庭财产尚不能确定：{missing}。"


@rule(
    "property.within_limits",
    "家庭财产符合规定",
    cites=("R1 a14", "R1 a17"),
    uses=_USES,
    met="已登记财产未超过当地规定。",
    not_met=_NOT_MET,
    unknown=_UNKNOWN,
)
def property_within_limits(case: HouseholdOn) -> Answer:
    """The district's verification decides; without it, what is registered is compared with the ceilings."""
    return _answer(case)


@rule(
    "tekun.property_within_limits",
    "财产状况符合规定",
    cites=("R2 a6",),
    uses=_USES,
    met="已登记财产未超过当地规定。",
    not_met=_NOT_MET,
    unknown=_UNKNOWN,
)
def tekun_property_within_limits(case: HouseholdOn) -> Answer:
    """The same question about one person, under the text on 特困人员."""
    return _answer(case)


def _answer(case: HouseholdOn) -> Answer:
    verified = case.facts.property_fits
    if verified is not None:
        return (Outcome.MET, {"says": VERIFIED}) if verified else (Outcome.NOT_MET, {"says": VERIFIED_OVER})
    limits = case.policy.prepared(ceilings)
    assets = owned(case)
    if assets:
        return compared(case, limits, assets)
    if limits.assumes_within:
        return Outcome.MET, ASSUMED
    return Outcome.UNKNOWN, {"missing": ("请登记家庭财产或录入核对结论",)}


ASSUMED = {"says": _ASSUMED}


def owned(case: HouseholdOn) -> tuple[AssetFact, ...]:
    """Return what counts: of a household everything, of one person what is not somebody else's."""
    if case.person is None:
        return case.facts.assets
    return tuple(asset for asset in case.facts.assets if asset.person in (None, case.person.key))


def compared(case: HouseholdOn, limits: Ceilings, assets: tuple[AssetFact, ...]) -> Answer:
    """Return what comes of registered assets against the ceilings."""
    if not limits.is_set:
        return Outcome.UNKNOWN, {"missing": ("政策包没有设定财产上限，请录入核对结论",)}
    over = [_barred_words(asset.kind) for asset in assets if asset.kind in limits.barred]
    houses = sum(asset.quantity for asset in assets if asset.kind in _DWELLINGS)
    if limits.houses is not None and houses > limits.houses:
        over.append(f"住房 {houses} 套，上限 {limits.houses} 套")
    over += _financial_excess(case, limits, sum(a.amount for a in assets if a.kind in _FINANCIAL))
    return (Outcome.NOT_MET, {"over": over}) if over else (Outcome.MET, NO_TRACE)


def _barred_words(kind: str) -> str:
    return f"有{codes('asset_kind').label(kind)}"


def _financial_excess(case: HouseholdOn, limits: Ceilings, total: int) -> list[str]:
    """Return a sentence when financial assets per person exceed so many months of the standard."""
    months, (numerator, denominator) = limits.financial_months, case.standard
    if months is None or total * denominator <= numerator * months * case.means.size:
        return []
    return [f"人均金融资产超过 {months} 个月低保标准"]
