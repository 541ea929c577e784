"""Who has been to see a household."""

from __future__ import annotations

from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table


def visits_of(reader: Reader, household_id: str) -> list[HomeVisit]:
    """The visits to a household, the latest first."""
    at = table(HomeVisit).c
    order = [at.visited_on.desc(), at.id.desc()]
    return reader.find(HomeVisit, at.household_id == household_id, order_by=order)
