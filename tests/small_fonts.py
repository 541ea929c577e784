"""Fonts of a few square characters, for tests that must not depend on what this machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

if TYPE_CHECKING:
    from pathlib import Path

RESTRICTED = 2


def small_font(path: Path, characters: str, *, embedding: int = 0, composite: str = "") -> Path:
    """Write a font with these characters as squares, one of them made of the others' first square."""
    names = [".notdef", *(f"u{ord(one):04X}" for one in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    glyphs = {name: _square(100 * at) for at, name in enumerate(names)}
    if composite:
        pen = TTGlyphPen(glyphs)
        pen.addComponent(names[1], (1, 0, 0, 1, 0, 0))
        pen.addComponent(names[2], (0.5, 0, 0, 0.5, 300, 300))
        glyphs[f"u{ord(composite):04X}"] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (500 + 10 * at, 0) for at, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2(fsType=embedding)
    builder.setupPost()
    builder.save(path)
    return path


def _square(size: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, size + 50), (size + 50, size + 50), (size + 50, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
