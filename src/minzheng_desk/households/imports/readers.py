"""Which reader the cells of a column need, by the kind of its target."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from minzheng_desk.households.imports.catalogue import Target
from minzheng_desk.households.imports.cells import (
    Fault,
    Reader,
    is_empty,
    read_account,
    read_amount,
    read_birth,
    read_certificate,
    read_count,
    read_day,
    read_disability,
    read_id_number,
    read_month,
    read_name,
    read_phone,
    read_text,
    written,
)
from minzheng_desk.households.imports.model import Cell
from minzheng_desk.households.imports.villages import Villages
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.resources import resource
from minzheng_desk.kernel.text import normalised

_LONGEST = {"remark": 500, "bank": 80, "village_group": 60, "household_number": 40}
_LONGEST_TEXT = 200
_SHOWN_LABELS = 8
_FEW_DISTINCT = frozenset(
    {"code", "relation", "village", "amount", "day", "birth", "month", "programme", "disability"}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading cells needs to know of the office: today, and its villages."""

    today: date
    villages: Villages


def reader_of(target: Target, factor: int, around: Surroundings) -> Reader:
    """Return the reader for a column of this target."""
    read = _PLAIN_READERS.get(target.kind) or _MADE_READERS[target.kind](target, factor, around)
    return _remembering(read) if target.kind in _FEW_DISTINCT else read


def _remembering(read: Reader) -> Reader:
    """Read each distinct text of a column once: a register repeats its villages, codes and amounts."""
    known: dict[str, Any] = {}

    def recall(cell: Cell) -> Any:
        if cell.__class__ is not str:
            return read(cell)
        if cell not in known:
            known[cell] = read(cell)
        return known[cell]

    return recall


def read_code(name: str, label: str) -> Reader:
    """Make the reader of a code list's codes, labels and synonyms.

    >>> read_code("sex", "性别")("男"), read_code("sex", "性别")("难").code
    ('1', 'unknown_code')
    """
    known = codes(name)

    def read(cell: Cell) -> Any:
        text = written(cell).strip()
        code = known.find(text) if text else None
        if code is not None or is_empty(cell):
            return code
        near = get_close_matches(text, known.labels.values(), n=2, cutoff=0.4)
        shown = near or list(known.labels.values())[:_SHOWN_LABELS]
        return Fault(
            "unknown_code", f"“{text}”不是“{label}”的规定写法。", f"请改为{'、'.join(shown)}等写法。"
        )

    return read


def read_village(villages: Villages) -> Reader:
    """Make the reader of villages; a cell that also names the group gives both."""

    def read(cell: Cell) -> Any:
        if is_empty(cell):
            return None
        text = written(cell)
        found = villages.find(text) or villages.find_with_group(text)
        if found is not None:
            return found
        near = villages.near(text)
        advice = (
            f"是不是“{'”或“'.join(near)}”？请改成规范名称。"
            if near
            else "请改成本单位村（社区）名单里的名称。"
        )
        return Fault("unknown_village", f"“{text}”不在本单位的村（社区）名单里。", advice)

    return read


def programme_in(text: str) -> str | None:
    """Return the programme a text names, by the longest word that stands in it.

    >>> programme_in("青禾镇2026年10月低保边缘家庭名册"), programme_in("花名册")
    ('dibao_margin', None)
    """
    bare = normalised(text).replace(" ", "")
    words = {
        word: name for name, written_ways in _programmes().items() for word in written_ways if word in bare
    }
    return words[max(words, key=len)] if words else None


def programme_called(word: str) -> str | None:
    """Return the programme that is called just so; what merely holds its name is something else.

    >>> programme_called("低保"), programme_called("非低保")
    ('dibao', None)
    """
    bare = normalised(word).replace(" ", "")
    return next((name for name, words in _programmes().items() if bare in words), None)


def _read_programme(cell: Cell) -> Any:
    if is_empty(cell):
        return None
    found = programme_in(written(cell))
    return found or Fault(
        "unknown_programme", f"“{written(cell)}”不是已知的救助或福利项目。", "请写明低保、特困、高龄津贴等。"
    )


def _unread(cell: Cell) -> None:
    """Leave a column unread: the program works it out itself, or has no use for it."""


@cache
def _programmes() -> dict[str, list[str]]:
    return tomllib.loads(resource("import", "programmes.toml").read_text(encoding="utf-8"))


_PLAIN_READERS: dict[str, Reader] = {
    "name": read_name,
    "birth": read_birth,
    "day": read_day,
    "month": read_month,
    "phone": read_phone,
    "count": read_count,
    "account": read_account,
    "certificate": read_certificate,
    "disability": read_disability,
    "programme": _read_programme,
    "ignored": _unread,
}

_MADE_READERS: dict[str, Callable[[Target, int, Surroundings], Reader]] = {
    "id_number": lambda target, factor, around: read_id_number(around.today),
    "code": lambda target, factor, around: read_code(target.codes or "", target.label),
    "relation": lambda target, factor, around: read_code("relation_to_head", "与户主关系"),
    "village": lambda target, factor, around: read_village(around.villages),
    "amount": lambda target, factor, around: read_amount(factor),
    "text": lambda target, factor, around: read_text(_LONGEST.get(target.name, _LONGEST_TEXT)),
}
