"""Facts in, findings out. Nothing here knows where facts come from or where findings go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from minzheng_desk.eligibility.circumstances import (
    ExpenseFact,
    HardshipFact,
    OfficerFinding,
    OtherBenefitFact,
    RecognitionFact,
    StaffRelationFact,
    VisitFact,
)
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import Record, day, money, record, ref, text


class Outcome(Enum):
    """A rule's answer. Not yet known is the commonest truth at a counter."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What people read."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {Outcome.MET: "符合", Outcome.NOT_MET: "不符合", Outcome.UNKNOWN: "待核实"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFact:
    """A disability certificate."""

    category: str
    grade: str
    parts: tuple[str, ...] = ()
    """For multiple disability, its parts as category and grade, such as ``53`` for 智力三级."""
    number: str | None = None
    number_reason: str = ""
    """Why a number that does not agree with the holder's identity number is right all the same."""
    issued_on: date | None = None
    expires_on: date | None = None
    cancelled_on: date | None = None
    provenance: str = "declared"
    as_of: date | None = None

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Category and grade of the certificate and of every part it names."""
        return ((self.category, self.grade), *((part[0], part[1]) for part in self.parts))

    def has_expired(self, on: date) -> bool:
        """Tell whether its last day lies before ``on``."""
        return self.expires_on is not None and self.expires_on < on

    def is_cancelled(self, on: date) -> bool:
        """Tell whether it was cancelled by ``on``."""
        return self.cancelled_on is not None and self.cancelled_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class SupporterFact:
    """One person who owes maintenance by law; what is None is not known."""

    name: str
    relation: str = ""
    id_number: str | None = None
    born_on: date | None = None
    died_on: date | None = None
    consented_on: date | None = None
    """When the supporter agreed in writing to a check of the means of the own family."""
    receives: tuple[str, ...] = ()
    yearly_income: Money | None = None
    """Income per person of the supporter's family in the past year, in fen."""
    property_fits: bool | None = None
    certificates: tuple[CertificateFact, ...] = ()
    without_capacity: str | None = None
    """``no_civil_capacity``, ``declared_missing`` or ``prison``; None when none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentFact:
    """One thing known about one parent of a child; there may be several about the same parent."""

    parent: str
    """``father`` or ``mother``."""
    state: str | None = None
    """A code of ``parent_state``; None when nobody has found out."""
    name: str = ""
    since: date | None = None
    until: date | None = None
    """The first day on which it holds no longer; of a sentence, the day of release."""
    proof: str | None = None
    illness: str | None = None
    certificates: tuple[CertificateFact, ...] = ()
    provenance: str = "declared"
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityFact:
    """How well an old person manages, in points of GB/T 42195."""

    score: int
    assessed_on: date | None = None
    provenance: str = "declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolingFact:
    """Where somebody goes to school, and when the school last confirmed it."""

    school: str = ""
    proof_on: date | None = None
    provenance: str = "declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """What is paid each month under a programme, in fen, for so many persons together."""

    programme: str
    amount: Money
    persons: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceFact:
    """A single payment that the person has had."""

    programme: str
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """One person as the rules see them on any day; what is None is not known."""

    key: str
    name: str
    relation: str = "02"
    sex: str | None = None
    born_on: date | None = None
    died_on: date | None = None
    id_number: str | None = None
    hukou_kind: str | None = None
    hukou_region: str | None = None
    """The code of the division in which the person's hukou is."""
    study_stage: str | None = None
    work_capacity: str | None = None
    lives_apart: str | None = None
    lives_apart_since: date | None = None
    lives_with_since: date | None = None
    officer_counts: bool | None = None
    """What an officer has confirmed where the law leaves it to be found out; with a reason."""
    officer_reason: str = ""
    special_hardship: str = ""
    """Why an officer finds the person to be in special hardship (第二十一条), where one has."""
    certificates: tuple[CertificateFact, ...] = ()
    grave_illness: bool | None = None
    has_job: bool | None = None
    self_care_failures: int | None = None
    contracted_land: bool | None = None
    relocated_to_town: bool | None = None
    supporters: tuple[SupporterFact, ...] | None = None
    """None: nobody has looked yet. Empty: there is none."""
    receives: tuple[str, ...] = ()
    """Programmes the person is paid under already."""
    other_benefits: tuple[OtherBenefitFact, ...] = ()
    needs_care_since: date | None = None
    held: tuple[HeldFact, ...] = ()
    """What is paid under them, as far as the amounts are known."""
    received_once: tuple[OnceFact, ...] = ()
    care_arrangement: str | None = None
    parents: tuple[ParentFact, ...] | None = None
    """None: nobody has looked yet."""
    ability: AbilityFact | None = None
    schooling: SchoolingFact | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The person, those who owe maintenance, and the parents, as far as they are known."""
        parents = (one.name for one in self.parents or ())
        return (self.name, *(one.name for one in self.supporters or ()), *parents)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeFact:
    """A stream of income: ``amount`` fen for every ``months`` months, less the cost the office accepts.

    ``months`` 0 is a single receipt on ``since``, spread over the window of the policy.
    """

    kind: str
    amount: Money | None
    months: int = 12
    cost: Money = Money(0)
    person: str | None = None
    since: date | None = None
    until: date | None = None
    provenance: str = "declared"
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFact:
    """Something owned, with its value in fen or its number."""

    kind: str
    amount: Money = Money(0)
    quantity: int = 1
    person: str | None = None
    provenance: str = "declared"
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFacts:
    """A household as the rules see it; what is None is not known."""

    key: str
    area: str
    """``urban`` or ``rural``: which standard applies."""
    members: tuple[PersonFacts, ...]
    incomes: tuple[IncomeFact, ...] | None = None
    assets: tuple[AssetFact, ...] = ()
    property_fits: bool | None = None
    """The result of the district's verification, where there is one."""
    expenses: tuple[ExpenseFact, ...] | None = None
    hardship: HardshipFact | None = None
    """What temporary assistance is asked for."""
    earlier_hardships: tuple[HardshipFact, ...] = ()
    recognitions: tuple[RecognitionFact, ...] = ()
    officer_findings: tuple[OfficerFinding, ...] = ()
    applied_on: date | None = None
    """When what is assessed was applied for; None: on the day of the assessment."""
    paid_through: Month | None = None
    """The last month already paid under what is assessed."""
    region: str | None = None
    """The code of the division in which the household lives; the office that assesses serves it."""
    staff_relations: tuple[StaffRelationFact, ...] = ()
    """Relations to those who handle applications, as they are filed."""
    visits: tuple[VisitFact, ...] = ()
    as_of: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom a finding may call by name: the members, their relatives, those who handle it."""
        found = [name for one in self.members for name in one.names]
        found += [one.staff_name for one in self.staff_relations]
        return tuple(dict.fromkeys(name for name in found if name))

    def member(self, key: str) -> PersonFacts:
        """The member of that key; raises `NotInHousehold`."""
        for person in self.members:
            if person.key == key:
                return person
        raise NotInHousehold

    def found(self, question: str) -> OfficerFinding | None:
        """What an officer has found on a question that the texts leave open, or None."""
        return next((finding for finding in self.officer_findings if finding.question == question), None)


@record("assessment", "资格测算")
class AssessmentRecord(Record):
    """An assessment kept with its reasons, to be read again unchanged years later."""

    household_id: RecordId | None = ref("household", "家庭", default=None)
    person_id: RecordId | None = ref("person", "人员", default=None)
    programme: str = text("项目", max_length=60, indexed=True)
    on: date = day("测算日期")
    outcome: str = text("测算结论", max_length=20)
    amount: Money | None = money("测算月金额", default=None)
    findings: str = text("逐项依据", max_length=100_000)
    """The whole assessment in words, as canonical JSON."""
    pack: str = text("政策包")
    pack_version: str = text("政策包版本")


@record("recognition", "身份认定")
class Recognition(Record):
    """A standing recognised without money being paid, such as 低保边缘家庭 or 刚性支出困难家庭."""

    household_id: RecordId = ref("household", "家庭")
    programme: str = text("项目", max_length=60, indexed=True)
    recognised_on: date = day("认定日期")
    valid_until: date | None = day("认定有效期止", default=None)
    """The last day of validity; None where it has no end."""
    ended_on: date | None = day("认定终止日期", default=None)
    """The first day on which it holds no longer, where it ended before."""
    recognised_by: str = text("认定人", max_length=60)
    pack_version: str = text("政策包版本")


class NotRecognisable(InputProblem):
    """The assessment does not end in “符合”, or the programme pays money."""

    text = "{programme}的测算结论是“{outcome}”，没有认定。"
    remedy = "请查看测算的逐项依据；发钱的项目请用“确认待遇”。"


class NotInHousehold(InputProblem):
    """The person asked about is not among the facts of the household."""

    text = "这个人不在该家庭的成员中，无法测算。"
    remedy = "请核对家庭成员名单，或改为对其所在的家庭测算。"


class PersonNotNamed(InputProblem):
    """A programme for persons was asked about a household of several."""

    text = "“{programme}”按人认定，但没有指明是家庭中的哪一位。"
    remedy = "请选定一位家庭成员后再测算。"
