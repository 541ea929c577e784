"""Which fields a form has: read off a record's declaration, or said one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from minzheng_desk.kernel.records import Field, Kind, RecordType
from minzheng_desk.ui.widgets.forms.choice_editors import ChoiceEditor
from minzheng_desk.ui.widgets.forms.choices import Choice, choices_of
from minzheng_desk.ui.widgets.forms.day_editors import DayEditor, MonthEditor
from minzheng_desk.ui.widgets.forms.editor import Editor
from minzheng_desk.ui.widgets.forms.findings import Check
from minzheng_desk.ui.widgets.forms.number_editors import MoneyEditor, NumberEditor
from minzheng_desk.ui.widgets.forms.plain_editors import FlagEditor, LongTextEditor, TextEditor
from minzheng_desk.ui.widgets.forms.veiled_editors import AccountEditor, IdNumberEditor, PhoneEditor

_LONG = 500
"""From so many characters on a text is written in several lines."""


class Entry(Enum):
    """How a field is filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    FLAG = "flag"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form.

    ``beside`` puts it to the right of the field before, under the same label; ``wide`` gives it a row of its
    own where there are two columns; ``section`` begins a new section with that heading.
    """

    name: str
    label: str
    entry: Entry = Entry.TEXT
    required: bool = False
    codes: str = ""
    """The code list chosen from; other things to choose are given as ``choices``."""
    choices: Sequence[Choice] = ()
    max_length: int | None = None
    read_only: bool = False
    unit: str = ""
    hint: str = ""
    """Stands in grey under the field while there is nothing else to say."""
    section: str = ""
    beside: bool = False
    wide: bool = False
    default: Any = None
    """What an empty field stands for."""
    check: Check | None = None
    may_be_negative: bool = False
    may_be_unknown: bool = True
    fills: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Which fields an identity number fills: ``{"born_on": …, "sex": …}`` by the names they have here."""


class FieldWithoutEditor(TypeError):
    """A field that is a reference, a list or a file cannot be typed; the program was written wrongly."""


def fields_of(
    declared: RecordType,
    names: Iterable[str] = (),
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[FormField, ...]:
    """The fields of a record as form fields, in the order of ``names``, or all that can be typed.

    ``overrides`` changes facts of a field by its name; a reference becomes a choice by its ``entry``.
    Raises `FieldWithoutEditor`, and `KeyError` for a name the record does not have.
    """
    chosen = [declared.field(name) for name in names] or [
        field for field in declared.fields if _ENTRIES[field.kind] and not field.minted
    ]
    present = {field.name for field in chosen}
    changes = overrides or {}
    return tuple(_form_field(declared, field, present, changes.get(field.name, {})) for field in chosen)


def editor_for(field: FormField, today: date) -> Editor:
    """The editor a field is filled in with."""
    match field.entry:
        case Entry.TEXT:
            return TextEditor(field.max_length)
        case Entry.LONG_TEXT:
            return LongTextEditor(field.max_length)
        case Entry.CHOICE:
            return ChoiceEditor(choices_of(field.codes) if field.codes else field.choices)
        case Entry.MONEY:
            return MoneyEditor(may_be_negative=field.may_be_negative)
        case Entry.NUMBER:
            return NumberEditor()
        case _:
            return _rarer_editor(field, today)


def _rarer_editor(field: FormField, today: date) -> Editor:
    if field.entry is Entry.DAY:
        return DayEditor(today)
    if field.entry is Entry.MONTH:
        return MonthEditor(today)
    if field.entry is Entry.FLAG:
        return FlagEditor(may_be_unknown=field.may_be_unknown)
    if field.entry is Entry.ID_NUMBER:
        return IdNumberEditor(today)
    return AccountEditor() if field.entry is Entry.ACCOUNT else PhoneEditor()


_ENTRIES: Mapping[Kind, Entry | None] = {
    Kind.TEXT: Entry.TEXT,
    Kind.CODE: Entry.CHOICE,
    Kind.NUMBER: Entry.NUMBER,
    Kind.MONEY: Entry.MONEY,
    Kind.DAY: Entry.DAY,
    Kind.MONTH: Entry.MONTH,
    Kind.FLAG: Entry.FLAG,
    # Chosen or found by the program, never typed.
    Kind.INSTANT: None,
    Kind.REF: None,
    Kind.LIST: None,
    Kind.BLOB: None,
}

# The glossary gives one identifier to one thing, so that an identifier tells what is written in it.
_ENDINGS = (
    ("id_number", Entry.ID_NUMBER),
    ("account", Entry.ACCOUNT),
    ("phone", Entry.PHONE),
    ("region_code", Entry.CHOICE),
)


def _form_field(
    declared: RecordType, field: Field, present: set[str], changes: Mapping[str, Any]
) -> FormField:
    default = _default(declared, field.name)
    entry = changes["entry"] if "entry" in changes else _entry(field)
    filled: dict[str, str] = {name: name for name in ("born_on", "sex") if name in present}
    made = FormField(
        name=field.name,
        label=field.label,
        entry=entry,
        required=field.required,
        codes=field.codes or "",
        max_length=field.max_length,
        read_only=field.minted,
        unit="元" if entry is Entry.MONEY else "",
        default=default,
        wide=entry is Entry.LONG_TEXT,
        may_be_unknown=default is None and not field.required,
        fills=filled if field.name == "id_number" else {},
    )
    return dataclasses.replace(made, **changes)


def _entry(field: Field) -> Entry:
    typed = _ENTRIES[field.kind]
    if typed is None:
        raise FieldWithoutEditor(field.name)
    if typed is not Entry.TEXT:
        return typed
    named = next((entry for ending, entry in _ENDINGS if field.name.endswith(ending)), None)
    if named is not None:
        return named
    return Entry.LONG_TEXT if (field.max_length or 0) >= _LONG else Entry.TEXT


def _default(declared: RecordType, name: str) -> Any:
    found = next(one.default for one in dataclasses.fields(declared.cls) if one.name == name)
    return None if found is dataclasses.MISSING else found
