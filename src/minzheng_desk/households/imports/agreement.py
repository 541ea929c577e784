"""What the whole file must agree on: one person once, one name for a number, whole households only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import HouseholdEntry, Parsed, PersonEntry, Row
from minzheng_desk.kernel.money import Money, shown

_INCOME_PARTS = ("wage_income", "business_income", "property_income", "transfer_income")


def agree(parsed: Parsed) -> None:
    """Find contradictions between rows of a file, and hold back every household that is not wholly sound."""
    parsed.households = _joined(parsed)
    _find_repeated(parsed)
    wrong = parsed.problem_rows()
    for entry in parsed.households:
        if wrong.isdisjoint(entry.every_row()):
            _check_incomes(entry, parsed)
            _check_size(entry, parsed)
    _hold_back(parsed)


def _joined(parsed: Parsed) -> list[HouseholdEntry]:
    """Join what two sheets say of one household: one sheet of households, another of their members."""
    by_head: dict[str, HouseholdEntry] = {}
    joined = []
    for entry in parsed.households:
        known = by_head.get(entry.head_id_number) if entry.head_id_number else None
        if known is None or known.sheet == entry.sheet or not _fits(known, entry):
            joined.append(entry)
            if entry.head_id_number:
                by_head.setdefault(entry.head_id_number, entry)
            continue
        _take_over(known, entry)
    return joined


def _fits(known: HouseholdEntry, other: HouseholdEntry) -> bool:
    return all(other.values.get(name, value) == value for name, value in known.values.items())


def _take_over(known: HouseholdEntry, other: HouseholdEntry) -> None:
    numbers = {person.values.get("id_number"): person for person in known.persons}
    for person in other.persons:
        twin = numbers.get(person.values.get("id_number")) if "id_number" in person.values else None
        if twin is None:
            known.persons.append(person)
        else:
            twin.values = {**person.values, **twin.values}
    known.values = {**other.values, **known.values}
    known.elsewhere += [(other.sheet, row) for row in other.rows]
    known.elsewhere += other.elsewhere
    known.head = known.head or other.head


def _everybody(parsed: Parsed) -> Iterator[tuple[PersonEntry, HouseholdEntry | None]]:
    for entry in parsed.households:
        for person in entry.persons:
            yield person, entry
    for person in parsed.persons:
        yield person, None


def _find_repeated(parsed: Parsed) -> None:
    by_number: dict[str, list[tuple[PersonEntry, HouseholdEntry | None]]] = defaultdict(list)
    for person, entry in _everybody(parsed):
        number = person.values.get("id_number")
        if number is not None:
            by_number[number].append((person, entry))
    for same in by_number.values():
        if len(same) > 1:
            _say_repeated(same, parsed)


def _say_repeated(same: list[tuple[PersonEntry, HouseholdEntry | None]], parsed: Parsed) -> None:
    first, first_entry = same[0]
    for person, entry in same[1:]:
        number = person.values["id_number"]
        other = f"第 {first.row} 行" if first.sheet == person.sheet else f"“{first.sheet}”第 {first.row} 行"
        if person.values.get("name") != first.values.get("name"):
            fault = Fault(
                "name_mismatch", f"与{other}身份证号相同，姓名却不同。", "请对照身份证改正姓名或身份证号。"
            )
            parsed.problems.append(fault.at(person.sheet, person.row, "姓名", person.values.get("name")))
            parsed.problems.append(
                _mirrored(fault, person, first).at(first.sheet, first.row, "姓名", first.values.get("name"))
            )
        elif entry is first_entry and entry is not None and _says_the_same(person, first):
            fault = Fault("duplicate_person", f"与{other}完全重复，这一行没有导入。", "请删除重复的一行。")
            parsed.problems.append(fault.at(person.sheet, person.row, "身份证号", number))
            entry.persons.remove(person)
            if person.row != first.row:
                entry.rows.remove(person.row)
        elif entry is first_entry:
            fault = Fault("duplicate_person", f"与{other}是同一人，内容不一致。", "请核对后只保留一行。")
            parsed.problems.append(fault.at(person.sheet, person.row, "身份证号", number))
        else:
            fault = Fault(
                "two_households", f"与{other}是同一人，却写在两户里。", "请核对该人现在属于哪一户。"
            )
            parsed.problems.append(fault.at(person.sheet, person.row, "身份证号", number))
            parsed.problems.append(
                _mirrored(fault, person, first).at(first.sheet, first.row, "身份证号", number)
            )


def _mirrored(fault: Fault, of: PersonEntry, beside: PersonEntry) -> Fault:
    """Return the same fault, said from the other row's side."""
    other = f"第 {of.row} 行" if of.sheet == beside.sheet else f"“{of.sheet}”第 {of.row} 行"
    return Fault(fault.code, f"与{other}{fault.reason.partition('行')[2]}", fault.suggestion)


def _says_the_same(person: PersonEntry, other: PersonEntry) -> bool:
    return person.relation == other.relation and person.values == other.values


def _check_incomes(entry: HouseholdEntry, parsed: Parsed) -> None:
    """See that parts of an income add up to it, and incomes of members to that of the household."""
    yearly = Money(0)
    known = False
    for person in entry.persons:
        parts = [person.values[part] for part in _INCOME_PARTS if part in person.values]
        total = person.values.get("year_income")
        if parts and total is not None and sum(parts) != total:
            fault = Fault(
                "income_does_not_add_up",
                f"年收入与各项之和（{shown(Money(sum(parts)))}元）不符。",
                "请核对各项收入。",
            )
            parsed.problems.append(fault.at(person.sheet, person.row, "年收入", shown(total)))
        known = known or bool(parts) or total is not None
        yearly = Money(yearly + (total if total is not None else sum(parts)))
    declared = entry.values.get("household_year_income")
    if known and declared is not None and declared != yearly:
        reason = f"家庭年总收入与成员年收入之和（{shown(yearly)}元）不符。"
        fault = Fault("income_contradicts", reason, "请核对成员收入和家庭年总收入，改成一致。")
        parsed.problems.append(fault.at(entry.sheet, entry.row, "家庭年总收入", shown(declared)))


def _check_size(entry: HouseholdEntry, parsed: Parsed) -> None:
    size = entry.values.get("household_size")
    if size is not None and size != len(entry.persons) and len(entry.persons) > 1:
        fault = Fault(
            "household_size",
            f"家庭人口数与列出的{len(entry.persons)}人不符。",
            "请核对有无漏填或多填的成员。",
        )
        parsed.notices.append(fault.at(entry.sheet, entry.row, "家庭人口数", str(size)))


def _hold_back(parsed: Parsed) -> None:
    """Keep out every row of a household of which one row has a problem: never half a household."""
    wrong = parsed.problem_rows()
    sound = []
    for entry in parsed.households:
        rows = entry.every_row()
        bad = [row for row in rows if row in wrong]
        if not bad:
            sound.append(entry)
        else:
            parsed.problems += [
                _held_back(row, bad[0]).at(*row, "整行", None) for row in _others(rows, wrong)
            ]
    parsed.households = sound
    parsed.persons = [person for person in parsed.persons if (person.sheet, person.row) not in wrong]


def _others(rows: Iterable[Row], wrong: set[Row]) -> list[Row]:
    return [row for row in dict.fromkeys(rows) if row not in wrong]


def _held_back(row: Row, bad: Row) -> Fault:
    other = f"第 {bad[1]} 行" if bad[0] == row[0] else f"“{bad[0]}”第 {bad[1]} 行"
    return Fault(
        "household_held_back", f"同一户的{other}有问题，整户暂不导入。", f"改正{other}后整户重新导入。"
    )
