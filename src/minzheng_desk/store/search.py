"""Search as you type: tokens kept at write time, so that every query is a range of a sorted table.

A field says how it is indexed (`search=` in its declaration):

    name     the name from every character on; initials and full pinyin of every reading
    place    the same for the name of a place
    number   from its start and from its tail (identity numbers)
    phone    from its start and from its tail
    tail     from its tail (account numbers)
    code     from its start (household numbers)

A token begins with a letter for its sort, so that sorts do not mix. An entry of the index is the token, a
zero byte and the 16 bytes of the record's id: one key in byte order, the same on both stores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from minzheng_desk.kernel.records import Record, RecordType
from minzheng_desk.kernel.text import name_readings, normalised
from minzheng_desk.store.reader import Reader

_ID_BYTES = 16
_LAST = b"\xff"
"""Sorts after everything that can follow a prefix in UTF-8."""


@lru_cache(maxsize=65536)
def name_tokens(name: str) -> tuple[str, ...]:
    """What a name is found by.

    >>> name_tokens("单雪")
    ('n单雪', 'n雪', 'fshanxue', 'isx', 'fdanxue', 'idx', 'fchanxue', 'icx')
    """
    shown = normalised(name).casefold()
    tokens = dict.fromkeys(f"n{shown[start:]}" for start in range(len(shown)))
    for syllables in name_readings(name):
        tokens[f"f{''.join(syllables)}"] = None
        tokens[f"i{''.join(syllable[0] for syllable in syllables)}"] = None
    return tuple(tokens)


_TOKENS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "name": name_tokens,
    "place": lambda value: tuple(f"P{token}" for token in name_tokens(value)),
    "number": lambda value: (f"d{value}", f"t{value[::-1]}"),
    "phone": lambda value: (f"p{value}", f"q{value[::-1]}"),
    "tail": lambda value: (f"a{value[::-1]}",),
    "code": lambda value: (f"h{value.casefold()}",),
}


@cache
def _indexed(kind: RecordType) -> tuple[tuple[str, Callable[[str], tuple[str, ...]]], ...]:
    return tuple((f.name, _TOKENS[f.search]) for f in kind.fields if f.search)


def is_indexed(kind: RecordType) -> bool:
    """Whether records of this type can be searched for."""
    return bool(_indexed(kind))


def entries_of(record: Record) -> list[bytes]:
    """The index entries of a record."""
    key = b"\0" + bytes.fromhex(record.id)
    return [
        token.encode() + key
        for name, make in _indexed(record.declaration)
        if (value := getattr(record, name))
        for token in make(value)
    ]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and the sort of token that found it."""

    record_id: str
    by: str


def sorts_for(query: str) -> tuple[tuple[str, str], ...]:
    """The token sorts a query can mean, each with the prefix to look for; best first.

    >>> [sort for sort, prefix in sorts_for("0012")]
    ['t', 'd', 'q', 'p', 'a', 'h']
    >>> sorts_for("张三")
    (('n', '张三'), ('P', 'n张三'))
    """
    text = normalised(query).casefold().replace(" ", "")
    if not text:
        return ()
    if text[:-1].isdigit() and text[-1] in "0123456789x":
        upper = text.upper()
        tail = upper[::-1]
        return (("t", tail), ("d", upper), ("q", tail), ("p", text), ("a", tail), ("h", text))
    if text.isascii():
        return (("i", text), ("f", text), ("n", text), ("h", text), ("P", f"i{text}"), ("P", f"f{text}"))
    return (("n", text), ("P", f"n{text}"))


def search(reader: Reader, query: str, limit: int = 50) -> list[Hit]:
    """The records that match a query, at most ``limit``, best sort first, no record twice."""
    mark = "?" if reader.dialect == "sqlite" else "%s"
    statement = (
        f"SELECT entry FROM search_token WHERE entry >= {mark} AND entry < {mark} "  # noqa: S608
        f"ORDER BY entry LIMIT {mark}"
    )
    hits: dict[str, Hit] = {}
    for sort, prefix in sorts_for(query):
        low, ask = f"{sort}{prefix}".encode(), limit * 2
        while len(hits) < limit:
            found = reader.connection.exec_driver_sql(statement, (low, low + _LAST, ask)).all()
            for (entry,) in found:
                record_id = bytes(entry[-_ID_BYTES:]).hex()
                hits.setdefault(record_id, Hit(record_id, sort))
            if len(found) < ask:
                break
            # One record may own several tokens of the range; look further down until enough are different.
            ask *= 4
    return list(hits.values())[:limit]
