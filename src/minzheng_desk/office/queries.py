"""What the store says about the office: which one it is, and its divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.office.model import OfficeNotSetUp, PrintedPaper, Region, Station
from minzheng_desk.store.tables import table

if TYPE_CHECKING:
    from minzheng_desk.store.reader import Reader


def the_station(reader: Reader) -> Station:
    """The office that keeps this store; raises `OfficeNotSetUp`."""
    station = find_station(reader)
    if station is None:
        raise OfficeNotSetUp
    return station


def find_station(reader: Reader) -> Station | None:
    """The office that keeps this store, or None in a store that is still empty."""
    return reader.first(Station)


def regions(reader: Reader) -> tuple[Region, ...]:
    """Every division the office knows, by code: each stands before what lies inside it."""
    return tuple(reader.find(Region, order_by=[table(Region).c.code]))


def region_of(reader: Reader, code: str) -> Region | None:
    """The division with this code, or None."""
    return reader.first(Region, table(Region).c.code == code)


def papers_about(reader: Reader, about: str) -> tuple[PrintedPaper, ...]:
    """Every printing of what ``about`` names (an address of a page), the first one first."""
    printings = table(PrintedPaper).c
    return tuple(reader.find(PrintedPaper, printings.about == about, order_by=[printings.time]))


def content_of(reader: Reader, paper: PrintedPaper) -> bytes:
    """The very file that was printed."""
    return reader.paper(paper.content)
