"""One random key opens the store; everybody who may open it holds that key wrapped under a passphrase.

Changing a passphrase wraps the same key again and leaves the store alone. Whether a passphrase is right is
decided here, by the tag of its slot, before the store is touched: a wrong passphrase and a damaged store are
never confused. The format is written down in ``docs/formats/vault.md``.
"""

from __future__ import annotations

import json
import secrets
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minzheng_desk.kernel.errors import InputProblem, KeyProblem, NotFound, NotNow
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.vault.recovery import RecoveryKey, new_recovery_key

FORMAT = "minzheng-vault-1"
KEY_BYTES = 32
SHORTEST_PASSPHRASE = 8
"""Characters; NIST SP 800-63B §3.1.1 asks for at least eight."""

_SALT_BYTES = 16
_NONCE_BYTES = 12


class WrongPassphrase(KeyProblem):
    """The passphrase does not open this person's slot; the store has not been touched."""

    text = "口令不正确。"
    remedy = "请检查大小写和中英文输入法后重新输入；忘记口令时，请用打印保存的恢复密钥打开。"


class RecoveryKeyWrong(KeyProblem):
    """A whole recovery key, but of another store or one that was replaced."""

    text = "这份恢复密钥不是本数据库现用的恢复密钥。"
    remedy = "请找出本数据库最近一次打印的恢复密钥；旧的在更换后即失效。"


class NoSuchKeyHolder(NotFound):
    """Nobody of this name holds a key to this store."""

    text = "这个数据库里没有这个用户名。"
    remedy = "请核对用户名；新同事须先由系统管理员添加。"


class LastKeyHolder(NotNow):
    """The last person with a passphrase cannot be taken out."""

    text = "这是最后一个能打开数据库的用户，不能移除。"
    remedy = "请先添加另一个用户，再移除这一个。"


class PassphraseTooShort(InputProblem):
    """A short passphrase does not withstand the theft of the computer."""

    text = "口令太短，没有设置。"
    remedy = "请至少用 {shortest} 个字符；几个互不相干的词连在一起，又好记又安全。"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs: Argon2id with this memory, these passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int = 4


FLOOR = Cost(memory_kib=64 * 1024, passes=3)
"""The least a store in use should be given."""

_CEILING = Cost(memory_kib=4 * 1024 * 1024, passes=64, lanes=64)


