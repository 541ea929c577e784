"""How often somebody may be wrong about a passphrase before everybody has to wait a minute."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from minzheng_desk.kernel.errors import KeyProblem

TRIES = 5
PAUSE_SECONDS = 60


class TriedTooOften(KeyProblem):
    """Too many wrong tries in a row; the pause makes guessing at the keyboard hopeless."""

    text = "连续输错 {tries} 次，暂停登录，还要等 {seconds} 秒。"
    remedy = "请想一想再输；忘记口令时，请用打印保存的恢复密钥打开。"


class Tries:
    """Counts wrong tries in memory; beginning the program anew does not help a thief, as each try is slow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong = 0
        self._until = 0.0

    @property
    def left(self) -> int:
        """How many tries there are before the next pause."""
        return TRIES - self._wrong

    @property
    def seconds_left(self) -> int:
        """How many seconds of a pause are left."""
        return max(0, math.ceil(self._until - self._now()))

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Try something with a passphrase or a recovery key; raises `TriedTooOften` during a pause."""
        # The door stands before anything is unlocked, and its first frame waits for no cryptography.
        from minzheng_desk.vault.keys import RecoveryKeyWrong, WrongPassphrase  # noqa: PLC0415

        if self.seconds_left:
            raise TriedTooOften(tries=TRIES, seconds=self.seconds_left)
        try:
            yield
        except (WrongPassphrase, RecoveryKeyWrong):
            self._count()
            raise
        self._wrong = 0

    def _count(self) -> None:
        self._wrong += 1
        if self._wrong == TRIES:
            self._wrong, self._until = 0, self._now() + PAUSE_SECONDS
