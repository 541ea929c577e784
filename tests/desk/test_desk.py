"""The desk runs, asks, takes back and announces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from builders import REGISTERED, a_person, registered
from minzheng_desk.desk.desk import Actor, Committed, Desk
from minzheng_desk.households.model import BankAccount, Household, Income, Member, Person
from minzheng_desk.households.operations.events import move_household
from minzheng_desk.households.operations.facts import (
    change_bank_account,
    correct,
    end_income,
    record_fact,
    withdraw_fact,
)
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.kernel.errors import NotAllowed, NothingToUndo, StaleRecord, UndoBlocked
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import note_backed_up
from minzheng_desk.store.journal import history, length, newest_entries
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.store.verify import verify


@operation("test.announce", "对外公布", may=Permission.EDIT_HOUSEHOLDS, undoable=False)
def announce(tx: Transaction, person: Person) -> Person:
    """Cannot be undone, because people have read it."""
    return tx.put(replace(person, remark="已公布"))


@operation("test.twice", "一步里改两次", may=Permission.EDIT_HOUSEHOLDS)
def twice(tx: Transaction, person: Person) -> None:
    """Change one record twice, add one and remove one."""
    other = tx.put(a_person("过客"))
    tx.put(replace(tx.put(replace(person, remark="一")), remark="二", phone="13800000015"))
    tx.remove(other)


def assert_sound(desk: Desk) -> None:
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies


def everything(reader: Reader) -> dict[str, Any]:
    kinds: tuple[type[Any], ...] = (Person, Household, Member, Income, BankAccount)
    return {r.id: replace(r, version=0) for kind in kinds for r in reader.find(kind)}


def colleague(desk: Desk, *may: Permission) -> Desk:
    return Desk(
        desk.engine, Actor("wang.fang", "王芳", frozenset(may or Permission)), "station-1", desk.clock
    )


def test_an_operation_says_its_entry_its_result_and_what_it_touched(desk: Desk) -> None:
    done = desk.run(revise_person, a_person("张三"))
    assert ("person.revise", 1, "张三", {"person"}) == (
        done.operation, done.entry, done.result.name, set(done.touched),
    )  # fmt: skip
    head = desk.ask(lambda reader: newest_entries(reader.connection, 1))[0]
    assert ("li.min", "station-1", "station-1", 1) == (head.actor, head.station, head.origin, head.changes)


def test_who_may_not_is_refused_before_anything_is_opened(desk: Desk) -> None:
    begun: list[object] = []
    event.listen(desk.engine, "begin", begun.append)
    with pytest.raises(NotAllowed, match=r"王芳.*修改人员信息"):
        colleague(desk, Permission.READ).run(revise_person, a_person("张三"))
    assert [] == begun


def test_who_may_not_do_it_may_not_take_it_back(desk: Desk) -> None:
    her = colleague(desk)
    her.run(revise_person, a_person("张三"))
    with pytest.raises(NotAllowed):
        colleague(desk, Permission.READ).undo()


def test_observers_hear_of_it_after_it_is_kept(desk: Desk) -> None:
    heard: list[tuple[str, int]] = []

    def listen(done: Committed[Any]) -> None:
        heard.append((done.operation, desk.ask(lambda reader: reader.count(Person))))

    desk.observers.append(listen)
    stored = desk.run(revise_person, a_person("张三")).result
    with pytest.raises(StaleRecord):
        desk.run(revise_person, replace(stored, version=7))
    desk.undo()
    assert [("person.revise", 1), ("person.revise", 0)] == heard


def test_a_question_cannot_write() -> None:
    assert not {"put", "put_all", "remove", "apply", "take_back", "finish"} & set(dir(Reader))


def test_a_question_sees_one_view_of_the_store(desk: Desk) -> None:
    if desk.engine.dialect.name == "sqlite":
        pytest.skip("a store in memory has one connection; test_concurrency asks a file")

    def two_looks(reader: Reader) -> tuple[int, int]:
        before = reader.count(Person)
        colleague(desk).run(revise_person, a_person("张三"))
        return before, reader.count(Person)

    assert (0, 0) == desk.ask(two_looks)


def _insert(desk: Desk) -> None:
    desk.run(revise_person, a_person("赵六"))


def _revise(desk: Desk) -> None:
    person = desk.ask(lambda reader: reader.first(Person))
    assert person is not None
    desk.run(correct, replace(person, name="改名", phone="13800000001"), "户口本为准")


def _remove(desk: Desk) -> None:
    income = desk.ask(lambda reader: reader.first(Income))
    assert income is not None
    desk.run(withdraw_fact, income, "登错了户")


def _mixed(desk: Desk) -> None:
    person = desk.ask(lambda reader: reader.first(Person))
    assert person is not None
    desk.run(twice, person)


@pytest.mark.parametrize("work", [_insert, _revise, _remove, _mixed, registered])
def test_undo_makes_the_store_what_it_was(desk: Desk, work: Callable[[Desk], Any]) -> None:
    home = registered(desk)
    desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(52000)))
    before = desk.ask(everything)
    work(desk)
    assert before != desk.ask(everything) or work is _mixed
    undone = desk.undo()
    assert before == desk.ask(everything)
    assert 3 == desk.ask(lambda reader: newest_entries(reader.connection, 1))[0].undoes
    assert undone.entry == 4
    assert_sound(desk)


def test_undo_goes_back_step_by_step_to_the_empty_store(desk: Desk) -> None:
    registered(desk)
    for work in (_insert, _revise, _mixed):
        work(desk)
    for _ in range(4):
        desk.undo()
    assert {} == desk.ask(everything)
    with pytest.raises(NothingToUndo):
        desk.undo()
    assert_sound(desk)


def test_what_was_undone_can_be_done_again_and_undone_again(desk: Desk) -> None:
    person = a_person("张三")
    desk.run(revise_person, person)
    desk.undo()
    again = desk.run(revise_person, person).result
    desk.run(revise_person, replace(again, remark="改"))
    assert ["修改人员信息", "修改人员信息"] == [desk.undo().result, desk.undo().result]
    assert {} == desk.ask(everything)
    assert_sound(desk)


def test_a_record_that_came_back_is_not_taken_for_one_seen_long_ago(desk: Desk) -> None:
    home = registered(desk)
    seen = desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(1))).result
    revised = desk.run(end_income, seen, REGISTERED).result
    desk.run(withdraw_fact, revised, "登错")
    desk.undo()
    with pytest.raises(StaleRecord):
        desk.run(end_income, seen, REGISTERED)
    back = desk.ask(lambda reader: reader.get(Income, seen.id))
    assert (4, REGISTERED) == (back.version, back.until)


def test_undo_is_blocked_when_later_work_stands_on_it(desk: Desk) -> None:
    stored = desk.run(revise_person, a_person("张三")).result
    revised = desk.run(revise_person, replace(stored, remark="一")).result
    colleague(desk).run(revise_person, replace(revised, remark="二"))
    with pytest.raises(UndoBlocked, match=r"修改人员信息.*人员"):
        desk.undo()
    assert 3 == desk.ask(lambda reader: length(reader.connection))


def test_undo_is_blocked_when_somebody_refers_to_what_would_go(desk: Desk) -> None:
    stored = desk.run(revise_person, a_person("张三")).result
    account = BankAccount(person_id=stored.id, account="1", holder_name="张三", since=REGISTERED)
    colleague(desk).run(change_bank_account, account)
    with pytest.raises(UndoBlocked, match="修改人员信息"):
        desk.undo()
    assert_sound(desk)


def test_two_people_who_change_different_fields_do_not_block_each_other(desk: Desk) -> None:
    stored = desk.run(revise_person, a_person("张三", remark="旧")).result
    revised = desk.run(revise_person, replace(stored, remark="新")).result
    colleague(desk).run(revise_person, replace(revised, phone="13800000016"))
    desk.undo()
    now = desk.ask(lambda reader: reader.get(Person, stored.id))
    assert ("旧", "13800000016") == (now.remark, now.phone)
    assert_sound(desk)


def test_a_number_drawn_later_by_a_colleague_does_not_block_undo(desk: Desk) -> None:
    registered(desk, "张三")
    theirs = registered(colleague(desk), "李四")
    desk.undo()
    assert [theirs.number] == [h.number for h in desk.ask(lambda reader: reader.find(Household))]
    assert theirs.number < registered(desk, "王五").number
    assert_sound(desk)


def test_undo_takes_back_ones_own_work_only(desk: Desk) -> None:
    registered(desk, "张三")
    registered(colleague(desk), "李四")
    desk.undo()
    assert ["李四"] == [p.name for p in desk.ask(lambda reader: reader.find(Person))]
    with pytest.raises(NothingToUndo):
        desk.undo()


def test_undo_never_reaches_under_what_cannot_be_undone(desk: Desk) -> None:
    stored = desk.run(revise_person, a_person("张三")).result
    desk.run(announce, stored)
    with pytest.raises(NothingToUndo):
        desk.undo()
    assert "已公布" == desk.ask(lambda reader: reader.get(Person, stored.id)).remark


def test_entries_that_change_nothing_do_not_stand_in_the_way(desk: Desk) -> None:
    desk.run(revise_person, a_person("张三"))
    desk.run(note_backed_up, "2026-11-21")
    assert "修改人员信息" == desk.undo().result


def test_a_note_travels_into_the_journal(desk: Desk) -> None:
    home = registered(desk)
    desk.run(correct, replace(home, address="一组3号"), " 门牌换过 ")
    assert "门牌换过" == desk.ask(lambda reader: newest_entries(reader.connection, 1))[0].note


def test_the_history_of_a_record_is_a_filter_of_the_journal(desk: Desk) -> None:
    home = registered(desk)
    desk.run(move_household, home, "990000001002", None)
    desk.undo()
    told = desk.ask(lambda reader: history(reader.connection, [home.id]))
    assert [(3, 2), (2, None), (1, None)] == [(head.id, head.undoes) for head, _ in told]
