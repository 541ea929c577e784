"""Chinese text: in one form for comparing, read in every way for searching, in order for lists.

pypinyin knows how 41,000 characters are read; it is asked for a character's readings once, when that
character first turns up, and never to guess which reading a name uses: all of them are kept.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from itertools import combinations, islice, product
from operator import getitem
from typing import TYPE_CHECKING

from minzheng_desk.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

Reading = tuple[str, ...]

_MOST_READINGS = 8
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Dots people type where the household register prints U+00B7 between the parts of a name.
_DOTS = dict.fromkeys(map(ord, "\u2022\u2027\u30fb\uff65\u2219\u22c5\u0387\u2024"), "\u00b7")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD])
_FORMS = {**_HALF_WIDTH, **_DOTS, **_INVISIBLE, 0x3000: " ", 0xFF0E: "\uff0e"}
_HAN = r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff]"
_FULL_STOP_IN_NAME = re.compile(rf"(?<={_HAN})\uff0e(?={_HAN})")
_DOT_IN_NAME = re.compile(rf"(?<={_HAN})\s*[.\u00b7]+\s*(?={_HAN})")
_GAP_IN_NAME = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_PARTS = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
_AFTER_EVERY_LETTER = "~"
_ASSIGNED_LATER = {
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE831: "\U000215d7",
    0xE832: "\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE855: "\U000241fe",
    0xE864: "\u9fbb",
}


def normalised(text: str) -> str:
    """Return the text in the one form in which it is compared.

    NFC; full-width letters, digits and signs become half-width; invisible characters go; blanks are trimmed
    and runs of them become one; the many dots between parts of a name become `·`. A full-width full stop is
    such a dot only between two Chinese characters: elsewhere it is a decimal point.

    >>> (
    ...     normalised(" 和平\u3000村\uff08东\uff09 "),
    ...     normalised("阿依\uff0e努尔"),
    ...     normalised("\uff11\uff0e\uff15"),
    ... )
    ('和平 村(东)', '阿依·努尔', '1.5')
    """
    if text.isascii():
        return " ".join(text.split())
    formed = unicodedata.normalize("NFC", text).translate(_FORMS)
    if "\uff0e" in formed:
        formed = _FULL_STOP_IN_NAME.sub("\u00b7", formed).replace("\uff0e", ".")
    return " ".join(formed.split())


def normalised_name(name: str) -> str:
    """Return a person's name as `normalised`, without the blanks that pad short names in lists.

    >>> normalised_name("张\u3000\u3000三"), normalised_name("阿依 . 努尔")
    ('张三', '阿依·努尔')
    """
    return _GAP_IN_NAME.sub("", _DOT_IN_NAME.sub("\u00b7", normalised(name)))


def name_readings(name: str) -> tuple[Reading, ...]:
    """Return every way the name may be read, as syllables without tones, the likeliest first, at most eight.

    A surname is read as a surname first (单 is shan, not dan). Syllables with ü are given with v and again
    with u, because both are typed. Dots are silent, Latin letters are one syllable, a character nobody has
    recorded a reading for is left out.

    >>> name_readings("单吕")
    (('shan', 'lv'), ('dan', 'lv'), ('chan', 'lv'), ('shan', 'lu'), ('dan', 'lu'), ('chan', 'lu'))
    """
    ways = list(_spelled(name))
    if not ways:
        return ()
    return tuple(tuple(map(getitem, ways, choice)) for choice in _choices(tuple(map(len, ways))))


def initials(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """Return the distinct initials of readings.

    >>> initials(name_readings("单小雨"))
    ('sxy', 'dxy', 'cxy')
    """
    return tuple(dict.fromkeys("".join([syllable[0] for syllable in reading]) for reading in readings))


def spellings(readings: tuple[Reading, ...]) -> tuple[str, ...]:
    """Return the readings written together.

    >>> spellings(name_readings("吕布"))
    ('lvbu', 'lubu')
    """
    return tuple(map("".join, readings))


def sort_key(name: str) -> str:
    """Return text that puts names in dictionary order wherever it is compared character by character.

    Syllable, tone, character; the same surname stays together; characters without a reading come last, by
    code point.

    >>> sorted(["章一", "李四", "单雄", "张三"], key=sort_key)
    ['李四', '单雄', '张三', '章一']
    """
    known = _surname(name)
    read = [f"{toned}{character}" for toned, character in zip(known, name, strict=False)]
    return "".join([*read, *map(_ordered, name[len(known) :])])


def private_use(text: str) -> tuple[str, ...]:
    """Return the characters of the text that mean something only to the system that wrote them."""
    return tuple(character for character in text if unicodedata.category(character) == "Co")


def pua_suggestion(text: str) -> str | None:
    """Return the text as it was probably meant, or nothing where no private character is known.

    Old systems stored rare characters in Unicode's private area. The answer is to be shown and confirmed,
    never taken over silently, because nothing in the text itself says which system wrote it.

    >>> pua_suggestion("李\ue863"), pua_suggestion("李岩")
    ('李䶮', None)
    """
    meant = text.translate(_private_use_map())
    return None if meant == text else meant


def _spelled(name: str) -> Iterator[Reading]:
    """Yield, for each part of the name that is read, its possible syllables."""
    surname = _surname(name)
    for toned, character in zip(surname, name, strict=False):
        yield tuple(dict.fromkeys((*_typed(toned), *_syllables(character))))
    for part in _PARTS.findall(name[len(surname) :]):
        if syllables := (part.lower(),) if part.isascii() else _syllables(part):
            yield syllables


@lru_cache(maxsize=4096)
def _choices(shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Return which syllable to take of each part, those first that leave the first choice least often."""
    return tuple(islice(_departures(shape), _MOST_READINGS))


