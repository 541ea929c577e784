"""A record is declared once; its JSON form is the same everywhere and comes back whole."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import (
    Kind,
    Record,
    blob,
    code,
    day,
    declare_register,
    declared,
    differing,
    flag,
    from_plain_record,
    instant,
    listing,
    money,
    month,
    number,
    plain,
    record,
    ref,
    text,
)


def declare_visit() -> type[Record]:
    if "test_kernel_visit" not in declared():
        declare_register(
            {
                "name": "test_kernel_visit",
                "label": "走访",
                "fields": [
                    {"name": "subject", "label": "对象", "kind": "text"},
                    {"name": "reason", "label": "事由", "kind": "code", "codes": "sex"},
                    {"name": "times", "label": "次数", "kind": "number"},
                    {"name": "spent", "label": "金额", "kind": "money"},
                    {"name": "visited_on", "label": "走访日期", "kind": "day"},
                    {"name": "paid_month", "label": "列支月份", "kind": "month"},
                    {"name": "noted_at", "label": "登记时间", "kind": "instant"},
                    {"name": "urgent", "label": "紧急", "kind": "flag"},
                    {"name": "person_id", "label": "人员", "kind": "ref", "to": "person"},
                    {"name": "goods", "label": "物品", "kind": "list"},
                    {"name": "paper", "label": "材料", "kind": "blob"},
                    {"name": "remark", "label": "备注", "kind": "text", "required": False},
                ],
            }
        )
    return declared()["test_kernel_visit"].cls


def a_visit() -> Record:
    return declare_visit()(
        subject="张三",
        reason="1",
        times=2,
        spent=Money(12345),
        visited_on=date(2026, 2, 28),
        paid_month=Month(2026, 2),
        noted_at=datetime(2026, 2, 28, 8, 30, tzinfo=UTC),
        urgent=False,
        person_id=RecordId("0" * 32),
        goods=("米", ("油", "5升")),
        paper="f" * 64,
    )  # type: ignore[call-arg]


def test_the_plain_form_is_json_and_leaves_out_what_is_empty() -> None:
    assert {
        "subject": "张三",
        "reason": "1",
        "times": 2,
        "spent": 12345,
        "visited_on": "2026-02-28",
        "paid_month": "2026-02",
        "noted_at": "2026-02-28T08:30:00+00:00",
        "urgent": False,
        "person_id": "0" * 32,
        "goods": ["米", ["油", "5升"]],
        "paper": "f" * 64,
    } == plain(a_visit())


def test_a_record_comes_back_from_its_plain_form() -> None:
    visit = a_visit()
    assert dataclasses.replace(visit, version=4) == from_plain_record(
        visit.declaration, visit.id, plain(visit), 4
    )


def test_what_is_absent_comes_back_empty() -> None:
    empty = from_plain_record(declare_visit().declaration, new_id(), {})
    assert (None, (), 0) == (empty.subject, empty.goods, empty.version)  # type: ignore[attr-defined]


def test_differing_fields_come_in_declared_order() -> None:
    kind = declare_visit().declaration
    assert ["times", "remark"] == differing(
        kind, {"times": 1, "subject": "x"}, {"subject": "x", "remark": "y"}
    )


def test_a_declaration_knows_its_fields_by_name() -> None:
    kind = declare_visit().declaration
    assert (Kind.MONEY, "金额", True) == ((f := kind.field("spent")).kind, f.label, f.required)
    assert "goods" in kind.field_names
    assert not kind.field("remark").required
    with pytest.raises(KeyError):
        kind.field("nothing")


def test_a_name_is_declared_once() -> None:
    declare_visit()
    with pytest.raises(ValueError, match="declared twice"):
        record("test_kernel_visit", "又一个")(type("Again", (Record,), {}))


def test_every_maker_says_its_kind() -> None:
    makers = {
        Kind.TEXT: text("甲"), Kind.CODE: code("甲", "sex"), Kind.NUMBER: number("甲"),
        Kind.MONEY: money("甲"),
        Kind.DAY: day("甲"), Kind.MONTH: month("甲"), Kind.INSTANT: instant("甲"), Kind.FLAG: flag("甲"),
        Kind.REF: ref("person", "甲"), Kind.LIST: listing("甲"), Kind.BLOB: blob("甲"),
    }  # fmt: skip
    assert list(Kind) == [made.metadata["minzheng.field"]["kind"] for made in makers.values()]
