"""From the lines of 应享未享 to awards, and a hearing noted before a decision."""

from __future__ import annotations

from datetime import date

import pytest

from benefits.test_exits import an_office
from benefits.test_recheck import checked, within_limits
from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.hearings import record_hearing
from minzheng_desk.benefits.model import Award, AwardHearing, Heard
from minzheng_desk.benefits.operations import end, grant, grant_all
from minzheng_desk.benefits.queries import hearings_of
from minzheng_desk.benefits.unclaimed import NoLongerUnclaimed, left_out, proposal, proposals
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Person
from minzheng_desk.households.operations.events import report_death
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Silent
from payroll.paying import OLD_AGE, a_household, granted

DAY = date(2026, 11, 21)


class Impatient:
    """Stops at the first report."""

    def report(self, _done: int, _total: int, _text: str) -> None:
        raise Cancelled


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A desk over an office that works by the policy of the tests."""
    an_office(desk)
    return desk


def aged(desk: Desk, name: str) -> tuple[str, str]:
    """Somebody of 85 who receives nothing."""
    household, person = a_household(desk, name, born_on=date(1941, 5, 1), hukou_kind="rural")
    within_limits(desk, household)
    return household.id, person.id


def lines(desk: Desk, programme: str = OLD_AGE) -> list[Difference]:
    return [one for one in checked(desk).unpaid if one.programme == programme]


def test_a_line_leads_to_the_award_its_assessment_suggests(office: Desk) -> None:
    _, person_id = aged(office, "王奶奶")
    (line,) = lines(office)
    found = office.ask(proposal, line, DAY, decided_by="王局")
    assert (person_id, "王局", line.assessed) == (
        found.award.person_id,
        found.award.decided_by,
        found.assessment.amount,
    )
    assert not found.is_refused
    office.run(grant, found.award, policy=found.policy)
    assert [] == lines(office)


def test_a_line_that_is_older_than_the_circumstances_grants_nothing(office: Desk) -> None:
    aged(office, "王奶奶")
    (line,) = lines(office)
    found = office.ask(proposal, line, DAY, decided_by="王局")
    office.run(grant, found.award, policy=found.policy)
    with pytest.raises(NoLongerUnclaimed):
        office.ask(proposal, line, DAY, decided_by="王局")


def test_several_lines_are_granted_together_and_the_counts_add_up(office: Desk) -> None:
    aged(office, "王奶奶")
    household_id, person_id = aged(office, "李爷爷")
    chosen = lines(office)
    assert 2 == len(chosen)
    person = office.ask(lambda reader: reader.get(Person, person_id))
    office.run(report_death, person, date(2026, 11, 1), "家属申报")
    found = office.ask(proposals, chosen, DAY, decided_by="王局", progress=Silent())
    assert 1 == len(found.awards)
    assert household_id not in {one.household_id for one in found.awards}
    made = office.run(grant_all, found.awards).result
    assert ["王局"] == [one.decided_by for one in made]


def test_lines_of_other_sorts_grant_nothing(office: Desk) -> None:
    aged(office, "王奶奶")
    (line,) = lines(office)
    stopped = line._replace(change=Change.STOP)
    found = office.ask(proposals, [stopped], DAY, decided_by="王局", progress=Silent())
    assert ([], ()) == (found.awards, left_out(found))


def test_whoever_cancels_is_answered_before_anything_is_assessed(office: Desk) -> None:
    aged(office, "王奶奶")
    with pytest.raises(Cancelled):
        office.ask(proposals, lines(office), DAY, decided_by="王局", progress=Impatient())


def test_a_hearing_noted_before_is_kept_once_when_the_award_ends(memory_desk: Desk) -> None:
    award: Award = granted(memory_desk)
    hearing = AwardHearing(
        award_id=award.id, heard_on=date(2026, 11, 10), note="本人认可", reasons="收入已超标准"
    )
    memory_desk.run(record_hearing, hearing)
    heard = Heard(hearing.heard_on, hearing.note, hearing.reasons)
    memory_desk.run(end, award, Month(2026, 12), "income", heard=heard)
    assert 1 == len(memory_desk.ask(hearings_of, award.id))
