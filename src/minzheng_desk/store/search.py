"""Search as you type: tokens kept at write time, so that every query is a range of a sorted table.

A field says how it is indexed (`search=` in its declaration):

    name     the name from every character on; initials and full pinyin of every reading
    place    the same for the name of a place
    number   from its start and from its tail (identity numbers)
    phone    from its start and from its tail, whatever hyphens it has
    tail     from its tail (account numbers)
    code     from its start (household numbers)

A token begins with a letter for its sort, so that sorts do not mix. An entry of the index is the token, a
zero byte and the 16 bytes of the record's id: one key in byte order, the same on both stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from minzheng_desk.kernel.records import Record, RecordType
from minzheng_desk.kernel.text import name_readings, normalised
from minzheng_desk.store.bulk import placeholder
from minzheng_desk.store.reader import Reader

_ID_BYTES = 16
_DIGITS = re.compile(r"[0-9]+|[0-9]+x")
_LAST = b"\xff"
"""Sorts after everything that can follow a prefix in UTF-8."""


def name_tokens(name: str) -> tuple[str, ...]:
    """What a name is found by.

    >>> name_tokens("单雪")
    ('n单雪', 'n雪', 'fshanxue', 'isx', 'fdanxue', 'idx', 'fchanxue', 'icx')
    """
    shown = _typed(name)
    tokens = dict.fromkeys(f"n{shown[start:]}" for start in range(len(shown)))
    for syllables in name_readings(name):
        tokens[f"f{''.join(syllables)}"] = None
        tokens[f"i{''.join(syllable[0] for syllable in syllables)}"] = None
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _name_tokens(name: str) -> tuple[bytes, ...]:
    return tuple([token.encode() for token in name_tokens(name)])


# Each gives the tokens of a value as bytes.
_TOKENS: Mapping[str, Callable[[str], tuple[bytes, ...]]] = {
    "name": _name_tokens,
    "place": lambda value: tuple(b"P" + token for token in _name_tokens(value)),
    "number": lambda value: (f"d{value}".encode(), f"t{value[::-1]}".encode()),
    "phone": lambda value: (f"p{_digits(value)}".encode(), f"q{_digits(value)[::-1]}".encode()),
    "tail": lambda value: (f"a{value[::-1]}".encode(),),
    "code": lambda value: (f"h{value.casefold()}".encode(),),
}


def _digits(phone: str) -> str:
    return phone.replace("-", "")


@cache
def _indexed(kind: RecordType) -> tuple[tuple[str, Callable[[str], tuple[bytes, ...]]], ...]:
    return tuple((f.name, _TOKENS[f.search]) for f in kind.fields if f.search)


def is_indexed(kind: RecordType) -> bool:
    """Whether records of this type can be searched for."""
    return bool(_indexed(kind))


def entries_of(record: Record) -> list[bytes]:
    """The index entries of a record."""
    key = b"\0" + bytes.fromhex(record.id)
    return [
        token + key
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
    ['t', 'd', 'q', 'p', 'a', 'h', 'P']
    >>> sorts_for("0377-6")
    (('q', '67730'), ('p', '03776'), ('h', '0377-6'))
    >>> sorts_for("张三")
    (('n', '张三'), ('P', 'n张三'))
    """
    text = _typed(query)
    if not text:
        return ()
    if _DIGITS.fullmatch(text):
        tail = text[::-1].upper()
        return (
            ("t", tail),
            ("d", text.upper()),
            ("q", tail),
            ("p", text),
            ("a", tail),
            ("h", text),
            ("P", f"n{text}"),
        )
    if _DIGITS.fullmatch(compact := text.replace("-", "")):
        return (("q", compact[::-1]), ("p", compact), ("h", text))
    if text.isascii():
        return (("i", text), ("f", text), ("n", text), ("h", text), ("P", f"i{text}"), ("P", f"f{text}"))
    return (("n", text), ("P", f"n{text}"))


def hits(reader: Reader, query: str, page: int = 100) -> Iterator[list[Hit]]:
    """The records that match a query, best sort first, a page at a time; one may come more than once."""
    for sort, prefix in sorts_for(query):
        low = f"{sort}{prefix}".encode()
        for entries in _pages(reader, low, low + _LAST, page):
            yield [Hit(entry[-_ID_BYTES:].hex(), sort) for entry in entries]


def search(reader: Reader, query: str, limit: int = 50) -> list[Hit]:
    """The records that match a query, at most ``limit``, best sort first, no record twice."""
    found: dict[str, Hit] = {}
    for page in hits(reader, query, 2 * limit):
        for hit in page:
            found.setdefault(hit.record_id, hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def exactly(reader: Reader, sort: str, value: str) -> list[str]:
    """The ids of the records that own just this token."""
    token = f"{sort}{value}".encode()
    pages = _pages(reader, token + b"\0", token + b"\1", 100)
    return [entry[-_ID_BYTES:].hex() for entries in pages for entry in entries]


def _pages(reader: Reader, low: bytes, high: bytes, page: int) -> Iterator[list[bytes]]:
    mark = placeholder(reader.connection)
    statement = (
        f"SELECT entry FROM search_token WHERE entry > {mark} AND entry < {mark} "  # noqa: S608
        f"ORDER BY entry LIMIT {mark}"
    )
    while True:
        found = reader.connection.exec_driver_sql(statement, (low, high, page)).all()
        entries = [bytes(entry) for (entry,) in found]
        yield entries
        if len(entries) < page:
            return
        low, page = entries[-1], page * 4


def _typed(text: str) -> str:
    """What is compared: in one form, without case and without blanks."""
    return normalised(text).casefold().replace(" ", "")
