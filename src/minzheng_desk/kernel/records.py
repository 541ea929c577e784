"""Declare a record once; the store, forms, Excel, audit and exchange all read the declaration.

A record is a frozen dataclass whose fields carry a label and a kind::

    @record("household", "家庭")
    class Household(Record):
        number: str = text("户编号", minted=True)
        monthly_income: Money = money("月收入", default=Money(0))

The decorator returns an ordinary frozen dataclass and files a `RecordType` describing it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, TypeVar, dataclass_transform

from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.period import Month

_MISSING: Any = dataclasses.MISSING


class Kind(Enum):
    """What a field holds; every consumer has one branch per kind."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MONTH = "month"
    INSTANT = "instant"
    FLAG = "flag"
    REF = "ref"
    LIST = "list"
    BLOB = "blob"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, as declared.

    ``sensitive`` fields are masked outside the form; ``travels=False`` keeps a field at home when
    records are exchanged; ``search`` names how the store indexes the field for search as you type.
    """

    name: str
    label: str
    kind: Kind
    required: bool
    max_length: int | None = None
    codes: str | None = None
    refers_to: str | None = None
    minted: bool = False
    sensitive: bool = False
    travels: bool = True
    search: str | None = None
    indexed: bool = False


@dataclass(frozen=True, eq=False)
class RecordType:
    """A kind of record: its name, its Chinese label and its fields in order.

    There is one per name, so it is compared and hashed by identity.
    """

    name: str
    label: str
    cls: type[Record]
    fields: tuple[Field, ...]
    document: bool = False
    """Stored whole as one JSON document, so that a new register needs no migration."""
    travels: bool = True
    yields: bool = False
    """Undo leaves such a record as later work made it, instead of being blocked by it."""

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The declared fields, without id and version."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field called ``name``; `KeyError` when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


_META = "minzheng.field"


def _declare(kind: Kind, label: str, default: Any, **facts: Any) -> Any:
    meta = {"kind": kind, "label": label, "required": default is _MISSING, **facts}
    return dataclasses.field(default=default, kw_only=True, metadata={_META: meta})


def text(
    label: str,
    *,
    default: Any = _MISSING,
    max_length: int = 200,
    minted: bool = False,
    sensitive: bool = False,
    travels: bool = True,
    search: str | None = None,
    indexed: bool = False,
) -> Any:
    """A line of text; ``minted`` ones are numbers given by the program."""
    return _declare(
        Kind.TEXT,
        label,
        default,
        max_length=max_length,
        minted=minted,
        sensitive=sensitive,
        travels=travels,
        search=search,
        indexed=indexed,
    )


def code(
    label: str, codes: str, *, default: Any = _MISSING, search: str | None = None, indexed: bool = False
) -> Any:
    """One code of a code list."""
    return _declare(Kind.CODE, label, default, codes=codes, max_length=40, search=search, indexed=indexed)


def number(label: str, *, default: Any = _MISSING) -> Any:
    """A whole number."""
    return _declare(Kind.NUMBER, label, default)


def money(label: str, *, default: Any = _MISSING) -> Any:
    """An amount in fen."""
    return _declare(Kind.MONEY, label, default)


def day(label: str, *, default: Any = _MISSING, indexed: bool = False) -> Any:
    """A calendar day."""
    return _declare(Kind.DAY, label, default, indexed=indexed)


def month(label: str, *, default: Any = _MISSING, indexed: bool = False) -> Any:
    """A calendar month."""
    return _declare(Kind.MONTH, label, default, indexed=indexed)


def instant(label: str, *, default: Any = _MISSING) -> Any:
    """A moment in UTC."""
    return _declare(Kind.INSTANT, label, default)


def flag(label: str, *, default: Any = _MISSING) -> Any:
    """Yes, no or (when the default is None) not known."""
    return _declare(Kind.FLAG, label, default)


def ref(to: str, label: str, *, default: Any = _MISSING) -> Any:
    """The id of another record."""
    return _declare(Kind.REF, label, default, refers_to=to, indexed=True)


def listing(label: str, *, default: Any = ()) -> Any:
    """A tuple of plain values, stored as JSON."""
    return _declare(Kind.LIST, label, default)


def blob(label: str, *, default: Any = _MISSING) -> Any:
    """The digest of bytes that the store keeps once by their content."""
    return _declare(Kind.BLOB, label, default)


@dataclass(frozen=True, kw_only=True)
class Record:
    """The two fields every record has, and the declaration it came from."""

    declaration: ClassVar[RecordType]
    id: RecordId = dataclasses.field(default_factory=new_id)
    version: int = 0
    """0 until stored; then the number of times the record has been written."""


R = TypeVar("R", bound=Record)

_declared: dict[str, RecordType] = {}


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        text,
        code,
        number,
        money,
        day,
        month,
        instant,
        flag,
        ref,
        listing,
        blob,
        dataclasses.field,
    ),
)
def record(
    name: str, label: str, *, document: bool = False, travels: bool = True, yields: bool = False
) -> Callable[[type[R]], type[R]]:
    """Make a class a record named ``name`` and shown to people as ``label``."""

    def declare(cls: type[R]) -> type[R]:
        if name in _declared:
            raise ValueError(f"record {name!r} is declared twice")
        made = dataclass(frozen=True, kw_only=True)(cls)
        fields = tuple(
            Field(name=f.name, **f.metadata[_META]) for f in dataclasses.fields(made) if _META in f.metadata
        )
        made.declaration = RecordType(name, label, made, fields, document, travels, yields)
        _declared[name] = made.declaration
        return made

    return declare


_MAKERS: Mapping[str, Callable[..., Any]] = {
    "text": text,
    "code": code,
    "number": number,
    "money": money,
    "day": day,
    "month": month,
    "instant": instant,
    "flag": flag,
    "ref": ref,
    "list": listing,
    "blob": blob,
}


def declare_register(spec: Mapping[str, Any]) -> RecordType:
    """Declare a record type from the parsed TOML of a register.

    >>> register = declare_register(
    ...     {
    ...         "name": "doctest_visit",
    ...         "label": "走访",
    ...         "fields": [{"name": "visited_on", "label": "走访日期", "kind": "day"}],
    ...     }
    ... )
    >>> register.document, register.field_names
    (True, ('visited_on',))
    """
    namespace: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for declared_field in spec["fields"]:
        facts = dict(declared_field)
        name, kind = facts.pop("name"), facts.pop("kind")
        if not facts.pop("required", True):
            facts.setdefault("default", None)
        namespace["__annotations__"][name] = Any
        namespace[name] = _MAKERS[kind](**facts)
    cls: type[Record] = type(spec["name"], (Record,), namespace)
    return record(spec["name"], spec["label"], document=True)(cls).declaration


def declared() -> Mapping[str, RecordType]:
    """Every record type declared so far, by name."""
    return dict(_declared)


def to_plain(field: Field, value: Any) -> Any:
    """The JSON form of a field value, the same on every machine."""
    if value is None or field.kind in _PLAIN_ALREADY:
        return value
    if field.kind is Kind.DAY or field.kind is Kind.INSTANT:
        return value.isoformat()
    return _listed(value) if field.kind is Kind.LIST else str(value)


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, tuple | list) else value


_PLAIN_ALREADY = frozenset({Kind.TEXT, Kind.CODE, Kind.NUMBER, Kind.MONEY, Kind.FLAG, Kind.REF, Kind.BLOB})

_FROM_PLAIN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.DAY: date.fromisoformat,
    Kind.INSTANT: datetime.fromisoformat,
    Kind.MONTH: Month.parse,
    Kind.LIST: lambda values: tuple(tuple(v) if isinstance(v, list) else v for v in values),
}


def from_plain(field: Field, value: Any) -> Any:
    """The inverse of `to_plain`."""
    convert = _FROM_PLAIN.get(field.kind)
    return value if value is None or convert is None else convert(value)


def plain(record_: Record) -> dict[str, Any]:
    """The declared fields of a record in JSON form; what is None is left out."""
    out = {}
    for field in record_.declaration.fields:
        value = getattr(record_, field.name)
        if value is not None:
            out[field.name] = to_plain(field, value)
    return out


def from_plain_record(
    kind: RecordType, record_id: str, values: Mapping[str, Any], version: int = 0
) -> Record:
    """A record from its JSON form; fields that are absent are None, or empty where the kind is a list."""
    loaded = {
        f.name: from_plain(f, values[f.name]) if f.name in values else (() if f.kind is Kind.LIST else None)
        for f in kind.fields
    }
    return kind.cls(id=RecordId(record_id), version=version, **loaded)


def differing(kind: RecordType, before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[str]:
    """The fields whose JSON form differs, in declared order."""
    return [name for name in kind.field_names if before.get(name) != after.get(name)]
