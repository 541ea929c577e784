"""Code lists: what is written in a sheet, what is stored, what is shown.

One file of ``resources/codes`` is one list::

    label = "性别"                      # the list's Chinese name
    source = "GB/T 2261.1-2003"         # whose codes these are
    leading = ["户主之", "之"]          # may stand before a name without changing it (optional)
    trailing = ["性"]                   # may stand after a name without changing it (optional)

    [codes]                             # code = [label, synonym, synonym …], in the order in which they
    are shown 1 = ["男", "男性", "M"] 2 = ["女", "女性", "F"]

    [accepted]                          # other people's codes, read but never written (optional)
    "01" = "1"

Codes are those of the national standard; where none exists they are identifiers of the glossary. Nothing
written may mean two codes: such a list is refused when it is read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.resources import resource
from minzheng_desk.kernel.text import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class CodeListUnsound(PolicyProblem):
    """A code list gives one written name to two codes."""

    text = "代码表“{label}”有误：“{written}”同时指向 {first} 和 {second}。"
    remedy = "请改正 resources/codes 中的该代码表，使每个写法只对应一个代码。"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one kind of fact, with everything people write for them."""

    name: str
    label_of_list: str
    source: str
    labels: Mapping[str, str]
    """Label by code, in the order in which they are shown."""
    leading: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Code by everything people write for it."""

    def label(self, code: str) -> str:
        """Return the Chinese label; a code unknown here (from a newer station) is its own label."""
        return self.labels.get(code, code)

    def find(self, text: str) -> str | None:
        """Return the code ``text`` means, be it a label, a synonym or the code itself; nothing otherwise."""
        return self.written.get(text) or self._searched(_key(text))

    def _searched(self, key: str) -> str | None:
        width = len(next(iter(self.labels), ""))
        padded = key.zfill(width) if key.isdigit() else key
        return (
            self.written.get(key) or self.written.get(padded) or self.written.get(self._without_leading(key))
        )

    def _without_leading(self, key: str) -> str:
        before = next((part for part in self.leading if key.startswith(part)), "")
        return self.without_trailing(key.removeprefix(before))

    def without_trailing(self, key: str) -> str:
        """Return ``key`` without the first trailing part it carries, unless nothing would be left."""
        after = next((part for part in self.trailing if key.endswith(part)), "")
        return key.removesuffix(after) or key


def _key(text: str) -> str:
    """Return the form in which written names are compared: without blanks, width or case."""
    return normalised(text).replace(" ", "").casefold()


@cache
def codes(name: str) -> CodeList:
    """Return the code list of that name; raises `ResourceMissing` or `CodeListUnsound`.

    >>> codes("sex").find("男"), codes("sex").label("2"), codes("sex").find("?")
    ('1', '女', None)
    """
    return read_code_list(resource("codes", f"{name}.toml"))


def read_code_list(path: Path) -> CodeList:
    """Return the code list that lies in one file; raises `CodeListUnsound`."""
    with path.open("rb") as file:
        declared = tomllib.load(file)
    named: dict[str, list[str]] = declared["codes"]
    unlearned = CodeList(
        name=path.stem,
        label_of_list=declared["label"],
        source=declared["source"],
        labels={code: names[0] for code, names in named.items()},
        leading=tuple(declared.get("leading", ())),
        trailing=tuple(declared.get("trailing", ())),
    )
    meanings = [(written, code) for code, names in named.items() for written in (code, *names)]
    return replace(unlearned, written=_learned(unlearned, [*meanings, *declared.get("accepted", {}).items()]))


def _learned(found: CodeList, meanings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return code by written name, in every form in which the name will be looked for."""
    learned: dict[str, str] = {}
    for written, code in meanings:
        for key in (written, _key(written), found.without_trailing(_key(written))):
            known = learned.setdefault(key, code)
            if known != code:
                raise CodeListUnsound(label=found.label_of_list, written=key, first=known, second=code)
    return learned
