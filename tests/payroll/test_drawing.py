"""Whatever comes in: totals are sums, everybody is told why, and nobody is paid twice."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.model import Amounts
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId, new_ids
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import Arrears
from minzheng_desk.payroll.drawing import Payable, Previous, compare_with_previous, compute_roster
from minzheng_desk.payroll.model import Difference, RosterLine, Standing, roster_digest

NOVEMBER = Month(2026, 11)
ROSTER = RecordId("f" * 32)
amounts = st.integers(0, 5_000_00).map(Money)
earlier = st.integers(1, 6).map(lambda n: NOVEMBER + -n)
arrears = st.builds(
    Arrears,
    unpaid=st.dictionaries(earlier, st.integers(1, 900_00).map(Money), max_size=3).map(
        lambda found: tuple(sorted(found.items()))
    ),
    overpaid=st.dictionaries(earlier, st.integers(1, 900_00).map(Money), max_size=1).map(
        lambda found: tuple(found.items())
    ),
)
deaths = st.one_of(st.none(), st.dates(date(2026, 8, 1), date(2026, 11, 30)))


@st.composite
def payables(draw: st.DrawFn) -> list[Payable]:
    """People as they come, some of them under one identity number or on file as one person."""
    count = draw(st.integers(0, 12))
    return [
        Payable(
            award_id=RecordId(f"{at:032x}"),
            person_id=RecordId(f"p{draw(st.integers(0, 12)):031x}"),
            name=draw(st.sampled_from(["张三", "李四", "王䶮"])),
            id_number=draw(st.one_of(st.none(), st.integers(0, 6).map(lambda n: IdNumber(f"9900{n:014d}")))),
            died_on=draw(deaths),
            household_number=f"{at:05d}",
            region_code="990000101001",
            region_name="杨家湾村",
            hukou_kind="rural",
            persons=draw(st.integers(1, 5)),
            amounts=draw(st.one_of(st.none(), st.builds(Amounts, amounts, amounts))),
            why_none="标准不明",
            taken_over=draw(st.booleans()),
            ended=draw(st.sampled_from(["", "", "收入超标，自2026-10停发"])),
            suspended=draw(st.sampled_from(["", "", "核查"])),
            account=draw(st.sampled_from(["", "6217000000000000004"])),
            arrears=draw(arrears),
        )
        for at in range(count)
    ]


@st.composite
def months_before(draw: st.DrawFn, people: list[Payable]) -> dict[str, Previous]:
    """What last month's roster said about some of them."""
    found: dict[str, Previous] = {}
    for payable in people:
        standing = draw(st.sampled_from([None, *Standing]))
        if standing is Standing.PAY:
            regular = draw(amounts)
            found[payable.award_id] = Previous("pay", Money(regular + draw(amounts)), regular)
        elif standing is not None:
            found[payable.award_id] = Previous(standing.value, Money(0), Money(0))
    return found


@given(st.data())
def test_totals_are_sums_and_nobody_is_paid_twice(data: st.DataObject) -> None:
    people = data.draw(payables())
    before = data.draw(months_before(people))
    drawn = compute_roster(people, before, ROSTER, NOVEMBER, new_ids(len(people)))
    paid = [line for line in drawn.lines if line.standing == "pay"]
    assert sum(line.amount for line in paid) == drawn.total
    assert (len(paid), sum(line.persons for line in paid)) == (drawn.paid, drawn.persons)
    assert len(drawn.lines) == drawn.paid + drawn.held + drawn.stopped
    assert len(paid) == len({line.person_id for line in paid})
    numbers = [line.id_number for line in paid if line.id_number]
    assert len(numbers) == len(set(numbers))
    assert list(range(1, len(drawn.lines) + 1)) == [line.seq for line in drawn.lines]


@given(st.data())
def test_a_line_adds_up_and_says_why_it_differs(data: st.DataObject) -> None:
    people = data.draw(payables())
    before = data.draw(months_before(people))
    for line in compute_roster(people, before, ROSTER, NOVEMBER, new_ids(len(people))).lines:
        assert line.back_payment == sum(amount for _, amount in line.back_months)
        if line.standing == "pay":
            assert line.amount == line.base + line.supplement + line.back_payment > 0
            assert line.account
        else:
            assert 0 == line.amount
        if line.difference != "same" or (line.previous_amount or 0) != line.amount:
            assert line.reason or line.difference == "taken_over"
        assert len(line.reason) <= 500


@given(st.data())
def test_what_moved_is_the_difference_of_the_totals(data: st.DataObject) -> None:
    people = data.draw(payables())
    before = data.draw(months_before(people))
    drawn = compute_roster(people, before, ROSTER, NOVEMBER, new_ids(len(people)))
    compared = compare_with_previous(drawn.lines)
    last_total = sum(previous.amount for previous in before.values() if previous.is_paid)
    assert drawn.total - last_total == sum(compared.moved.values())
    assert len(drawn.lines) == sum(compared.counts.values())
    unmoved = set(drawn.lines) - set(compared.differing)
    assert not any(Difference(line.difference).is_change for line in unmoved)


@given(st.data())
def test_who_was_paid_last_month_is_never_left_out(data: st.DataObject) -> None:
    people = data.draw(payables())
    before = data.draw(months_before(people))
    listed = {
        line.award_id for line in compute_roster(people, before, ROSTER, NOVEMBER, new_ids(len(people))).lines
    }
    assert {award for award, previous in before.items() if previous.is_paid} <= listed
    assert {payable.award_id for payable in people if not payable.ended} <= listed


def a_line(**facts: object) -> RosterLine:
    known = {
        "id": RecordId("1" * 32),
        "roster_id": ROSTER,
        "seq": 1,
        "award_id": RecordId("2" * 32),
        "standing": "pay",
        "difference": "same",
        "person_id": RecordId("3" * 32),
        "name": "张三",
        **facts,
    }
    return RosterLine(**known)  # type: ignore[arg-type]


def test_the_digest_changes_with_every_word_of_a_line_and_not_with_its_roster() -> None:
    digest = roster_digest("dibao", NOVEMBER, [a_line()])
    assert digest == roster_digest("dibao", NOVEMBER, [a_line(roster_id=RecordId("9" * 32))])
    for facts in ({"name": "张四"}, {"amount": 1}, {"account": "1"}, {"back_months": (("2026-10", 1),)}):
        assert digest != roster_digest("dibao", NOVEMBER, [a_line(**facts)])
