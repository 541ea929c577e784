"""A packed workbook (.xlsx, .ods) is looked over before any library opens it: its size, parts and promises.

Every part that a library would read is unpacked once, in small pieces that are thrown away: a part larger
than it says fails here, cheaply. On the way the facts are noted that the library does not tell: hidden
rows and columns, formulas that were never calculated, numbers shown with leading zeros.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from minzheng_desk.documents.workbook.facts import SheetFacts
from minzheng_desk.documents.workbook.limits import Refused, Why
from minzheng_desk.documents.workbook.opendocument import OpenDocumentReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from minzheng_desk.documents.workbook.limits import Limits

_PIECE: Final = 1 << 20
_HEAD: Final = 1 << 16
_SMALL_PART: Final = 8 << 20
_FORBIDDEN_PARTS = (
    ("vbaproject", "含有宏程序"),
    ("externallinks/", "含有指向其他文件的链接"),
    ("embeddings/", "嵌有其他程序的对象"),
    ("activex/", "含有控件"),
    ("macrosheets/", "含有宏程序"),
    ("basic/", "含有宏程序"),
    ("scripts/", "含有宏程序"),
)
_DECLARES_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT_BEGINS = re.compile(rb"<[A-Za-z_]")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")[^>]*>')
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\st="str")[^>]*?\sr="([A-Z]+\d+)"[^>]*>'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_STYLED_NUMBER = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\ss="(\d+)")(?![^>]*\st="(?!n"))[^>]*?\sr="([A-Z]+)(\d+)"'
)
# A set of two signs is found three times as fast as the same signs searched for as text.
_HIDES = re.compile(rb'hidden="')
_CALCULATES = re.compile(rb"f[ >]")
_OPEN_DOCUMENT: Final = "content.xml"
_ZEROS = re.compile(r"0{2,}")


def check_directory(content: bytes, limits: Limits) -> None:
    """Look at what the file says it contains.

    Raises `Refused` when that breaks a limit or is what no register contains, or the file is damaged.
    """
    with _told_as_refusal(), zipfile.ZipFile(io.BytesIO(content)) as package:
        _check_directory(package, limits)


def looked_through(content: bytes) -> dict[str, SheetFacts]:
    """Unpack every part once; return the facts of every sheet by its name.

    Raises `Refused` when a part is not what the directory said, declares entities, or is damaged.
    """
    with _told_as_refusal(), zipfile.ZipFile(io.BytesIO(content)) as package:
        return _looked_through(package)


@contextmanager
def _told_as_refusal() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as broken:
        raise Refused(Why.BROKEN, "文件不完整或已损坏") from broken
    except (ParseError, ExpatError, KeyError, ValueError) as broken:
        raise Refused(Why.BROKEN, "文件内部结构不正确") from broken
    except DefusedXmlException as hostile:
        raise Refused(Why.HOSTILE, "含有实体声明") from hostile


def _check_directory(package: zipfile.ZipFile, limits: Limits) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.entries:
        raise Refused(Why.TOO_LARGE, f"内部文件多于 {limits.entries:,} 个")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refused(Why.TOO_LARGE, f"解开后超过 {limits.unpacked_bytes >> 20} MB")
    for part in parts:
        _check_part(part, limits)
    if "xl/workbook.bin" in names:
        raise Refused(Why.BROKEN, "这是 .xlsb 格式，请另存为 .xlsx")
    if not names & {"xl/workbook.xml", _OPEN_DOCUMENT} and "[Content_Types].xml" not in names:
        raise Refused(Why.BROKEN, "这不是工作簿")


def _check_part(part: zipfile.ZipInfo, limits: Limits) -> None:
    name = part.filename.lower().replace("\\", "/")
    for forbidden, reason in _FORBIDDEN_PARTS:
        if forbidden in name:
            raise Refused(Why.HOSTILE, reason)
    if part.flag_bits & 1:
        raise Refused(Why.ENCRYPTED)
    if part.file_size > _HEAD and part.file_size > limits.ratio * max(part.compress_size, 1):
        raise Refused(Why.HOSTILE, f"压缩比超过 {limits.ratio} 倍，像是压缩炸弹")


def _looked_through(package: zipfile.ZipFile) -> dict[str, SheetFacts]:
    names = _sheet_parts(package)
    facts: defaultdict[str, SheetFacts] = defaultdict(SheetFacts)
    padded = _padded_styles(package)
    open_document = OpenDocumentReader(facts.__getitem__)
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rels", ".vml")):
            for piece in _pieces(package, part, behind=b"</row>" if part in names else b">"):
                if part in names:
                    _note(piece, facts[names[part]], padded)
                elif part == _OPEN_DOCUMENT and not names:
                    open_document.feed(piece)
    return dict(facts)


def _pieces(package: zipfile.ZipFile, part: str, *, behind: bytes) -> Iterator[bytes]:
    """Yield a part in pieces that end behind a certain tag, after a look for declarations before the root."""
    with package.open(part) as stream:
        rest = stream.read(_HEAD)
        _check_prolog(rest)
        while piece := stream.read(_PIECE):
            rest += piece
            at = rest.rfind(behind)
            if at >= 0 or len(rest) > _SMALL_PART:
                cut = at + len(behind) if at >= 0 else len(rest)
                yield rest[:cut]
                rest = rest[cut:]
        yield rest


def _check_prolog(head: bytes) -> None:
    root = _ROOT_BEGINS.search(head)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:64]:
        raise Refused(Why.HOSTILE, "内部编码不寻常")
    if _DECLARES_ENTITIES.search(head, 0, root.start() if root else len(head)):
        raise Refused(Why.HOSTILE, "含有实体声明")
    if root is None and len(head) == _HEAD:
        raise Refused(Why.HOSTILE, "内部结构不寻常")


def _note(piece: bytes, facts: SheetFacts, padded: dict[int, int]) -> None:
    if _HIDES.search(piece):
        facts.hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(piece)]
        for column in _HIDDEN_COLUMN.findall(piece):
            facts.hidden_columns += _columns_of(column)
    if _CALCULATES.search(piece):
        facts.uncalculated += [cell.decode() for cell in _UNCALCULATED.findall(piece)]
    if padded:
        for style, letters, row in _STYLED_NUMBER.findall(piece):
            if int(style) in padded:
                facts.digits[int(row) - 1, column_number(letters.decode())] = padded[int(style)]


def _columns_of(tag: bytes) -> range:
    ends = dict(re.findall(rb'\s(min|max)="(\d+)"', tag))
    # A style that hides everything to the right names the last of 16,384 columns.
    return range(int(ends[b"min"]) - 1, min(int(ends[b"max"]), 1_000))


def column_number(letters: str) -> int:
    """Return the place of a column counted from 0.

    >>> column_number("A"), column_number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _xml(package: zipfile.ZipFile, part: str) -> Element:
    if package.getinfo(part).file_size > _SMALL_PART:
        raise Refused(Why.TOO_LARGE, "内部目录过大")
    root: Element = fromstring(package.read(part), forbid_dtd=True)
    return root


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet for every part that holds one."""
    if "xl/workbook.xml" not in package.namelist():
        return {}
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in _xml(package, "xl/_rels/workbook.xml.rels")
        if link.get("Type", "").endswith("/worksheet")
    }
    parts: dict[str, str] = {}
    for sheet in _xml(package, "xl/workbook.xml").iterfind(".//{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(link, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in package.namelist():
            parts[part] = sheet.get("name", "")
    return parts


def _padded_styles(package: zipfile.ZipFile) -> dict[int, int]:
    """Return the styles whose number format is nothing but zeros, and how many."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = _xml(package, "xl/styles.xml")
    zeros = {
        number.get("numFmtId"): len(number.get("formatCode", ""))
        for number in styles.iterfind("{*}numFmts/{*}numFmt")
        if _ZEROS.fullmatch(number.get("formatCode", ""))
    }
    return {
        at: zeros[style.get("numFmtId")]
        for at, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if style.get("numFmtId") in zeros
    }
