"""What the interpreter does behind the window: whose turn it is, and when it looks for what nobody needs.

The collector of reference cycles walks over everything that lives, in whichever thread happens to wake it:
with a township in memory it stops the window for a tenth of a second. Here it walks over what is new every
second, and over everything when nobody has touched the window for a while.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

TURN = 0.0005
"""Seconds a thread may keep the interpreter while the window waits; a frame asks for it a hundred times."""

_EVERY_MS = 1000
_UNTOUCHED_MS = 20_000
_NEW = 2000
"""Fewer new objects are not worth a walk."""
_NEW_GENERATIONS = 1


class Housekeeping(QObject):
    """From the opening of a desk until `end`, always in the thread of the window."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        sys.setswitchinterval(TURN)
        gc.disable()
        self._often, self._seldom = QTimer(self), QTimer(self)
        self._often.setInterval(_EVERY_MS)
        self._often.timeout.connect(collect_new)
        self._often.start()
        self._seldom.setSingleShot(True)
        self._seldom.setInterval(_UNTOUCHED_MS)
        self._seldom.timeout.connect(gc.collect)

    def touched(self) -> None:
        """Somebody is at the window: leave the long walk for later."""
        self._seldom.start()

    def end(self) -> None:
        """Let the interpreter do as it usually does."""
        self._often.stop()
        self._seldom.stop()
        gc.unfreeze()
        gc.enable()


def set_aside() -> None:
    """What is there by now, the code above all, stays for the day: no walk goes over it again."""
    gc.freeze()


def collect_new() -> None:
    """Free what was made lately and is held only by itself."""
    if gc.get_count()[0] > _NEW:
        gc.collect(_NEW_GENERATIONS)
