"""退款通知书: which months were paid too much, what is asked back, and what the person may say to it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from minzheng_desk.documents.letter import Letter, Paragraph, Part, Signatures, Table
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.eligibility.findings import cited
from minzheng_desk.kernel.money import in_words, shown
from minzheng_desk.kernel.resources import resource
from minzheng_desk.payroll.model import Recovery
from minzheng_desk.policy.model import Policy

_SIZE, _SMALLEST = 14.0, 10.5
_SHARES = (1.0, 1.0)


def refund_notice(recovery: Recovery, office: str, policy: Policy, *, after_death: bool) -> Letter:
    """The letter by which money is asked back, to the person or, after a death, to the family."""
    wording = _wording()
    told = {
        "name": recovery.name,
        "label": recovery.programme_label,
        "cause": recovery.cause,
        "proof": recovery.proof,
        "in_words": in_words(recovery.total),
        "number": recovery.number,
        "office": office,
        "opened_on": recovery.opened_on.isoformat(),
    }
    addressee = wording["addressee_after_death" if after_death else "addressee"]
    months = [(month.label, shown(amount)) for month, amount in recovery.by_month]
    parts: tuple[Part, ...] = (
        Paragraph(wording["number"].format(**told), mark=""),
        Paragraph(addressee.format(**told), strong=True),
        Paragraph(wording["opening"].format(**told)),
        Table(_SHARES, tuple(wording["months"]), (*months, (wording["total"], shown(recovery.total)))),
        Paragraph(wording["in_words"].format(**told), strong=True),
        Paragraph(wording["how"]),
        Paragraph(wording["own_money"]),
        *_offset(recovery, policy),
        Paragraph(wording["objection"]),
        Paragraph(wording["signature"].format(**told), strong=True),
        Signatures(tuple(wording["signatures"])),
    )
    return Letter(wording["title"], parts, size=_SIZE, smallest=_SMALLEST)


def print_refund_notice(
    recovery: Recovery, path: Path, office: str, policy: Policy, *, after_death: bool
) -> None:
    """Put the letter on paper at ``path``; raises what `render_letter` raises."""
    render_letter(refund_notice(recovery, office, policy, after_death=after_death), path)


def _offset(recovery: Recovery, policy: Policy) -> tuple[Paragraph, ...]:
    """That nothing is taken off later money without a hearing, where the law of the day says so."""
    wording = _wording()
    source = cited(policy.at(recovery.opened_on), wording["offset_because"])
    if not source.document.is_in_force(recovery.opened_on):
        return ()
    return (Paragraph(wording["offset"].format(citation=source)),)


@cache
def _wording() -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", "refund_notice.toml").read_text(encoding="utf-8"))
