"""Limits of time are counted as the civil code counts."""

from datetime import date

import pytest

from minzheng_desk.policy.limits import due_on
from minzheng_desk.policy.queries import load_policy

POLICY = load_policy("demo-county").at(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("limit", "since", "due"),
    [
        ("limit.publicity", date(2026, 9, 24), date(2026, 10, 8)),
        ("limit.publicity", date(2026, 11, 13), date(2026, 11, 20)),
        ("limit.decision", date(2026, 9, 21), date(2026, 11, 9)),
        ("limit.tekun_reassessment", date(2026, 11, 2), date(2026, 11, 16)),
        ("limit.death_settlement", date(2026, 11, 12), date(2027, 2, 12)),
        ("limit.death_settlement", date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_a_limit_ends_on_the_day_the_civil_code_says(limit: str, since: date, due: date) -> None:
    assert due == due_on(POLICY, limit, since)
