"""Which row speaks of which line: every row goes to exactly one place, every line is spoken of once."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.payroll.returns.matching import ReturnedRow, match_rows, total_of
from minzheng_desk.payroll.returns.model import Outcome

ROSTER = new_id()
ACCOUNTS = ("6217000000000000004", "6217000000000000012", "62170000000000000201")


def a_line(seq: int, amount: int = 52_000, account: str = ACCOUNTS[0]) -> RosterLine:
    return RosterLine(
        id=RecordId(f"{seq:032d}"),
        roster_id=ROSTER,
        seq=seq,
        award_id=new_id(),
        standing="pay",
        difference="same",
        person_id=new_id(),
        name="张三",
        account=account,
        amount=Money(amount),
    )


def a_row(
    line: RosterLine | None, index: int | None, outcome: Outcome | None = Outcome.PAID, row: int = 1
) -> ReturnedRow:
    amount = line.amount if line else Money(1)
    return ReturnedRow(
        row=row, index=index, account=line.account if line else "", amount=amount, outcome=outcome
    )


LINES = tuple(a_line(seq, 10_000 * seq, ACCOUNTS[seq % 3]) for seq in range(1, 6))

rows = st.lists(
    st.builds(
        ReturnedRow,
        row=st.integers(1, 99),
        index=st.none() | st.integers(0, 7),
        account=st.sampled_from(ACCOUNTS),
        amount=st.none() | st.sampled_from([Money(10_000 * n) for n in range(1, 6)]),
        outcome=st.none() | st.sampled_from(Outcome),
    ),
    max_size=12,
)
known = st.dictionaries(st.sampled_from([str(line.id) for line in LINES]), st.sampled_from(Outcome))


@given(rows, known, st.sets(st.sampled_from([str(line.id) for line in LINES])))
def test_every_row_goes_to_one_place_and_no_line_is_booked_twice(
    read: list[ReturnedRow], before: dict[str, Outcome], corrected: set[str]
) -> None:
    found = match_rows(read, LINES, before, corrected)
    assert len(read) == found.rows
    booked = [one.line.id for one in (*found.news, *found.repeated)]
    assert len(set(booked)) == len(booked)
    assert all(one.row.account == one.line.account for one in (*found.news, *found.repeated))
    assert all(one.row.amount == one.line.amount for one in (*found.news, *found.repeated))
    # What was paid stays paid, and what a correction pays is not paid beside it.
    assert not [one for one in found.news if before.get(one.line.id) is Outcome.PAID]
    news = {one.line.id for one in found.paid}
    assert not news & {line for line in corrected if before.get(line) is Outcome.FAILED}


@given(st.permutations(range(5)))
def test_the_order_of_the_rows_does_not_matter(order: list[int]) -> None:
    read = [a_row(LINES[at], at + 1, Outcome.FAILED if at == 2 else Outcome.PAID) for at in order]
    found = match_rows(read, LINES, {})
    assert (120_000, 30_000) == (total_of(found.paid), total_of(found.failed))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"index": 6}, "no_such_line"),
        ({"index": 0}, "no_such_line"),
        ({"account": ACCOUNTS[2] + "9"}, "account_differs"),
        ({"amount": Money(9_999)}, "amount_differs"),
        ({"amount": None}, "amount_unreadable"),
        ({"outcome": None}, "result_unknown"),
        ({"index": None, "amount": Money(9_999)}, "no_such_line"),
    ],
)
def test_a_row_that_differs_in_anything_is_a_problem_of_its_own(
    changed: dict[str, object], code: str
) -> None:
    row = dataclasses.replace(a_row(LINES[0], 1), **changed)  # type: ignore[arg-type]
    found = match_rows([row, a_row(LINES[1], 2, row=2)], LINES, {})
    assert ([code], [LINES[1]]) == ([one.code for one in found.unmatched], [one.line for one in found.paid])


def test_the_second_row_of_one_line_is_a_problem_that_names_the_first() -> None:
    found = match_rows([a_row(LINES[0], 1, row=4), a_row(LINES[0], 1, row=9)], LINES, {})
    assert (1, ["twice"]) == (len(found.paid), [one.code for one in found.unmatched])
    assert "第 4 行" in found.unmatched[0].reason


def test_without_numbers_a_line_is_found_by_account_and_amount_when_only_one_fits() -> None:
    assert [LINES[3]] == [one.line for one in match_rows([a_row(LINES[3], None)], LINES, {}).paid]
    alike = (a_line(1), a_line(2))
    found = match_rows([a_row(alike[0], None)], alike, {})
    assert ["several_lines"] == [one.code for one in found.unmatched]
