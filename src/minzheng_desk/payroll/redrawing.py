"""A roster beside what would be drawn up today: which awards have changed since."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from minzheng_desk.kernel.ids import RecordId, new_ids
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.drawing import Computed, compute_roster
from minzheng_desk.payroll.gathering import payable_awards
from minzheng_desk.payroll.model import Roster, RosterLine, roster_digest
from minzheng_desk.payroll.queries import previous_lines
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader


def computed_now(
    reader: Reader, programme: str, month: Month, policy: Policy, roster_id: RecordId
) -> Computed:
    """The lines of a month as today's records give them."""
    payables = payable_awards(reader, programme, month, policy)
    before = previous_lines(reader, programme, month)
    return compute_roster(payables, before, roster_id, month, new_ids(len(payables)))


def awards_changed(
    reader: Reader, roster: Roster, lines: Sequence[RosterLine], policy: Policy
) -> frozenset[str]:
    """The awards whose lines today's records would draw up otherwise."""
    now = computed_now(reader, roster.programme, roster.month, policy, roster.id)
    drawn, fresh = ({_said(line) for line in each} for each in (lines, now.lines))
    return frozenset(award_id for award_id, _ in drawn ^ fresh)


def _said(line: RosterLine) -> tuple[str, str]:
    return line.award_id, roster_digest("", Month(1, 1), [dataclasses.replace(line, seq=0)])
