"""Programmes as people type them: 低保, its full label, or the name in the policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_desk.policy.model import Policy, Programme


def programme_meant(policy: Policy, written: str) -> Programme:
    """The programme meant by its name, its label or a word of registers; raises `ProgrammeUnknown`."""
    from minzheng_desk.households.imports.readers import programme_called
    from minzheng_desk.policy.model import ProgrammeUnknown

    by_label = {programme.label: name for name, programme in policy.programmes.items()}
    name = written if written in policy.programmes else by_label.get(written) or programme_called(written)
    if name is None or name not in policy.programmes:
        raise ProgrammeUnknown(pack=policy.pack, name=written, known="、".join(by_label))
    return policy.programme(name)


def programmes_meant(policy: Policy, written: Sequence[str]) -> tuple[Programme, ...]:
    """The programmes meant, or all of the policy where none is named."""
    if not written:
        return tuple(policy.programmes.values())
    return tuple(programme_meant(policy, one) for one in written)
