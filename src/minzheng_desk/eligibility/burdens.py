"""What befalls households and what others pay them, as facts of one day; a few queries for a township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from minzheng_desk.eligibility.circumstances import (
    ExpenseFact,
    HardshipFact,
    OtherBenefitFact,
    RecognitionFact,
)
from minzheng_desk.eligibility.evidence import records_of
from minzheng_desk.eligibility.model import Recognition
from minzheng_desk.households.hardships.model import Hardship, OtherBenefit
from minzheng_desk.households.model import Expense
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.reader import Reader

Kept = TypeVar("Kept", bound=Record)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Burdens:
    """What was on file on a day, by household or person."""

    on: date
    expenses: dict[str, list[Expense]]
    hardships: dict[str, list[Hardship]]
    recognitions: dict[str, list[Recognition]]
    other_benefits: dict[str, list[OtherBenefit]]

    def of_person(self, person_id: str) -> dict[str, Any]:
        """The fields of `PersonFacts` that are on file."""
        known = self.other_benefits.get(person_id, ())
        return {"other_benefits": tuple(_other_benefit(one) for one in known)} if known else {}

    def of_household(self, household_id: str) -> dict[str, Any]:
        """The fields of `HouseholdFacts` that are on file."""
        found: dict[str, Any] = {}
        if expenses := self.expenses.get(household_id):
            found["expenses"] = tuple(_expense(one) for one in expenses)
        if recognitions := self._recognitions(household_id):
            found["recognitions"] = recognitions
        return found | self._hardships(household_id)

    def standing(self, household_id: str) -> tuple[str, ...]:
        """The programmes that a household is recognised for on the day."""
        return tuple(one.programme for one in self._recognitions(household_id) if one.holds(self.on))

    def _recognitions(self, household_id: str) -> tuple[RecognitionFact, ...]:
        return tuple(_recognition(one) for one in self.recognitions.get(household_id, ()))

    def _hardships(self, household_id: str) -> dict[str, Any]:
        """Return what was given before, and the latest that aid is still asked for."""
        known = [
            one for one in self.hardships.get(household_id, ()) if (one.applied_on or self.on) <= self.on
        ]
        earlier = [one for one in known if one.aided_on is not None and one.aided_on <= self.on]
        open_ = sorted(
            (one for one in known if one not in earlier), key=lambda one: one.applied_on or self.on
        )
        found: dict[str, Any] = {}
        if earlier:
            found["earlier_hardships"] = tuple(_hardship(one) for one in earlier)
        if open_:
            found["hardship"] = _hardship(open_[-1])
        return found


def burdens_known(
    reader: Reader, on: date, household_ids: Sequence[str] | None, person_ids: Sequence[str] | None
) -> Burdens:
    """Read what is on file about these households and persons; about all where the ids are None."""
    return Burdens(
        on=on,
        expenses=_by(records_of(reader, Expense, "household_id", household_ids), "household_id"),
        hardships=_by(records_of(reader, Hardship, "household_id", household_ids), "household_id"),
        recognitions=_by(records_of(reader, Recognition, "household_id", household_ids), "household_id"),
        other_benefits=_by(records_of(reader, OtherBenefit, "person_id", person_ids), "person_id"),
    )


def _by(records: Iterable[Kept], owner: str) -> dict[str, list[Kept]]:
    found: defaultdict[str, list[Kept]] = defaultdict(list)
    for one in records:
        found[getattr(one, owner)].append(one)
    return dict(found)


def _expense(kept: Expense) -> ExpenseFact:
    return ExpenseFact(
        kind=kept.kind,
        amount=kept.amount,
        reimbursed=kept.reimbursed,
        tariff=kept.tariff,
        public_school=kept.public_school,
        person=kept.person_id,
        spent_on=kept.spent_on,
        provenance=kept.provenance,
        as_of=kept.as_of,
    )


def _hardship(kept: Hardship) -> HardshipFact:
    return HardshipFact(
        kind=kept.kind,
        cause=kept.cause,
        event=kept.event or "",
        person=kept.person_id,
        happened_on=kept.happened_on,
        happened_here=kept.happened_here,
        urgent=kept.urgent,
        applied_on=kept.applied_on,
        asked=kept.asked,
        expenditure=kept.expenditure,
        granted=kept.granted,
        aided_on=kept.aided_on,
        relieved_on=kept.relieved_on,
        completed_on=kept.completed_on,
        recorded_by=kept.recorded_by or "",
        provenance=kept.provenance,
        as_of=kept.as_of,
    )


def _recognition(kept: Recognition) -> RecognitionFact:
    days = [kept.valid_until] if kept.valid_until else []
    if kept.ended_on is not None:
        days.append(kept.ended_on - _A_DAY)
    return RecognitionFact(
        programme=kept.programme,
        recognised_on=kept.recognised_on,
        valid_until=min(days) if days else None,
        provenance="office" if kept.pack_version else "declared",
    )


def _other_benefit(kept: OtherBenefit) -> OtherBenefitFact:
    return OtherBenefitFact(
        kind=kept.kind,
        amount=kept.amount,
        since=kept.since,
        until=kept.until,
        provenance=kept.provenance,
        as_of=kept.as_of,
    )
