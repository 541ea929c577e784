"""先行救助 whose papers are still to be completed: what is missing, by when, and what is late already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from minzheng_desk.eligibility.findings import cited
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.eligibility.rules.temporary_route import Completion, completion
from minzheng_desk.policy.model import Policy, Source


class Unfinished(NamedTuple):
    """Aid that was given first in one household, and what is left to do."""

    household: str
    completion: Completion
    source: Source

    @property
    def sentence(self) -> str:
        """What is to be done, by when."""
        aided_on, due_on = self.completion.hardship.aided_on, self.completion.due_on
        limit = f"应于 {due_on} 前补齐" if due_on else "急难情况缓解后补齐"
        late = "，已逾期" if self.completion.is_overdue else ""
        return f"{aided_on} 先行救助，还须补记{'、'.join(self.completion.missing)}，{limit}{late}。"


def unfinished_aid(households: Iterable[HouseholdFacts], policy: Policy, on: date) -> list[Unfinished]:
    """Every aid whose papers are not complete on a day, the most pressing first; raises `CalendarMissing`."""
    standing = policy.at(on)
    source = cited(standing, "R7 二（二）")
    found = [
        Unfinished(facts.key, left, source)
        for facts in households
        for hardship in facts.earlier_hardships
        if (left := completion(hardship, standing)) is not None
    ]
    return sorted(found, key=lambda one: (one.completion.due_on or date.max, one.household))
