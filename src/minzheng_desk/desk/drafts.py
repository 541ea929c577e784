"""Drafts: what somebody was entering when the power went, kept sealed beside the store.

A draft is what stood in the fields, checked by nobody. Drafts of a store of this computer are sealed with a
key made from the key of the store and lie in ``drafts`` beside it; their names tell nothing. A store on a
server has no place of its own here, and personal data is not left on office PCs: its drafts last as long as
the program runs, and `Drafts.lasting` says so. The format is written down in ``docs/formats/drafts.md``.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.place import disk_speech
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.kernel.errors import KeyProblem
from minzheng_desk.kernel.files import keep_names, replacing
from minzheng_desk.vault.keys import KEY_BYTES, DataKey, canonical

FORMAT = b"minzheng-draft-1"
FOLDER = "drafts"

_NONCE_BYTES = 12
_MARK_BYTES = 8
"""Of a mark by which files of this key are told from those of another."""

_LARGEST_FILE = 4_000_000
_SUFFIX = ".draft"


class KeyErased(KeyProblem):
    """The store was closed before the draft was written; nothing is sealed with an erased key."""

    text = "数据库已经关闭，草稿没有存。"
    remedy = "请重新打开数据库再录入。"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form: its name (which form of which object), its title for people, and the fields."""

    name: str
    title: str
    values: Mapping[str, str]
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FoundDrafts:
    """A person's drafts, the newest first, and how many files could not be read."""

    drafts: tuple[Draft, ...]
    unreadable: int = 0

    @property
    def notice(self) -> str:
        """What to tell the person about files that could not be read; empty when all could."""
        if not self.unreadable:
            return ""
        return (
            f"有 {self.unreadable} 张草稿已损坏，或者是另一个数据库留下的，没有读出；数据库里的数据没有动过。"
        )


class Drafts(Protocol):
    """The drafts of one person at one desk."""

    lasting: bool
    """Whether they are still there after a power cut."""

    def keep(self, name: str, title: str, values: Mapping[str, str]) -> None:
        """Keep what stands in the form called ``name``, in place of what was kept for it before."""

    def found(self) -> FoundDrafts:
        """Everything of this person that was kept and not forgotten."""

    def forget(self, name: str) -> None:
        """The form was saved or given up."""

    def clear_unreadable(self) -> int:
        """Give up what cannot be read; how many files that were."""


def drafts_of(desk: Desk) -> Drafts:
    """The drafts of the person at the desk; raises `KeyErased` when the desk was closed."""
    if isinstance(desk, LocalDesk):
        return SealedDrafts(desk.folder / FOLDER, desk.key, desk.actor.name, desk.clock)
    kept = _while_running.setdefault(desk.engine, {}).setdefault(desk.actor.name, {})
    return PassingDrafts(kept, desk.clock)


def unfinished(desk: Desk) -> FoundDrafts:
    """What the person at the desk had not finished; reads files, so it is asked in a reading thread."""
    return drafts_of(desk).found()


