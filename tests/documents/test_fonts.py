"""The faces of this computer are found by name, and for every character the first that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_desk.documents.fonts import FONTS_VARIABLE, Typeface, Typefaces, installed_typefaces
from small_fonts import small_font

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "\U0010fffd"


@pytest.mark.parametrize("character", list("䶮𬱖㛃𬭚𠅤𪣻𫖯𬘭喆·○¥（，："))
def test_rare_names_and_marks_have_a_face_here(character: str) -> None:
    typefaces = installed_typefaces()
    assert typefaces.text.glyph(character)
    assert typefaces.strong.glyph(character)


def test_figures_come_from_a_face_of_their_own_and_need_no_ink() -> None:
    text = installed_typefaces().text
    figure, character = text.glyph("8"), text.glyph("中")
    assert figure
    assert character
    assert text.figures == figure.face.path
    assert (False, True) == (figure.is_thin, character.is_thin)


def test_the_first_face_that_has_a_character_draws_it(tmp_path: Path) -> None:
    one = small_font(tmp_path / "one.ttf", "甲乙")
    two = small_font(tmp_path / "two.ttf", "乙丙")
    typeface = Typeface((one, two))
    found = [typeface.glyph(character) for character in "甲乙丙"]
    assert [one, one, two] == [glyph.face.path for glyph in found if glyph]
    assert typeface.glyph("丁") is None


def test_a_file_that_cannot_be_used_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    good = small_font(tmp_path / "good.ttf", "甲")
    glyph = Typeface((broken, good)).glyph("甲")
    assert glyph
    assert good == glyph.face.path


def test_lacking_characters_are_told(tmp_path: Path) -> None:
    typeface = Typeface((small_font(tmp_path / "one.ttf", "甲乙"),))
    assert {"丙"} == Typefaces(typeface, typeface).lacking("甲丙乙")


def test_a_font_put_beside_the_data_is_found_without_a_restart(tmp_path: Path) -> None:
    assert installed_typefaces([tmp_path]).text.glyph(NOWHERE) is None
    added = small_font(tmp_path / "补字.ttf", "甲" + NOWHERE)
    glyph = installed_typefaces([tmp_path]).text.glyph(NOWHERE)
    assert glyph
    assert added == glyph.face.path


def test_the_folder_named_by_the_environment_goes_before_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = small_font(tmp_path / "SimSun.ttf", "中")
    monkeypatch.setenv(FONTS_VARIABLE, str(tmp_path))
    glyph = installed_typefaces().text.glyph("中")
    assert glyph
    assert own == glyph.face.path
