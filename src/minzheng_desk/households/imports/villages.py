"""Villages as people write them: with or without 村 or 社区, after the township, by code; and near misses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from minzheng_desk.kernel.text import normalised

_ENDING = re.compile(
    r"(?:村民委员会|居民委员会|村委会|居委会|社区居民委员会|社区居委会|村民小组|行政村|村|社区|居|委)$"
)
_LONG_ENDING = re.compile(r"(?:民委员会|委会)$")
_WITH_GROUP = re.compile(
    r"(?P<village>.+?(?:村|社区|居委会|村委会))(?P<group>[^村]{1,8}(?:组|队|屯|庄|湾|社)|\d{1,2})"
)


class RegionLike(Protocol):
    """The part of a division that is looked at here."""

    @property
    def code(self) -> str:
        """The 12-digit code."""
        ...

    @property
    def name(self) -> str:
        """The name."""
        ...

    @property
    def kind(self) -> str:
        """The kind: township, village …."""
        ...


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages an office works in."""

    by_name: Mapping[str, str]
    """Code by every way of writing a name that means one village only."""
    names: Mapping[str, str]
    """Name by code."""

    @classmethod
    def of(cls, regions: Iterable[RegionLike]) -> Villages:
        """Build the index of an office's regions."""
        known = list(regions)
        above = [region.name for region in known if region.kind == "township"]
        villages = [region for region in known if region.kind == "village"]
        written: dict[str, set[str]] = {}
        for region in villages:
            for name in _ways_of_writing(region.name, above):
                written.setdefault(name, set()).add(region.code)
        full = {_key(region.name): region.code for region in villages}
        codes = {region.code: region.code for region in villages}
        sure = {name: min(meant) for name, meant in written.items() if len(meant) == 1}
        return cls({**sure, **full, **codes}, {region.code: region.name for region in villages})

    def find(self, written: str) -> str | None:
        """The code of the village that is meant, if it is one of the office's and no other can be."""
        key = _key(written)
        return self.by_name.get(key) or self.by_name.get(_LONG_ENDING.sub("", key))

    def find_with_group(self, written: str) -> tuple[str, str] | None:
        """The village and the group of its people where one cell names both, such as 杨家湾村三组."""
        match = _WITH_GROUP.fullmatch(_key(written))
        code = self.find(match["village"]) if match else None
        return (code, match["group"]) if match and code else None

    def near(self, written: str) -> list[str]:
        """Names that come near what was written, the nearest first."""
        key = _key(written)
        return get_close_matches(key, [*self.names.values()], n=2, cutoff=0.5)


def _key(written: str) -> str:
    return normalised(written).replace(" ", "")


def _ways_of_writing(name: str, above: Iterable[str]) -> set[str]:
    """Return the ways in which a village's name is written.

    >>> "柳塘" in _ways_of_writing("柳塘村", []), "青禾镇柳塘村" in _ways_of_writing("柳塘村", ["青禾镇"])
    (True, True)
    """
    full = _key(name)
    bare = _ENDING.sub("", full) or full
    ways = (
        {full, bare, f"{bare}村委会", f"{bare}村民委员会"}
        if full.endswith("村")
        else {full, bare, f"{bare}居委会"}
    )
    return ways | {_key(place) + way for place in above for way in (full, bare)}
