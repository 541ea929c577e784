"""A face is opened without loading it, and cut down to what a document uses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.truetype import Face, FontUnusable
from small_fonts import RESTRICTED, small_font

if TYPE_CHECKING:
    from pathlib import Path

RARE = "A中䶮𬱖"


def drawn(font: TTFont, name: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def test_every_character_of_an_installed_face_is_found_where_its_map_says() -> None:
    for file in installed_typefaces().text.files[:2]:
        face = Face(file)
        with TTFont(file, fontNumber=0, lazy=True) as font:
            numbers, named = font.getReverseGlyphMap(), font.getBestCmap()
        assert [] == [code for code, name in named.items() if face.glyph_of(code) != numbers[name]]
        assert 0 == face.glyph_of(0x10FFFD)


def test_characters_beyond_the_basic_plane_are_found(tmp_path: Path) -> None:
    face = Face(small_font(tmp_path / "small.ttf", RARE))
    assert [1, 2, 3, 4, 0] == [face.glyph_of(ord(one)) for one in RARE + "B"]
    assert [510, 540] == [face.width_of(1), face.width_of(4)]


def test_a_subset_draws_the_same_outlines_in_the_order_asked_for(tmp_path: Path) -> None:
    path = small_font(tmp_path / "small.ttf", RARE)
    face = Face(path)
    small = TTFont(io.BytesIO(face.subset([face.glyph_of(ord("𬱖")), face.glyph_of(ord("A"))])))
    whole = TTFont(io.BytesIO(path.read_bytes()))
    assert 3 == small["maxp"].numGlyphs
    assert drawn(whole, "u2CC56") == drawn(small, small.getGlyphOrder()[1])
    assert drawn(whole, "u0041") == drawn(small, small.getGlyphOrder()[2])
    assert [540, 510] == [small["hmtx"][name][0] for name in small.getGlyphOrder()[1:]]


def test_a_glyph_made_of_others_brings_them_along(tmp_path: Path) -> None:
    path = small_font(tmp_path / "small.ttf", RARE, composite="𬱖")
    face = Face(path)
    small = TTFont(io.BytesIO(face.subset([face.glyph_of(ord("𬱖"))])))
    assert 4 == small["maxp"].numGlyphs
    assert drawn(TTFont(io.BytesIO(path.read_bytes())), "u2CC56") == drawn(small, small.getGlyphOrder()[1])


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontUnusable, match="厂商没有授权"):
        Face(small_font(tmp_path / "small.ttf", RARE, embedding=RESTRICTED))


@pytest.mark.parametrize(
    "content", [b"", b"OTTO\x00\x01" + bytes(60), b"\x00\x01\x00\x00\x00\x01" + bytes(30)]
)
def test_what_has_no_truetype_outlines_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(FontUnusable, match=r"broken\.ttf") as caught:
        Face(path)
    assert "TrueType" in caught.value.advice
