"""Roles as people type them: by their name or by their Chinese label."""

from __future__ import annotations

from collections.abc import Iterable

EVERY = "全部"


def chosen_roles(written: Iterable[str]) -> tuple[str, ...]:
    """The names of the roles meant, in their order; raises `RoleUnknown`."""
    from minzheng_desk.security.model import EVERY_ROLE, ROLES, checked_roles

    by_label = {role.label: name for name, role in ROLES.items()}
    chosen = list(written)
    return EVERY_ROLE if EVERY in chosen else checked_roles(by_label.get(name, name) for name in chosen)
