"""How wide text is on a terminal, where a Chinese character takes the room of two letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_WIDE = frozenset({"W", "F"})


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("户编号 A1"), width("é"), width("䶮")
    (9, 1, 2)
    """
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text with blanks behind it, or before it, up to so many columns.

    >>> padded("姓名", 6) + "|", padded("12", 4, right=True)
    ('姓名  |', '  12')
    """
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Cut a text into lines of at most so many columns, between any two wide characters or at blanks.

    >>> list(wrapped("名册已锁定，不能修改。", 10))
    ['名册已锁', '定，不能修', '改。']
    """
    line = ""
    for part in _unbroken(text):
        if line and width(line) + width(part.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += part if line else part.lstrip()
    if line.rstrip() or not text.strip():
        yield line.rstrip()


def _unbroken(text: str) -> Iterator[str]:
    """Yield pieces between which a line may break; a sign that closes stays with what it closes."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in "，。；：、！？）”》〕】…":
        return False
    if before in "（“《〔【":
        return False
    return before == " " or _width(before) == 2 or (_width(after) == 2 and after != " ")  # noqa: PLR2004


def widest(texts: Iterable[str]) -> int:
    """How wide the widest of the texts is, 0 when there is none."""
    return max(map(width, texts), default=0)
