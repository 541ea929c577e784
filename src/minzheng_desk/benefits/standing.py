"""Which programmes go on month after month, as opposed to what is paid once for one event."""

from __future__ import annotations

from minzheng_desk.benefits.imports import BY_POLICY
from minzheng_desk.policy.model import Policy, Programme


def is_standing(programme: Programme) -> bool:
    """Whether a programme, once granted, goes on until it ends, or is a status held without money."""
    return programme.calculation is None or programme.start is not None or programme.calculation in BY_POLICY


def standing_programmes(policy: Policy) -> tuple[Programme, ...]:
    """The programmes that a re-check goes through, in the order of the policy."""
    return tuple(programme for programme in policy.programmes.values() if is_standing(programme))
