"""The Song and Hei faces of this computer, and for every character the first of them that has it.

Faces are known by the names of their files: names inside fonts say little, and opening all is slow.
What the office adds itself goes before what the system has: the folders named by `MINZHENG_DESK_FONTS`, then
the folder `fonts` beside its data, then the program's own.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from minzheng_desk.documents.truetype import Face, FontUnusable
from minzheng_desk.kernel.errors import DocumentProblem
from minzheng_desk.kernel.resources import resource_dir

FONTS_VARIABLE: Final = "MINZHENG_DESK_FONTS"

# In order of preference, in small letters. Windows brings SimSun and SimHei; UOS, Kylin and WPS the FangZheng
# faces; Debian the free ones. BabelStone Han has the most rare names but sets ，and ： in the middle, so that
# it only helps out.
_SONG: Final = (
    "simsun.ttc",
    "simsun.ttf",
    "fzssk.ttf",
    "fzsjk.ttf",
    "fzsongs.ttf",
    "nisc18030.ttf",
    "uming.ttc",
    "babelstonehan.ttf",
    "tw-sung-98_1.ttf",
    "hanamina.ttf",
    "gbsn00lp.ttf",
)
_HEI: Final = (
    "simhei.ttf",
    "fzhtk.ttf",
    "fzhtjw.ttf",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "msyh.ttc",
    "droidsansfallbackfull.ttf",
)
_RARE: Final = (
    "simsunb.ttf",
    "simsunextb.ttf",
    "simsunextg.ttf",
    "hanaminb.ttf",
    "tw-sung-ext-b-98_1.ttf",
    "tw-sung-plus-98_1.ttf",
    "lxgwwenkai-regular.ttf",
)
_FIGURES: Final = ("times.ttf", "liberationserif-regular.ttf", "tinos-regular.ttf")
_STRONG_FIGURES: Final = ("timesbd.ttf", "liberationserif-bold.ttf", "tinos-bold.ttf")

# Set in the middle of their square there, the custom of Taiwan; drawn from another face where there is one.
_ILL_SET: Final = {"uming.ttc": "。、", "babelstonehan.ttf": "，：；！？"}

_SUFFIXES: Final = (".ttf", ".ttc")
_log = logging.getLogger(__name__)


class FontMissing(DocumentProblem):
    """This computer has no face that can print Chinese."""

    text = "这台电脑上没有找到能打印汉字的字体（宋体、黑体）。"
    remedy = "请安装宋体等 TrueType 字体，或把字体文件放进数据文件夹里的 fonts 文件夹，再试一次。"


class Glyph(NamedTuple):
    """Where a character is drawn from."""

    face: Face
    number: int
    is_thin: bool
    """Whether it is cut so fine that it needs ink around it on paper, as Chinese faces of one weight are."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Faces in order of preference, which together draw one style of text."""

    files: tuple[Path, ...]
    figures: Path | None = None
    """Draws what is plain ASCII, where there is one; Chinese faces draw figures thin and far apart."""
    _known: dict[str, Glyph | None] = field(default_factory=dict, compare=False, repr=False)

    def glyph(self, character: str) -> Glyph | None:
        """Return the first face that has this character, or None when no face has it."""
        if character not in self._known:
            self._known[character] = self._find(character)
        return self._known[character]

    def _find(self, character: str) -> Glyph | None:
        first = (self.figures,) if self.figures and character.isascii() else ()
        files = sorted(self.files, key=lambda file: character in _ILL_SET.get(file.name.lower(), ""))
        for file in (*first, *files):
            face = _opened(file, file.stat().st_mtime_ns)
            if face and (number := face.glyph_of(ord(character))):
                return Glyph(face, number, is_thin=file is not self.figures)
        return None


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The styles of a printed page."""

    text: Typeface
    """Song, for what is read."""
    strong: Typeface
    """Hei, for headings and totals."""

    def lacking(self, characters: Iterable[str]) -> set[str]:
        """Return the characters that no face of this computer has."""
        return {character for character in set(characters) if not self.text.glyph(character)}


def installed_typefaces(folders: Sequence[Path] = ()) -> Typefaces:
    """Find the faces to print with, the given folders before those of the system; raises `FontMissing`.

    The disk is asked anew every time, so that a font just put into its folder is found without a restart.
    """
    own = _files_in([*_named_folders(), *folders])
    known = own | {name: file for name, file in _files_in(_system_folders()).items() if name not in own}
    song, hei, rare = (_all(known, names) for names in (_SONG, _HEI, _RARE))
    others = tuple(file for name, file in own.items() if file not in {*song, *hei, *rare})
    if not song and not hei and not others:
        raise FontMissing
    return Typefaces(
        text=Typeface((*song, *rare, *hei, *others), _first(known, _FIGURES)),
        strong=Typeface((*hei, *song, *rare, *others), _first(known, _STRONG_FIGURES)),
    )


@lru_cache(maxsize=32)
def _opened(file: Path, _changed_at: int) -> Face | None:
    """Open a face once for as long as its file stays the same; a file that cannot be used is passed over."""
    try:
        return Face(file)
    except FontUnusable as problem:
        _log.warning("font passed over: %s", problem)
        return None


def _all(known: dict[str, Path], names: Sequence[str]) -> tuple[Path, ...]:
    return tuple(known[name] for name in names if name in known)


def _first(known: dict[str, Path], names: Sequence[str]) -> Path | None:
    return next((known[name] for name in names if name in known), None)


def _files_in(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the font files below these folders by their names in small letters; of two, the first found."""
    found: dict[str, Path] = {}
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(_SUFFIXES):
                    found.setdefault(name.lower(), Path(place, name))
    return found


def _named_folders() -> Iterator[Path]:
    yield from map(Path, filter(None, os.environ.get(FONTS_VARIABLE, "").split(os.pathsep)))


def _system_folders() -> Iterator[Path]:
    """The only place that knows where each system keeps its fonts, ours among them."""
    yield resource_dir() / "fonts"
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts")
        yield Path(os.environ.get("LOCALAPPDATA", Path.home()), "Microsoft", "Windows", "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts")
