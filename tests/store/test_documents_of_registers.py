"""A register declared in text is stored, found, undone and verified like any record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import text

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.records import declare_register
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.store.verify import verify

VISIT = declare_register(
    {
        "name": "test_old_age_visit",
        "label": "老人走访登记",
        "fields": [
            {"name": "visited_on", "label": "走访日期", "kind": "day"},
            {"name": "subject", "label": "走访对象", "kind": "text"},
            {"name": "found", "label": "发现问题", "kind": "text", "required": False},
            {"name": "goods", "label": "慰问品", "kind": "list"},
            {"name": "spent", "label": "慰问金额", "kind": "money", "required": False},
            {"name": "paid_month", "label": "列支月份", "kind": "month", "required": False},
        ],
    }
)


@operation("test.visit", "登记走访", may=Permission.EDIT_HOUSEHOLDS)
def note_visit(tx: Transaction, visit: Any) -> Any:
    """Store a visit."""
    return tx.put(visit)


def test_an_entry_of_a_register_lives_like_any_record(desk: Desk) -> None:
    cls: Any = VISIT.cls
    visit = cls(visited_on=date(2026, 9, 9), subject="张三", goods=("米", ("油", "5升")), spent=20000)
    stored = desk.run(note_visit, visit).result
    assert stored == desk.ask(lambda reader: reader.get(cls, visit.id))
    desk.run(note_visit, replace(stored, found="屋顶漏雨"))
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies
    desk.undo()
    assert (None, 3) == desk.ask(lambda reader: ((v := reader.get(cls, visit.id)).found, v.version))
    desk.undo()
    assert 0 == desk.ask(lambda reader: reader.count(cls))
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies


def test_an_entry_altered_past_the_gate_is_found(desk: Desk) -> None:
    cls: Any = VISIT.cls
    desk.run(note_visit, cls(visited_on=date(2026, 9, 9), subject="张三"))
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE test_old_age_visit SET data = replace(data, '张三', '李四')"))
    (found,) = desk.ask(lambda reader: verify(reader.connection)).discrepancies
    assert found.where.startswith("老人走访登记")
