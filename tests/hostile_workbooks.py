"""Files that mean harm, or were harmed, made on the fly from an honest workbook."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def honest() -> bytes:
    """A small register as openpyxl writes it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "低保"
    for row in (["姓名", "金额"], ["甲", 100], ["乙", 200.5]):
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rewritten(changes: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None) -> bytes:
    """The honest workbook with some parts changed and some added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(honest())) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, body in (more or {}).items():
            new.writestr(name, body)
    return content.getvalue()


def with_part(name: str) -> bytes:
    return rewritten({}, {name: b"x"})


def bomb() -> bytes:
    """Forty megabytes of blanks in forty kilobytes."""
    return rewritten({SHEET: lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 40_000_000)})


def billion_laughs() -> bytes:
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
    )
    doctype = b"<!DOCTYPE worksheet [" + entities + b"]>"
    return rewritten({SHEET: lambda xml: doctype + xml.replace(b"<v>100</v>", b"<v>&l9;</v>")})


def entity_from_a_file() -> bytes:
    doctype = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return rewritten({SHEET: lambda xml: doctype + xml})


def declaration_behind_a_long_comment() -> bytes:
    blanks = "".join(f"{n:x}" for n in range(20_000)).encode()
    doctype = b"<!--" + blanks + b'--><!DOCTYPE worksheet [<!ENTITY x "y">]>'
    return rewritten({SHEET: lambda xml: doctype + xml})


def in_utf_16() -> bytes:
    return rewritten({SHEET: lambda xml: xml.decode().encode("utf-16")})


def lying_directory() -> bytes:
    """A part that says it is small and is not."""
    content = bytearray(
        rewritten({SHEET: lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 9_000)})
    )
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(SHEET.encode()))
    content[entry + 24 : entry + 28] = (700).to_bytes(4, "little")
    return bytes(content)


def truncated() -> bytes:
    content = honest()
    return content[: len(content) // 2]


def damaged() -> bytes:
    content = bytearray(honest())
    at = content.index(SHEET.encode()) + len(SHEET) + 20
    content[at : at + 20] = bytes(20)
    return bytes(content)


def encrypted() -> bytes:
    return _OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def old_and_cut() -> bytes:
    """An .xls whose directory breaks off; the library does not refuse it but panics, and its process dies."""
    header = _OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    allocation = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return header.ljust(512, b"\xff") + allocation + b"R\0" * 20


def old_with_macros() -> bytes:
    return _OLE + bytes(1000) + "_VBA_PROJECT".encode("utf-16-le") + bytes(1000)


def far_away_cell() -> bytes:
    """Two cells that span all the rows and columns there are."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return rewritten({SHEET: lambda xml: xml.replace(b"</sheetData>", far)})


def lying_dimension() -> bytes:
    return rewritten(
        {SHEET: lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)}
    )


def many_parts() -> bytes:
    return rewritten({}, {f"xl/media/{n}.png": b"" for n in range(2_100)})


def saved(content: bytes, folder: Path, name: str = "登记表.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
