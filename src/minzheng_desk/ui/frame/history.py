"""Where the person has been: back and forward over addresses, as in a browser."""

from __future__ import annotations

from collections.abc import Container

from minzheng_desk.ui.screen import Address

RECENT = 5
"""How many objects Ctrl+Tab offers; more is a list to search, and that is the finder's."""


class History:
    """The addresses that were visited, and the one we are at."""

    def __init__(self) -> None:
        self._visited: list[Address] = []
        self._at = -1

    @property
    def here(self) -> Address | None:
        """The address we are at."""
        return self._visited[self._at] if self._visited else None

    def visit(self, address: Address) -> None:
        """Note a new address; what lay ahead is forgotten."""
        if address == self.here:
            return
        del self._visited[self._at + 1 :]
        self._visited.append(address)
        self._at = len(self._visited) - 1

    def travel(self, step: int) -> Address | None:
        """The address ``step`` back (negative) or forward, and go there; None when there is none."""
        if not 0 <= self._at + step < len(self._visited):
            return None
        self._at += step
        return self.here

    def recent_objects(self, among: Container[Address] | None = None) -> tuple[Address, ...]:
        """The objects visited last, newest first, without the one we are at; ``among`` leaves others out."""
        found: dict[Address, None] = {}
        for address in reversed(self._visited):
            if address.key and address != self.here and (among is None or address in among):
                found.setdefault(address)
        return tuple(found)[:RECENT]
