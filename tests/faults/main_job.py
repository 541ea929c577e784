"""The main job as something to be killed in: registers are imported and rosters locked, over and over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from minzheng_desk.benefits.model import Amounts, NewAward
from minzheng_desk.benefits.operations import grant
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.reading import RawBook, RawSheet
from minzheng_desk.households.imports.preview import Preview, preview_book
from minzheng_desk.households.model import BankAccount, NewMember, Person
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.households.operations.registering import register_household
from minzheng_desk.households.queries import household_file
from minzheng_desk.kernel.identity import IdNumber, check_character
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.payroll.model import State
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.payroll.queries import rosters
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.store.reader import Reader

VILLAGE = ("990000001001", "清水村")
SINCE, TODAY = date(2020, 1, 1), date(2026, 11, 21)
HEADER = ("户主姓名", "户主身份证号", "家庭住址", "村（社区）", "城乡类别")
FAMILIES = 60


def id_number(serial: int) -> IdNumber:
    """A valid number for every serial, all in the division that does not exist."""
    first = f"990000{1950 + serial // 10_000 % 50:04d}0101{serial % 1000:03d}"
    day = f"{1 + serial // 1000 % 10:02d}"
    first = first[:12] + day + first[14:]
    return IdNumber(first + check_character(first))


def prepared(desk: Desk) -> None:
    """Set the office up with one household on file that is paid every month."""
    desk.run(
        set_up_office, Station(name="清水镇民政办", region_code="990000001000", policy_pack="demo-county")
    )
    desk.run(add_regions, [VILLAGE])
    head = Person(name="单雪", id_number=id_number(0))
    household = desk.run(
        register_household,
        region_code=VILLAGE[0],
        hukou_kind="rural",
        members=[NewMember(head, "02")],
        registered_on=SINCE,
    ).result
    person = desk.ask(household_file, household.id).head
    account = BankAccount(person_id=person.id, account="6217000000000000004", holder_name="单雪", since=SINCE)
    desk.run(change_bank_account, account)
    award = NewAward(
        programme="dibao",
        label="低保",
        person_id=person.id,
        household_id=household.id,
        since=Month(2026, 1),
        amounts=Amounts(yuan("440")),
        decided_on=SINCE,
        decided_by="王主任",
        of_household=True,
    )
    desk.run(grant, award)


def import_and_lock(desk: Desk, turn: int) -> int:
    """Now a roster drawn up, now the same roster locked, now a register of sixty households."""
    if turn % 3 == 2:
        preview = desk.ask(_next_register)
        assert FAMILIES == preview.counts.new
        return desk.run(import_households, preview.plan).entry
    policy = load_policy("demo-county")
    drawn = desk.ask(rosters)
    if drawn and drawn[-1].state == State.DRAWN_UP.value:
        leader = replace(desk, actor=replace(desk.actor, name="wang", display_name="王主任"))
        locking = leader.run(lock_roster, drawn[-1], locked_by="王主任", locked_at=datetime.now(UTC))
        return locking.entry
    month = Month(2026, 1) + len(drawn)
    return desk.run(
        draw_up_roster, "dibao", month, policy=policy, drawn_up_by="李敏", drawn_up_on=TODAY
    ).entry


def _next_register(reader: Reader) -> Preview:
    first = reader.count(Person)
    rows = [
        (f"赵{chr(0x4E00 + at)}", id_number(first + at), f"清水村{at}号", VILLAGE[1], "农村")
        for at in range(FAMILIES)
    ]
    book = RawBook("登记表.xlsx", (RawSheet("Sheet1", [HEADER, *rows]),))
    return preview_book(reader, book, TODAY, Silent())
