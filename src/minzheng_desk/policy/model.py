"""Policy as it stands on a day: parameters with dated, cited values, programmes and their documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar, cast

from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.policy.quantities import Band, MonthAmount, Tier, Value, shown_value

T = TypeVar("T")


class ParameterMissing(PolicyProblem):
    """The policy declares a parameter but has no value for it on the day asked."""

    text = "政策包“{pack}”没有 {day} 适用的“{label}”（{name}）。"
    remedy = (
        "请由本单位确认一次：minzheng-desk policy answer {name} 数值 --since 施行日期 --document 依据文件；"
        "或在政策包中补上自该日或更早起施行的数值，或换用覆盖该日期的政策包。"
    )


class ParameterUnknown(PolicyProblem):
    """No pack declares a parameter of this name."""

    text = "政策包“{pack}”没有名为“{name}”的参数。"
    remedy = "请用 minzheng-desk policy show 查看全部参数名称，核对写法。"


class ProgrammeUnknown(PolicyProblem):
    """No pack declares a programme of this name."""

    text = "政策包“{pack}”没有名为“{name}”的项目。"
    remedy = "现有项目：{known}。请核对名称。"


class PackNotFound(PolicyProblem):
    """There is no pack of this name among those the program brings."""

    text = "没有找到政策包“{name}”。"
    remedy = "程序自带的政策包：{known}。请核对名称；其他政策包请用 policy activate 启用。"


class PackBroken(PolicyProblem):
    """A file of a pack, or a file of cases, says something that cannot be understood."""

    text = "文件“{file}”第 {line} 行“{key}”有误：{reason}"
    remedy = "请按说明（docs/formats/policy-pack.md）改正该行后重试。"


@dataclass(frozen=True, slots=True)
class Document:
    """A law, regulation or notice, with the articles or sections of it that the rules may cite."""

    key: str
    title: str
    number: str = ""
    articles: frozenset[int] = frozenset()
    sections: frozenset[str] = frozenset()
    is_open: bool = False
    """True for local notices whose clauses are not listed one by one."""
    since: date | None = None
    until: date | None = None
    """The first day on which it is no longer in force."""

    def is_in_force(self, day: date) -> bool:
        """Tell whether the text applies on a day; one without dates always does."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def has(self, clause: str) -> bool:
        """Tell whether the clause is one that may be cited."""
        article = clause.removeprefix("a").split("(")[0].split("（")[0]
        if self.is_open or not clause:
            return True
        return (int(article) in self.articles) if article.isdigit() else clause in self.sections

    def __str__(self) -> str:
        """Return the title as it is printed, with the number where there is one."""
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text says so: a document and a clause of it."""

    document: Document
    clause: str = ""

    @property
    def clause_in_words(self) -> str:
        """The clause as it is printed, such as 第十三条 or 第十三条第（三）项."""
        if not self.clause.startswith("a"):
            return self.clause
        article, _, item = self.clause[1:].partition("(")
        return f"第{number_in_words(int(article))}条" + (f"第（{_item_in_words(item)}）项" if item else "")

    def __str__(self) -> str:
        """Return the citation as it is printed."""
        return f"{self.document}{self.clause_in_words}"


def _item_in_words(item: str) -> str:
    bare = item.rstrip(")")
    return number_in_words(int(bare)) if bare.isdigit() else bare


def number_in_words(number: int) -> str:
    """Return a number below 10000 as articles are counted.

    >>> [number_in_words(n) for n in (8, 10, 13, 24, 30, 101, 110, 1259)]
    ['八', '十', '十三', '二十四', '三十', '一百零一', '一百一十', '一千二百五十九']
    """
    said, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap else "") + "零一二三四五六七八九"[digit] + word
        gap = bool(said) and not digit
    return said.removeprefix("一") if said.startswith("一十") else said


@dataclass(frozen=True, slots=True)
class Dated:
    """A value in force from ``since`` until the next one begins, and the text that set it."""

    since: date
    value: Value
    source: Source
    published: date | None = None
    written: str = ""
    """The value as the pack writes it, such as 7398.00 yuan/person/year."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, word or list that the texts leave to be set, through time.

    Money is kept in fen as an exact `Fraction` of the parameter's own unit.
    """

    name: str
    label: str
    unit: str
    values: tuple[Dated, ...] = ()
    product: tuple[str, ...] = ()
    """Names of the parameters whose product this one is wherever it has no value of its own."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """For a word, or for codes of a list: what may be said, with its Chinese label."""
    optional: bool = False
    """Whether having no value is an answer: the place does not pay that part."""

    def own_value(self, day: date) -> Dated | None:
        """The value set for this parameter itself that is in force on ``day``."""
        return next((dated for dated in reversed(self.values) if dated.since <= day), None)

    def overlaid(self, later: Iterable[Dated]) -> Parameter:
        """The parameter with the values of a later pack, which hold alone from the first of them on."""
        added = tuple(sorted(later, key=lambda dated: dated.since))
        if not added:
            return self
        return replace(self, values=(*(v for v in self.values if v.since < added[0].since), *added))

    def shown(self, dated: Dated) -> str:
        """The value as people read it, with its unit."""
        if isinstance(dated.value, str):
            return self.choices.get(dated.value, dated.value)
        if self.unit == "codes" and isinstance(dated.value, tuple):
            return "、".join(self.choices.get(str(part), str(part)) for part in dated.value)
        return shown_value(dated.value, self.unit)


@dataclass(frozen=True, slots=True)
class Programme:
    """A benefit programme: for whom, which rules admit, how the amount is found, what else to try."""

    name: str
    label: str
    unit: str
    """``household`` or ``person``: who receives it."""
    rules: tuple[str, ...]
    subject: str | None = None
    """For a programme for persons: what its rules are asked about."""
    calculation: str | None = None
    start: str | None = None
    """The parameter that says from which month it is paid."""
    death: str | None = None
    """The parameter that says whether the month of a death is paid; of programmes for persons."""
    otherwise: tuple[str, ...] = ()
    """Programmes to offer when this one does not fit."""
    requires: tuple[str, ...] = ()
    """Parameters, whole or by part, without which nothing can be reckoned."""
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Pairing:
    """How two benefits stand to each other where the same person or household might hold both."""

    names: tuple[str, str]
    labels: tuple[str, str]
    relation: str
    """``excluded``, ``top_up``, ``higher_of``, ``implied``, ``allowed`` or ``local``."""
    per: str
    """``person`` or ``household``: who must not hold both."""
    source: Source
    keeps: str | None = None
    """Which of the two goes on where both are held; None leaves it to the amounts."""
    parameter: str | None = None
    """For ``local``: the parameter by which the place says what the relation is."""
    says: str = ""


_ANSWERED = "本单位答复"
"""What stands in a version beside the packs: the day of the latest answer of the office, and how many."""


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Parameters and programmes of a pack and of those it extends, later overriding earlier by name."""

    pack: str
    version: str
    label: str
    region: str
    packs: tuple[str, ...]
    """The packs read, the most general first."""
    parameters: Mapping[str, Parameter]
    programmes: Mapping[str, Programme]
    documents: Mapping[str, Document]
    pairings: Mapping[frozenset[str], Pairing] = field(default_factory=dict)
    """How benefits stand to each other, by the two names."""
    serves: tuple[str, ...] = ()
    """Programmes for which the pack claims to say everything that is needed."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the packs read are called, by name."""
    _days: dict[date, PolicyOn] = field(default_factory=dict, repr=False)

    @property
    def edition(self) -> str:
        """Its packs as people call them, each with its version, such as 示范县政策包 2026.1."""
        parts = (part.partition("@") for part in self.version.split("+"))
        return "，".join(f"{self.labels.get(name, _ANSWERED)} {version}" for name, _, version in parts)

    def at(self, day: date) -> PolicyOn:
        """The policy as it stands on ``day``."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = PolicyOn(self, day)
        return known

    def programme(self, name: str) -> Programme:
        """The programme of that name; raises `ProgrammeUnknown`."""
        found = self.programmes.get(name)
        if found is None:
            raise ProgrammeUnknown(pack=self.pack, name=name, known="、".join(self.programmes))
        return found

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises `ParameterUnknown`."""
        found = self.parameters.get(name)
        if found is None:
            raise ParameterUnknown(pack=self.pack, name=name)
        return found

    def parts_of(self, name: str) -> tuple[Parameter, ...]:
        """The parameter of that name, or all the parts of a split one; raises `ParameterUnknown`."""
        if name in self.parameters:
            return (self.parameters[name],)
        found = tuple(p for known, p in self.parameters.items() if known.startswith(f"{name}."))
        return found or (self.parameter(name),)

    def as_known_on(self, day: date) -> Policy:
        """The same policy without what was published after a day, as whoever worked by it then knew it.

        A value that does not say when it was published was always known.
        """
        return self._without(lambda dated: dated.published is not None and dated.published > day)

    def as_in_force_on(self, day: date) -> Policy:
        """The same policy without what took effect after a day."""
        return self._without(lambda dated: dated.since > day)

    def _without(self, is_left_out: Callable[[Dated], bool]) -> Policy:
        fewer = {
            name: replace(parameter, values=kept)
            for name, parameter in self.parameters.items()
            if len(kept := tuple(v for v in parameter.values if not is_left_out(v))) < len(parameter.values)
        }
        return replace(self, parameters={**self.parameters, **fewer}, _days={}) if fewer else self

    def with_values(self, values: Mapping[str, Iterable[Dated]]) -> Policy:
        """The same policy with further values laid over it: a draft, an office's own answer, a case."""
        changed = {name: self.parameter(name).overlaid(dated) for name, dated in values.items()}
        return replace(self, parameters={**self.parameters, **changed}, _days={})


