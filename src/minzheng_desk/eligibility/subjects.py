"""What a rule is asked about: a household, or one person of it, on a day under a policy."""

from __future__ import annotations

from minzheng_desk.eligibility.means import HEAD, HEAD_REASON, KIN, household_means, person_means
from minzheng_desk.eligibility.model import HouseholdFacts, PersonFacts
from minzheng_desk.eligibility.standing import Means, Ratio, Standing
from minzheng_desk.eligibility.terms import HouseholdTerms, household_terms, ratio, tekun_income_terms
from minzheng_desk.policy.model import PolicyOn


def _area_of_mixed(facts: HouseholdFacts, means: Means, terms: HouseholdTerms) -> str:
    """Return whose standard a household of urban and rural members gets, as the place has decided."""
    if terms.mixed == "land":
        return "rural" if any(s.person.contracted_land for s in means.counted) else "urban"
    if terms.mixed == "residence":
        return facts.area
    heads = (s.person.hukou_kind for s in means.counted if KIN.get(s.person.relation) == HEAD)
    return next(heads, None) or facts.area


def _is_mixed(means: Means) -> bool:
    """Tell whether urban and rural members count in one family."""
    kinds = {person.hukou_kind for person, reason in means.standings if reason.counts}
    return len(kinds) > 1 and {"urban", "rural"} <= kinds


class _Lately:
    """The means of the household asked about last: its programmes and members come one after the other."""

    def __init__(self, policy: PolicyOn) -> None:
        self._terms = policy.prepared(household_terms)
        self._last: tuple[HouseholdFacts, Means] | None = None

    def of(self, facts: HouseholdFacts) -> Means:
        """Return who counts in the household and what they have."""
        last = self._last
        if last is None or last[0] is not facts:
            last = self._last = facts, household_means(facts, self._terms)
        return last[1]


def means_on(facts: HouseholdFacts, policy: PolicyOn) -> Means:
    """Return who counts in a household and what they have, as 低保 and 低保边缘 count it."""
    return policy.prepared(_Lately).of(facts)


class HouseholdOn:
    """A household on a day: its facts, who is counted, what they have."""

    __slots__ = ("area", "facts", "is_mixed", "means", "person", "policy", "terms")

    def __init__(self, facts: HouseholdFacts, policy: PolicyOn) -> None:
        self.facts = facts
        self.policy = policy
        self.person: PersonFacts | None = None
        self.terms: HouseholdTerms = policy.prepared(household_terms)
        self.means: Means = means_on(facts, policy)
        self.is_mixed = _is_mixed(self.means)
        self.area = _area_of_mixed(facts, self.means, self.terms) if self.is_mixed else facts.area

    @property
    def standard(self) -> Ratio:
        """The 低保 standard that applies, in fen a month; raises `ParameterMissing`."""
        found = self.terms.standard.get(self.area)
        return found if found is not None else ratio(self.policy.exact(f"dibao.standard.{self.area}"))


class PersonOn(HouseholdOn):
    """One person on a day, taken alone: own income, own standard."""

    __slots__ = ("subject",)

    def __init__(
        self, facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn, area: str, table: str
    ) -> None:
        self.facts = facts
        self.policy = policy
        self.person = self.subject = person
        self.terms = policy.prepared(tekun_income_terms if table == TEKUN_TABLE else household_terms)
        self.means = person_means(facts, person, self.terms, table)
        self.is_mixed = False
        self.area = area


class AgeOn:
    """One person on a day, where neither income nor household matters."""

    __slots__ = ("facts", "means", "person", "policy", "subject")

    def __init__(self, facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> None:
        self.facts = facts
        self.person = self.subject = person
        self.policy = policy
        self.means = Means((Standing(person, HEAD_REASON),), 1, None)


DIBAO_TABLE = "income.dibao."
TEKUN_TABLE = "income.tekun."
