"""From the lines of 应享未享 to awards: each is assessed anew, because a list is older than a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.clashes import Clash, clashes
from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.granting import Grantable, grantable, new_award
from minzheng_desk.benefits.judging import judge_household
from minzheng_desk.benefits.model import NewAward
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.errors import NotNow
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader


class NoLongerUnclaimed(NotNow):
    """The circumstances have changed since the line was listed."""

    text = "这一行的情况已有变化，现在不再列入应享未享，没有确认。"
    remedy = "请重新做一次全镇复核再看。"


class Proposal(NamedTuple):
    """What could be granted on one line, with the assessment it rests on."""

    assessment: Assessment
    award: NewAward
    clashes: tuple[Clash, ...]
    policy: Policy

    @property
    def is_refused(self) -> bool:
        """Whether it is granted only with an officer's reason."""
        return any(clash.is_refused for clash in self.clashes)


def proposal(reader: Reader, line: Difference, on: date, *, decided_by: str) -> Proposal:
    """What one line leads to, assessed as of a day.

    Raises `NoLongerUnclaimed`, `NotEntitled`, `NothingDue`, `ParameterMissing` or `NotFound`.
    """
    policy = office_policy(reader)
    found = next(iter(_assessed(reader, [line], on, Silent())), None)
    if found is None:
        raise NoLongerUnclaimed
    award = new_award(found, decided_on=on, decided_by=decided_by)
    return Proposal(found, award, tuple(clashes(reader, policy, [award])), policy)


def proposals(
    reader: Reader, lines: Sequence[Difference], on: date, *, decided_by: str, progress: Progress
) -> Grantable:
    """Sort lines into what can be granted together and what cannot; each is in exactly one list.

    Lines that do not go with one another are held back, the later of the two. Raises `Cancelled`.
    """
    policy = office_policy(reader)
    by_programme = defaultdict[str, list[Assessment]](list)
    for assessment in _assessed(reader, lines, on, progress):
        by_programme[assessment.programme.name].append(assessment)
    whole = Grantable()
    granted: list[tuple[NewAward, Assessment]] = []
    for assessments in by_programme.values():
        part = grantable(reader, assessments, policy, decided_on=on, decided_by=decided_by)
        granted += zip(part.awards, _behind(part, assessments), strict=True)
        for name in ("held", "related", "nothing_due", "not_met", "unknown"):
            getattr(whole, name).extend(getattr(part, name))
    _take_together(reader, policy, granted, whole)
    return whole


def _assessed(
    reader: Reader, lines: Sequence[Difference], on: date, progress: Progress
) -> Iterator[Assessment]:
    """Assess the households of lines, each once."""
    wanted = defaultdict[str, list[str]](list)
    for line in lines:
        if line.change is Change.GRANT and line.household_id is not None:
            wanted[line.household_id] += [line.programme, f"{line.programme}/{line.person_id}"]
    for done, (household_id, keys) in enumerate(wanted.items()):
        progress.report(done, len(wanted), "逐户测算")
        for key, verdict in judge_household(reader, household_id, on).by_key.items():
            if key in keys and verdict.assessment is not None and verdict.held is None:
                yield verdict.assessment
    progress.report(len(wanted), len(wanted), "逐户测算")


def _behind(part: Grantable, assessments: Sequence[Assessment]) -> list[Assessment]:
    """Return the assessments that became awards, in the order of the awards."""
    left_out = [*part.held, *part.related, *part.nothing_due, *part.not_met, *part.unknown]
    return [one for one in assessments if not any(one is other for other in left_out)]


def _take_together(
    reader: Reader, policy: Policy, granted: Sequence[tuple[NewAward, Assessment]], whole: Grantable
) -> None:
    """Take the awards that go with one another; of two that do not, the one granted first."""
    awards = [award for award, _ in granted]
    refused = {id(clash.award) for clash in clashes(reader, policy, awards) if clash.is_refused}
    for award, assessment in granted:
        if id(award) in refused:
            whole.held.append(assessment)
        else:
            whole.awards.append(award)


def left_out(found: Grantable) -> tuple[tuple[str, int], ...]:
    """Why lines were not taken, with how many."""
    counts = (
        ("已在享，或有不能同享的待遇", len(found.held)),
        ("有近亲属备案，须逐户确认", len(found.related)),
        ("没有应发金额，只认定身份", len(found.nothing_due)),
        (Outcome.NOT_MET.label, len(found.not_met)),
        (Outcome.UNKNOWN.label, len(found.unknown)),
    )
    return tuple((label, count) for label, count in counts if count)