@dataclass(frozen=True, slots=True, eq=False)
class PolicyOn:
    """The policy as it stood on one day; looks every parameter up once."""

    policy: Policy
    day: date
    _found: dict[str, Dated | None] = field(default_factory=dict, repr=False)
    _prepared: dict[Callable[[PolicyOn], Any], Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Dated:
        """The value in force; raises `ParameterMissing` or `ParameterUnknown`."""
        found = self._found.get(name) or self.find(name)
        if found is None:
            parameter = self.policy.parameter(name)
            for factor in parameter.product:
                self[factor]
            raise ParameterMissing(pack=self.policy.pack, name=name, label=parameter.label, day=self.day)
        return found

    def find(self, name: str) -> Dated | None:
        """The value in force, or None where the policy leaves it open; raises `ParameterUnknown`."""
        if name not in self._found:
            self._found[name] = self._resolved(self.policy.parameter(name))
        return self._found[name]

    def _resolved(self, parameter: Parameter) -> Dated | None:
        own = parameter.own_value(self.day)
        if own is not None or not parameter.product:
            return own
        factors = [dated for dated in map(self.find, parameter.product) if dated]
        if len(factors) < len(parameter.product):
            return None
        value = Fraction(1)
        for factor in factors:
            value *= cast("Fraction", factor.value)
        since = max(factor.since for factor in factors)
        published = [factor.published for factor in factors if factor.published]
        return Dated(
            since, value, factors[0].source, max(published, default=None), " × ".join(parameter.product)
        )

    def exact(self, name: str) -> Fraction:
        """A sum of money in fen, or a ratio, exactly."""
        value = self[name].value
        if not isinstance(value, Fraction):
            raise TypeError(f"{name} is no quantity")
        return value

    def whole(self, name: str) -> int:
        """A number of days, months, years or persons."""
        value = self[name].value
        if not isinstance(value, int):
            raise TypeError(f"{name} is no whole number")
        return value

    def word(self, name: str) -> str:
        """One of the choices of a parameter."""
        value = self[name].value
        if not isinstance(value, str):
            raise TypeError(f"{name} is no word")
        return value

    def tiers(self, name: str) -> tuple[Tier, ...]:
        """Ages with the amount from each on, the youngest first."""
        return cast("tuple[Tier, ...]", self[name].value)

    def by_month(self, name: str) -> tuple[MonthAmount, ...]:
        """Amounts paid once, each for one month, the earliest first."""
        return cast("tuple[MonthAmount, ...]", self[name].value)

    def bands(self, name: str) -> tuple[Band, ...]:
        """Amounts by income per person, the lowest income first."""
        return cast("tuple[Band, ...]", self[name].value)

    def listed(self, name: str) -> tuple[str, ...]:
        """A list of codes."""
        return cast("tuple[str, ...]", self[name].value)

    def prepared(self, build: Callable[[PolicyOn], T]) -> T:
        """What ``build`` makes of this policy, made once for all the assessments of the day."""
        if build not in self._prepared:
            self._prepared[build] = build(self)
        return cast("T", self._prepared[build])
