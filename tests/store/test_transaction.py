"""The one gate: what is put is there, what is stale is refused, what fails leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import REGISTERED, VILLAGE, a_person
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, DisabilityCertificate, Household, Income, Person
from minzheng_desk.kernel.changes import Change
from minzheng_desk.kernel.errors import Cancelled, DeskError, NotFound, StaleRecord
from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import Operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import StillReferredTo
from minzheng_desk.store.journal import changes_of, length
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.store.verify import verify


def do(desk: Desk, work: Callable[[Transaction], Any]) -> Any:
    """Run any work at the desk as one operation."""
    return desk.run(Operation("test.work", "试验", Permission.EDIT_HOUSEHOLDS, True, work)).result


def entries_in(desk: Desk) -> int:
    return desk.ask(lambda reader: length(reader.connection))


def assert_sound(desk: Desk) -> None:
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies


def test_what_is_put_can_be_got_found_and_counted(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("单雪", phone="13800000012")))
    assert 1 == stored.version
    assert stored == desk.ask(lambda reader: reader.get(Person, stored.id))
    assert [stored] == desk.ask(lambda reader: reader.find(Person, table(Person).c.name == "单雪"))
    assert {stored.id: stored} == desk.ask(lambda reader: reader.by_ids(Person, [stored.id, new_id()]))
    assert 1 == desk.ask(lambda reader: reader.count(Person))
    assert_sound(desk)


def test_every_kind_of_value_comes_back_as_it_was_put(desk: Desk) -> None:
    person = a_person("李四", self_care_failures=3)
    certificate = DisabilityCertificate(
        person_id=person.id, category="7", grade="1", parts=("1", "2"), issued_on=date(2020, 2, 29)
    )
    account = BankAccount(
        person_id=person.id,
        account="6228000000000000017",
        holder_name="李四",
        since=REGISTERED,
        verified=True,
    )
    do(desk, lambda tx: tx.put_all([person, certificate, account]))
    for record in (person, certificate, account):
        assert replace(record, version=1) == desk.ask(
            lambda reader, r=record: reader.get(type(r), r.id)  # type: ignore[misc]
        )
    assert_sound(desk)


def test_a_record_that_is_not_there_is_said_to_be_missing(desk: Desk) -> None:
    with pytest.raises(NotFound, match="人员"):
        desk.ask(lambda reader: reader.get(Person, "0" * 32))


def test_a_revision_raises_the_version_and_notes_only_what_changed(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    revised = do(desk, lambda tx: tx.put(replace(stored, phone="13800000013", marriage="20")))
    assert 2 == revised.version
    changes = desk.ask(lambda reader: changes_of(reader.connection, 2))
    assert [Change("person", stored.id, {}, {"marriage": "20", "phone": "13800000013"})] == changes
    assert_sound(desk)


def test_putting_what_is_already_so_writes_nothing(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    assert stored == do(desk, lambda tx: tx.put(stored))
    assert [] == desk.ask(lambda reader: changes_of(reader.connection, 2))


def test_a_stale_record_is_refused_and_nothing_of_the_operation_stays(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    do(desk, lambda tx: tx.put(replace(stored, remark="先到")))
    with pytest.raises(StaleRecord, match="人员"):
        do(desk, lambda tx: (tx.put(a_person("新来")), tx.put(replace(stored, remark="后到"))))
    assert ["王五"] == [p.name for p in desk.ask(lambda reader: reader.find(Person))]
    assert 2 == entries_in(desk)
    assert_sound(desk)


def test_one_record_twice_in_one_batch_is_stale_the_second_time(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    with pytest.raises(StaleRecord):
        do(desk, lambda tx: tx.put_all([replace(stored, remark="甲"), replace(stored, phone="13800000013")]))
    assert_sound(desk)


def test_removing_what_somebody_changed_meanwhile_is_refused(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    do(desk, lambda tx: tx.put(replace(stored, remark="改过")))
    with pytest.raises(StaleRecord):
        do(desk, lambda tx: tx.remove(stored))


def test_a_removed_record_is_gone_and_the_journal_keeps_what_it_was(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五", remark="旧")))
    do(desk, lambda tx: tx.remove(stored))
    assert 0 == desk.ask(lambda reader: reader.count(Person))
    (change,) = desk.ask(lambda reader: changes_of(reader.connection, 2))
    assert (None, "旧") == (change.after, (change.before or {})["remark"])
    assert_sound(desk)


def test_mixed_new_and_revised_records_go_through_one_call(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五")))
    home = Household(
        number="1", head_id=stored.id, region_code=VILLAGE, hukou_kind="rural", registered_on=REGISTERED
    )
    income = Income(household_id=home.id, kind="wage", amount=Money(1))
    do(desk, lambda tx: tx.put_all([a_person("赵六"), replace(stored, remark="改"), income, home]))
    assert {"王五": 2, "赵六": 1} == {p.name: p.version for p in desk.ask(lambda reader: reader.find(Person))}
    assert_sound(desk)


def test_a_child_may_come_before_its_parent(desk: Desk) -> None:
    person = a_person("王五")
    account = BankAccount(person_id=person.id, account="1", holder_name="王五", since=REGISTERED)
    do(desk, lambda tx: (tx.put(account), tx.put(person)))
    assert 1 == desk.ask(lambda reader: reader.count(BankAccount))


def test_a_record_may_not_point_at_nothing(desk: Desk) -> None:
    account = BankAccount(person_id=new_id(), account="1", holder_name="王五", since=REGISTERED)
    with pytest.raises(StillReferredTo):
        do(desk, lambda tx: tx.put(account))
    assert (0, 0) == (desk.ask(lambda reader: reader.count(BankAccount)), entries_in(desk))


def test_what_others_point_at_cannot_be_removed(desk: Desk) -> None:
    person = do(desk, lambda tx: tx.put(a_person("王五")))
    do(
        desk,
        lambda tx: tx.put(BankAccount(person_id=person.id, account="1", holder_name="王", since=REGISTERED)),
    )
    with pytest.raises(StillReferredTo):
        do(desk, lambda tx: tx.remove(person))
    assert 1 == desk.ask(lambda reader: reader.count(Person))


def test_a_cancelled_operation_leaves_nothing_not_even_an_entry(desk: Desk) -> None:
    def halfway(tx: Transaction) -> None:
        tx.put_all([a_person(f"人{i}") for i in range(10)])
        raise Cancelled

    with pytest.raises(Cancelled):
        do(desk, halfway)
    assert (0, 0) == (entries_in(desk), desk.ask(lambda reader: reader.count(Person)))
    assert_sound(desk)


def test_the_same_paper_is_kept_once(desk: Desk) -> None:
    digests = do(desk, lambda tx: {tx.keep_paper(b"scan"), tx.keep_paper(b"scan")})
    assert 1 == len(digests)
    assert b"scan" == desk.ask(lambda reader: reader.paper(digests.pop()))
    with pytest.raises(NotFound, match="材料"):
        desk.ask(lambda reader: reader.paper("0" * 64))


def test_errors_of_the_store_carry_no_personal_data(desk: Desk) -> None:
    person = do(desk, lambda tx: tx.put(a_person("王五机密", phone="13800009999")))
    twin = replace(person, version=0)
    with pytest.raises(Exception, match=r".") as raised:
        do(desk, lambda tx: tx.put(twin))
    assert not isinstance(raised.value, DeskError)
    said = f"{raised.value!r} {raised.value}"
    assert not any(secret in said for secret in ("王五机密", "13800009999", str(person.id_number)))


def test_changes_made_elsewhere_are_applied_through_the_same_gate(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("王五", remark="旧")))
    born = RecordId("0" * 31 + "1")

    def receive(tx: Transaction) -> None:
        tx.origin = "station-9"
        tx.apply(Change("person", stored.id, {"remark": "旧"}, {"phone": "13800000014"}))
        tx.apply(Change("person", born, None, {"name": "远方", "name_sort_key": ""}))
        tx.apply(Change("person", "f" * 32, {"name": "从未有过"}, None))

    do(desk, receive)
    assert (None, "13800000014") == desk.ask(
        lambda reader: (p := reader.get(Person, stored.id)) and (p.remark, p.phone)
    )
    do(desk, lambda tx: tx.apply(Change("person", born, {"name": "远方"}, None)))
    assert ["王五"] == [p.name for p in desk.ask(lambda reader: reader.find(Person))]
    assert_sound(desk)


def test_what_is_announced_is_told_to_whoever_watches_and_leaves_the_record_as_it_is(desk: Desk) -> None:
    stored = do(desk, lambda tx: tx.put(a_person("单雪")))
    heard: list[frozenset[str]] = []
    desk.observers.append(lambda done: heard.append(done.touched))
    do(desk, lambda tx: tx.announce(stored))
    assert [frozenset({"person"})] == heard
    assert stored == desk.ask(lambda reader: reader.get(Person, stored.id))
    assert_sound(desk)
