"""Long numbers in free text are masked wherever the terminal shows them."""

from __future__ import annotations

import re

from minzheng_desk.kernel.identity import masked

_LONG_NUMBER = re.compile(r"\d[\dXx]{10,}")


def without_numbers(text: str) -> str:
    """The text with every run of eleven digits or more masked.

    >>> without_numbers("990000196611210012 与户主不符")
    '990000********0012 与户主不符'
    """
    return _LONG_NUMBER.sub(lambda found: masked(found[0]), text)


def id_shown(number: str | None) -> str:
    """An identity number as it may be shown, or nothing."""
    return masked(number) if number else ""


def account_shown(account: str) -> str:
    """An account by its tail, as a list shows it."""
    return f"尾号 {account[-4:]}" if account else ""
