"""Whether somebody must be heard before an award is lowered or ended (社会救助法第四十八条); noting it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.model import Award, AwardHearing
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import OfficeNotSetUp
from minzheng_desk.policy.model import Policy, Source
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction

_PARAMETER = "hearing.before_reduction"


class HearingRequired(NamedTuple):
    """That the law in force wants a hearing, and where it says so."""

    policy: Policy
    source: Source

    def label(self, programme: str) -> str:
        """What a programme is called."""
        known = self.policy.programmes.get(programme)
        return known.label if known else programme


def hearing_required(reader: Reader, on: date) -> HearingRequired | None:
    """Whether a decision taken on a day needs a hearing before it; None where it does not."""
    try:
        policy = office_policy(reader)
    except OfficeNotSetUp:
        return None
    dated = policy.at(on).find(_PARAMETER)
    if dated is None or dated.value != "required":
        return None
    return HearingRequired(policy, dated.source)


@operation("award.record_hearing", "登记听取意见", may=Permission.GRANT)
def record_hearing(tx: Transaction, hearing: AwardHearing) -> AwardHearing:
    """Note what somebody said before a decision against them; it decides nothing. Raises `NotFound`."""
    tx.get(Award, hearing.award_id)
    return tx.put(hearing)
