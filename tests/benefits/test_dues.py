"""What falls due, on which day, under which rule."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from builders import registered
from minzheng_desk.benefits.dues import Due, Matter, dues, validities_ending
from minzheng_desk.benefits.model import AwardReview
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.circumstances import RecognitionFact
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.households.hardships.model import Hardship
from minzheng_desk.households.model import DisabilityCertificate
from minzheng_desk.households.operations.events import close_household
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.transaction import Transaction
from payroll.paying import a_household, an_award, policy

DAY = date(2026, 11, 21)


@operation("test.put_review", "测试复核", may=Permission.GRANT)
def put_review(tx: Transaction, review: AwardReview) -> AwardReview:
    """Put one review on file."""
    return tx.put(review)


def of(desk: Desk, matter: Matter, on: date = DAY) -> list[Due]:
    return [due for due in desk.ask(dues, policy(), on) if due.matter is matter]


def reviewed(desk: Desk, programme: str, on: date, **facts: object) -> None:
    household, head = a_household(desk, "张三", **facts)
    award = an_award(desk, household, head, "2025-01", programme=programme)
    desk.run(put_review, AwardReview(award_id=award.id, reviewed_on=on))


@pytest.mark.parametrize(
    ("programme", "last", "facts", "due_on", "late"),
    [
        ("dibao", date(2025, 11, 15), {}, date(2026, 11, 15), 6),
        ("dibao", date(2026, 5, 15), {"work_capacity": "full"}, date(2026, 11, 15), 6),
        ("tekun", date(2025, 12, 1), {}, date(2026, 12, 1), 0),
    ],
)
def test_reviews_fall_due_yearly_or_half_yearly(
    memory_desk: Desk, programme: str, last: date, facts: dict[str, object], due_on: date, late: int
) -> None:
    reviewed(memory_desk, programme, last, **facts)
    (due,) = of(memory_desk, Matter.REVIEW)
    assert (due_on, late) == (due.due_on, due.overdue_by(DAY))
    assert due.source.clause in {"a31", "（七）"}


def test_a_stable_family_reviewed_half_a_year_ago_is_not_due(memory_desk: Desk) -> None:
    reviewed(memory_desk, "dibao", date(2026, 5, 15), work_capacity="none")
    assert [] == of(memory_desk, Matter.REVIEW)


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(1946, 10, 31), []),
        (date(1946, 11, 1), [date(2026, 11, 1)]),
        (date(1946, 12, 31), [date(2026, 12, 31)]),
        (date(1947, 1, 1), []),
    ],
)
def test_ages_reached_this_month_and_the_next_are_listed(
    memory_desk: Desk, born: date, found: list[date]
) -> None:
    a_household(memory_desk, "王奶奶", born_on=born)
    assert found == [due.due_on for due in of(memory_desk, Matter.AGE)]


def test_coming_of_age_matters_where_something_is_received(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张小", born_on=date(2008, 11, 30))
    assert [] == of(memory_desk, Matter.AGE)
    an_award(memory_desk, household, head, "2026-01")
    assert [date(2026, 11, 30)] == [due.due_on for due in of(memory_desk, Matter.AGE)]


@pytest.mark.parametrize(("on", "count"), [(date(2026, 5, 19), 0), (date(2026, 5, 20), 1), (DAY, 1)])
def test_the_holder_of_a_certificate_is_reminded_six_months_before(
    memory_desk: Desk, on: date, count: int
) -> None:
    _, head = a_household(memory_desk, "张三")
    certificate = DisabilityCertificate(
        person_id=head.id, category="4", grade="2", issued_on=date(2016, 11, 20)
    )
    memory_desk.run(record_fact, certificate)
    found = of(memory_desk, Matter.CERTIFICATE, on)
    assert count == len(found)
    assert all(due.due_on == date(2026, 11, 20) for due in found)


def test_a_recognition_that_ends_is_listed_and_a_renewed_one_is_not() -> None:
    ending = RecognitionFact(
        programme="rigid_expenditure_hardship",
        recognised_on=date(2025, 12, 15),
        valid_until=date(2026, 12, 15),
    )
    home = HouseholdFacts(key="0" * 32, area="rural", members=(), recognitions=(ending,))
    (due,) = validities_ending([home], policy().at(DAY))
    assert (Matter.VALIDITY, date(2026, 12, 15)) == (due.matter, due.due_on)
    renewed = RecognitionFact(
        programme="rigid_expenditure_hardship",
        recognised_on=date(2026, 11, 1),
        valid_until=date(2027, 11, 1),
    )
    both = dataclasses.replace(home, recognitions=(renewed, ending))
    assert [] == list(validities_ending([both], policy().at(DAY)))


@pytest.mark.parametrize(
    ("relieved_on", "due_on", "late"),
    [
        (date(2026, 11, 6), date(2026, 11, 20), 1),
        (date(2026, 11, 9), date(2026, 11, 23), 0),
        (None, date(2026, 11, 21), 0),
    ],
)
def test_papers_of_aid_given_first_are_due_after_the_emergency(
    memory_desk: Desk, relieved_on: date | None, due_on: date, late: int
) -> None:
    household = registered(memory_desk)
    aided = Hardship(
        household_id=household.id,
        kind="emergency",
        cause="fire",
        granted=yuan("600"),
        aided_on=date(2026, 11, 2),
        relieved_on=relieved_on,
    )
    memory_desk.run(record_fact, aided)
    (due,) = of(memory_desk, Matter.PAPERS, date(2026, 11, 21))
    assert (due_on, late) == (due.due_on, due.overdue_by(date(2026, 11, 21)))
    assert "还须补记救助事由、经办人、签字盖章" in due.sentence
    assert "二（二）" == due.source.clause


def test_every_due_says_in_a_few_words_what_it_is_about(memory_desk: Desk) -> None:
    reviewed(memory_desk, "dibao", date(2025, 11, 15))
    a_household(memory_desk, "王奶奶", born_on=date(1946, 11, 1))
    (review,) = of(memory_desk, Matter.REVIEW)
    (age,) = of(memory_desk, Matter.AGE)
    assert ("最低生活保障", True) == (review.about, age.about.startswith("满 80 周岁（"))


def test_what_falls_due_in_a_closed_household_is_nobodys_to_do(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "王奶奶", born_on=date(1946, 11, 1))
    issued_on = date(2010, 1, 1)
    certificate = DisabilityCertificate(person_id=head.id, category="4", grade="2", issued_on=issued_on)
    memory_desk.run(record_fact, certificate)
    assert 2 == len(memory_desk.ask(dues, policy(), DAY))
    memory_desk.run(close_household, household, date(2026, 11, 20), "迁出")
    assert [] == memory_desk.ask(dues, policy(), DAY)


@pytest.mark.parametrize(
    ("expires_on", "renewed_until", "found"),
    [
        (date(2026, 12, 1), None, [date(2026, 12, 1)]),
        (date(2026, 12, 1), date(2036, 12, 1), []),
        (date(2020, 12, 1), None, [date(2020, 12, 1)]),
        (date(2027, 12, 1), None, []),
    ],
)
def test_a_certificate_is_listed_until_it_is_renewed(
    memory_desk: Desk, expires_on: date, renewed_until: date | None, found: list[date]
) -> None:
    _, head = a_household(memory_desk, "张三")
    for until in (expires_on, renewed_until):
        if until is not None:
            held = DisabilityCertificate(person_id=head.id, category="4", grade="2", expires_on=until)
            memory_desk.run(record_fact, held)
    assert found == [due.due_on for due in of(memory_desk, Matter.CERTIFICATE)]
