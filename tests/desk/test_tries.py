from __future__ import annotations

import pytest

from minzheng_desk.desk.tries import TriedTooOften, Tries
from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.vault.keys import RecoveryKeyWrong, WrongPassphrase


class Watch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def be_wrong(tries: Tries, problem: type[Exception] = WrongPassphrase) -> None:
    with pytest.raises(problem), tries.counted():
        raise problem


def test_after_five_wrong_tries_nobody_tries_for_a_minute() -> None:
    watch = Watch()
    tries = Tries(watch)
    for left in (5, 4, 3, 2, 1):
        assert left == tries.left
        be_wrong(tries, WrongPassphrase if left % 2 else RecoveryKeyWrong)
    assert 60 == tries.seconds_left
    asked = False
    with pytest.raises(TriedTooOften, match="60 秒"), tries.counted():
        asked = True
    assert not asked
    watch.seconds = 59.5
    assert 1 == tries.seconds_left
    watch.seconds = 60.0
    assert (0, 5) == (tries.seconds_left, tries.left)
    with tries.counted():
        asked = True
    assert asked


def test_the_right_passphrase_forgets_the_wrong_ones() -> None:
    tries = Tries()
    for _ in range(4):
        be_wrong(tries)
    with tries.counted():
        pass
    assert 5 == tries.left


def test_what_is_no_guess_is_not_counted() -> None:
    tries = Tries()
    be_wrong(tries, StoreProblem)
    assert 5 == tries.left
