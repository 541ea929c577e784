from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.vault.keys import Cost, canonical, set_up_vault, with_passphrase
from minzheng_desk.vault.vaultfile import (
    COPY_FILE,
    VAULT_FILE,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    from_bytes,
    read_vault,
    to_bytes,
    write_vault,
)

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = Cost(memory_kib=32, passes=1)
NEW = set_up_vault("陈经办", "correct horse", CHEAP)
CONTENT = to_bytes(NEW.vault)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    write_vault(tmp_path, NEW.vault)
    assert NEW.vault == read_vault(tmp_path).vault
    assert not read_vault(tmp_path).repair_needed
    assert {VAULT_FILE, COPY_FILE} == {path.name for path in tmp_path.iterdir()}


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_any_changed_byte_is_damage_and_never_a_wrong_passphrase(place: int, flip: int) -> None:
    damaged = bytearray(CONTENT)
    damaged[place] ^= flip
    assert from_bytes(bytes(damaged)) in (None, NEW.vault)  # another blank between words means the same


@given(st.integers(0, len(CONTENT) - 2))
def test_a_file_cut_short_is_damage(length: int) -> None:
    assert from_bytes(CONTENT[:length]) is None


@given(st.binary(max_size=300))
def test_no_content_whatever_raises_anything_unexpected(content: bytes) -> None:
    assert from_bytes(content) is None


@pytest.mark.parametrize("content", ["1", "[]", "{}", '{"format": 7}', "[" * 100_000, '{"format": NaN}'])
def test_json_that_is_no_vault_is_damage(content: str) -> None:
    assert from_bytes(content.encode()) is None


@pytest.mark.parametrize("name", [VAULT_FILE, COPY_FILE])
def test_one_damaged_file_is_made_good_from_the_other(tmp_path: Path, name: str) -> None:
    write_vault(tmp_path, NEW.vault)
    (tmp_path / name).write_bytes(b"\0" * 100)
    found = read_vault(tmp_path)
    assert NEW.vault == found.vault
    assert found.repair_needed
    write_vault(tmp_path, found.vault)
    assert not read_vault(tmp_path).repair_needed


def test_a_power_cut_between_the_two_leaves_the_newer_one(tmp_path: Path) -> None:
    newer = with_passphrase(NEW.vault, NEW.key, "reviewer", "another one", CHEAP)
    (tmp_path / VAULT_FILE).write_bytes(to_bytes(newer))
    (tmp_path / COPY_FILE).write_bytes(to_bytes(NEW.vault))
    assert newer == read_vault(tmp_path).vault
    assert read_vault(tmp_path).repair_needed


def test_two_damaged_files_are_said_to_be_damaged(tmp_path: Path) -> None:
    write_vault(tmp_path, NEW.vault)
    for name in (VAULT_FILE, COPY_FILE):
        (tmp_path / name).write_bytes(CONTENT[:-40])
    with pytest.raises(VaultDamaged):
        read_vault(tmp_path)


def test_a_folder_without_a_vault_is_named(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing, match=tmp_path.name):
        read_vault(tmp_path)


def test_a_vault_of_a_later_program_is_not_taken_for_damage(tmp_path: Path) -> None:
    body = {"format": "minzheng-vault-2", "whatever": [1, 2]}
    later = {**body, "digest": hashlib.sha256(canonical(body)).hexdigest()}
    (tmp_path / VAULT_FILE).write_text(json.dumps(later), "utf-8")
    with pytest.raises(VaultTooNew):
        read_vault(tmp_path)


def test_a_cost_no_machine_could_pay_is_not_tried() -> None:
    dear = [replace(slot, cost=slot.cost and Cost(2**40, 3)) for slot in NEW.vault.slots]
    assert from_bytes(to_bytes(replace(NEW.vault, slots=tuple(dear)))) is None


def test_the_file_shows_names_but_no_secret() -> None:
    shown = CONTENT.decode()
    assert "陈经办" in shown
    assert "correct horse" not in shown
    assert NEW.key.secret.hex() not in shown
