"""Money for a machine: fen as a whole number, and yuan as text that nobody can misread."""

from __future__ import annotations

from minzheng_desk.kernel.money import Money, figures


def money_told(name: str, amount: Money | None) -> dict[str, int | str | None]:
    """An amount under two keys.

    >>> money_told("total", Money(123450))
    {'total': 123450, 'total_yuan': '1234.50'}
    """
    return {name: amount, f"{name}_yuan": None if amount is None else figures(amount)}
