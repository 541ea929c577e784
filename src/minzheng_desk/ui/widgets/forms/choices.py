"""What can be chosen in a field, and what of it somebody means who types a number, initials or characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from PySide6.QtCore import QThreadPool

from minzheng_desk.kernel.codes import CodeList, codes
from minzheng_desk.kernel.text import initials, name_readings, normalised, spellings


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is stored, what is shown, and what else people write for it."""

    code: str
    label: str
    words: tuple[str, ...] = ()


@cache
def choices_of(name: str) -> tuple[Choice, ...]:
    """The codes of the list called ``name``, in its order, with the synonyms people write."""
    listed: CodeList = codes(name)
    words: dict[str, list[str]] = {}
    for written, code in listed.written.items():
        words.setdefault(code, []).append(written)
    return tuple(
        Choice(code, label, tuple(word for word in words.get(code, ()) if word not in {code, label}))
        for code, label in listed.labels.items()
    )


def wake_readings() -> None:
    """Open the dictionary of readings beside the window, so that nobody waits at the first letter."""
    if not _woken:
        _woken.append(True)
        QThreadPool.globalInstance().start(partial(name_readings, "民"))


_woken: list[bool] = []


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices ``typed`` may mean, the likeliest first and otherwise in their order.

    The number or the name in full comes first, then what begins so, then initials and pinyin, then what
    holds the characters anywhere.

    >>> [choice.label for choice in matching(choices_of("sex"), "n")]
    ['男', '女']
    """
    wanted = normalised(typed).replace(" ", "").casefold()
    if not wanted:
        return list(choices)
    ranked = [(_rank(choice, wanted), place) for place, choice in enumerate(choices)]
    return [choices[place] for rank, place in sorted(ranked) if rank < _NOT_MEANT]


def exact(choices: Sequence[Choice], typed: str) -> Choice | None:
    """The choice whose number, name or synonym is exactly what was typed."""
    wanted = normalised(typed).replace(" ", "").casefold()
    return next((choice for choice in choices if _rank(choice, wanted) <= _SYNONYM), None) if wanted else None


_NAMED, _SYNONYM, _BEGINS, _SPELLED, _SPELLED_ON, _HOLDS, _NOT_MEANT = range(7)


def _rank(choice: Choice, wanted: str) -> int:
    code, label = choice.code.casefold(), choice.label.casefold()
    if wanted in {code, label} or (wanted.isdigit() and code.isdigit() and int(wanted) == int(code)):
        return _NAMED
    if wanted in choice.words:
        return _SYNONYM
    if code.startswith(wanted) or label.startswith(wanted):
        return _BEGINS
    if wanted.isascii() and wanted.isalpha():
        return _spelled_rank(choice, wanted)
    held = wanted in label or any(wanted in word for word in choice.words)
    return _HOLDS if held or (wanted.isdigit() and code.endswith(wanted)) else _NOT_MEANT


def _spelled_rank(choice: Choice, wanted: str) -> int:
    ways = _ways(choice)
    if wanted in ways:
        return _SPELLED
    return _SPELLED_ON if any(way.startswith(wanted) for way in ways) else _NOT_MEANT


@lru_cache(maxsize=4096)
def _ways(choice: Choice) -> tuple[str, ...]:
    """Every way to type the choice's names in Latin letters; costly, and asked again at each key."""
    readings = [name_readings(word) for word in (choice.label, *choice.words)]
    return tuple(dict.fromkeys(way for read in readings for way in (*initials(read), *spellings(read))))
