"""What is asked at the first run, and what is still lacking in it, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minzheng_desk.desk.backup_place import TriedPlace
from minzheng_desk.desk.founding import Colleague, FirstPerson, Office, require_colleague
from minzheng_desk.desk.recovery_sheet import drawn_recovery_key
from minzheng_desk.kernel.errors import DeskError, InputProblem
from minzheng_desk.kernel.region import RegionLevel, level, parse_region_code
from minzheng_desk.office.imports import VillageLine, village_lines

FEWEST_PEOPLE = 2
"""Whoever draws up a roster may not approve it: 会计法（2024）第二十五条."""

_ADMINISTRATOR, _CLERK, _APPROVER = "administrator", "clerk", "approver"


@dataclass
class PlannedPerson:
    """Somebody who will work here; passphrases live only until the store is founded."""

    display_name: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    known: bool = False
    """Whether the person works here already."""

    @property
    def sign_in_name(self) -> str:
        """The name to sign in with: one of its own, or else how the person is called."""
        return self.name.strip() or self.display_name.strip()

    @property
    def colleague(self) -> Colleague:
        """The person as founding takes people in."""
        person = FirstPerson(self.sign_in_name, self.display_name.strip(), self.roles)
        return Colleague(person, self.passphrase)

    def lacks(self) -> str:
        """What must still be said of this person, or nothing."""
        called = self.display_name.strip()
        wanted = (
            (called, "请填写每一位的姓名。"),
            (self.roles, f"请给“{called}”选角色。"),
            (self.passphrase, f"请“{called}”本人设口令。"),
            (self.passphrase == self.again, f"“{called}”两次输入的口令还不一样。"),
        )
        if self.known:
            return ""
        return next((says for is_there, says in wanted if not is_there), "") or self._objection()

    def _objection(self) -> str:
        """Why the person could not be let in as the plan has it, or nothing."""
        try:
            require_colleague(self.colleague)
        except DeskError as problem:
            return f"“{self.display_name.strip()}”：{problem}{problem.advice}"
        return ""


def _first_people() -> list[PlannedPerson]:
    return [PlannedPerson(roles=(_CLERK, _ADMINISTRATOR)), PlannedPerson(roles=(_APPROVER,))]


@dataclass
class Plan:
    """Everything that will be founded, and what is known of it so far."""

    folder: Path
    office_name: str = ""
    region_code: str = ""
    villages: str = ""
    """As typed, pasted or read from a file."""
    people: list[PlannedPerson] = field(default_factory=_first_people)
    pack: str = ""
    compared: bool = False
    """Whether somebody compared the standards with the paper."""
    recovery_key: Any = field(default_factory=drawn_recovery_key)
    """The `RecoveryKey` to be printed; the windows know it only by what the desk does with it."""
    read_back: bool = False
    backup_place: TriedPlace | None = None
    backup_later: bool = False
    founded: bool = False
    """Whether the store is there already, and the steps are gone through once more."""
    renews_key: bool = False
    """Whether the recovery key of a store that is there gets replaced."""
    printer: str = ""
    offset_mm: tuple[float, float] = (0.0, 0.0)

    @property
    def village_lines(self) -> tuple[VillageLine, ...]:
        """The list of villages, line by line."""
        return village_lines(self.villages, self.region_code)

    @property
    def office(self) -> Office:
        """The office as founding takes it."""
        regions = tuple((line.code, line.name) for line in self.village_lines if not line.wrong)
        return Office(self.office_name.strip(), self.region_code.strip(), self.pack, regions=regions)

    def office_lacks(self) -> str:
        """What step ① still needs."""
        if not self.office_name.strip():
            return "请填写单位名称。"
        if wrong := code_objection(self.region_code):
            return wrong
        lines = self.village_lines
        wrong_lines = sum(bool(line.wrong) for line in lines)
        if wrong_lines:
            return f"村（社区）名单还有 {wrong_lines} 行要改。"
        return "" if lines else "请填入村（社区）名单。"

    def people_lack(self) -> str:
        """What step ② still needs."""
        if lacking := next((found for one in self.people if (found := one.lacks())), ""):
            return lacking
        if len(self.people) < FEWEST_PEOPLE:
            return "至少要两位：造册和审批不能是同一个人。"
        names = [one.sign_in_name.casefold() for one in self.people]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            return f"有两位的用户名都是“{twice}”，请改一个。"
        return _roles_lack(self.people) or ("" if self.founded else _first_lacks(self.people[0]))

    def policy_lacks(self) -> str:
        """What step ③ still needs."""
        if not self.pack:
            return "请选择本单位执行的政策包。"
        return "" if self.compared else "请与纸质文件对照后打勾。"

    def keeping_lacks(self) -> str:
        """What step ④ still needs; a store that is there has its paper and its place already."""
        if self.founded and not self.renews_key:
            return ""
        if not self.read_back:
            return "请把恢复密钥印出来，再照纸输一遍。"
        if self.backup_place is None and not self.backup_later and not self.founded:
            return "请选一个备份位置，并试写试读。"
        return ""

    def forget_secrets(self) -> None:
        """Let go of passphrases and of the recovery key: what was founded no longer needs them here."""
        for one in self.people:
            one.passphrase = one.again = ""
        self.recovery_key = drawn_recovery_key()


def code_objection(written: str) -> str:
    """Why this is not the code of a township, or nothing."""
    if not written.strip():
        return "请填写乡镇（街道）的行政区划代码，9 位数字。"
    try:
        code = parse_region_code(written)
    except InputProblem:
        return "行政区划代码应是 9 位数字。"
    return "" if level(code) <= RegionLevel.TOWNSHIP else "这是村（社区）的代码，请填乡镇（街道）的前 9 位。"


def _roles_lack(people: Sequence[PlannedPerson]) -> str:
    """An office needs somebody for people and settings, somebody to enter, and another one to approve."""
    if not any(_ADMINISTRATOR in one.roles for one in people):
        return "请让一位兼系统管理员，否则以后没有人能加人、改设置。"
    if not any(_CLERK in one.roles for one in people):
        return "请让一位当经办员，否则没有人能登记。"
    clerks = [one for one in people if _CLERK in one.roles]
    others = [one for one in people if _APPROVER in one.roles and (one not in clerks or len(clerks) > 1)]
    return "" if others else "请让经办员以外的一位当分管领导，否则没有人能审批名册。"


def _first_lacks(first: PlannedPerson) -> str:
    return "" if _ADMINISTRATOR in first.roles else "请把系统管理员排在第一位：数据库由他建立。"
