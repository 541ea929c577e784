"""Who must not decide about a household, and what the county must have done before (第十一、二十条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from minzheng_desk.households.kinship.model import (
    CountyVisitMissing,
    DecidedByRelative,
    StaffRelation,
    is_near,
)
from minzheng_desk.households.kinship.queries import staff_relations_of
from minzheng_desk.households.visits.queries import visits_of
from minzheng_desk.kernel.codes import codes
from minzheng_desk.office.model import OfficeNotSetUp
from minzheng_desk.policy.model import Policy, PolicyOn
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.security.queries import find_user
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction

COUNTY = "county"


class Decision(NamedTuple):
    """A decision about a household that is about to be written."""

    household_id: str | None
    programme: str
    decided_on: date
    decided_by: str = ""


def refuse_relatives(tx: Transaction, decisions: Iterable[Decision], policy: Policy | None = None) -> None:
    """Refuse what a clerk decides about near relatives; raises `DecidedByRelative`.

    Whoever is at the desk counts, and whoever is named as deciding. Without a ``policy`` the office's own
    holds; an office that is not set up has none to go by.
    """
    for decision, relation, standing in _near(tx, decisions, policy):
        if relation.user_name == tx.actor or _is_named(tx, relation, decision):
            label = codes("kinship").label(relation.kinship)
            raise DecidedByRelative(kinship=label, source=standing["kinship.near"].source)


def refuse_unvisited(tx: Transaction, decisions: Iterable[Decision], policy: Policy | None = None) -> None:
    """Refuse to confirm for near relatives whom the county has not visited; raises `CountyVisitMissing`."""
    for decision, relation, standing in _near(tx, decisions, policy):
        visit = standing.find("kinship.county_visit")
        if visit is None or not isinstance(visit.value, tuple) or decision.programme not in visit.value:
            continue
        visits = visits_of(tx, relation.household_id)
        if not any(one.level == COUNTY and one.visited_on <= decision.decided_on for one in visits):
            label = standing.policy.programme(decision.programme).label
            raise CountyVisitMissing(programme=label, source=visit.source)


def _near(
    tx: Transaction, decisions: Iterable[Decision], policy: Policy | None
) -> Iterator[tuple[Decision, StaffRelation, PolicyOn]]:
    """Yield every decision with each near relation that is filed of its household."""
    asked = [one for one in decisions if one.household_id is not None]
    filed = staff_relations_of(tx, (str(one.household_id) for one in asked))
    known = (policy or _own_policy(tx)) if filed else None
    if known is None:
        return
    for decision in asked:
        standing = known.at(decision.decided_on)
        for relation in filed.get(str(decision.household_id), ()):
            if not relation.has_ended(decision.decided_on) and is_near(relation.kinship, standing):
                yield decision, relation, standing


def _is_named(tx: Transaction, relation: StaffRelation, decision: Decision) -> bool:
    """Whether the clerk who was filed is at the desk or is named as deciding; a cadre may be a namesake."""
    if relation.staff_kind != "clerk":
        return False
    user = find_user(tx, tx.actor) if tx.actor else None
    return relation.staff_name in {decision.decided_by.strip(), user.display_name if user else ""}


def _own_policy(reader: Reader) -> Policy | None:
    try:
        return office_policy(reader)
    except OfficeNotSetUp:
        return None
