"""Journal entries and changes as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from minzheng_desk.kernel.accounts import AccountNumber, masked_account
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.identity import IdNumber, masked
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.operations import label_of
from minzheng_desk.kernel.records import Field, Kind, RecordType, declared

_ID_LENGTH = 18
_EMPTY = "空"


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the journal: what a person did in one step."""

    number: int
    at: str
    operation: str
    actor: str
    origin: str
    note: str
    changes: int
    undoes: int | None
    undone_by: int | None
    digest: str

    @property
    def label(self) -> str:
        """What people call the operation; an undo names what it took back."""
        name = label_of(self.operation)
        return f"撤销“{name}”" if self.undoes is not None else name


@dataclass(frozen=True, slots=True)
class FieldStory:
    """What one field was and became, in words; sensitive values are masked."""

    label: str
    before: str
    after: str
    is_text: bool = False
    """Whether somebody typed it, so that it may name anybody."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One record that an entry changed."""

    entry: EntryView
    record_label: str
    record_id: str
    verb: str
    fields: tuple[FieldStory, ...]

    @property
    def sentence(self) -> str:
        """The change as it is read out: day, person, operation, fields."""
        told = "；".join(f"{f.label} {f.before} → {f.after}" for f in self.fields)
        head = f"{self.entry.at[:10]} {self.entry.actor} {self.entry.label}：{self.verb}{self.record_label}"
        return f"{head}（{told}）" if told else head


Values = Mapping[str, Any] | None


def stories(kind: RecordType, before: Values, after: Values) -> tuple[FieldStory, ...]:
    """The fields that a change sets, in declared order; a new or removed record tells none of its fields."""
    if before is None or after is None:
        return ()
    return tuple(
        FieldStory(
            field.label,
            in_words(field, before.get(field.name)),
            in_words(field, after.get(field.name)),
            field.kind is Kind.TEXT and not field.sensitive,
        )
        for field in kind.fields
        if field.name in before or field.name in after
    )


def in_words(field: Field, value: Any) -> str:
    """A field's JSON form as people read it.

    >>> in_words(Field("sex", "性别", Kind.CODE, False, codes="sex"), "2")
    '女'
    """
    if value is None:
        return _EMPTY
    if field.sensitive:
        return _masked(str(value))
    words = _WORDS.get(field.kind)
    return words(field, value) if words else str(value)


_WORDS: Mapping[Kind, Callable[[Field, Any], str]] = {
    Kind.MONEY: lambda _, value: f"{shown(Money(value))}元",
    Kind.CODE: lambda field, value: codes(str(field.codes)).label(value),
    Kind.FLAG: lambda _, value: "是" if value else "否",
    Kind.REF: lambda field, value: f"{declared()[str(field.refers_to)].label}{value[-6:]}",
}


def verb_of(before: Values, after: Values) -> str:
    """What happened to the record."""
    if before is None:
        return "新增"
    return "删除" if after is None else "修改"


def _masked(value: str) -> str:
    return masked(IdNumber(value)) if len(value) == _ID_LENGTH else masked_account(AccountNumber(value))
