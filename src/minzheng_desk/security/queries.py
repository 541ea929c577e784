"""Who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.security.model import NoSuchUser, User
from minzheng_desk.store.tables import table

if TYPE_CHECKING:
    from minzheng_desk.store.reader import Reader


def user_named(reader: Reader, name: str) -> User:
    """The user with this sign-in name, active or not; raises `NoSuchUser`."""
    found = find_user(reader, name)
    if found is None:
        raise NoSuchUser
    return found


def find_user(reader: Reader, name: str) -> User | None:
    """The user with this sign-in name, or None."""
    return reader.first(User, table(User).c.name == name)


def users(reader: Reader) -> tuple[User, ...]:
    """Everybody who works or has worked here, by sign-in name."""
    return tuple(reader.find(User, order_by=[table(User).c.name]))
