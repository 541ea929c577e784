"""一次性补正告知: everything that is missing, told once (办法第十条)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Part, Signatures
from minzheng_desk.eligibility.assessing import plain_with_alternatives
from minzheng_desk.eligibility.findings import Assessment, cited
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.errors import NotNow
from minzheng_desk.kernel.resources import resource

SIZE = 14.0
SMALLEST = 10.5


class NothingMissing(NotNow):
    """Nothing is missing that an applicant could be told of."""

    text = "所测算的项目没有缺少的情况或材料，没有生成补正告知。"
    remedy = "请看测算结论；不符合的，请按不予确认的程序书面告知。"


@dataclass(frozen=True, slots=True)
class CompletionNotice:
    """What is told to an applicant, ready to be read or printed."""

    title: str
    addressee: str
    opening: str
    items: tuple[str, ...]
    closing: str
    basis: str
    office: str
    signatures: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole notice in lines."""
        numbered = [f"{at}. {item}" for at, item in enumerate(self.items, start=1)]
        lines = [self.title, self.addressee, self.opening, *numbered, self.closing, self.basis, self.office]
        return "\n".join(line for line in lines if line)

    @property
    def letter(self) -> Letter:
        """The notice on one page."""
        wording = _wording()
        items: list[Part] = [Paragraph(item, mark=f"{at}.") for at, item in enumerate(self.items, start=1)]
        after = [self.closing, self.basis] if self.basis else [self.closing]
        parts = (
            Paragraph(self.addressee, mark="", strong=True),
            Paragraph(self.opening),
            Heading(wording["supply"]),
            *items,
            *(Paragraph(text) for text in after),
            Paragraph(self.office, strong=True),
            Signatures(self.signatures),
        )
        return Letter(self.title, parts, size=SIZE, smallest=SMALLEST)


def completion_notice(assessments: Sequence[Assessment], office: str) -> CompletionNotice:
    """Return the notice of what several assessments of one household or person lack.

    Raises `NothingMissing`.
    """
    open_ = [one for one in assessments if one.outcome is Outcome.UNKNOWN and one.missing]
    if not open_:
        raise NothingMissing
    wording, name = _wording(), plain_with_alternatives(open_[0])["name"]
    items = tuple(dict.fromkeys(f"{text.rstrip('。')}。" for one in open_ for text in one.missing))
    labels = "、".join(dict.fromkeys(one.programme.label for one in open_))
    cites = dict.fromkeys(
        str(cited(one.policy, wording["cites"][one.programme.name]))
        for one in open_
        if one.programme.name in wording["cites"]
    )
    return CompletionNotice(
        title=wording["title"],
        addressee=wording["addressee"].format(name=name),
        opening=wording["opening"].format(labels=labels, count=len(items)),
        items=items,
        closing=wording["closing"],
        basis=wording["basis"].format(citations="、".join(cites)) if cites else "",
        office=wording["signature"].format(office=office),
        signatures=tuple(wording["signatures"]),
    )


@cache
def _wording() -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", "completion_notice.toml").read_text(encoding="utf-8"))
