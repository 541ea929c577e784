"""People who are paid: granted, with accounts, on rosters drawn up and locked."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from builders import a_person
from minzheng_desk.benefits.model import Amounts, Award, NewAward
from minzheng_desk.benefits.operations import grant
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import BankAccount, Household, NewMember, Person
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.households.operations.registering import register_household
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.payroll.queries import RosterView, roster_for
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import load_policy

DIBAO, OLD_AGE = "dibao", "old_age_allowance"
DAY = date(2026, 11, 16)
VILLAGES = {"990000101001": "杨家湾村", "990000101002": "大柳村"}


def policy() -> Policy:
    return load_policy("demo-county")


def a_household(
    desk: Desk, *names: str, village: str = "990000101001", hukou_kind: str = "rural", **facts: object
) -> tuple[Household, Person]:
    """A household on file and its head."""
    relations = ["02", *["10"] * (len(names) - 1)]
    members = [
        NewMember(a_person(name, **(facts if at == 0 else {})), relation)
        for at, (name, relation) in enumerate(zip(names, relations, strict=True))
    ]
    household = desk.run(
        register_household,
        region_code=village,
        hukou_kind=hukou_kind,
        members=members,
        registered_on=date(2020, 1, 1),
    ).result
    return household, desk.ask(lambda reader: reader.get(Person, household.head_id))


def an_account(desk: Desk, person: Person, account: str = "6217000000000000004") -> BankAccount:
    made = BankAccount(
        person_id=person.id,
        account=account,
        bank="柳溪农商行",
        holder_name=person.name,
        since=date(2020, 1, 1),
    )
    return desk.run(change_bank_account, made).result


def an_award(
    desk: Desk,
    household: Household,
    person: Person,
    since: str = "2026-10",
    base: str = "520",
    *,
    supplement: str = "0",
    persons: int = 1,
    programme: str = DIBAO,
    basis: str = "decided",
    paid_through: str | None = None,
) -> Award:
    return desk.run(
        grant,
        NewAward(
            programme=programme,
            label=policy().programme(programme).label,
            person_id=person.id,
            household_id=household.id,
            since=Month.parse(since),
            amounts=Amounts(yuan(base), yuan(supplement)),
            decided_on=date(2026, 9, 20),
            decided_by="王局",
            basis=basis,
            persons=persons,
            paid_through=Month.parse(paid_through) if paid_through else None,
            of_household=programme == DIBAO,
        ),
    ).result


def granted(
    desk: Desk,
    *names: str,
    since: str = "2026-10",
    base: str = "520",
    village: str = "990000101001",
    **more: object,
) -> Award:
    """A household with an account and an award."""
    household, person = a_household(desk, *(names or ("张三",)), village=village)
    an_account(desk, person)
    return an_award(desk, household, person, since, base, **more)  # type: ignore[arg-type]


def drawn_up(desk: Desk, month: str, programme: str = DIBAO, policy_used: Policy | None = None) -> RosterView:
    desk.run(
        draw_up_roster,
        programme,
        Month.parse(month),
        policy=policy_used or policy(),
        drawn_up_by="李敏",
        drawn_up_on=DAY,
    )
    return desk.ask(roster_for, programme, Month.parse(month))


def checker(desk: Desk) -> Desk:
    """The same store with the approver at the desk."""
    return dataclasses.replace(desk, actor=Actor("zhang.wei", "张伟", frozenset(Permission)))


def lock(desk: Desk, roster: Roster, policy_used: Policy | None = None) -> Roster:
    at = datetime(2026, 11, 16, 2, tzinfo=UTC)
    return checker(desk).run(lock_roster, roster, locked_by="张伟", locked_at=at, policy=policy_used).result


def paid_out(desk: Desk, month: str, programme: str = DIBAO, policy_used: Policy | None = None) -> RosterView:
    """A roster drawn up and locked."""
    policy_used = policy_used or policy()
    view = drawn_up(desk, month, programme, policy_used)
    return RosterView(lock(desk, view.roster, policy_used), view.lines)


def person_of(desk: Desk, award: Award) -> Person:
    return desk.ask(lambda reader: reader.get(Person, award.person_id))


def person_called(desk: Desk, award: Award, name: str) -> Person:
    """A member of the household of an award, by name."""
    members = desk.ask(members_of, award.household_id or "", date(2026, 9, 1))
    people = desk.ask(lambda reader: reader.by_ids(Person, [str(m.person_id) for m in members]))
    return next(person for person in people.values() if person.name == name)


def line_of(view: RosterView, award: Award) -> RosterLine:
    (found,) = (line for line in view.lines if line.award_id == award.id)
    return found
