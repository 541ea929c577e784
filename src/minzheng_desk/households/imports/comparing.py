"""Setting what a file says against what is stored: new, changed, the same, or not to be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minzheng_desk.households.imports.benefit_matching import compare_benefits
from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import BenefitEntry, HouseholdEntry, Parsed, PersonEntry, Standing
from minzheng_desk.households.imports.plan import Comparison, ImportPlan, NewHousehold, NewMember
from minzheng_desk.households.imports.revising import Revising
from minzheng_desk.households.imports.stored import Known, known_people, persons_by_number
from minzheng_desk.households.model import Household, Person
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.store.reader import Reader, chunks


def compare_with_stored(
    reader: Reader, parsed: Parsed, source: str, day: date, progress: Progress
) -> Comparison:
    """Return where every row stands, and what an import on ``day`` would write.

    Empty cells never erase. A household with a row that cannot be taken is kept out. Raises `Cancelled`.
    """
    standings = dict.fromkeys(parsed.rows, Standing.SAME)
    for row in parsed.problem_rows() & standings.keys():
        standings[row] = Standing.PROBLEM
    made = Comparison(
        ImportPlan(source, day), standings, problems=[*parsed.problems], notices=[*parsed.notices]
    )
    ids = persons_by_number(reader, _numbers(parsed.households, parsed.persons, parsed.benefits))
    total, done = len(parsed.households), 0
    for entries in chunks(parsed.households, _AT_ONCE):
        progress.report(done, total, "正在与已有档案比对")
        known = _known(reader, ids, _numbers(entries))
        for entry in entries:
            _compare_household(entry, known, made)
        done += len(entries)
    progress.report(total, total, "正在与已有档案比对")
    for persons in chunks(parsed.persons, _AT_ONCE):
        known = _known(reader, ids, _numbers((), persons))
        for person in persons:
            _compare_listed(person, known, made)
    for benefits in chunks(parsed.benefits, _AT_ONCE):
        compare_benefits(benefits, _known(reader, ids, _numbers((), (), benefits)), made)
    return made


_AT_ONCE = 1000
"""Households compared against one reading of the store; bounds memory."""


def _known(reader: Reader, ids: Mapping[str, list[str]], numbers: Iterable[str]) -> Known:
    return known_people(reader, [person_id for number in numbers for person_id in ids.get(number, ())])


def _numbers(
    households: Iterable[HouseholdEntry],
    persons: Iterable[PersonEntry] = (),
    benefits: Iterable[BenefitEntry] = (),
) -> set[str]:
    """Return every identity number that these entries name."""
    numbers = {person.values.get("id_number") for person in persons}
    for entry in households:
        numbers.add(entry.head_id_number)
        numbers.update(person.values.get("id_number") for person in entry.persons)
    for benefit in benefits:
        numbers |= {benefit.id_number, benefit.head_id_number}
    return {number for number in numbers if number}


@dataclass(slots=True)
class _Resolved:
    """A household of the file with those of its people who are on file."""

    entry: HouseholdEntry
    household: Household | None = None
    persons: list[tuple[PersonEntry, Person | None]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def _compare_household(entry: HouseholdEntry, known: Known, made: Comparison) -> None:
    found = _resolve(entry, known)
    if not found.faults:
        found.faults += _objections(found, known)
    if found.faults:
        _keep_out(entry, found.faults, made)
    elif found.household is None:
        _take_new(found, known, made)
    else:
        _compare_known(found, found.household, known, made)


def _take_new(found: _Resolved, known: Known, made: Comparison) -> None:
    """Plan a new household; those of its people who are on file already are compared."""
    entry, revising = found.entry, Revising(known, made.plan.day)
    for person_entry, person in found.persons:
        if person is not None:
            revising.person_alone(person_entry, person)
    if revising.problems:
        _keep_out(entry, revising.problems, made)
        return
    revising.hand_over(made)
    made.plan.new_households.append(NewHousehold(entry, tuple(found.persons)))
    for row in entry.every_row():
        made.raise_to(row, Standing.NEW)


def _compare_known(found: _Resolved, household: Household, known: Known, made: Comparison) -> None:
    """Compare a household on file; nothing is taken over when one of its facts cannot be."""
    entry = found.entry
    revising = Revising(known, made.plan.day)
    revising.household(entry, household)
    added = []
    for person_entry, person in found.persons:
        if person is not None:
            revising.person(person_entry, person, household)
        if person is None or person.id not in known.member_of:
            added.append((person_entry, person))
    if revising.problems:
        _keep_out(entry, revising.problems, made)
        return
    revising.hand_over(made)
    for person_entry, person in added:
        made.plan.new_members.append(NewMember(household, person_entry, person))
        made.raise_to((person_entry.sheet, person_entry.row), Standing.NEW)


def _compare_listed(entry: PersonEntry, known: Known, made: Comparison) -> None:
    """Compare a person of a list that names no household; only what is on file can be added to."""
    person, fault = _person(entry, None, known)
    household = known.household_of(person) if person is not None else None
    if fault is None and (person is None or household is None):
        advice = "请先登记其家庭，或在表中增加“户主身份证号”和“与户主关系”列。"
        fault = Fault("no_household", "系统里没有此人的家庭档案，表中也没有写属于哪一户。", advice)
    if fault is not None or person is None or household is None:
        made.refuse((fault or _UNKNOWN).at(entry.sheet, entry.row, "身份证号", _shown(entry)))
        return
    revising = Revising(known, made.plan.day)
    revising.person(entry, person, household)
    if revising.problems:
        for problem in revising.problems:
            made.refuse(problem)
    else:
        revising.hand_over(made)


_UNKNOWN = Fault("person_unknown", "系统里没有此人。", "请先登记其家庭。")


def _keep_out(entry: HouseholdEntry, problems: list[Problem], made: Comparison) -> None:
    for problem in problems:
        made.refuse(problem)
    first = problems[0]
    for row in entry.every_row():
        if made.standings[row] is not Standing.PROBLEM:
            fault = Fault(
                "household_held_back",
                f"同一户的第 {first.row} 行有问题，整户暂不导入。",
                f"改正第 {first.row} 行后整户重新导入。",
            )
            made.refuse(fault.at(*row, "整行", None))


def _resolve(entry: HouseholdEntry, known: Known) -> _Resolved:
    """Find the household and its people on file."""
    found = _Resolved(entry)
    head = _head_on_file(entry, known)
    found.household = known.household_of(head) if head is not None else None
    for person_entry in entry.persons:
        person, fault = _person(person_entry, found.household, known)
        if fault is not None:
            found.faults.append(
                fault.at(person_entry.sheet, person_entry.row, "身份证号", _shown(person_entry))
            )
        found.persons.append((person_entry, person))
    return found


def _head_on_file(entry: HouseholdEntry, known: Known) -> Person | None:
    """Return the head on file, when there is just one person who may be it."""
    same = known.by_number.get(entry.head_id_number or "", [])
    if len(same) > 1 and entry.head is not None:
        same = [person for person in same if person.name == entry.head.values.get("name")]
    return same[0] if len(same) == 1 else None


def _person(
    entry: PersonEntry, household: Household | None, known: Known
) -> tuple[Person | None, Fault | None]:
    """Return the person on file that an entry means; a fault when the two contradict each other."""
    number, name = entry.values.get("id_number"), entry.values.get("name")
    same = known.by_number.get(number, []) if number else _namesakes(entry, household, known)
    if len(same) > 1:
        same = [person for person in same if person.name == name]
    if len(same) > 1 or (not same and number and known.by_number.get(number)):
        return None, Fault(
            "several_on_file", "系统里有不止一人使用这个身份证号。", "请先在系统里核对并合并重复的人员。"
        )
    if not same:
        return None, None
    return same[0], _against(entry, same[0])


def _against(entry: PersonEntry, person: Person) -> Fault | None:
    name = entry.values.get("name")
    if name is not None and name != person.name:
        reason = f"系统里这个身份证号的姓名是“{person.name}”，与表中“{name}”不一致。"
        return Fault("name_mismatch", reason, "请核对身份证；如系统有误，请先在系统里更正姓名。")
    if person.died_on is not None and entry.values.get("died_on") != person.died_on:
        reason = f"系统里此人已于{person.died_on.isoformat()}登记死亡。"
        return Fault("dead_on_file", reason, "请从表中删去；如死亡登记有误，请先在系统里更正。")
    return None


def _namesakes(entry: PersonEntry, household: Household | None, known: Known) -> list[Person]:
    """Return the members of the household who bear the name, for a person without an identity number."""
    if household is None:
        return []
    born = entry.values.get("born_on")
    members = (known.persons[member.person_id] for member in known.members[household.id])
    return [
        person
        for person in members
        if person.name == entry.values.get("name") and (born is None or person.born_on in {None, born})
    ]


def _objections(found: _Resolved, known: Known) -> Iterator[Problem]:
    """Yield what stands against taking the household in."""
    entry = found.entry
    for person_entry, person in found.persons:
        yield from _objections_to_person(found, person_entry, person, known)
    if found.household is None:
        yield from _objections_to_new(entry)
    elif entry.head is not None and known.member_of.get(found.household.head_id) is not None:
        head = next((person for one, person in found.persons if one is entry.head), None)
        if head is not None and head.id != found.household.head_id:
            fault = Fault(
                "head_differs",
                f"系统里户{found.household.number}的户主另有其人。",
                "请先在系统里办理变更户主，再导入。",
            )
            yield fault.at(entry.head.sheet, entry.head.row, "户主姓名", entry.head.values.get("name"))


def _objections_to_person(
    found: _Resolved, entry: PersonEntry, person: Person | None, known: Known
) -> Iterator[Problem]:
    at = entry.sheet, entry.row
    if person is None:
        if "name" not in entry.values:
            yield Fault("name_missing", "新登记的人没有姓名。", "请补填姓名。").at(*at, "姓名", None)
        if "id_number" not in entry.values and "born_on" not in entry.values:
            advice = "请补填身份证号；确实没有的，请填写完整的出生日期。"
            yield Fault("id_number_missing", "没有身份证号，也没有出生日期，认不出是谁。", advice).at(
                *at, "身份证号", None
            )
    else:
        elsewhere = known.household_of(person)
        if elsewhere is not None and (found.household is None or elsewhere.id != found.household.id):
            reason = f"系统里此人是户{elsewhere.number}的成员。"
            fault = Fault("member_elsewhere", reason, "如确已迁移或分户，请先在系统里办理，再导入。")
            yield fault.at(*at, "身份证号", _shown(entry))
    is_new_member = person is None or person.id not in known.member_of
    if is_new_member and entry.relation is None:
        yield Fault("relation_missing", "没有写与户主的关系。", "请补填与户主关系，例如配偶、子、女。").at(
            *at, "与户主关系", None
        )


def _objections_to_new(entry: HouseholdEntry) -> Iterator[Problem]:
    at = entry.sheet, entry.row
    if entry.head is None:
        for row in entry.rows:
            fault = Fault(
                "head_missing",
                "这一户的户主不在表里，系统里也没有。",
                "请补上户主这一行，或改正户主身份证号。",
            )
            yield fault.at(entry.sheet, row, "户主身份证号", entry.head_id_number)
    if "village" not in entry.values:
        yield Fault("village_missing", "没有写村（社区）。", "请补填所在的村（社区）。").at(
            *at, "村（社区）", None
        )
    elif "household_hukou_kind" not in entry.values:
        yield Fault("area_missing", "没有写是农村还是城镇家庭。", "请补填城乡类别。").at(
            *at, "城乡类别", None
        )


def _shown(entry: PersonEntry) -> Any:
    return entry.values.get("id_number") or entry.values.get("name")
