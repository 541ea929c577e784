"""Awards as the store has them: of one household, of one programme, of one month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, or_, select

from minzheng_desk.benefits.model import Award, AwardAmount, AwardHearing, AwardReview, PhaseOut, Suspension
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


def awards_of_household(reader: Reader, household_id: str) -> list[Award]:
    """Every award a household or one of its members through it ever had."""
    at = table(Award).c
    return reader.find(Award, at.household_id == household_id, order_by=[at.since, at.id])


def awards_of_person(reader: Reader, person_id: str) -> list[Award]:
    """Every award a person ever had."""
    at = table(Award).c
    return reader.find(Award, at.person_id == person_id, order_by=[at.since, at.id])


def awards_in(reader: Reader, programme: str, month: Month) -> list[Award]:
    """The awards of a programme that cover a month."""
    at = table(Award).c
    return reader.find(
        Award, at.programme == programme, at.since <= str(month), _not_ended(month), order_by=[at.id]
    )


def counted_in(reader: Reader, programmes: Iterable[str], month: Month) -> dict[str, int]:
    """How many awards of each programme cover a month."""
    at = table(Award).c
    covers = at.since <= str(month), _not_ended(month)
    return {name: reader.count(Award, at.programme == name, *covers) for name in programmes}


def held_in(reader: Reader, month: Month, person_ids: Iterable[str] | None = None) -> list[Award]:
    """The awards that cover a month, programme by programme; ``person_ids`` asks only for those people."""
    if person_ids is None:
        return [award for name in programmes_awarded(reader) for award in awards_in(reader, name, month)]
    at = table(Award).c
    covers = at.since <= str(month), _not_ended(month)
    found = [
        award
        for part in chunks(person_ids)
        for award in reader.find(Award, at.person_id.in_(part), *covers, order_by=[at.id])
    ]
    return sorted(found, key=lambda award: award.programme)


def standing_awards(reader: Reader, programme: str, month: Month) -> list[Award]:
    """The awards of a programme that cover a month or begin after it."""
    at = table(Award).c
    return reader.find(Award, at.programme == programme, _not_ended(month), order_by=[at.id])


def amounts_of(reader: Reader, award_ids: Iterable[str]) -> dict[str, list[AwardAmount]]:
    """The dated amounts of awards, by award."""
    grouped: defaultdict[str, list[AwardAmount]] = defaultdict(list)
    for part in chunks(award_ids):
        for amount in reader.find(AwardAmount, table(AwardAmount).c.award_id.in_(part)):
            grouped[amount.award_id].append(amount)
    return grouped


def suspensions_of(reader: Reader, award_ids: Iterable[str]) -> dict[str, list[Suspension]]:
    """The suspensions of awards, by award."""
    grouped: defaultdict[str, list[Suspension]] = defaultdict(list)
    for part in chunks(award_ids):
        for suspension in reader.find(Suspension, table(Suspension).c.award_id.in_(part)):
            grouped[suspension.award_id].append(suspension)
    return grouped


def suspensions_in(reader: Reader, month: Month) -> list[Suspension]:
    """The suspensions that cover a month."""
    at = table(Suspension).c
    covers = at.since <= str(month), or_(at.until.is_(None), at.until > str(month))
    return reader.find(Suspension, *covers, order_by=[at.since, at.id])


def phase_outs_in(reader: Reader, month: Month) -> list[PhaseOut]:
    """The phase-outs that cover a month."""
    at = table(PhaseOut).c
    return reader.find(PhaseOut, at.since <= str(month), at.until > str(month), order_by=[at.until, at.id])


def reviews_of(reader: Reader, award_ids: Iterable[str]) -> dict[str, list[AwardReview]]:
    """The reviews of awards, by award, the latest last."""
    grouped: defaultdict[str, list[AwardReview]] = defaultdict(list)
    at = table(AwardReview).c
    for part in chunks(award_ids):
        for review in reader.find(AwardReview, at.award_id.in_(part), order_by=[at.reviewed_on, at.id]):
            grouped[review.award_id].append(review)
    return grouped


def hearings_of(reader: Reader, award_id: str) -> list[AwardHearing]:
    """What was heard about an award, the latest first."""
    at = table(AwardHearing).c
    return reader.find(AwardHearing, at.award_id == award_id, order_by=[at.heard_on.desc(), at.id.desc()])


def programmes_awarded(reader: Reader) -> Sequence[str]:
    """The programmes under which anything was ever granted."""
    at = table(Award).c
    return [row[0] for row in reader.rows(select(at.programme).distinct().order_by(at.programme))]


def _not_ended(month: Month) -> ColumnElement[bool]:
    at = table(Award).c
    return or_(at.until.is_(None), at.until > str(month))