class SlotKind(Enum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped for one holder; worthless without the holder's secret."""

    kind: SlotKind
    user: str
    """The sign-in name; empty for the recovery key."""
    cost: Cost | None
    """Only passphrases are stretched: a recovery key is 160 random bits already."""
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """The slots of one store; ``generation`` grows with every change, so that the newer of two is known."""

    store_id: str
    generation: int
    slots: tuple[Slot, ...]

    @property
    def users(self) -> tuple[str, ...]:
        """The sign-in names that can open the store, in the order they were added."""
        return tuple(slot.user for slot in self.slots if slot.kind is SlotKind.PASSPHRASE)


class DataKey:
    """The key of the store, kept out of representations and erased when the store is closed."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = bytearray(secret)

    def __repr__(self) -> str:
        """Show what it is, not what it holds."""
        return "DataKey(…)"

    @property
    def secret(self) -> bytes:
        """The 32 bytes for the driver."""
        return bytes(self._secret)

    def erase(self) -> None:
        """Overwrite the key; copies that Python or the driver made are beyond its reach."""
        self._secret[:] = bytes(len(self._secret))


@dataclass(frozen=True, slots=True)
class NewVault:
    """What setting up gives: the vault to keep, the key for the store and the recovery key to print once."""

    vault: Vault
    key: DataKey
    recovery_key: RecoveryKey


def set_up_vault(user: str, passphrase: str, cost: Cost, recovery_key: RecoveryKey | None = None) -> NewVault:
    """Make a new data key with one person's slot and the recovery slot, which a key already printed may open.

    Raises `PassphraseTooShort`.
    """
    key = DataKey(secrets.token_bytes(KEY_BYTES))
    vault = with_passphrase(Vault(new_id(), 0, ()), key, user, passphrase, cost)
    recovery_key = recovery_key or new_recovery_key()
    vault = with_recovery_key(vault, key, recovery_key)
    return NewVault(replace(vault, generation=1), key, recovery_key)


def unlock(vault: Vault, user: str, passphrase: str) -> DataKey:
    """The key of the store; raises `NoSuchKeyHolder` or `WrongPassphrase`."""
    slot = _slot(vault, SlotKind.PASSPHRASE, sign_in_name(user))
    if slot is None or slot.cost is None:
        raise NoSuchKeyHolder
    try:
        return _unwrapped(vault, slot, _stretched(passphrase, slot.salt, slot.cost))
    except InvalidTag:
        raise WrongPassphrase from None


def unlock_with_recovery_key(vault: Vault, recovery_key: RecoveryKey) -> DataKey:
    """The key of the store, for whoever holds the paper; raises `RecoveryKeyWrong`."""
    slot = _slot(vault, SlotKind.RECOVERY, "")
    if slot is None:
        raise RecoveryKeyWrong
    try:
        return _unwrapped(vault, slot, _expanded(recovery_key, slot.salt))
    except InvalidTag:
        raise RecoveryKeyWrong from None


def with_passphrase(vault: Vault, key: DataKey, user: str, passphrase: str, cost: Cost) -> Vault:
    """The vault in which this person's passphrase opens the store, whether new or changed.

    Raises `PassphraseTooShort`.
    """
    require_passphrase(passphrase)
    salt, holder = secrets.token_bytes(_SALT_BYTES), sign_in_name(user)
    bare = Slot(SlotKind.PASSPHRASE, holder, cost, salt, secrets.token_bytes(_NONCE_BYTES), b"")
    slot = _wrapped(vault, bare, key, _stretched(passphrase, salt, cost))
    places = {(old.kind, old.user): old for old in vault.slots}
    places[slot.kind, slot.user] = slot
    return _changed(vault, places.values())


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short; raises `PassphraseTooShort`."""
    if len(_readable(passphrase)) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(shortest=SHORTEST_PASSPHRASE)


def without_user(vault: Vault, user: str) -> Vault:
    """The vault without this person's slot; raises `NoSuchKeyHolder` or `LastKeyHolder`.

    Whoever kept an older copy of the vault file and knows its passphrase can still open a copy of the store.
    """
    slot = _slot(vault, SlotKind.PASSPHRASE, sign_in_name(user))
    if slot is None:
        raise NoSuchKeyHolder
    if len(vault.users) == 1:
        raise LastKeyHolder
    return _changed(vault, [old for old in vault.slots if old is not slot])


def with_new_recovery_key(vault: Vault, key: DataKey) -> tuple[Vault, RecoveryKey]:
    """The vault with a fresh recovery key, to be printed; the former one opens nothing any more."""
    recovery_key = new_recovery_key()
    return with_recovery_key(vault, key, recovery_key), recovery_key


def with_recovery_key(vault: Vault, key: DataKey, recovery_key: RecoveryKey) -> Vault:
    """The vault that this recovery key opens, and no former one."""
    salt = secrets.token_bytes(_SALT_BYTES)
    bare = Slot(SlotKind.RECOVERY, "", None, salt, secrets.token_bytes(_NONCE_BYTES), b"")
    slot = _wrapped(vault, bare, key, _expanded(recovery_key, salt))
    kept = [old for old in vault.slots if old.kind is not SlotKind.RECOVERY]
    return _changed(vault, [*kept, slot])


def calibrated(seconds: float = 1.0) -> Cost:
    """The cost that takes this machine about ``seconds`` a try, from `FLOOR` up to 512 MiB of memory.

    Memory is doubled first, because memory is what a thief's machines are short of; passes follow.
    """
    cost, took = FLOOR, _seconds_of(FLOOR)
    while took * 2 <= seconds and cost.memory_kib < 512 * 1024:
        cost = replace(cost, memory_kib=cost.memory_kib * 2)
        took = _seconds_of(cost)
    return replace(cost, passes=max(FLOOR.passes, min(16, round(cost.passes * seconds / took))))


def sensible(cost: Cost) -> bool:
    """Whether a cost read from a file is one this program could have written."""
    return (
        1 <= cost.passes <= _CEILING.passes
        and 1 <= cost.lanes <= _CEILING.lanes
        and 8 * cost.lanes <= cost.memory_kib <= _CEILING.memory_kib
    )


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spare blanks: the same bytes on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _seconds_of(cost: Cost) -> float:
    begun = time.perf_counter()
    _stretched("", bytes(_SALT_BYTES), cost)
    return time.perf_counter() - begun


def _readable(passphrase: str) -> str:
    """Full-width letters count as their half-width twins: an input method must not lock anybody out."""
    return unicodedata.normalize("NFKC", passphrase)


def sign_in_name(typed: str) -> str:
    """The sign-in name somebody meant: full-width letters and blanks around it do not count."""
    return _readable(typed).strip()


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    derivation = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return derivation.derive(_readable(passphrase).encode())


def _expanded(recovery_key: RecoveryKey, salt: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, FORMAT.encode()).derive(recovery_key.secret)


def _bound_to(vault: Vault, slot: Slot) -> bytes:
    """Everything in clear that a slot stands on, so that none of it can be exchanged unnoticed."""
    cost = [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes] if slot.cost else None
    return canonical([FORMAT, vault.store_id, slot.kind.value, slot.user, cost, slot.salt.hex()])


def _wrapped(vault: Vault, slot: Slot, key: DataKey, under: bytes) -> Slot:
    sealed = ChaCha20Poly1305(under).encrypt(slot.nonce, key.secret, _bound_to(vault, slot))
    return replace(slot, wrapped=sealed)


def _unwrapped(vault: Vault, slot: Slot, under: bytes) -> DataKey:
    return DataKey(ChaCha20Poly1305(under).decrypt(slot.nonce, slot.wrapped, _bound_to(vault, slot)))


def _slot(vault: Vault, kind: SlotKind, user: str) -> Slot | None:
    return next((slot for slot in vault.slots if (slot.kind, slot.user) == (kind, user)), None)


def _changed(vault: Vault, slots: Iterable[Slot]) -> Vault:
    return replace(vault, slots=tuple(slots), generation=vault.generation + 1)
