"""Going through the five steps once more over a store that is there: what it has, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.people import add_person, renew_recovery_key
from minzheng_desk.eligibility.operations import activate_pack
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.region import RegionCode, RegionLevel, level
from minzheng_desk.office.operations import add_regions, revise_setting
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.policy.queries import brought_packs, pack_policy
from minzheng_desk.security.queries import users
from minzheng_desk.ui.frame.first_run.founding import remember
from minzheng_desk.ui.frame.first_run.plan import Plan, PlannedPerson
from minzheng_desk.ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Revisited:
    """What was changed, in sentences, and what stood in the way of the rest."""

    done: tuple[str, ...]
    problem: DeskError | None


def planned(reader: Any, folder: Path) -> Plan:
    """The plan by which the store could have been founded as it is today."""
    station = the_station(reader)
    villages = [one for one in regions(reader) if level(RegionCode(one.code)) is RegionLevel.VILLAGE]
    people = [
        PlannedPerson(user.display_name, user.name, user.roles, known=True)
        for user in users(reader)
        if user.active
    ]
    return Plan(
        folder,
        station.name,
        station.region_code,
        "\n".join(f"{village.code},{village.name}" for village in villages),
        people,
        station.policy_pack,
        compared=True,
        founded=True,
    )


def changed_store(desk: LocalDesk, plan: Plan, settings: Settings, cost: Any) -> Revisited:
    """Do what the plan says and the store does not have yet; each change is an operation of its own."""
    done: list[str] = []
    try:
        for change in (_office_changed, _villages_added, _people_added, _key_renewed):
            done.extend(change(desk, plan, cost))
    except DeskError as problem:
        return Revisited(tuple(done), problem)
    remember(plan, settings)
    return Revisited(tuple(done), None)


def _office_changed(desk: LocalDesk, plan: Plan, _cost: Any) -> Iterator[str]:
    station, office = desk.ask(the_station), plan.office
    if station.name != office.name:
        desk.run(revise_setting, name=office.name)
        yield f"单位名称已改为“{office.name}”。"
    if station.policy_pack != office.policy_pack:
        desk.run(
            activate_pack,
            brought_packs() / office.policy_pack,
            activated_by=desk.actor.display_name,
            activated_on=desk.clock.today(),
        )
        yield f"已启用政策包：{desk.ask(pack_policy).edition}。"


def _villages_added(desk: LocalDesk, plan: Plan, _cost: Any) -> Iterator[str]:
    known = {one.code for one in desk.ask(regions)}
    fresh = [(code, name) for code, name in plan.office.regions if code not in known]
    if fresh:
        desk.run(add_regions, fresh)
        yield f"添加村（社区） {len(fresh)} 个。"


def _people_added(desk: LocalDesk, plan: Plan, cost: Any) -> Iterator[str]:
    for one in plan.people:
        if not one.known:
            colleague = one.colleague
            person = colleague.person
            add_person(desk, person.name, person.display_name, person.roles, colleague.passphrase, cost=cost)
            yield f"添加人员：{person.display_name}。"


def _key_renewed(desk: LocalDesk, plan: Plan, _cost: Any) -> Iterator[str]:
    if plan.renews_key:
        renew_recovery_key(desk, plan.recovery_key)
        yield "恢复密钥已更换，原来的纸作废，请销毁。"