class SealedDrafts:
    """Drafts in files, each sealed by itself (ChaCha20-Poly1305) and bound to its name.

    Every write replaces a whole file or nothing. Files that cannot be opened are counted and left alone.
    """

    lasting = True

    def __init__(self, folder: Path, key: DataKey, person: str, clock: Clock) -> None:
        secret = key.secret
        if not any(secret):
            raise KeyErased
        self._sealing = _made_from(secret, b"seal")
        self._naming = _made_from(secret, b"name")
        self._ours = FORMAT + hmac.digest(self._naming, b"key", "sha256")[:_MARK_BYTES]
        self._folder, self._person, self._clock = folder, person, clock

    def keep(self, name: str, title: str, values: Mapping[str, str]) -> None:
        """Write one draft; raises `DiskFull` or `StoreReadOnly` when the disk does not take it."""
        kept_at = self._clock.now().isoformat(timespec="seconds")
        # Escaped, because half a character that an input method left behind has no bytes of its own.
        plain = json.dumps({"name": name, "title": title, "values": dict(values), "kept_at": kept_at})
        path = self._path(name)
        with disk_speech():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with replacing(path) as file:
                file.write(self._sealed(path.name, plain.encode("ascii")))

    def found(self) -> FoundDrafts:
        """Read every draft of this person; what cannot be opened is counted, not raised."""
        read = [self._read(path) for path in self._files()]
        drafts = sorted((one for one in read if one is not None), key=lambda one: one.kept_at, reverse=True)
        return FoundDrafts(tuple(drafts), unreadable=read.count(None))

    def clear_unreadable(self) -> int:
        """Remove the files that cannot be opened, and only those."""
        unreadable = [path for path in self._files() if self._read(path) is None]
        with disk_speech():
            for path in unreadable:
                path.unlink(missing_ok=True)
            keep_names(self._folder)
        return len(unreadable)

    def forget(self, name: str) -> None:
        """Remove one draft; one that is not there is forgotten already."""
        path = self._path(name)
        with disk_speech():
            path.unlink(missing_ok=True)
            keep_names(self._folder)  # a draft that came back after a power cut would be entered twice

    def _files(self) -> list[Path]:
        """This person's files, and those nobody with this key wrote; those of colleagues are left alone."""
        found = sorted(self._folder.glob(f"*{_SUFFIX}"))
        return [path for path in found if path.name.startswith(self._prefix()) or not self._is_ours(path)]

    def _is_ours(self, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                return file.read(len(self._ours)) == self._ours
        except OSError:
            return False

    def _prefix(self) -> str:
        """What the names of this person's files begin with; it tells a stranger nothing."""
        return _digest(self._naming, self._person)[:16]

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._prefix()}{_digest(self._naming, self._person, name)[:32]}{_SUFFIX}"

    def _sealed(self, file_name: str, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = ChaCha20Poly1305(self._sealing).encrypt(nonce, plain, self._bound_to(file_name))
        return self._ours + nonce + sealed

    def _read(self, path: Path) -> Draft | None:
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE)
            return _draft(json.loads(self._opened(path.name, content)))
        except (OSError, InvalidTag, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _opened(self, file_name: str, content: bytes) -> bytes:
        if not content.startswith(self._ours):
            raise InvalidTag
        rest = content[len(self._ours) :]
        nonce, sealed = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        return ChaCha20Poly1305(self._sealing).decrypt(nonce, sealed, self._bound_to(file_name))

    def _bound_to(self, file_name: str) -> bytes:
        """A draft that is renamed to another person's or form's opens nothing."""
        return self._ours + file_name.encode()


class PassingDrafts:
    """Drafts in memory; they go with the program, and nothing of them is on the disk."""

    lasting = False

    def __init__(self, kept: dict[str, Draft], clock: Clock) -> None:
        self._kept, self._clock = kept, clock

    def keep(self, name: str, title: str, values: Mapping[str, str]) -> None:
        """Remember one draft."""
        self._kept[name] = Draft(name, title, dict(values), self._clock.now())

    def found(self) -> FoundDrafts:
        """Everything remembered, the newest first."""
        return FoundDrafts(tuple(sorted(self._kept.values(), key=lambda one: one.kept_at, reverse=True)))

    def forget(self, name: str) -> None:
        """Forget one draft."""
        self._kept.pop(name, None)

    def clear_unreadable(self) -> int:
        """What is remembered can be read."""
        return 0


_while_running: WeakKeyDictionary[Engine, dict[str, dict[str, Draft]]] = WeakKeyDictionary()
"""Drafts at a server, by person; they go when the connection to the store is let go of."""


def _made_from(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, FORMAT + b" " + purpose).derive(secret)


def _digest(key: bytes, *parts: str) -> str:
    return hmac.digest(key, canonical(parts), "sha256").hex()


def _draft(plain: dict[str, Any]) -> Draft:
    values = {str(name): str(text) for name, text in plain["values"].items()}
    return Draft(str(plain["name"]), str(plain["title"]), values, datetime.fromisoformat(plain["kept_at"]))
