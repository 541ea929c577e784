"""What happens to households, as a clerk enters it; each is one step, and taking it back leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import REGISTERED, VILLAGE, a_family, a_person, registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import (
    AlreadyDead,
    Attachment,
    BankAccount,
    DateOutOfOrder,
    DisabilityCertificate,
    Expense,
    Household,
    HouseholdClosed,
    HouseholdWithoutHead,
    Income,
    Member,
    MergedIntoItself,
    NewMember,
    NotAMember,
    NothingLeftBehind,
    Person,
    PersonAlreadyMember,
    ReasonMissing,
)
from minzheng_desk.households.operations.events import (
    add_member,
    change_head,
    close_household,
    merge_households,
    move_household,
    remove_member,
    report_death,
    split_household,
)
from minzheng_desk.households.operations.facts import (
    attach,
    change_bank_account,
    correct,
    end_income,
    record_fact,
    withdraw_fact,
)
from minzheng_desk.households.operations.registering import (
    register_household,
    revise_household,
    revise_person,
)
from minzheng_desk.households.queries import (
    account_of,
    household_file,
    household_of,
    members_of,
)
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.records import Record
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.office.model import NumberSeries
from minzheng_desk.store.journal import newest_entries
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.verify import verify

SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)
KINDS: tuple[type[Any], ...] = (
    Person, Household, Member, Income, Expense, DisabilityCertificate, BankAccount, Attachment, NumberSeries,
)  # fmt: skip


def everything(reader: Reader) -> dict[str, Any]:
    return {r.id: replace(r, version=0) for kind in KINDS for r in reader.find(kind)}


def done_and_undone(desk: Desk, work: Any, *args: Any, **facts: Any) -> Any:
    """Do it, see that undo takes back just that, and do it for good."""
    before = desk.ask(everything)
    desk.run(work, *args, **facts)
    assert before != desk.ask(everything)
    desk.undo()
    assert before == desk.ask(everything)
    result = desk.run(work, *(_read_again(desk, arg) for arg in args), **facts).result
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies
    return result


def _read_again(desk: Desk, arg: Any) -> Any:
    """The same content over the version that is stored now."""
    if isinstance(arg, Record) and arg.version:
        return replace(arg, version=now(desk, arg).version)
    return arg


def people_of(desk: Desk, home: Household, on: date | None = None) -> dict[str, Person]:
    """The members by name."""

    def look(reader: Reader) -> dict[str, Person]:
        return {p.name: p for m in members_of(reader, home.id, on) for p in [reader.get(Person, m.person_id)]}

    return desk.ask(look)


def now(desk: Desk, record: Any) -> Any:
    return desk.ask(lambda reader: reader.get(type(record), record.id))


def assert_refused(desk: Desk, error: type[DeskError], *work: Any, **facts: Any) -> None:
    before = desk.ask(everything)
    with pytest.raises(error):
        desk.run(*work, **facts)
    assert before == desk.ask(everything)


def test_a_household_is_registered_with_its_people_and_a_number(desk: Desk) -> None:
    home = done_and_undone(
        desk,
        register_household,
        region_code=VILLAGE,
        hukou_kind="rural",
        members=a_family("张三", "李四", "张小雨"),
        registered_on=REGISTERED,
        address="二组5号",
        village_group="二组",
        application_reason="因病致贫",
    )
    assert ("990000001-00001", "二组5号", "二组", "因病致贫") == (
        home.number, home.address, home.village_group, home.application_reason,
    )  # fmt: skip
    people = people_of(desk, home)
    assert {"张三", "李四", "张小雨"} == set(people)
    assert (home.head_id, sort_key("张三")) == (people["张三"].id, people["张三"].name_sort_key)
    assert "990000001-00002" == registered(desk, "王五").number


@pytest.mark.parametrize("relations", [("10", "20"), ("02", "02"), ("01", "02")])
def test_a_household_has_just_one_head(memory_desk: Desk, relations: tuple[str, str]) -> None:
    members = [NewMember(a_person(name), code) for name, code in zip(("甲", "乙"), relations, strict=True)]
    assert_refused(
        memory_desk, HouseholdWithoutHead, register_household,
        region_code=VILLAGE, hukou_kind="rural", members=members, registered_on=REGISTERED,
    )  # fmt: skip


def test_a_person_belongs_to_one_household_at_a_time(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三", "李四")
    other = registered(memory_desk, "王五")
    person = people_of(memory_desk, home)["李四"]
    assert_refused(memory_desk, PersonAlreadyMember, add_member, other, person, "10", SPRING)


def test_a_membership_of_later_days_also_stands_in_the_way(memory_desk: Desk) -> None:
    home, other = registered(memory_desk, "张三"), registered(memory_desk, "王五")
    child = memory_desk.run(add_member, home, a_person("小雨"), "20", SUMMER).result
    person = memory_desk.ask(lambda reader: reader.get(Person, child.person_id))
    assert_refused(memory_desk, PersonAlreadyMember, add_member, other, person, "20", SPRING)


def test_a_member_joins_and_leaves(desk: Desk) -> None:
    home = registered(desk, "张三")
    done_and_undone(desk, add_member, home, a_person("小雨"), "20", SPRING)
    child = people_of(desk, home)["小雨"]
    assert home == desk.ask(household_of, child.id)
    left = done_and_undone(desk, remove_member, home, child, SUMMER, "出嫁")
    assert (SUMMER, "出嫁") == (left.until, left.left_reason)
    assert ({"张三"}, {"张三", "小雨"}) == (
        set(people_of(desk, home)), set(people_of(desk, home, date(2026, 6, 30))),
    )  # fmt: skip
    assert (None, home) == (
        desk.ask(household_of, child.id, SUMMER), desk.ask(household_of, child.id, SPRING),
    )  # fmt: skip
    desk.run(add_member, home, child, "20", SUMMER)


def test_who_leaves_must_be_there_and_not_be_the_head(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三", "李四")
    people = people_of(memory_desk, home)
    assert_refused(memory_desk, NothingLeftBehind, remove_member, home, people["张三"], SPRING, "外出")
    assert_refused(memory_desk, NotAMember, remove_member, home, a_person("过客"), SPRING, "外出")
    assert_refused(memory_desk, DateOutOfOrder, remove_member, home, people["李四"], date(2025, 1, 1), "外出")


def test_nobody_joins_as_a_second_head(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    assert_refused(memory_desk, HouseholdWithoutHead, add_member, home, a_person("乙"), "02", SPRING)


def test_a_household_moves_as_a_whole(desk: Desk) -> None:
    home = registered(desk)
    moved = done_and_undone(desk, move_household, home, "990000001002", "五组", "urban")
    assert ("990000001002", "五组", "urban", None) == (
        moved.region_code, moved.address, moved.hukou_kind, moved.village_group,
    )  # fmt: skip


def test_the_head_changes_and_every_relation_with_it(desk: Desk) -> None:
    home = registered(desk, "张三", "李四")
    people = people_of(desk, home)
    relations = {people["张三"].id: "10", people["李四"].id: "02"}
    changed = done_and_undone(desk, change_head, home, relations)
    assert people["李四"].id == changed.head_id == desk.ask(household_file, home.id).head.id
    assert relations == {m.person_id: m.relation_to_head for m in desk.ask(members_of, home.id)}
    assert_refused(desk, NotAMember, change_head, changed, {people["李四"].id: "02"})
    assert_refused(desk, HouseholdWithoutHead, change_head, changed, dict.fromkeys(relations, "10"))


def test_a_split_founds_a_household_and_leaves_the_head_behind(desk: Desk) -> None:
    home = registered(desk, "张三", "李四", "张大", "张小")
    people = people_of(desk, home)
    leaving = {people["张大"].id: "02", people["张小"].id: "20"}
    founded = done_and_undone(desk, split_household, home, leaving, SPRING)
    assert ({"张三", "李四"}, {"张大", "张小"}) == (set(people_of(desk, home)), set(people_of(desk, founded)))
    assert (people["张大"].id, "990000001-00002", SPRING) == (
        founded.head_id, founded.number, founded.registered_on,
    )  # fmt: skip
    assert_refused(desk, NothingLeftBehind, split_household, home, {people["张三"].id: "02"}, SUMMER)
    assert_refused(desk, NothingLeftBehind, split_household, home, {people["李四"].id: "10"}, SUMMER)
    assert_refused(desk, NotAMember, split_household, now(desk, home), leaving, SUMMER)


def test_a_merger_brings_everybody_over_and_closes_the_other_household(desk: Desk) -> None:
    into, other = registered(desk, "张三"), registered(desk, "李四", "李小")
    relations = {p.id: "70" for p in people_of(desk, other).values()}
    closed = done_and_undone(desk, merge_households, into, other, relations, SPRING)
    assert {"张三", "李四", "李小"} == set(people_of(desk, into))
    assert (SPRING, f"并入户{into.number}") == (closed.closed_on, closed.closed_reason)
    assert {"李四", "李小"} == set(people_of(desk, other, REGISTERED))
    assert_refused(desk, HouseholdClosed, merge_households, into, closed, {}, SUMMER)
    assert_refused(desk, HouseholdClosed, add_member, closed, a_person("迟"), "20", SUMMER)


def test_a_merger_takes_two_households_all_members_and_one_head(memory_desk: Desk) -> None:
    into, other = registered(memory_desk, "张三"), registered(memory_desk, "李四", "李小")
    people = people_of(memory_desk, other)
    own = {p.id: "70" for p in people_of(memory_desk, into).values()}
    heads = {p.id: "02" for p in people.values()}
    assert_refused(memory_desk, MergedIntoItself, merge_households, into, into, own, SPRING)
    assert_refused(memory_desk, NotAMember, merge_households, into, other, {}, SPRING)
    assert_refused(memory_desk, HouseholdWithoutHead, merge_households, into, other, heads, SPRING)


def test_a_closed_household_has_nobody_left_and_takes_nobody(desk: Desk) -> None:
    home = registered(desk)
    closed = done_and_undone(desk, close_household, home, SUMMER, "全家迁出本镇")
    assert ({}, SUMMER, "全家迁出本镇") == (people_of(desk, home), closed.closed_on, closed.closed_reason)
    assert_refused(desk, HouseholdClosed, close_household, closed, SUMMER, "再销")
    assert_refused(desk, HouseholdClosed, move_household, closed, VILLAGE, None)


def test_the_day_of_death_is_the_last_day_of_membership(desk: Desk) -> None:
    home = registered(desk, "张三", "李四")
    person = people_of(desk, home)["李四"]
    dead = done_and_undone(desk, report_death, person, date(2026, 6, 30), "殡仪馆")
    assert (date(2026, 6, 30), "殡仪馆") == (dead.died_on, dead.died_source)
    assert {"张三", "李四"} == set(people_of(desk, home, date(2026, 6, 30)))
    assert {"张三"} == set(people_of(desk, home, SUMMER)) == set(people_of(desk, home))
    assert_refused(desk, AlreadyDead, report_death, dead, SUMMER, "村委会")


def test_a_death_found_out_after_registering_leaves_a_membership_of_no_day(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三", "李四")
    person = people_of(memory_desk, home)["李四"]
    memory_desk.run(report_death, person, date(2025, 6, 30), "公安比对")
    assert {"张三"} == set(people_of(memory_desk, home, REGISTERED))
    assert_refused(
        memory_desk,
        DateOutOfOrder,
        report_death,
        people_of(memory_desk, home)["张三"],
        date(1900, 1, 1),
        "错",
    )


def test_a_correction_says_why_and_keeps_the_sorting_right(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = people_of(desk, home)["张三"]
    renamed = replace(person, name="章三")
    corrected = done_and_undone(desk, correct, renamed, "户口本为准")
    assert sort_key("章三") == corrected.name_sort_key
    assert "户口本为准" == desk.ask(lambda reader: newest_entries(reader.connection, 1))[0].note
    assert_refused(desk, ReasonMissing, correct, replace(corrected, name="张三"), "  ")
    desk.run(correct, replace(home, address="改"), "门牌换过")


def test_people_and_households_are_revised(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = people_of(desk, home)["张三"]
    done_and_undone(desk, revise_person, replace(person, phone="13800000012"))
    done_and_undone(desk, revise_household, replace(home, remark="五保"))


def test_facts_are_recorded_ended_and_withdrawn_with_a_reason(desk: Desk) -> None:
    home = registered(desk, "张三")
    income = Income(
        household_id=home.id, person_id=home.head_id, kind="wage", amount=Money(520000), months=12
    )
    stored = done_and_undone(desk, record_fact, income)
    ended = done_and_undone(desk, end_income, stored, SUMMER)
    assert SUMMER == ended.until
    assert_refused(desk, ReasonMissing, withdraw_fact, ended, "")
    done_and_undone(desk, withdraw_fact, ended, "登错了户")
    expense = Expense(household_id=home.id, kind="medical", amount=Money(1))
    done_and_undone(desk, record_fact, expense)


def test_a_new_account_ends_the_one_before(desk: Desk) -> None:
    home = registered(desk, "张三")
    old = BankAccount(person_id=home.head_id, account="621", holder_name="张三", since=SPRING)
    new = BankAccount(person_id=home.head_id, account="622", holder_name="张三", since=SUMMER)
    done_and_undone(desk, change_bank_account, old)
    done_and_undone(desk, change_bank_account, new)
    paid = {
        day: desk.ask(account_of, home.head_id, day)
        for day in (REGISTERED, SPRING, date(2026, 6, 30), SUMMER)
    }
    assert [None, "621", "621", "622"] == [found and found.account for found in paid.values()]
    earlier = BankAccount(person_id=home.head_id, account="623", holder_name="张三", since=SPRING)
    assert_refused(desk, DateOutOfOrder, change_bank_account, earlier)


def test_the_same_scan_is_stored_once_for_everybody(desk: Desk) -> None:
    home = registered(desk, "张三")
    first = done_and_undone(desk, attach, home, "户口本", "image/png", b"scan", SPRING)
    second = desk.run(attach, people_of(desk, home)["张三"], "户口本", "image/png", b"scan").result
    assert (first.content, 4, "person") == (second.content, second.size, second.record_type)
    assert b"scan" == desk.ask(lambda reader: reader.paper(first.content))


def test_the_file_on_a_household_shows_former_members_and_everything_on_them(desk: Desk) -> None:
    home = registered(desk, "张三", "李四")
    people = people_of(desk, home)
    certificate = DisabilityCertificate(person_id=people["李四"].id, category="7", grade="1")
    desk.run(record_fact, certificate)
    desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(1)))
    desk.run(remove_member, home, people["李四"], SPRING, "外出")
    told = desk.ask(household_file, home.id)
    assert {"张三", "李四"} == {view.person.name for view in told.members}
    assert [certificate.id] == [c.id for view in told.members for c in view.certificates]
    assert (1, 0, 0, None) == (len(told.incomes), len(told.assets), len(told.expenses), told.region)


def test_what_refers_to_nobody_is_refused(desk: Desk) -> None:
    fact = Income(household_id=new_id(), kind="wage", amount=Money(1))
    assert_refused(desk, DeskError, record_fact, fact)
