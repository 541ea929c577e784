"""The journal proves the store: whatever is altered behind its back is found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from builders import REGISTERED, a_person, registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Income, Person
from minzheng_desk.households.operations.events import change_head, remove_member
from minzheng_desk.households.operations.facts import attach, end_income, record_fact
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.store.verify import Verified, verify, verify_tail


def checked(desk: Desk) -> Verified:
    return desk.ask(lambda reader: verify(reader.connection))


def places(desk: Desk) -> set[str]:
    return {d.where.split(" ")[0] for d in checked(desk).discrepancies}


def tamper(desk: Desk, statement: str, **values: object) -> None:
    with desk.engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount


@pytest.fixture
def lived_in(desk: Desk) -> Desk:
    """A store with new, revised, removed and returned records, and a paper."""
    home = registered(desk, "张三", "单雪")
    income = desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(52000))).result
    desk.run(end_income, income, REGISTERED)
    members = desk.ask(lambda reader: {m.person_id: m for m in members_of(reader, home.id)})
    other = next(i for i in members if i != home.head_id)
    desk.run(change_head, home, {home.head_id: "10", other: "02"})
    person = desk.ask(lambda reader: reader.get(Person, home.head_id))
    desk.run(remove_member, replace(home, head_id=RecordId(other)), person, REGISTERED, "外出")
    desk.undo()
    desk.run(revise_person, a_person("赵六"))
    desk.undo()
    desk.run(attach, home, "户口本", "image/png", b"scan")
    return desk


def test_an_empty_store_is_sound(desk: Desk) -> None:
    assert (True, 0, 0, "") == (
        (made := checked(desk)).sound, made.entries, made.changes, made.digest,
    )  # fmt: skip


def test_a_store_that_was_only_used_is_sound(lived_in: Desk) -> None:
    made = checked(lived_in)
    assert ((), 9) == (made.discrepancies, made.entries)
    assert lived_in.ask(lambda reader: verify_tail(reader.connection, 3)).sound
    assert made.digest == lived_in.ask(lambda reader: verify_tail(reader.connection)).digest


JOURNAL_TAMPERED = (
    "UPDATE journal SET at = '2020-01-01' WHERE id = 3",
    "UPDATE journal SET operation = 'x.y' WHERE id = 3",
    "UPDATE journal SET actor = 'nobody' WHERE id = 3",
    "UPDATE journal SET station = 'x' WHERE id = 3",
    "UPDATE journal SET origin = 'x' WHERE id = 3",
    "UPDATE journal SET undoes = 2 WHERE id = 3",
    "UPDATE journal SET note = 'x' WHERE id = 3",
    "UPDATE journal SET changes = changes + 1 WHERE id = 3",
    "UPDATE journal SET digest = '0' WHERE id = 3",
    "UPDATE journal SET id = 99 WHERE id = 3",
    "UPDATE journal SET id = 99 WHERE id = 9",
    "DELETE FROM journal WHERE id = 3",
    "DELETE FROM journal WHERE id = 9",
    "UPDATE journal_change SET seq = 7 WHERE entry = 3 AND seq = 0",
    "UPDATE journal_change SET seq = seq + 100 WHERE entry = 1 AND seq = 1",
    "UPDATE journal_change SET entry = 2, seq = 1 WHERE entry = 3 AND seq = 0",
    "UPDATE journal_change SET entry = 99 WHERE entry = 3",
    "UPDATE journal_change SET record_type = 'person' WHERE entry = 3",
    "UPDATE journal_change SET record_type = 'unheard_of' WHERE entry = 3",
    "UPDATE journal_change SET record_id = 'x' WHERE entry = 3",
    """UPDATE journal_change SET "before" = '{"until":"2020-01-01"}' WHERE entry = 3""",
    """UPDATE journal_change SET "after" = '{"until":"2020-01-01"}' WHERE entry = 3""",
    """UPDATE journal_change SET "after" = NULL WHERE entry = 3""",
    """UPDATE journal_change SET "before" = '' WHERE "before" IS NULL AND entry = 1""",
    """UPDATE journal_change SET "after" = 'no json' WHERE entry = 3""",
    """UPDATE journal_change SET "after" = '[]' WHERE entry = 3""",
    "UPDATE journal_change SET replaces = '{}' WHERE entry = 3",
    "UPDATE journal_change SET replaces = NULL WHERE entry = 3",
    "UPDATE journal_change SET replaces = '' WHERE replaces IS NULL AND entry = 1",
    "DELETE FROM journal_change WHERE entry = 3",
)

STORE_TAMPERED = (
    ("UPDATE income SET amount = 99 WHERE amount = 52000", "收入"),
    ("UPDATE person SET version = version + 1 WHERE name = '张三'", "人员"),
    ("UPDATE person SET phone = '1' WHERE name = '张三'", "人员"),
    ("DELETE FROM income", "收入"),
    ("UPDATE live SET change_id = :bytes WHERE field = 'until'", "收入"),
    ("DELETE FROM live WHERE field = 'until'", "字段来源"),
    ("INSERT INTO live (record_id, field, change_id) VALUES ('x', 'until', :bytes)", "字段来源"),
    ("INSERT INTO search_token (entry) VALUES (:bytes)", "检索索引"),
    (
        "DELETE FROM search_token WHERE entry = (SELECT entry FROM search_token ORDER BY entry LIMIT 1)",
        "检索索引",
    ),
    (
        (
            "UPDATE search_token SET entry = :bytes"
            " WHERE entry = (SELECT entry FROM search_token ORDER BY entry LIMIT 1)"
        ),
        "检索索引",
    ),
    ("UPDATE content SET bytes = :bytes", "材料内容"),
    ("DELETE FROM content", "材料附件"),
)


def found_after(desk: Desk, statement: str) -> set[str]:
    """What verifying says after a statement that is then taken back."""
    values = {"bytes": b"\x01" * 16} if ":bytes" in statement else {}
    with desk.engine.connect() as connection:
        assert connection.execute(text(statement), values).rowcount
        found = verify(connection).discrepancies
        connection.rollback()
    return {d.where.split(" ")[0] for d in found}


def test_any_altered_removed_or_moved_piece_of_the_journal_is_found(lived_in: Desk) -> None:
    assert [] == [statement for statement in JOURNAL_TAMPERED if not found_after(lived_in, statement)]
    assert checked(lived_in).sound


def test_what_is_changed_past_the_gate_is_found_and_named(lived_in: Desk) -> None:
    assert [] == [
        (statement, told)
        for statement, where in STORE_TAMPERED
        if where not in (told := found_after(lived_in, statement))
    ]


def test_every_byte_of_a_change_id_is_under_the_digest(lived_in: Desk) -> None:
    tamper(lived_in, "UPDATE journal_change SET id = :id WHERE entry = 3", id=bytes(16))
    assert {"操作记录第3条"} <= places(lived_in)


def test_changes_that_trade_places_are_found(lived_in: Desk) -> None:
    for seq, to in ((0, 1000), (1, 0), (1000, 1)):
        tamper(lived_in, "UPDATE journal_change SET seq = :to WHERE entry = 1 AND seq = :seq", seq=seq, to=to)
    assert "操作记录第1条" in places(lived_in)


def test_the_tail_is_checked_from_the_digest_before_it(lived_in: Desk) -> None:
    tamper(lived_in, "UPDATE journal SET note = 'x' WHERE id = 3")
    tail = {n: lived_in.ask(lambda r, n=n: verify_tail(r.connection, n)).sound for n in (6, 7)}  # type: ignore[misc]
    assert {6: True, 7: False} == tail


def test_a_row_nobody_put_is_found(lived_in: Desk) -> None:
    tamper(lived_in, "INSERT INTO person (id, version, name, name_sort_key) VALUES ('x', 1, '甲', '')")
    assert "人员" in places(lived_in)


def test_a_row_that_makes_no_sense_hides_no_other(lived_in: Desk) -> None:
    if lived_in.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps no such day")
    tamper(lived_in, "UPDATE person SET born_on = 'gestern' WHERE name = '张三'")
    found = [d for d in checked(lived_in).discrepancies if d.where.startswith("人员")]
    assert 1 == len(found)


def test_a_discrepancy_names_the_place_and_never_the_person(lived_in: Desk) -> None:
    tamper(lived_in, "UPDATE person SET phone = '13800009999' WHERE name = '张三'")
    told = str(checked(lived_in).discrepancies)
    assert not any(secret in told for secret in ("张三", "13800009999"))


def test_a_journal_cut_short_still_chains_so_the_last_digest_must_be_witnessed(lived_in: Desk) -> None:
    """What a store alone cannot know: its printed or sent digest is what shows that entries are missing."""
    before = checked(lived_in).digest
    tamper(lived_in, "DELETE FROM journal_change WHERE entry = 9")
    tamper(lived_in, "DELETE FROM journal WHERE id = 9")
    tamper(lived_in, "DELETE FROM attachment")
    assert checked(lived_in).digest != before
