"""The vault on the disk: ``vault.json`` beside the store, and the same again in ``vault.copy.json``.

The two are written one after the other, each whole or not at all. A power cut leaves at least one of them
whole, and later damage to one is repaired from the other. Both hold the newest generation: a copy of the one
before would keep a passphrase alive that somebody had good reason to change.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng_desk.kernel.errors import KeyProblem
from minzheng_desk.kernel.files import replacing
from minzheng_desk.vault.keys import FORMAT, Cost, Slot, SlotKind, Vault, canonical, sensible

VAULT_FILE = "vault.json"
COPY_FILE = "vault.copy.json"

_LARGEST_FILE = 1_000_000


class VaultMissing(KeyProblem):
    """There is no vault file beside the store."""

    text = "文件夹“{folder}”里没有密钥文件 vault.json。"
    remedy = "请确认选对了文件夹；密钥文件须与数据库放在一起，误删的可从任何一份备份里拷回。"


class VaultDamaged(KeyProblem):
    """Neither the vault file nor its copy is whole."""

    text = "密钥文件 vault.json 及其副本都已损坏，无法核对口令；数据库本身没有动过。"
    remedy = "请从最近一份备份的文件夹里拷回 vault.json，再打开。"


class VaultTooNew(KeyProblem):
    """The vault was written by a later program."""

    text = "密钥文件是更新版本的程序写的，本程序读不懂。"
    remedy = "请先升级本程序，再打开数据库。"


@dataclass(frozen=True, slots=True)
class FoundVault:
    """A vault as it was found; ``repair_needed`` when one of its two files is damaged, missing or older."""

    vault: Vault
    repair_needed: bool


def read_vault(folder: Path) -> FoundVault:
    """The newest whole vault in ``folder``; raises `VaultMissing`, `VaultDamaged` or `VaultTooNew`."""
    paths = [folder / VAULT_FILE, folder / COPY_FILE]
    if not any(path.exists() for path in paths):
        raise VaultMissing(folder=folder.name)
    read = [_read(path) for path in paths]
    whole = [vault for vault in read if vault is not None]
    if not whole:
        raise VaultDamaged
    newest = max(whole, key=lambda vault: vault.generation)
    return FoundVault(newest, repair_needed=any(vault != newest for vault in read))


def write_vault(folder: Path, vault: Vault) -> None:
    """Keep the vault in ``folder``, both files; raises `OSError` when the disk does not take it."""
    for name in (VAULT_FILE, COPY_FILE):
        with replacing(folder / name) as file:
            file.write(to_bytes(vault))


def to_bytes(vault: Vault) -> bytes:
    """The content of a vault file."""
    header = {"format": FORMAT, "store_id": vault.store_id, "generation": vault.generation}
    body = {**header, "slots": [_slot_to_plain(slot) for slot in vault.slots]}
    return json.dumps({**body, "digest": _digest(body)}, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Vault | None:
    """The vault that was written, or None when a single bit of it is not as it was; raises `VaultTooNew`."""
    try:
        body = json.loads(content)
        if _is_of_a_later_format(body):
            raise VaultTooNew
        if body.pop("digest") != _digest(body) or body["format"] != FORMAT:
            return None
        slots = tuple(_slot_from_plain(slot) for slot in body["slots"])
        return Vault(str(body["store_id"]), int(body["generation"]), slots)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _read(path: Path) -> Vault | None:
    try:
        with path.open("rb") as file:
            return from_bytes(file.read(_LARGEST_FILE))
    except OSError:
        return None


def _is_of_a_later_format(body: Any) -> bool:
    name = body["format"]
    if not isinstance(name, str) or not name.startswith("minzheng-vault-") or name == FORMAT:
        return False
    return bool(body.get("digest") == _digest({k: v for k, v in body.items() if k != "digest"}))


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def _slot_to_plain(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind.value,
        "user": slot.user,
        "kdf": _cost_to_plain(slot.cost),
        "salt": _text(slot.salt),
        "nonce": _text(slot.nonce),
        "wrapped": _text(slot.wrapped),
    }


def _slot_from_plain(plain: dict[str, Any]) -> Slot:
    return Slot(
        SlotKind(plain["kind"]),
        str(plain["user"]),
        _cost_from_plain(plain["kdf"]),
        _bytes(plain["salt"]),
        _bytes(plain["nonce"]),
        _bytes(plain["wrapped"]),
    )


def _cost_to_plain(cost: Cost | None) -> dict[str, Any]:
    if cost is None:
        return {"name": "hkdf-sha256"}
    return {"name": "argon2id", "memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}


def _cost_from_plain(plain: dict[str, Any]) -> Cost | None:
    if plain["name"] == "hkdf-sha256":
        return None
    cost = Cost(int(plain["memory_kib"]), int(plain["passes"]), int(plain["lanes"]))
    if plain["name"] != "argon2id" or not sensible(cost):
        raise ValueError(plain["name"])
    return cost


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
