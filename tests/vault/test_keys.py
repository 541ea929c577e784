from __future__ import annotations

import traceback
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_desk.vault.keys import (
    FLOOR,
    Cost,
    DataKey,
    LastKeyHolder,
    NoSuchKeyHolder,
    PassphraseTooShort,
    RecoveryKeyWrong,
    WrongPassphrase,
    calibrated,
    sensible,
    set_up_vault,
    unlock,
    unlock_with_recovery_key,
    with_new_recovery_key,
    with_passphrase,
    without_user,
)
from minzheng_desk.vault.recovery import new_recovery_key

CHEAP = Cost(memory_kib=32, passes=1)
PASSPHRASE = "山高月小水落石出"

passphrases = st.text(min_size=8, max_size=40).filter(str.strip)


def test_the_passphrase_opens_what_was_set_up() -> None:
    new = set_up_vault("陈经办", PASSPHRASE, CHEAP)
    assert new.key.secret == unlock(new.vault, "陈经办", PASSPHRASE).secret
    assert 32 == len(new.key.secret)
    assert ("陈经办",) == new.vault.users


def test_the_recovery_key_opens_it_too() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    assert new.key.secret == unlock_with_recovery_key(new.vault, new.recovery_key).secret


@settings(max_examples=30, deadline=None)
@given(passphrases, passphrases)
def test_only_the_right_passphrase_opens(right: str, other: str) -> None:
    try:
        new = set_up_vault("clerk", right, CHEAP)
        vault = with_passphrase(new.vault, new.key, "probe", other, CHEAP)
    except PassphraseTooShort:
        return
    assert new.key.secret == unlock(vault, "probe", other).secret
    renamed = [replace(slot, user="clerk") for slot in vault.slots if slot.user == "probe"]
    with pytest.raises(WrongPassphrase):
        unlock(replace(new.vault, slots=tuple(renamed)), "clerk", other)
    with pytest.raises(WrongPassphrase):
        unlock(new.vault, "clerk", right + "。")


def test_full_width_typing_and_blanks_around_the_name_lock_nobody_out() -> None:
    new = set_up_vault("clerk", "Horse-Battery 7", CHEAP)
    assert new.key.secret == unlock(new.vault, " ｃｌｅｒｋ ", "Ｈｏｒｓｅ－Ｂａｔｔｅｒｙ　７").secret


def test_a_name_without_a_slot_is_said_to_be_unknown() -> None:
    with pytest.raises(NoSuchKeyHolder):
        unlock(set_up_vault("clerk", PASSPHRASE, CHEAP).vault, "nobody", PASSPHRASE)


def test_an_empty_name_does_not_reach_the_recovery_slot() -> None:
    with pytest.raises(NoSuchKeyHolder):
        unlock(set_up_vault("clerk", PASSPHRASE, CHEAP).vault, "", PASSPHRASE)


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_nothing() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    vault = with_passphrase(new.vault, new.key, "clerk", "correct horse", CHEAP)
    assert new.key.secret == unlock(vault, "clerk", "correct horse").secret
    assert new.vault.generation + 1 == vault.generation
    assert ("clerk",) == vault.users
    with pytest.raises(WrongPassphrase):
        unlock(vault, "clerk", PASSPHRASE)


def test_every_person_has_their_own_passphrase() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    vault = with_passphrase(new.vault, new.key, "reviewer", "another one", CHEAP)
    assert new.key.secret == unlock(vault, "reviewer", "another one").secret
    assert new.key.secret == unlock(vault, "clerk", PASSPHRASE).secret
    with pytest.raises(WrongPassphrase):
        unlock(vault, "reviewer", PASSPHRASE)


def test_who_is_taken_out_cannot_open_it_any_more() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    vault = without_user(with_passphrase(new.vault, new.key, "reviewer", "another one", CHEAP), "reviewer")
    with pytest.raises(NoSuchKeyHolder):
        unlock(vault, "reviewer", "another one")
    with pytest.raises(NoSuchKeyHolder):
        without_user(vault, "reviewer")


def test_the_last_person_cannot_be_taken_out() -> None:
    with pytest.raises(LastKeyHolder):
        without_user(set_up_vault("clerk", PASSPHRASE, CHEAP).vault, "clerk")


def test_a_replaced_recovery_key_opens_nothing() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    vault, fresh = with_new_recovery_key(new.vault, new.key)
    assert new.key.secret == unlock_with_recovery_key(vault, fresh).secret
    with pytest.raises(RecoveryKeyWrong):
        unlock_with_recovery_key(vault, new.recovery_key)
    with pytest.raises(RecoveryKeyWrong):
        unlock_with_recovery_key(vault, new_recovery_key())


def test_a_slot_carried_to_another_store_opens_nothing() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(replace(new.vault, store_id="0" * 32), "clerk", PASSPHRASE)


def test_a_slot_given_another_cost_opens_nothing() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    cheaper = tuple(replace(slot, cost=Cost(64, 1)) for slot in new.vault.slots)
    with pytest.raises(WrongPassphrase):
        unlock(replace(new.vault, slots=cheaper), "clerk", PASSPHRASE)


@pytest.mark.parametrize("short", ["", "1234567", "口令"])
def test_a_short_passphrase_is_refused(short: str) -> None:
    with pytest.raises(PassphraseTooShort) as refused:
        set_up_vault("clerk", short, CHEAP)
    assert "8 个字符" in refused.value.advice


def test_no_secret_shows_in_a_representation_or_an_error() -> None:
    new = set_up_vault("clerk", PASSPHRASE, CHEAP)
    mistaken = "-".join(["mis", "taken"])
    with pytest.raises(WrongPassphrase) as refused:
        unlock(new.vault, "clerk", mistaken)
    shown = "".join([repr(new), str(refused.value), refused.value.advice, repr(refused.value.facts)])
    shown += "".join(traceback.format_exception(refused.value))
    for secret in (PASSPHRASE, mistaken, new.recovery_key.printed[:9], repr(new.key.secret)[2:-1]):
        assert secret not in shown


def test_an_erased_key_is_nothing_but_zeroes() -> None:
    key = DataKey(b"k" * 32)
    key.erase()
    assert bytes(32) == key.secret


def test_calibration_never_goes_below_the_floor() -> None:
    assert FLOOR == calibrated(seconds=0.0)


def test_costs_a_machine_could_not_pay_are_not_sensible() -> None:
    assert sensible(FLOOR)
    assert not sensible(Cost(memory_kib=2**40, passes=3))
    assert not sensible(Cost(memory_kib=65536, passes=10**9))
    assert not sensible(Cost(memory_kib=65536, passes=0))
    assert not sensible(Cost(memory_kib=1, passes=1))
