"""Whether somebody must be heard before an award is lowered or ended (社会救助法第四十八条)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from minzheng_desk.office.model import OfficeNotSetUp
from minzheng_desk.policy.model import Policy, Source
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader

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
