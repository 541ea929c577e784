"""Where in a text what was typed stands: as it is written, by its initials, by its pinyin, or mixed; pure."""

from __future__ import annotations

from functools import cache

from minzheng_desk.kernel.text import name_readings, normalised

Span = tuple[int, int]
"""From this character to before that one."""


def span_of(text: str, typed: str) -> Span | None:
    """The first stretch of ``text`` that was typed; None where there is none.

    >>> [span_of("资格复核名单", typed) for typed in ("复核", "zgf", "zigefu", "zigf", "fh", "xyz")]
    [(2, 4), (0, 3), (0, 3), (0, 3), (2, 4), None]
    """
    wanted = normalised(typed).casefold().replace(" ", "")
    if not wanted:
        return None
    at = text.casefold().find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    if not wanted.isascii() or not wanted[0].isalpha():
        return None
    for start, character in enumerate(text):
        begins = any(syllable[0] == wanted[0] for syllable in _syllables(character))
        end = _read_to(text, start, wanted) if begins else None
        if end is not None:
            return start, end
    return None


def _read_to(text: str, at: int, wanted: str) -> int | None:
    """Where reading ends that begins at a character and uses up all that was typed."""
    if not wanted:
        return at
    if at >= len(text):
        return None
    for syllable in _syllables(text[at]):
        for part in (syllable, syllable[0]):
            if wanted.startswith(part):
                end = _read_to(text, at + 1, wanted[len(part) :])
                if end is not None:
                    return end
        if syllable.startswith(wanted):
            return at + 1
    return None


@cache
def _syllables(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading[0] for reading in name_readings(character)))


def reading_of(name: str, typed: str) -> str:
    """A name in pinyin, syllables apart; of several readings the one that was typed.

    >>> reading_of("曾高峰", "cgf"), reading_of("曾高峰", "zgf")
    ('ceng gao feng', 'zeng gao feng')
    """
    readings = name_readings(name)
    wanted = normalised(typed).casefold().replace(" ", "")
    for reading in readings:
        whole, first = "".join(reading), "".join(syllable[0] for syllable in reading)
        if whole.startswith(wanted) or first.startswith(wanted):
            return " ".join(reading)
    return " ".join(readings[0]) if readings else ""
