"""What a new award would run into: benefits that stand already and do not go with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import or_

from minzheng_desk.benefits.model import Award, NewAward
from minzheng_desk.benefits.overlaps import STANDS_IN_THE_WAY, same_people
from minzheng_desk.benefits.queries import programmes_awarded, standing_awards
from minzheng_desk.households.model import Member
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.exclusions import ASK, Together, together
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

_WORTH_SAYING = frozenset({"top_up", ASK})


class NotTogether(InputProblem):
    """The policy does not let the same person or household hold both."""

    text = "“{programme}”与已在享的“{held}”{relation}（{source}），没有确认。"
    remedy = "请先停发或调整“{held}”；确需同时确认的，请由负责人写明理由后办理。"


class Clash(NamedTuple):
    """A new award beside one that stands."""

    award: NewAward
    held: str
    together: Together

    @property
    def is_refused(self) -> bool:
        """Whether it is granted only with an officer's reason; otherwise it is worth saying."""
        return self.together.relation in STANDS_IN_THE_WAY

    @property
    def held_label(self) -> str:
        """What the benefit that stands already is called."""
        pairing = self.together.pairing
        return dict(zip(pairing.names, pairing.labels, strict=True))[self.held]

    @property
    def sentence(self) -> str:
        """The clash as it is read out, with its citation."""
        said = f"{self.award.label}与已在享的{self.held_label}：{self.together.label}"
        return f"{said}（{self.together.source}）。{self.together.pairing.says}"

    def as_refusal(self) -> NotTogether:
        """The clash as the error that refuses it."""
        return NotTogether(
            programme=self.award.label,
            held=self.held_label,
            relation=self.together.label,
            source=self.together.source,
        )


def clashes(reader: Reader, policy: Policy, new: Sequence[NewAward]) -> list[Clash]:
    """What new awards run into, those granted along with them included, in their order."""
    if not new:
        return []
    first = min(award.since for award in new)
    standing = _Standing.of(reader, policy, first, new)
    found: list[Clash] = []
    for award in new:
        on = policy.at(award.since.last_day)
        for held in standing.around(award):
            relation = together(on, award.programme, held)
            if relation is not None and relation.relation in STANDS_IN_THE_WAY | _WORTH_SAYING:
                found.append(Clash(award, held, relation))
        standing.note(award)
    return found


class _Standing(NamedTuple):
    """Who holds what from a month on, and who lives with whom."""

    own: dict[str, set[str]]
    of_households: dict[str, set[str]]
    members: dict[str, list[str]]
    one: dict[str, RecordId]
    policy: Policy

    @classmethod
    def of(cls, reader: Reader, policy: Policy, month: Month, new: Sequence[NewAward]) -> _Standing:
        """Read what is held in a month or later."""
        awards = [a for name in programmes_awarded(reader) for a in standing_awards(reader, name, month)]
        at = table(Member).c
        members: defaultdict[str, list[str]] = defaultdict(list)
        for member in reader.find(Member, or_(at.until.is_(None), at.until > month.first_day)):
            members[member.household_id].append(member.person_id)
        people = [str(award.person_id) for award in awards] + [str(award.person_id) for award in new]
        standing = cls(defaultdict(set), defaultdict(set), members, same_people(reader, people), policy)
        for award in awards:
            standing.note(award)
        return standing

    def note(self, award: Award | NewAward) -> None:
        """Count an award in."""
        programme = self.policy.programmes.get(award.programme)
        if programme is not None and programme.unit == "household":
            self.of_households[str(award.household_id)].add(award.programme)
        else:
            self.own[self._known(award.person_id)].add(award.programme)

    def around(self, award: NewAward) -> list[str]:
        """What stands beside a new award: the person's own, the household's, its members'."""
        household = str(award.household_id)
        held = set(self.of_households.get(household, ()))
        if not award.of_household:
            held |= self.own.get(self._known(award.person_id), set())
            return sorted(held - {award.programme})
        members = self.members.get(household, [])
        within = [own for member in members if (own := self.own.get(self._known(member)))]
        covered = max(0, award.persons - (len(members) - len(within)))
        return sorted(held.union(*within[:covered]) - {award.programme})

    def _known(self, person_id: str) -> str:
        return self.one.get(person_id, RecordId(person_id))
