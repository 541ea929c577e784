"""What an address of the page names: a list and the sort of its lines, an award and an act, a search."""

from __future__ import annotations

from typing import NamedTuple

from minzheng_desk.benefits.pressing import DEATH
from minzheng_desk.ui.panels.benefits.book import CHECKED, CLASHES, DIFFERENCES, DUE, PAID, UNCLAIMED


class Wanted(NamedTuple):
    """What somebody wants to see."""

    list: str = PAID
    sort: str = ""
    """The sort of lines; empty for all."""
    award_id: str = ""
    act: str = ""
    """What is to be begun on the award."""
    search: str = ""
    no_account: bool = False

    @property
    def needs_check(self) -> bool:
        """Whether it is known only after a re-check of the whole township."""
        return self.list in CHECKED


_KINDS = {
    "reviews": "review",
    "ages": "age",
    "certificates": "certificate",
    "phase_outs": "phase_out",
    "validities": "validity",
    "deaths": DEATH,
}
"""What else the kinds of what falls due are called."""

_LISTS = {
    "paid": Wanted(PAID),
    "no-account": Wanted(PAID, no_account=True),
    "due": Wanted(DUE),
    "deaths": Wanted(DUE, DEATH),
    "unclaimed": Wanted(UNCLAIMED),
    "missed": Wanted(UNCLAIMED),
    "overlaps": Wanted(CLASHES),
    "clashes": Wanted(CLASHES),
    "differences": Wanted(DIFFERENCES),
}


def wanted(key: str) -> Wanted:
    """What the key of an address names; one that is none of the lists is an award.

    >>> wanted("due/reviews").sort, wanted("programme/dibao").sort, wanted("grant/LX-03-0217").search
    ('review', 'dibao', 'LX-03-0217')
    """
    head, _, tail = key.partition("/")
    if head in _LISTS:
        named = _LISTS[head]
        return named._replace(sort=_KINDS.get(tail, tail) or named.sort)
    if head == "programme":
        return Wanted(PAID, tail)
    if head == "grant":
        # Whoever belongs to no household fits nowhere: then the whole list is shown.
        return Wanted(UNCLAIMED, search="" if tail.startswith("person/") else tail)
    return Wanted(PAID, award_id=head, act=tail)
