"""The search line of a table: part of a text, names by initials or pinyin, numbers by first or last digits.

Digits in the middle of a number find nothing: nobody can feel their way to a hidden birth date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from minzheng_desk.kernel.text import name_readings, normalised
from minzheng_desk.ui.widgets.tables.cells import cell_text
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, TableColumn

_LONGEST_SYLLABLE = 6
_SEARCHED = frozenset({ColumnKind.TEXT, ColumnKind.NAME, ColumnKind.CODE, ColumnKind.CHIP})
_BETWEEN = "\n"
_AT_ONCE = 1_000


class Haystack:
    """What rows can be found by; read off them at the first search."""

    def __init__(self, columns: Sequence[TableColumn], rows: Sequence[Any]) -> None:
        self._columns, self._rows = columns, rows
        self._joined: dict[frozenset[ColumnKind], list[str]] = {}
        self._names: list[list[str]] | None = None
        self._everyone = ""
        self._signs: dict[str, str] = {}

    def preparing(self) -> Iterator[None]:
        """Read off, bit by bit, what the first search would."""
        for kinds in (_SEARCHED, SECRET):
            if kinds not in self._joined:
                yield from self._reading(kinds)
        yield from self._reading_names()

    def mask(self, written: str) -> bytes:
        """One byte per row, 1 where all the words that were written are found."""
        words = normalised(written).casefold().split()
        return joined(and_, [self._mask_of(word) for word in words]) if words else b"\x01" * len(self._rows)

    def _mask_of(self, word: str) -> bytes:
        masks = [bytes([word in text for text in self._read(_SEARCHED)])]
        if _is_number(word):
            masks.append(self._in_numbers(word))
        if word.isascii() and word.isalpha():
            masks.append(self._in_names(word))
        return joined(or_, masks)

    def _in_numbers(self, digits: str) -> bytes:
        first, last = f"{_BETWEEN}{digits}", f"{digits}{_BETWEEN}"
        return bytes([first in text or last in text for text in self._read(SECRET)])

    def _in_names(self, letters: str) -> bytes:
        for _ in self._reading_names():
            pass
        pattern = sounding_like(letters, self._signs)
        if pattern is None or not self._names:
            return bytes(len(self._rows))
        called = set(re.findall(f"^.*(?:{pattern}).*$", self._everyone, re.MULTILINE))
        masks = [bytes(map(called.__contains__, column)) for column in self._names]
        return joined(or_, masks)

    def _reading_names(self) -> Iterator[None]:
        if self._names is not None:
            return
        readers = [column.reader() for column in self._columns if column.kind is ColumnKind.NAME]
        names = [[str(read(row) or "") for row in self._rows] for read in readers]
        yield
        self._everyone = _BETWEEN.join({name for column in names for name in column})
        yield
        self._signs = signs_by_sound(self._everyone)
        self._names = names

    def _read(self, kinds: frozenset[ColumnKind]) -> list[str]:
        """By row, the texts of the columns of these kinds, each between two ends of line."""
        if kinds not in self._joined:
            for _ in self._reading(kinds):
                pass
        return self._joined[kinds]

    def _reading(self, kinds: frozenset[ColumnKind]) -> Iterator[None]:
        columns = [(column, column.reader()) for column in self._columns if column.kind in kinds]
        joined: list[str] = []
        for start in range(0, len(self._rows), _AT_ONCE):
            part = self._rows[start : start + _AT_ONCE]
            texts = [[_as_searched(column, value) for value in map(read, part)] for column, read in columns]
            ends = [[""] * len(part)]
            joined += map(_BETWEEN.join, zip(*ends, *texts, *ends, strict=True))
            yield
        self._joined[kinds] = joined


def joined(how: Callable[[int, int], int], masks: Sequence[bytes]) -> bytes:
    """Masks joined byte by byte, as whole numbers at once; there is at least one.

    >>> list(joined(and_, [bytes([1, 0, 1]), bytes([1, 1, 0])]))
    [1, 0, 0]
    """
    if len(masks) == 1:
        return masks[0]
    together = reduce(how, (int.from_bytes(mask, "little") for mask in masks))
    return together.to_bytes(len(masks[0]), "little")


def sounding_like(letters: str, signs: dict[str, str]) -> str | None:
    """A pattern of the characters in a row that the letters may spell, by initials or by syllables.

    ``signs`` holds the characters by every initial and syllable. The last syllable may be begun only.
    """
    ways = [
        "".join(f"[{re.escape(signs[part])}]" for part in way) for way in _spelled(letters.casefold(), signs)
    ]
    return "|".join(ways) if ways else None


def _spelled(letters: str, signs: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """The letters as initials, and cut into syllables in every way."""
    if all(letter in signs for letter in letters):
        yield tuple(letters)
    yield from _cut(letters, signs)


def _cut(letters: str, signs: dict[str, str]) -> Iterator[tuple[str, ...]]:
    if len(letters) > 1 and f"{letters}~" in signs:
        yield (f"{letters}~",)
    for end in range(2, min(_LONGEST_SYLLABLE, len(letters) - 1) + 1):
        if letters[:end] in signs:
            for rest in _cut(letters[end:], signs):
                yield (letters[:end], *rest)
    if len(letters) == 1 and letters in signs:
        yield (letters,)


def signs_by_sound(characters: str) -> dict[str, str]:
    """The characters by initial, by whole syllable, and (with ~) by the beginning of a syllable."""
    by_sound: dict[str, list[str]] = {}
    for character in sorted(set(characters)):
        sounds = {reading[0] for reading in name_readings(character)}
        begun = {f"{sound[:end]}~" for sound in sounds for end in range(2, len(sound) + 1)}
        for sound in sounds | {sound[0] for sound in sounds} | begun:
            by_sound.setdefault(sound, []).append(character)
    return {sound: "".join(found) for sound, found in by_sound.items()}


def _as_searched(column: TableColumn, value: Any) -> str:
    if value is None:
        return ""
    if column.kind in SECRET:
        return str(value).casefold()
    plain = isinstance(value, str) and column.kind is not ColumnKind.CODE
    return (value if plain else cell_text(column, value)).casefold()


def _is_number(word: str) -> bool:
    return word.removesuffix("x").isdecimal()
