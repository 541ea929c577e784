"""How a cell of a workbook looks, and the one part of the workbook that lists all looks in use.

Format: ECMA-376 part 1, 18.8 (styles).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar
from xml.sax.saxutils import quoteattr

from minzheng_desk.documents.layout import Align, CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

SONG: Final = "宋体"
HEI: Final = "黑体"
GREY: Final = "FFF2F2F2"
LIGHT_RED: Final = "FFFFC7CE"
TEXT_FORMAT: Final = "@"
DAY_FORMAT: Final = "yyyy\\-mm\\-dd"
NUMBER_FORMATS: Final = {
    CellKind.TEXT: TEXT_FORMAT,
    CellKind.MONEY: "#,##0.00",
    CellKind.NUMBER: "General",
    CellKind.DAY: DAY_FORMAT,
    CellKind.MONTH: TEXT_FORMAT,
    CellKind.INDEX: "General",
    CellKind.SIGNATURE: TEXT_FORMAT,
}

# ECMA-376 part 1, 18.8.30: formats every reader knows by number; ours are counted from 164.
_KNOWN_FORMATS = {"General": 0, "#,##0.00": 4, TEXT_FORMAT: 49}
_FIRST_OWN_FORMAT = 164
_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The look of a cell."""

    number_format: str = "General"
    align: Align = Align.LEFT
    wrap: bool = False
    bordered: bool = True
    fill: str = ""
    bold: bool = False
    size: float = 10.5
    face: str = SONG
    quoted: bool = False
    """Excel keeps a quoted cell text even when somebody edits it and it begins like a formula."""


class StyleTable:
    """Every style in use, once, under the number by which cells name it."""

    def __init__(self) -> None:
        # Number 0 is the look of every cell that was never written.
        self._numbers: dict[Style, int] = {Style(bordered=False): 0}

    def number(self, style: Style) -> int:
        """Return the number of a style, giving it one when it is new."""
        return self._numbers.setdefault(style, len(self._numbers))

    def xml(self) -> str:
        """Return the whole styles part."""
        styles = list(self._numbers)
        fonts = _numbered([(s.face, s.size, s.bold) for s in styles])
        # ECMA-376 part 1, 18.8.20: readers expect “none” and “gray125” as the first two fills.
        fills = _numbered(["none", "gray125", *(s.fill or "none" for s in styles)])
        formats = _numbered([s.number_format for s in styles if s.number_format not in _KNOWN_FORMATS])
        cells = [_cell_style(s, fonts, fills, formats) for s in styles]
        own = [
            f'<numFmt numFmtId="{_FIRST_OWN_FORMAT + at}" formatCode={quoteattr(code)}/>'
            for at, code in enumerate(formats)
        ]
        side = '<{0} style="thin"><color auto="1"/></{0}>'
        framed = "".join(side.format(edge) for edge in ("left", "right", "top", "bottom"))
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + (_listed("numFmts", own) if own else "")
            + _listed("fonts", [_font(*font) for font in fonts])
            + _listed("fills", [_fill(fill) for fill in fills])
            + _listed(
                "borders",
                [
                    "<border><left/><right/><top/><bottom/><diagonal/></border>",
                    f"<border>{framed}<diagonal/></border>",
                ],
            )
            + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            + _listed("cellXfs", cells)
            + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


def _cell_style(
    style: Style, fonts: dict[tuple[str, float, bool], int], fills: dict[str, int], own: dict[str, int]
) -> str:
    known = _KNOWN_FORMATS.get(style.number_format)
    format_id = _FIRST_OWN_FORMAT + own[style.number_format] if known is None else known
    return (
        f'<xf numFmtId="{format_id}" fontId="{fonts[style.face, style.size, style.bold]}"'
        f' fillId="{fills[style.fill or "none"]}" borderId="{int(style.bordered)}" xfId="0"'
        ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        + (' quotePrefix="1"' if style.quoted else "")
        + f'><alignment horizontal="{_ALIGN[style.align]}" vertical="center"'
        + (' wrapText="1"' if style.wrap else "")
        + "/></xf>"
    )


def _numbered(things: Iterable[T]) -> dict[T, int]:
    """Return the distinct things in the order they first came, each with its number."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}


def _font(face: str, size: float, bold: bool) -> str:  # noqa: FBT001 - one of three parts of a key
    return f'<font>{"<b/>" if bold else ""}<sz val="{size:g}"/><name val={quoteattr(face)}/></font>'


def _fill(fill: str) -> str:
    if fill in {"none", "gray125"}:
        return f'<fill><patternFill patternType="{fill}"/></fill>'
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{fill}"/></patternFill></fill>'


def _listed(tag: str, items: list[str]) -> str:
    return f'<{tag} count="{len(items)}">{"".join(items)}</{tag}>'
