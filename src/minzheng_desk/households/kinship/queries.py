"""Which households are related to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from minzheng_desk.households.kinship.model import StaffRelation
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


def staff_relations_of(reader: Reader, household_ids: Iterable[str]) -> dict[str, list[StaffRelation]]:
    """By household, the relations filed of it, the earliest first; households without any are left out."""
    at = table(StaffRelation).c
    found: defaultdict[str, list[StaffRelation]] = defaultdict(list)
    if reader.count(StaffRelation):
        for part in chunks(sorted(set(household_ids))):
            order = [at.filed_on, at.id]
            for one in reader.find(StaffRelation, at.household_id.in_(part), order_by=order):
                found[one.household_id].append(one)
    return dict(found)
