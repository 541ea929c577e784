"""Where a family of several places applies, and who helps (审核确认办法第四、五、十五条); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from minzheng_desk.eligibility.findings import cited
from minzheng_desk.kernel.region import RegionLevel
from minzheng_desk.policy.model import PolicyOn, Source

_PARAMETER = "application.same_province"


class Hukou(NamedTuple):
    """A member who counts, and the code of the division where this member's hukou is."""

    name: str
    region: str


class Cooperation(NamedTuple):
    """A task for the office of another county: to help with what lies there (配合)."""

    county: str
    """The six digits of its code."""
    members: tuple[str, ...]
    """Whose hukou is there; nobody where it is only the place where the family lives."""
    sentence: str
    source: Source


class Place(NamedTuple):
    """Where an application belongs."""

    accepted: bool | None
    """Whether this office takes it; None where the province has to say first."""
    applicants: tuple[str, ...]
    """The members who may apply, each where the own hukou is."""
    sentence: str
    source: Source
    cooperation: tuple[Cooperation, ...] = ()


def place_of_application(policy: PolicyOn, members: Sequence[Hukou], *, lives_in: str, office: str) -> Place:
    """Return where the family applies; the first of ``members`` is the one who wants to apply.

    ``lives_in`` is where the family lives, ``office`` the township asked. Where hukou lie in different
    provinces, a member who lives where the own hukou is applies there; where nobody does, any member, at
    the place of the own hukou. Within one province the province says which of the two holds.
    """
    if len({_county(one.region) for one in members}) == 1:
        return _at_the_hukou_of(policy, members, (members[0],), lives_in, office, "R1 a4")
    within_one_province = len({one.region[: RegionLevel.PROVINCE] for one in members}) == 1
    local = policy.find(_PARAMETER) if within_one_province else None
    if within_one_province and local is None:
        sentence = "成员户籍在同一省的不同县，请本单位按省级规定确认受理地口径"
        return Place(None, (), sentence, cited(policy, "R1 a5"))
    at_home = tuple(one for one in members if _is_same_township(one.region, lives_in))
    may_choose = local is not None and local.value == "any_member"
    applying = at_home if at_home and not may_choose else tuple(members)
    return _at_the_hukou_of(policy, members, applying, lives_in, office, "R1 a5")


def _at_the_hukou_of(
    policy: PolicyOn,
    members: Sequence[Hukou],
    applying: Sequence[Hukou],
    lives_in: str,
    office: str,
    cite: str,
) -> Place:
    """Return the place where ``applying`` may apply, as seen from the office that is asked."""
    names = tuple(one.name for one in applying)
    source = cited(policy, cite)
    here = [one for one in applying if _is_same_township(one.region, office)]
    if not here:
        sentence = f"应由{'或'.join(names)}向本人户籍所在地的乡镇（街道）申请，本乡镇（街道）不受理，应予配合"
        return Place(accepted=False, applicants=names, sentence=sentence, source=source)
    applicant = here[0].name
    sentence = f"由{applicant}在户籍所在地向本乡镇（街道）申请，只办理一次"
    helping = tuple(_cooperation(policy, members, lives_in, office))
    return Place(accepted=True, applicants=names, sentence=sentence, source=source, cooperation=helping)


def _cooperation(
    policy: PolicyOn, members: Iterable[Hukou], lives_in: str, office: str
) -> Iterable[Cooperation]:
    """Yield a task for every other county in which a member has the hukou, or the family lives."""
    counties: dict[str, list[str]] = {}
    for one in members:
        counties.setdefault(_county(one.region), []).append(one.name)
    for county, names in counties.items():
        if county != _county(office):
            sentence = f"请{'、'.join(names)}户籍所在的县（{county}）配合调查核实"
            yield Cooperation(county, tuple(names), sentence, cited(policy, "R1 a5"))
    home = _county(lives_in)
    if home != _county(office) and home not in counties:
        sentence = f"请经常居住地的县（{home}）配合调查"
        yield Cooperation(home, (), sentence, cited(policy, "R1 a15"))


def _county(region: str) -> str:
    return region[: RegionLevel.DISTRICT]


def _is_same_township(one: str, other: str) -> bool:
    """Whether two codes name the same township, or the same county where one of them says no more."""
    digits = min(len(one.rstrip("0")), len(other.rstrip("0")), int(RegionLevel.TOWNSHIP))
    wanted = int(RegionLevel.TOWNSHIP) if digits > RegionLevel.DISTRICT else int(RegionLevel.DISTRICT)
    return one[:wanted] == other[:wanted]
