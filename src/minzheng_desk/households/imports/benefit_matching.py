"""Finding on file the people whom a register of benefits names."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import BenefitEntry, Standing
from minzheng_desk.households.imports.plan import Comparison, KnownBenefit
from minzheng_desk.households.imports.stored import Known
from minzheng_desk.households.model import Person


def compare_benefits(benefits: Iterable[BenefitEntry], known: Known, made: Comparison) -> None:
    """Find the person and the household of every award; who is not on file under this name is a problem."""
    seen = {(found.entry.programme, found.entry.id_number): found.entry.row for found in made.benefits}
    for entry in benefits:
        key = entry.programme, entry.id_number
        person = _person(entry, known)
        fault = _fault(entry, person, known, seen.get(key))
        household = known.household_of(person) if person is not None else None
        if fault is not None or person is None or household is None:
            made.refuse((fault or _ALONE).at(entry.sheet, entry.row, "身份证号", entry.id_number))
            continue
        seen[key] = entry.row
        made.benefits.append(KnownBenefit(entry, person, household))
        made.raise_to((entry.sheet, entry.row), Standing.NEW)


_ALONE = Fault("no_household", "系统里此人不属于任何家庭。", "请先登记其家庭，再导入待遇。")


def _person(entry: BenefitEntry, known: Known) -> Person | None:
    same = known.by_number.get(entry.id_number or "", [])
    if len(same) > 1:
        same = [person for person in same if person.name == entry.name]
    return same[0] if len(same) == 1 else None


def _fault(entry: BenefitEntry, person: Person | None, known: Known, earlier: int | None) -> Fault | None:
    if earlier is not None:
        return Fault("duplicate_person", f"与第 {earlier} 行是同一人、同一项目。", "请核对后只保留一行。")
    if person is None:
        several = bool(known.by_number.get(entry.id_number or ""))
        reason = "系统里有不止一人使用这个身份证号。" if several else "系统里没有此人。"
        code = "several_on_file" if several else "person_unknown"
        return Fault(code, reason, "请先导入或登记其家庭；身份证号有误的请改正。")
    if entry.name is not None and entry.name != person.name:
        reason = f"系统里这个身份证号的姓名是“{person.name}”，与表中“{entry.name}”不一致。"
        return Fault("name_mismatch", reason, "请核对身份证后改正。")
    if person.died_on is not None:
        reason = f"系统里此人已于{person.died_on.isoformat()}登记死亡。"
        return Fault("dead_on_file", reason, "请核对后停发。")
    return None
