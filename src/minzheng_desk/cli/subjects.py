"""Whom the person means: a household or somebody in it, by number, by identity number or by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import InputProblem, NotFound

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.households.model import Household, Person

_LISTED = 8


class SeveralFound(InputProblem):
    """What was written fits more than one person."""

    text = "“{written}”可以指 {count} 个人，没有执行。"
    remedy = "请改用户编号或完整身份证号：{known}。"


class WithoutHousehold(NotFound):
    """The person belongs to no household today."""

    text = "“{written}”现在不属于任何家庭。"
    remedy = "请先登记其所在家庭，或换一个户编号。"


class NobodyThen(InputProblem):
    """Nobody lived in the household on the day."""

    text = "户编号 {number} 的家庭在 {day} 没有在户人员，没有测算。"
    remedy = "请核对 --on 的日期：成员从登记之日起算在户内，也可能已经迁出或死亡。"


class NobodyNamed(InputProblem):
    """Nothing says whom the command is about."""

    text = "没有说明测算谁。"
    remedy = "请写上户编号、身份证号或姓名；测算全部家庭请加 --all。"


class PersonNotSaid(InputProblem):
    """A programme for persons was asked about a household of several."""

    text = "“{programme}”按人确认，没有说明是家庭中的哪一位。"
    remedy = "请改用 --person 写上这个人的身份证号或姓名。"


@dataclass(frozen=True, slots=True)
class Meant:
    """A household, and the person of it where one was named."""

    household: Household
    person: Person | None


def meant(desk: Desk, written: str) -> Meant:
    """The household or person that was written; raises `NotFound`, `SeveralFound` or `WithoutHousehold`."""
    from minzheng_desk.households.queries import household_numbered

    text = written.strip()
    try:
        return Meant(desk.ask(household_numbered, text), None)
    except NotFound:
        person = person_meant(desk, text)
    return _with_household(desk, person, text)


def person_meant(desk: Desk, written: str) -> Person:
    """The one person that was written; raises `NotFound` or `SeveralFound`."""
    from minzheng_desk.households.model import Person
    from minzheng_desk.households.queries import find_people

    found = desk.ask(find_people, written, _LISTED + 1)
    exact = [row for row in found if written.upper() in {row.name, row.id_number, row.person_id.upper()}]
    candidates = exact or found
    if not candidates:
        raise NotFound(label="所写的家庭或人员")
    if len(candidates) > 1:
        numbers = dict.fromkeys(row.household_number for row in candidates[:_LISTED] if row.household_number)
        count = f"至少 {_LISTED}" if len(candidates) > _LISTED else str(len(candidates))
        raise SeveralFound(written=_unnumbered(written), count=count, known="、".join(numbers))
    return desk.ask(lambda reader: reader.get(Person, candidates[0].person_id))


def _with_household(desk: Desk, person: Person, written: str) -> Meant:
    from minzheng_desk.households.queries import household_of

    household = desk.ask(household_of, person.id)
    if household is None:
        raise WithoutHousehold(written=_unnumbered(written))
    return Meant(household, person)


def _unnumbered(written: str) -> str:
    from minzheng_desk.cli.masks import without_numbers

    return without_numbers(written)
