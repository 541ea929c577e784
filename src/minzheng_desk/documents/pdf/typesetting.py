"""Text becomes runs of codes, each run in the first face that has its characters, and its width is known."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.pdf.embedding import EmbeddedFace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_desk.documents.fonts import Typeface, Typefaces
    from minzheng_desk.documents.truetype import Face

# Drawn where no face has the character: room for a pen. Only pages that were told to accept gaps have any.
_GAP: Final = "\uff3f"
# Codes that say how to draw their neighbours and are never drawn themselves: variation selectors, joiners,
# marks of direction (Unicode, Default_Ignorable_Code_Point), and control characters.
_UNDRAWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_UNITS: Final = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST: Final = "，。、；：！？）》」』”’…·"
_ELLIPSIS: Final = "…"


# Chinese faces of one weight are cut finer than Latin ones: a stroke around the letters, in points, brings
# them to the same grey, and more of it makes them bold, of which there is no free face with rare names.
_TEXT_INK: Final = 0.1
_STRONG_INK: Final = 0.22
_TITLE_INK: Final = 0.5


class _Drawn(NamedTuple):
    font: str
    """The operators that choose how letters are filled, and the font."""
    code: str
    width: int


_FONT: Final = attrgetter("font")


class Line(NamedTuple):
    """Text ready to be drawn."""

    runs: tuple[tuple[str, str], ...]
    """What chooses the font, and the codes, of each run."""
    width: int
    """In thousandths of the size."""

    def shown(self, size: float) -> str:
        """Return the operators that draw it at this size from where the pen stands."""
        return " ".join([f"{font} {size:g} Tf <{codes}> Tj" for font, codes in self.runs])


class Fonts:
    """The embedded faces of one document, numbered as they are first used."""

    def __init__(self) -> None:
        """Begin with none."""
        self.used: dict[Face, EmbeddedFace] = {}

    def of(self, face: Face) -> EmbeddedFace:
        """Return the embedded part of this face."""
        if face not in self.used:
            self.used[face] = EmbeddedFace(face, f"F{len(self.used)}")
        return self.used[face]


class _OneFont:
    """Sets text whose characters are all in one font and known before."""

    def __init__(self, font: str, drawn: dict[str, _Drawn]) -> None:
        self._font = font
        self._codes = str.maketrans({character: one.code for character, one in drawn.items()})
        self._widths = {character: one.width for character, one in drawn.items()}

    def line(self, text: str) -> Line:
        runs = ((self._font, text.translate(self._codes)),) if text else ()
        return Line(runs, sum(map(self._widths.__getitem__, text)))


class Setter(dict[str, _Drawn]):
    """Sets text in one typeface; remembers every character it has met."""

    def __init__(self, typeface: Typeface, fonts: Fonts, ink: float) -> None:
        """Set in ``typeface`` for the document of ``fonts``, ``ink`` points of stroke around thin letters."""
        super().__init__()
        self._typeface = typeface
        self._fonts = fonts
        self._thin = f"{ink} w 2 Tr"

    def __missing__(self, character: str) -> _Drawn:
        """Meet a character for the first time."""
        glyph = self._typeface.glyph(character)
        if glyph is None:
            drawn = _Drawn("", "", 0) if character == _GAP else self[_GAP]
        else:
            embedded = self._fonts.of(glyph.face)
            width = glyph.face.width_of(glyph.number)
            font = f"{self._thin if glyph.is_thin else '0 Tr'} /{embedded.name}"
            drawn = _Drawn(font, embedded.code(character, glyph.number), width)
        self[character] = drawn
        return drawn

    @cached_property
    def _ascii(self) -> _OneFont | None:
        """The quick way for figures, if one face has all of ASCII."""
        drawn = {character: self[character] for character in map(chr, range(ord(" "), ord("~") + 1))}
        fonts = {one.font for one in drawn.values()}
        return _OneFont(fonts.pop(), drawn) if len(fonts) == 1 else None

    def line(self, text: str) -> Line:
        """Set text in one line."""
        if text.isascii() and self._ascii:
            return self._ascii.line(text)
        drawn = [self[character] for character in text]
        runs = tuple([(font, "".join([one.code for one in run])) for font, run in groupby(drawn, _FONT)])
        return Line(runs, sum([one.width for one in drawn]))

    def parts(self, text: str, room: float) -> list[str]:
        """Break text where lines must end to stay within ``room``, in thousandths of the size."""
        parts, part, width = list[str](), "", 0
        for unit in self._units(text, room):
            wide = self.line(unit).width
            if part and width + wide > room and unit not in _NEVER_FIRST:
                parts.append(part.rstrip())
                part, width = "", 0
            if part or unit != " ":
                part, width = part + unit, width + wide
        return [*parts, part] if part else parts

    def _units(self, text: str, room: float) -> Iterator[str]:
        """Yield what is never broken: a character, or a word or number that fits into a line."""
        for unit in _UNITS.findall(text):
            if self.line(unit).width <= room:
                yield unit
            else:
                yield from unit

    def shortened(self, text: str, room: float) -> Line:
        """Set as much of the text as fits, an ellipsis in the place of the rest."""
        rest = text
        while rest and self.line(rest + _ELLIPSIS).width > room:
            rest = rest[:-1]
        return self.line(rest + _ELLIPSIS)


class Styles:
    """The styles of one document, which share its embedded faces."""

    def __init__(self, typefaces: Typefaces) -> None:
        """Set in these typefaces."""
        self.fonts = Fonts()
        self.text = Setter(typefaces.text, self.fonts, _TEXT_INK)
        self.strong = Setter(typefaces.strong, self.fonts, _STRONG_INK)
        self.title = Setter(typefaces.text, self.fonts, _TITLE_INK)


def drawable(text: str) -> str:
    r"""Return text without what is never drawn; a line break becomes a blank.

    >>> drawable("残疾\n二级")
    '残疾 二级'
    """
    return text if text.isascii() and text.isprintable() else _UNDRAWN.sub("", text.replace("\n", " "))
