"""The recovery key: 160 random bits written so that a person can copy them from paper without a mistake.

Eight groups of four characters carry the key and a ninth checks the copying. The alphabet is Crockford's base
32: no I, L, O or U, so that 1, 0 and V cannot be taken for them.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from minzheng_desk.kernel.errors import KeyProblem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BYTES = 20
_GROUP = 4
_BITS = 5
_SYMBOLS = _BYTES * 8 // _BITS
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class RecoveryKeyMisread(KeyProblem):
    """The characters do not agree with the check group: something was copied wrongly."""

    text = "恢复密钥抄写有误，校验没有通过。"
    remedy = "请对照打印的恢复密钥逐组核对：共 9 组，每组 4 个字符，只有数字和不含 I、L、O、U 的字母。"


class RecoveryKey:
    """The secret on the paper; it never shows itself unless asked with `printed`."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        """Show what it is, not what it holds."""
        return "RecoveryKey(…)"

    @property
    def secret(self) -> bytes:
        """The 20 bytes that open the slot."""
        return self._secret

    @property
    def printed(self) -> str:
        """The nine groups to print, such as ``7Q2M-…-K4XT``."""
        return _grouped(_encoded(self._secret) + _check_group(self._secret))


def new_recovery_key() -> RecoveryKey:
    """Make a recovery key nobody has had before."""
    return RecoveryKey(secrets.token_bytes(_BYTES))


def parse_recovery_key(typed: str) -> RecoveryKey:
    """Read what somebody typed: any case, any spacing, full-width too, and O, I, L taken for 0, 1, 1.

    Raises `RecoveryKeyMisread` when it cannot be a whole recovery key.
    """
    half_width = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    symbols = "".join(letter for letter in half_width if letter.isalnum())
    if len(symbols) != _SYMBOLS + _GROUP or any(letter not in ALPHABET for letter in symbols):
        raise RecoveryKeyMisread
    secret = _decoded(symbols[:_SYMBOLS])
    if _check_group(secret) != symbols[_SYMBOLS:]:
        raise RecoveryKeyMisread
    return RecoveryKey(secret)


def _encoded(secret: bytes) -> str:
    number = int.from_bytes(secret, "big")
    places = range(len(secret) * 8 - _BITS, -1, -_BITS)
    return "".join(ALPHABET[number >> place & len(ALPHABET) - 1] for place in places)


def _decoded(symbols: str) -> bytes:
    number = 0
    for letter in symbols:
        number = number << _BITS | ALPHABET.index(letter)
    return number.to_bytes(_BYTES, "big")


def _check_group(secret: bytes) -> str:
    digest = hashlib.sha256(b"minzheng recovery key" + secret).digest()
    return _encoded(digest[:5])[:_GROUP]


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))
