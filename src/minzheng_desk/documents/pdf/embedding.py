"""The faces of one document: every character gets a code in its face, and only what was used is embedded.

Each face becomes one composite font with two-byte codes (PDF 32000-1, 9.7).
reportlab's own TrueType fonts read the whole file, are cut in subsets of 256 characters, and write characters
beyond the basic plane wrongly into the map that gives copied text back; ours is UTF-16, surrogates included.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from minzheng_desk.documents.truetype import Face

_SYMBOLIC: Final = 4
# bfchar takes at most a hundred entries at a time (Adobe technical note 5014).
_ENTRIES_AT_ONCE: Final = 100


class EmbeddedFace:
    """The part of a face that one document uses."""

    def __init__(self, face: Face, name: str) -> None:
        """Begin with no character; ``name`` is what the pages call this font."""
        self.face = face
        self.name = name
        self._codes: dict[str, int] = {}
        self._glyphs: list[int] = []

    def code(self, character: str, glyph: int) -> str:
        """Return the code of a character as it is written on a page; one not met before gets the next."""
        if character not in self._codes:
            self._glyphs.append(glyph)
            self._codes[character] = len(self._glyphs)
        return f"{self._codes[character]:04X}"

    def put_into(self, document: PDFDocument) -> PDFObjectReference:
        """Embed what was used, and return where."""
        # Six capitals mark a subset; the name says the rest (PDF 32000-1, 9.6.4).
        name = PDFName(f"AAAAA{chr(ord('A') + int(self.name[1:]))}+{self.face.path.stem}")
        widths = [self.face.width_of(glyph) for glyph in self._glyphs]
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": PDFName("Identity"),
                "DW": 1000,
                "W": PDFArray([1, PDFArray(widths)]),
                "FontDescriptor": document.Reference(self._descriptor(document, name)),
            }
        )
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("Type0"),
                    "BaseFont": name,
                    "Encoding": PDFName("Identity-H"),
                    "DescendantFonts": PDFArray([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(deflated(self._unicode_map().encode("ascii"))),
                }
            )
        )

    def _descriptor(self, document: PDFDocument, name: PDFName) -> PDFDictionary:
        program = self.face.subset(self._glyphs)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(list(self.face.box)),
                "ItalicAngle": 0,
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": self.face.ascent,
                "StemV": 80,
                "FontFile2": document.Reference(deflated(program, Length1=len(program))),
            }
        )

    def _unicode_map(self) -> str:
        entries = [
            f"<{code:04X}> <{character.encode('utf-16-be').hex()}>" for character, code in self._codes.items()
        ]
        chunks = [entries[at : at + _ENTRIES_AT_ONCE] for at in range(0, len(entries), _ENTRIES_AT_ONCE)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
                "1 begincodespacerange <0000> <FFFF> endcodespacerange",
                *("\n".join([f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]) for chunk in chunks),
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )


def deflated(content: bytes, **entries: object) -> PDFStream:
    """Return a compressed stream with these entries in its dictionary."""
    # Level 1: pages are printed today and archived once; three times the time saves a fifth of the size.
    return PDFStream(PDFDictionary({**entries, "Filter": PDFName("FlateDecode")}), zlib.compress(content, 1))
