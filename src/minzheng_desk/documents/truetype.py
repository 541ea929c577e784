"""One face of a TrueType file: its characters, their widths, and a small font holding only some of them.

Only what paper needs is read – the character map, the widths, the places of the outlines – so that a face
of fifty megabytes opens in milliseconds; outlines are fetched one by one when a document embeds them.
Source: OpenType specification, tables cmap (subtables 4 and 12), head, hhea, hmtx, maxp, loca, glyf, OS/2.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from struct import pack, unpack_from
from typing import TYPE_CHECKING, BinaryIO, Final

from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from pathlib import Path

GlyphOf = Callable[[int], int]

_OUTLINES: Final = (b"\x00\x01\x00\x00", b"true")
_COLLECTION: Final = b"ttcf"
_READ_AT_ONCE: Final = ("head", "hhea", "maxp", "hmtx", "loca", "cmap", "OS/2")
_COPIED: Final = ("cvt ", "fpgm", "prep")
# Preferred first: the full repertoire, then the basic plane.
_CHARACTER_MAPS: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
# OS/2 fsType 2: the maker forbids embedding; 4 (to print) and 8 (to edit) allow it.
_RESTRICTED: Final = 2


class FontUnusable(DocumentProblem):
    """A font file cannot be embedded: damaged, without TrueType outlines, or its maker forbids it."""

    text = "字体文件“{name}”不能用来打印：{reason}。"
    remedy = "请换用 TrueType 字体（.ttf 或 .ttc），例如宋体、黑体，再试一次。"


class Face:
    """A TrueType face, opened but not loaded."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Open the face numbered ``index`` in its file; raises `FontUnusable`."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._places = _table_places(file, index)
                self._tables = {tag: self._read(file, tag) for tag in _READ_AT_ONCE}
            self._measure()
        except (OSError, struct.error, KeyError, IndexError) as failure:
            raise FontUnusable(name=path.name, reason="文件已损坏，或者不是 TrueType 轮廓") from failure
        if unpack_from(">H", self._tables["OS/2"], 8)[0] & 0xF == _RESTRICTED:
            raise FontUnusable(name=path.name, reason="字体厂商没有授权嵌入文件")

    def _measure(self) -> None:
        head, hhea, hmtx = (self._tables[tag] for tag in ("head", "hhea", "hmtx"))
        self.units = int(unpack_from(">H", head, 18)[0])
        self.box: tuple[int, ...] = tuple(self.scaled(edge) for edge in unpack_from(">4h", head, 36))
        self.ascent, self.descent = (self.scaled(line) for line in unpack_from(">2h", hhea, 4))
        measured = int(unpack_from(">H", hhea, 34)[0])
        pairs = _numbers("H", hmtx[: 4 * measured])
        self._advances, self._bearings = pairs[0::2], pairs[1::2]
        self._bearings.extend(_numbers("H", hmtx[4 * measured :]))
        is_long = bool(unpack_from(">h", head, 50)[0])
        loca = _numbers("I" if is_long else "H", self._tables["loca"])
        self._outlines = loca if is_long else array("I", (2 * place for place in loca))
        self.glyph_of = _character_map(self._tables["cmap"])

    def scaled(self, units: int) -> int:
        """Return a length of this face in thousandths of the size it is printed at."""
        return round(units * 1000 / self.units)

    def width_of(self, glyph: int) -> int:
        """Return how far a glyph advances, in thousandths of the size."""
        return self.scaled(self._advances[min(glyph, len(self._advances) - 1)])

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """Return a font with only these glyphs, numbered from 1 in this order; 0 is the empty one."""
        with self.path.open("rb") as file:
            kept, outlines = self._gather(file, [0, *glyphs])
            copied: dict[str, bytes] = {tag: self._read(file, tag) for tag in _COPIED if tag in self._places}
        padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
        last = len(self._advances) - 1
        metrics = [pack(">HH", self._advances[min(glyph, last)], self._bearings[glyph]) for glyph in kept]
        head = bytearray(self._tables["head"])
        head[8:12], head[50:52] = bytes(4), pack(">h", 1)
        return _font_file(
            {
                **copied,
                "glyf": b"".join(padded),
                "head": bytes(head),
                "hhea": self._tables["hhea"][:34] + pack(">H", len(kept)),
                "hmtx": b"".join(metrics),
                "loca": pack(f">{len(kept) + 1}L", *accumulate(map(len, padded), initial=0)),
                "maxp": self._tables["maxp"][:4] + pack(">H", len(kept)) + self._tables["maxp"][6:],
            }
        )

    def _gather(self, file: BinaryIO, glyphs: list[int]) -> tuple[list[int], list[bytes]]:
        """Fetch the outlines, and after them those that composite ones are made of."""
        kept, outlines = list(glyphs), list[bytes]()
        new_number: dict[int, int] = {}
        for glyph in kept:  # grows while it is walked
            outline = bytearray(self._outline(file, glyph))
            for place in _components(outline):
                component = int(unpack_from(">H", outline, place)[0])
                if component not in new_number:
                    new_number[component] = len(kept)
                    kept.append(component)
                outline[place : place + 2] = pack(">H", new_number[component])
            outlines.append(bytes(outline))
        return kept, outlines

    def _outline(self, file: BinaryIO, glyph: int) -> bytes:
        start, stop = self._outlines[glyph], self._outlines[glyph + 1]
        file.seek(self._places["glyf"][0] + start)
        return file.read(stop - start)

    def _read(self, file: BinaryIO, tag: str) -> bytes:
        start, length = self._places[tag]
        file.seek(start)
        return file.read(length)


