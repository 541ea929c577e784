"""The targets a column can have, and the headers people write over them; read from ``resources/import``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from minzheng_desk.households.imports.labels import factor_of, plain_text
from minzheng_desk.households.imports.model import HeaderColumn, Owner
from minzheng_desk.kernel.resources import resource

ABOUT_PERSON, ABOUT_HOUSEHOLD, ABOUT_BENEFIT = "person", "household", "benefit"
_SHORTEST_CONTAINED = 2
_TEN_THOUSAND = "（万元）"


@dataclass(frozen=True, slots=True)
class Target:
    """Something a column can say."""

    name: str
    label: str
    kind: str
    """Which reader its cells need."""
    about: str
    codes: str | None = None
    content: bool = False
    """Whether the cells alone give it away."""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerWord:
    """A word that says whom a column speaks of."""

    word: str
    owner: Owner
    relation: str | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every target, by name and by plain header."""

    targets: Mapping[str, Target]
    by_label: Mapping[str, Target]
    owners: tuple[OwnerWord, ...]
    """The longest words first."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What people of this office have said that other headers mean, by plain header."""

    def find(self, plain: str) -> Target | None:
        """The target whose label or synonym is exactly this plain header."""
        return self.by_label.get(plain)

    def contained(self, plain: str) -> Target | None:
        """The target with the longest label that stands somewhere in this plain header.

        >>> catalogue("households").contained("现持有的残疾证号码一栏").name
        'certificate_number'
        """
        fitting = [known for known in self.by_label if known in plain and len(known) >= _SHORTEST_CONTAINED]
        return self.by_label[max(fitting, key=len)] if fitting else None

    def owner(self, plain: str) -> tuple[OwnerWord, str] | None:
        """The owner named at the front of this plain header, and what is left of the header."""
        for known in self.owners:
            if plain.startswith(known.word):
                return known, plain[len(known.word) :].removeprefix("的")
        return None

    def said_of(self, column: HeaderColumn) -> str | None:
        """What was said of this header, or of its lowest part, at an earlier import."""
        if not self.said:
            return None
        return self.said.get(_plain(column.label)) or self.said.get(_plain(column.parts[-1]))

    def in_known_words(self, column: HeaderColumn) -> HeaderColumn:
        """The column under a header that is understood, where somebody said what its own means."""
        said = self.said_of(column)
        if said is None:
            return column
        above = () if _plain(column.label) in self.said else column.parts[:-1]
        return renamed(column, (*above, said))


_plain = lru_cache(maxsize=4096)(plain_text)
"""The same labels are looked at for headers of one, two, three and four rows."""


def renamed(column: HeaderColumn, parts: tuple[str, ...]) -> HeaderColumn:
    """The column under another header, its figures still in ten thousands where its own header says so.

    >>> renamed(HeaderColumn(2, "挣多少（万元）", ("挣多少（万元）",)), ("年收入",)).label
    '年收入（万元）'
    """
    unit = _TEN_THOUSAND if factor_of(column.label) > 1 else ""
    written = (*parts[:-1], parts[-1] + unit)
    return replace(column, label=" ".join(written), parts=written)


@cache
def catalogue(kind: str) -> Catalogue:
    """The catalogue for a kind of register: "households" or "benefits".

    >>> catalogue("households").find("公民身份号码").name
    'id_number'
    """
    names = (ABOUT_PERSON, ABOUT_HOUSEHOLD, *([ABOUT_BENEFIT] if kind == "benefits" else []))
    targets = {target.name: target for about in names for target in _targets(about)}
    by_label: dict[str, Target] = {}
    for target in targets.values():
        for written in (target.label, *target.synonyms):
            by_label[plain_text(written)] = target
    return Catalogue(targets, by_label, _owners())


def _targets(about: str) -> list[Target]:
    return [
        Target(about=about, **{**declared, "synonyms": tuple(declared["synonyms"])})
        for declared in _read(about)["target"]
    ]


def _owners() -> tuple[OwnerWord, ...]:
    words = [
        OwnerWord(plain_text(word), Owner(declared["owner"]), declared.get("relation"))
        for declared in _read("owners")["owner"]
        for word in declared["words"]
    ]
    return tuple(sorted(words, key=lambda known: -len(known.word)))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("import", f"{name}.toml").read_text(encoding="utf-8"))
