"""What the finder finds: people, things the program does, clauses; each as a line that opens something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from minzheng_desk.benefits.finding import FoundPerson, find_with_benefits
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import age_on
from minzheng_desk.policy.clauses import Clause, known_clauses
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.frame.finder_match import Span, reading_of, span_of
from minzheng_desk.ui.screen import ScreenSpec
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone

PEOPLE, ACTS, CLAUSES = "人和家庭", "功能", "政策条款"
_PEOPLE_SHOWN, _ACTS_SHOWN, _CLAUSES_SHOWN = 20, 6, 6
_LETTERS_FOR_CLAUSES = 3
"""Two initials stand somewhere in half of all sentences."""
_BY_TAIL = frozenset({"t", "d"})


@dataclass(frozen=True, slots=True)
class Act:
    """Something the program does: its name, words it is also looked for by, and where it is done."""

    label: str
    page: str
    icon: str
    address: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer; one without an address is the heading of a group."""

    title: str
    detail: str = ""
    address: str = ""
    icon: str = ""
    span: Span | None = None
    reading: str = ""
    chip: ChipSpec | None = None
    other_address: str = ""
    """What Ctrl+Enter opens."""
    tail: str = ""
    """The end of the number of a person, which not everybody who looks on should read."""

    @property
    def is_heading(self) -> bool:
        """Whether it only says what follows."""
        return not self.address


class Question(NamedTuple):
    """What was typed, and what the answer needs besides the store."""

    typed: str
    on: date
    acts: tuple[Act, ...]
    recent: Collection[str]
    """The household numbers that were open lately."""


def acts_of(specs: Iterable[ScreenSpec]) -> tuple[Act, ...]:
    """The pages, and what each of them offers by name."""
    return tuple(act for spec in specs for act in _acts_of(spec))


def answers(reader: Any, asked: Question) -> tuple[Line, ...]:
    """Everything that what was typed can mean, people first."""
    policy = office_policy(reader)
    people = find_with_benefits(
        reader, asked.typed, policy, asked.on, recent=asked.recent, limit=_PEOPLE_SHOWN
    )
    clauses = sorted(_found_clauses(known_clauses(policy, asked.on), asked.typed), key=_closeness)
    return (
        *_group(PEOPLE, "人", [_of_person(one, asked) for one in people], _PEOPLE_SHOWN),
        *_group(ACTS, "个", sorted(_found_acts(asked), key=_closeness), _ACTS_SHOWN),
        *_group(CLAUSES, "条", clauses, _CLAUSES_SHOWN),
    )


def beginning(asked: Question) -> tuple[Line, ...]:
    """What is offered before anything is typed: the pages and what they do."""
    return _group(ACTS, "个", [_of_act(act, None) for act in asked.acts], len(asked.acts))


def _acts_of(spec: ScreenSpec) -> Iterator[Act]:
    yield Act(spec.title, "页面", spec.icon, spec.name)
    for command in (*spec.commands, *spec.more_commands()):
        yield Act(command.label, spec.title, spec.icon, command.address, command.words)


def _group(name: str, unit: str, lines: Sequence[Line], shown: int) -> tuple[Line, ...]:
    if not lines:
        return ()
    count = f"{len(lines)} {unit}" if len(lines) < shown or shown > _PEOPLE_SHOWN else f"前 {shown} {unit}"
    return (Line(name, count), *lines[:shown])


def _closeness(line: Line) -> tuple[bool, bool, int]:
    """What is called so comes first, then what begins so, then the shorter."""
    return line.span is None, line.span is not None and line.span[0] > 0, len(line.title)


def _of_person(one: FoundPerson, asked: Question) -> Line:
    home = one.household_number
    return Line(
        one.name,
        _where(one, asked.on),
        f"households:{home}" if home else "households",
        "user",
        _span(one, asked.typed),
        reading_of(one.name, asked.typed),
        _chip(one),
        f"benefits:grant/{home}" if home else "",
        f"尾号 {one.id_tail}" if one.id_tail else "没有证件号",
    )


def _where(one: FoundPerson, on: date) -> str:
    sex = codes("sex").label(one.sex) if one.sex else ""
    age = str(age_on(one.born_on, one.died_on or on)) if one.born_on else ""
    place = one.village + (f" {one.village_group}" if one.village_group else "")
    return "　".join(part for part in (f"{sex} {age}".strip(), place) if part)


def _span(one: FoundPerson, typed: str) -> Span | None:
    if one.by in _BY_TAIL:
        return None
    words = typed.split()
    spans = (span_of(one.name, word) for word in ([typed] if len(words) == 1 else [typed, *words]))
    return next((span for span in spans if span), None)


def _chip(one: FoundPerson) -> ChipSpec:
    if one.died_on is not None:
        return ChipSpec("已故", Tone.NEUTRAL)
    if one.programmes:
        more = f" 等 {len(one.programmes)} 项" if len(one.programmes) > 1 else ""
        return ChipSpec(one.programmes[0] + more, Tone.OK)
    return ChipSpec("已停发" if one.was_paid else "无待遇", Tone.NEUTRAL)


def _found_acts(asked: Question) -> Iterator[Line]:
    for act in asked.acts:
        span = span_of(act.label, asked.typed)
        if span is not None or any(span_of(word, asked.typed) for word in act.words.split()):
            yield _of_act(act, span)


def _of_act(act: Act, span: Span | None) -> Line:
    return Line(act.label, act.page, act.address, act.icon, span, reading_of(act.label, "") if span else "")


def _found_clauses(clauses: Iterable[Clause], typed: str) -> Iterator[Line]:
    if typed.isascii() and len(typed.strip()) < _LETTERS_FOR_CLAUSES:
        return
    for clause in clauses:
        span = span_of(clause.subject, typed)
        if span is not None or typed.strip() in clause.citation:
            chip = ChipSpec("现行有效", Tone.NEUTRAL) if clause.in_force else ChipSpec("已废止", Tone.WARN)
            yield Line(clause.subject, clause.citation, f"policy:{clause.key}", "policy", span, "", chip)