def _departures(shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    parts = range(len(shape))
    for changed in range(len(shape) + 1):
        for places in combinations(parts, changed):
            for others in product(*(range(1, shape[place]) for place in places)):
                taken = dict(zip(places, others, strict=True))
                yield tuple(taken.get(part, 0) for part in parts)


def _surname(name: str) -> Reading:
    """Return the toned syllables of a surname that is read otherwise than its characters elsewhere."""
    known = _surname_readings()
    compound = known.get(name[:2], ()) if len(name) > len("欧阳") else ()
    return compound or known.get(name[:1], ())


@cache
def _surname_readings() -> dict[str, Reading]:
    with resource("names", "surname_readings.toml").open("rb") as file:
        return {surname: tuple(read.split()) for surname, read in tomllib.load(file)["surnames"].items()}


@cache
def _toned(character: str) -> Reading:
    """Return the character's recorded readings, each closed by the figure of its tone (5: none)."""
    # The phrases take a quarter of a second to load and are of no use for names.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415 - only whoever reads a name aloud pays for the dictionary

    found = pinyin(
        character,
        style=Style.TONE3,
        heteronym=True,
        errors="ignore",
        neutral_tone_with_five=True,
        v_to_u=False,
    )
    plain = (
        unicodedata.normalize("NFD", read).encode("ascii", "ignore").decode()
        for reads in found
        for read in reads
    )
    return tuple(dict.fromkeys(plain))


@cache
def _syllables(character: str) -> Reading:
    """Return the character's readings as typed, without tones."""
    return tuple(dict.fromkeys(typed for toned in _toned(character) for typed in _typed(toned)))


def _typed(toned: str) -> Reading:
    """Return the ways a syllable is typed: ü as v, and as u."""
    syllable = toned[:-1]
    return (syllable, syllable.replace("v", "u")) if "v" in syllable else (syllable,)


@cache
def _ordered(character: str) -> str:
    """Return what stands for the character in a sort key."""
    if character == "\u00b7":
        return ""
    if character.isascii():
        return character.lower()
    toned = _toned(character)
    return f"{toned[0]}{character}" if toned else f"{_AFTER_EVERY_LETTER}{character}"


@cache
def _private_use_map() -> dict[int, str]:
    """Return what the last row of GBK (FE50 to FEA0) means, by the private code points from U+E815 on.

    GB 18030-2000 assigned most of them, and the codec knows these; GB 18030-2022 assigns the rest.
    """
    trails = (*range(0x50, 0x7F), *range(0x80, 0xA1))
    by_codec = {0xE815 + at: bytes([0xFE, trail]).decode("gb18030") for at, trail in enumerate(trails)}
    known = {private: meant for private, meant in by_codec.items() if private != ord(meant)}
    return {**known, **_ASSIGNED_LATER}
