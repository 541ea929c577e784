"""A `Letter` is running text on A4, described once: headings, paragraphs, small tables and lines to sign.

What a clerk reads out or hands over is a letter; what is listed row by row is a `Sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section; never the last line of a page."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; its first line is indented by two characters unless it hangs below a mark."""

    text: str
    mark: str = ""
    """Stands before the text, which hangs beside it, such as ✔ or 1."""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: shares of the width, the header and the rows."""

    shares: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Labels with room to sign behind each, in one line."""

    labels: tuple[str, ...]


Part = Heading | Paragraph | Table | Signatures


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; its text is set as large as one page allows, between two sizes in points."""

    title: str
    parts: tuple[Part, ...]
    size: float = 11.0
    smallest: float = 8.5
    """Text that does not fit at this size goes on to another page."""
    foot: str = ""

    def texts(self) -> Iterator[str]:
        """Yield everything that is printed."""
        yield from (self.title, self.foot)
        for part in self.parts:
            match part:
                case Heading(text):
                    yield text
                case Paragraph(text, mark):
                    yield from (mark, text)
                case Table(_, header, rows):
                    yield from (text for row in (header, *rows) for text in row)
                case Signatures(labels):
                    yield from labels
