"""What the reading process says to the program: a stream of short messages, each behind its length.

Messages are data and nothing else: whatever a hostile workbook might make of the reading process, what
arrives here can only be text, numbers and days.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder, Ext

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH_BYTES: Final = 4
_DAY: Final = 1
_INSTANT: Final = 2


class SheetBegins(Struct, tag=True, array_like=True):
    """A sheet, before its rows."""

    name: str
    is_hidden: bool
    row_count: int


class Rows(Struct, tag=True, array_like=True):
    """The next rows of the sheet."""

    cells: list[list[Any]]


class SheetEnds(Struct, tag=True, array_like=True):
    """What is known of a sheet besides its values; places are counted from 0."""

    merged: list[tuple[int, int, int, int]]
    hidden_rows: list[int]
    hidden_columns: list[int]
    warnings: list[str]


class Refusal(Struct, tag=True, array_like=True):
    """The file is not read."""

    why: str
    reason: str


class Done(Struct, tag=True, array_like=True):
    """Everything was said; a stream without this broke off."""


Message = SheetBegins | Rows | SheetEnds | Refusal | Done


def packed_day(value: date) -> Ext:
    """Return a day or an instant as it travels; other messages know no such thing."""
    kind = _INSTANT if isinstance(value, datetime) else _DAY
    return Ext(kind, value.isoformat().encode())


def _unpacked_day(kind: int, body: memoryview) -> date:
    text = bytes(body).decode()
    return datetime.fromisoformat(text) if kind == _INSTANT else date.fromisoformat(text)


_encode = Encoder().encode
_decode = Decoder(Message, ext_hook=_unpacked_day).decode


def send(stream: BinaryIO, message: Message) -> bytes:
    """Write one message; return its body."""
    body = _encode(message)
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(body)
    return body


def received(stream: BinaryIO) -> Iterator[Message]:
    """Yield messages until the stream ends, even in the middle of one."""
    while len(head := stream.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
        length = int.from_bytes(head, "big")
        body = stream.read(length)
        if len(body) < length:
            return
        yield _decode(body)
