"""How long work says how far it is, and learns that nobody wants it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


class Progress(Protocol):
    """Somebody who watches the work; the face behind it decides how often to show what it hears."""

    def report(self, done: int, total: int, text: str) -> None:
        """Say how far the work is.

        Raises `Cancelled` when it should stop; the transaction around the work then leaves nothing behind.
        """
        ...


class Silent:
    """Progress nobody watches and nobody cancels."""

    def report(self, done: int, total: int, text: str) -> None:
        """Hear, and say nothing."""


def each(items: Iterable[T], progress: Progress, text: str, total: int, every: int = 50) -> Iterator[T]:
    """Yield ``items`` one by one, reporting before the first, after every ``every`` and at the end."""
    for done, item in enumerate(items):
        if done % every == 0:
            progress.report(done, total, text)
        yield item
    progress.report(total, total, text)
