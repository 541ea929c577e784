from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.vault.recovery import (
    ALPHABET,
    RecoveryKey,
    RecoveryKeyMisread,
    new_recovery_key,
    parse_recovery_key,
)

secrets_of_any_kind = st.binary(min_size=20, max_size=20)


@given(secrets_of_any_kind)
def test_what_is_printed_reads_back(secret: bytes) -> None:
    assert secret == parse_recovery_key(RecoveryKey(secret).printed).secret


@given(secrets_of_any_kind)
def test_nine_groups_of_four_characters_that_cannot_be_confused_are_printed(secret: bytes) -> None:
    groups = RecoveryKey(secret).printed.split("-")
    assert [4] * 9 == [len(group) for group in groups]
    assert set() == set("".join(groups)) - set(ALPHABET)
    assert set() == set("ILOU") & set(ALPHABET)


@given(secrets_of_any_kind, st.data())
def test_any_one_wrong_character_is_noticed(secret: bytes, data: st.DataObject) -> None:
    printed = RecoveryKey(secret).printed
    place = data.draw(st.sampled_from([at for at, letter in enumerate(printed) if letter != "-"]))
    other = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != printed[place]]))
    with pytest.raises(RecoveryKeyMisread):
        parse_recovery_key(printed[:place] + other + printed[place + 1 :])


@given(secrets_of_any_kind)
def test_case_spacing_full_width_and_look_alikes_do_not_matter(secret: bytes) -> None:
    printed = RecoveryKey(secret).printed
    full_width = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else "　" for letter in printed)
    look_alike = printed.lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    assert secret == parse_recovery_key(full_width).secret
    assert secret == parse_recovery_key(f"  {look_alike}\n").secret
    assert secret == parse_recovery_key(printed.replace("-", "").replace("1", "i")).secret


@pytest.mark.parametrize("typed", ["", "7Q2M", "U" * 36, "0" * 36, "恢复密钥", "0" * 35, "²" * 36])
def test_what_cannot_be_a_recovery_key_is_misread(typed: str) -> None:
    with pytest.raises(RecoveryKeyMisread):
        parse_recovery_key(typed)


def test_the_secret_does_not_show_in_a_representation() -> None:
    key = new_recovery_key()
    assert "RecoveryKey(…)" == repr(key) == str(key)


def test_no_two_recovery_keys_are_alike() -> None:
    assert 100 == len({new_recovery_key().secret for _ in range(100)})