def _table_places(file: BinaryIO, index: int) -> dict[str, tuple[int, int]]:
    """Return where each table of a face stands; raises `KeyError` where the outlines are not TrueType."""
    start = 0
    if file.read(4) == _COLLECTION:
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">L", file.read(4))
    file.seek(start)
    if file.read(4) not in _OUTLINES:
        raise KeyError("glyf")
    (count,) = struct.unpack(">H6x", file.read(8))
    records = [struct.unpack(">4s4xLL", file.read(16)) for _ in range(count)]
    return {tag.decode("latin-1"): (place, length) for tag, place, length in records}


def _numbers(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _character_map(cmap: bytes) -> GlyphOf:
    """Return the best character map of a face; raises `KeyError` where there is none we read."""
    (count,) = unpack_from(">H", cmap, 2)
    tables = {
        (platform, encoding): place
        for platform, encoding, place in (unpack_from(">HHL", cmap, 4 + 8 * at) for at in range(count))
    }
    for wanted in _CHARACTER_MAPS:
        if wanted in tables:
            table = cmap[tables[wanted] :]
            match unpack_from(">H", table)[0]:
                case 12:
                    return _full_map(table)
                case 4:
                    return _basic_plane_map(table)
    raise KeyError("cmap")


def _full_map(table: bytes) -> GlyphOf:
    """Subtable 12: ranges of code points that run on together with their glyphs."""
    (count,) = unpack_from(">L", table, 12)
    numbers = _numbers("I", table[16 : 16 + 12 * count])
    firsts, lasts, glyphs = numbers[0::3], numbers[1::3], numbers[2::3]

    def glyph_of(code: int) -> int:
        at = bisect_right(firsts, code) - 1
        return glyphs[at] + code - firsts[at] if at >= 0 and code <= lasts[at] else 0

    return glyph_of


def _basic_plane_map(table: bytes) -> GlyphOf:
    """Subtable 4: segments with a distance to their glyphs, or a list of them behind the segments."""
    (length, twice) = unpack_from(">2xH2xH", table)
    count = twice // 2
    numbers = _numbers("H", table[14 : length & ~1])
    lasts, firsts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    distances, offsets = numbers[2 * count + 1 : 3 * count + 1], numbers[3 * count + 1 :]

    def glyph_of(code: int) -> int:
        at = bisect_left(lasts, code)
        if at == count or code < firsts[at]:
            return 0
        if not offsets[at]:
            return (code + distances[at]) & 0xFFFF
        listed = offsets[at + offsets[at] // 2 + code - firsts[at]]
        return (listed + distances[at]) & 0xFFFF if listed else 0

    return glyph_of


def _components(outline: bytes | bytearray) -> list[int]:
    """Return where the numbers of its components stand in a composite outline; none in a simple one."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return []
    words, scale, more, two_scales, matrix = 0x1, 0x8, 0x20, 0x40, 0x80
    places, place, flags = list[int](), 10, more
    while flags & more:
        (flags,) = unpack_from(">H", outline, place)
        places.append(place + 2)
        place += 8 if flags & words else 6
        place += 2 * bool(flags & scale) + 4 * bool(flags & two_scales) + 8 * bool(flags & matrix)
    return places


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Join tables to a font file: directory first, every table on a border of four bytes."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = [pack(">4s4H", _OUTLINES[0], count, 16 << power, power, 16 * (count - (1 << power)))]
    place, bodies = 12 + 16 * count, list[bytes]()
    for tag, table in sorted(tables.items()):
        body = table + bytes(-len(table) % 4)
        checksum = sum(_numbers("I", body)) & 0xFFFFFFFF
        directory.append(pack(">4s3L", tag.encode("latin-1"), checksum, place, len(table)))
        place += len(body)
        bodies.append(body)
    return b"".join(directory + bodies)
