"""Whose account it is: by number where one is known, else by name, in the writing banks are capable of."""

from __future__ import annotations

from datetime import date

import pytest

from builders import an_id_number
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.payroll.corrections.model import is_held_by


def an_account(holder: str, number: IdNumber | None = None) -> BankAccount:
    return BankAccount(
        person_id=new_id(),
        account="6217000000000000004",
        holder_name=holder,
        holder_id_number=number,
        since=date(2020, 1, 1),
    )


@pytest.mark.parametrize(
    ("name", "holder", "is_own"),
    [
        ("张三", "张三", True),
        ("张三", " 张三 ", True),
        ("张三", "张三丰", False),
        ("张三", "李四", False),
        ("王䶮", "王YAN", True),
        ("王䶮", "王？", True),
        ("王䶮", "李YAN", False),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提", True),
    ],
)
def test_a_name_is_the_same_in_the_writing_of_banks(name: str, holder: str, *, is_own: bool) -> None:
    assert is_own == is_held_by(an_account(holder), Person(name=name))


def test_the_number_decides_where_both_are_known() -> None:
    mine, other = an_id_number(order=1), an_id_number(order=2)
    person = Person(name="张三", id_number=mine)
    assert is_held_by(an_account("张 三（已更名）", mine), person)
    assert not is_held_by(an_account("张三", other), person)
