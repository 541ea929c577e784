"""Invented identity numbers, bank accounts, telephones and certificates, each used once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from minzheng_desk.demo.model import Account, Disability
from minzheng_desk.demo.names import MALE
from minzheng_desk.kernel.identity import IdNumber, check_character

DIVISION = "990000"
"""No such division exists: a number that begins with it belongs to nobody."""

_CATEGORIES = {"视力残疾": 1, "听力残疾": 2, "言语残疾": 3, "肢体残疾": 4, "智力残疾": 5, "精神残疾": 6}
_CATEGORY_WEIGHTS = (12, 16, 4, 45, 13, 10)
_GRADES = ("一级", "二级", "三级", "四级")
_DOUBLE_DIGIT = 9


class Numbers:
    """Draws numbers and remembers them, so that none is drawn twice."""

    def __init__(self, chance: Random, drawn: Iterable[str] = ()) -> None:
        """Draw from ``chance``, and nothing of what is ``drawn`` already."""
        self._chance = chance
        self._drawn = set(drawn)

    def id_number(self, born_on: date, sex: str) -> IdNumber:
        """Return a sound identity number of nobody."""
        while True:
            order = self._chance.randrange(1 if sex == MALE else 2, 999, 2)
            first17 = f"{DIVISION}{born_on:%Y%m%d}{order:03d}"
            number = first17 + check_character(first17)
            # 末三位为 000 的真号码与 Excel 丢位无法区分，示范数据不用。
            if not number.endswith("000") and self._is_new(number):
                return IdNumber(number)

    def account(self, banks: list[str], card_starts: list[str]) -> Account:
        """Return an account: a card with a Luhn digit, or a passbook number of a rural bank without one."""
        while True:
            bank = self._chance.randrange(len(banks))
            start = card_starts[bank]
            digits = f"{self._chance.randrange(10**11):011d}"
            number = f"{start}{digits}" if start else f"81{digits}{self._chance.randrange(100):02d}"
            number = number + _luhn_digit(number) if start else number
            if self._is_new(number):
                return Account(banks[bank], number)

    def phone(self) -> str:
        """Return a mobile number."""
        while True:
            number = f"1{self._chance.choice('3579')}{self._chance.randrange(10**9):09d}"
            if self._is_new(number):
                return number

    def disability(self, id_number: IdNumber, *, severe: bool) -> Disability:
        """Return a certificate: the identity number, one digit of category and one of grade."""
        category = self._chance.choices(list(_CATEGORIES), _CATEGORY_WEIGHTS)[0]
        grade = self._chance.randrange(2) if severe else self._chance.randrange(len(_GRADES))
        return Disability(category, _GRADES[grade], f"{id_number}{_CATEGORIES[category]}{grade + 1}")

    def _is_new(self, number: str) -> bool:
        if number in self._drawn:
            return False
        self._drawn.add(number)
        return True


def _luhn_digit(number: str) -> str:
    """Return the digit that makes a card number sound (ISO/IEC 7812-1).

    >>> _luhn_digit("621700000000000000")
    '4'
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - _DOUBLE_DIGIT if value > _DOUBLE_DIGIT else value
    return str(-total % 10)
