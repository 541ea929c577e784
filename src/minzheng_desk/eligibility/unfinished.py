"""先行救助 whose papers are still to be completed: what is missing, by when, and what is late already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from minzheng_desk.eligibility.findings import cited
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.eligibility.rules.temporary_route import Completion, completion
from minzheng_desk.policy.model import PolicyOn, Source


class Unfinished(NamedTuple):
    """Aid that was given first in one household, and what is left to do."""

    household: str
    completion: Completion
    source: Source

    @property
    def sentence(self) -> str:
        """What is to be done, by when."""
        left = self.completion
        late = "，已逾期" if left.is_overdue else ""
        missing = "、".join(left.missing)
        return f"{left.hardship.aided_on} 先行救助，还须补记{missing}，{left.limit}{late}。"


def unfinished_aid(households: Iterable[HouseholdFacts], policy: PolicyOn) -> list[Unfinished]:
    """Every aid whose papers are not complete on the policy's day, the most pressing first."""
    source = cited(policy, "R7 二（二）")
    found = [
        Unfinished(facts.key, left, source)
        for facts in households
        for hardship in facts.earlier_hardships
        if (left := completion(hardship, policy)) is not None
    ]
    return sorted(found, key=lambda one: (one.completion.due_on or date.max, one.household))
