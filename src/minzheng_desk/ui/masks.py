"""How personal numbers and names are written on the screen: masked, unless revealed for a moment.

Revealing is an operation of the security room (it is journalled who looked at whom); this module only
remembers what may be shown, and for how long.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

REVEALED_SECONDS = 20.0
_SHORTEST_NAME = 2
UNREAD = "（投影时不显示）"


class Masks(QObject):
    """What may be read on this screen now; widgets repaint on ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.projecting = False
        """The window is shown to a meeting: names lose a character, numbers all their digits."""
        self._revealed: dict[str, float] = {}

    def project(self, *, on: bool) -> None:
        """Begin or end showing the window to a meeting; what was revealed is masked again."""
        self.projecting = on
        self._revealed.clear()
        self.changed.emit()

    def reveal(self, record_id: str) -> None:
        """Show this record's numbers for `REVEALED_SECONDS`; called after the operation was journalled."""
        if not self.projecting:
            self._revealed[record_id] = time.monotonic() + REVEALED_SECONDS
            self.changed.emit()

    def cover(self) -> None:
        """Mask again what has been shown long enough; called by the frame every second."""
        now = time.monotonic()
        over = [record_id for record_id, until in self._revealed.items() if until <= now]
        for record_id in over:
            del self._revealed[record_id]
        if over:
            self.changed.emit()

    def cover_all(self) -> None:
        """Mask everything again, as when the window is locked."""
        self._revealed.clear()
        self.changed.emit()

    def is_revealed(self, record_id: str) -> bool:
        """Whether the numbers of this record may be read now."""
        return self._revealed.get(record_id, 0.0) > time.monotonic()

    def name(self, name: str) -> str:
        """A name; in projection the second character is a cross (周×芳)."""
        if not self.projecting or not name:
            return name
        return f"{name[0]}×{name[2:]}" if len(name) > 1 else "×"

    def sentence(self, text: str, names: Iterable[str]) -> str:
        """A sentence; in projection everybody of ``names`` who is called in it loses a character too."""
        if not self.projecting:
            return text
        known = sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True)
        if not known:
            return text
        return re.sub("|".join(map(re.escape, known)), lambda found: self.name(found[0]), text)

    def typed(self, text: str) -> str:
        """What somebody typed, which may name anybody; in projection it is not shown."""
        return UNREAD if self.projecting and text else text

    def id_number(self, number: str | None, record_id: str = "") -> str:
        """An ID number in groups of 6, 8 and 4, its birth date masked."""
        if not number:
            return "—"
        if self.projecting:
            return "****** ******** ****"
        middle = number[6:-4] if self.is_revealed(record_id) else "*" * len(number[6:-4])
        return f"{number[:6]} {middle} {number[-4:]}"

    def account(self, number: str | None, record_id: str = "", *, short: bool = True) -> str:
        """A bank account: its last four digits, in lists as 尾号, on cards after stars."""
        if not number:
            return "—"
        if self.is_revealed(record_id) and not self.projecting:
            return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        tail = "****" if self.projecting else number[-4:]
        return f"尾号 {tail}" if short else f"**** {tail}"

    def phone(self, number: str | None, record_id: str = "") -> str:
        """A telephone number without its middle."""
        if not number:
            return "—"
        if self.is_revealed(record_id) and not self.projecting:
            return number
        return f"{number[:3]} **** {'****' if self.projecting else number[-4:]}"


_the_masks: list[Masks] = []


def masks() -> Masks:
    """The masks of the application, made at the first question."""
    if not _the_masks:
        _the_masks.append(Masks())
    return _the_masks[0]
