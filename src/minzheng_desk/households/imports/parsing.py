"""Reading one table: its rows become households, persons or awards, and problems; every row is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from minzheng_desk.households.imports.benefits import benefit_entries
from minzheng_desk.households.imports.catalogue import Catalogue
from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.grouping import households_of_persons, households_of_rows
from minzheng_desk.households.imports.model import ColumnMatch, HeaderBlock, Layout, Parsed
from minzheng_desk.households.imports.persons import person_entry
from minzheng_desk.households.imports.readers import Surroundings
from minzheng_desk.households.imports.rows import RowFacts, read_rows
from minzheng_desk.kernel.progress import Progress, each

if TYPE_CHECKING:
    from minzheng_desk.documents.workbook.reading import RawSheet

_COUNTING = "序号"
_URBAN_WORDS, _RURAL_WORDS = ("城市", "城镇", "居民委员会"), ("农村",)
# 统计用区划代码和城乡划分代码编制规则: the last three digits of a residents' committee are 001-199 or
# 400-499, of a villagers' committee 200-399 or 500-599.
_URBAN_NUMBERS, _RURAL_NUMBERS = (range(1, 200), range(400, 500)), (range(200, 400), range(500, 600))


def parse_rows(
    sheet: RawSheet,
    header: HeaderBlock,
    match: ColumnMatch,
    known: Catalogue,
    around: Surroundings,
    progress: Progress,
    kind: str = "households",
    file_name: str = "",
) -> Parsed:
    """Return everything the rows under a header say; raises `Cancelled` only."""
    into = Parsed()
    if _stands_beside_another(header):
        return _refused(header)
    rows = read_rows(sheet, header, match, known, around, into)
    watched = each(rows, progress, f"正在检查“{header.sheet}”", len(header.rows), every=500)
    placed = _placed(watched, header, match, around, into)
    if kind == "benefits":
        into.benefits += benefit_entries(placed, header, match, into, file_name)
    elif match.layout is Layout.HOUSEHOLD_PER_ROW:
        into.households += households_of_rows(placed, into)
    elif match.layout is Layout.PERSON_PER_ROW:
        into.households += households_of_persons(placed, into)
    else:
        into.persons += _persons_alone(placed, into)
    _say_what_is_beside_the_rows(into, header, around)
    return into


def _stands_beside_another(header: HeaderBlock) -> bool:
    """Tell whether two tables stand side by side: the column that counts the rows comes twice."""
    return sum(column.parts == (_COUNTING,) for column in header.columns) > 1


def _refused(header: HeaderBlock) -> Parsed:
    fault = Fault(
        "tables_side_by_side",
        "同一行并排着两张表，分不清哪些列属于同一张表。",
        "请把右边的表移到下面或另一张工作表，再导入。",
    )
    problems = [fault.at(header.sheet, row, "整行", None) for row in header.rows]
    return Parsed(problems=problems, rows=[(header.sheet, row) for row in header.rows])


def _persons_alone(rows: Iterable[RowFacts], into: Parsed) -> Iterator[Any]:
    for facts in rows:
        person = person_entry(facts.sheet, facts.row, facts.own, into, has_fault=facts.has_fault)
        if person is not None:
            yield person


def _placed(
    rows: Iterable[RowFacts], header: HeaderBlock, match: ColumnMatch, around: Surroundings, into: Parsed
) -> Iterator[RowFacts]:
    """Give rows without a village the one above: offices write it once, in the first row or over the rows."""
    has_column = any(matched.target == "village" for matched in match.sure)
    above = None if has_column else _village_beside(header, around)
    village, faulty_row, filled = above, 0, 0
    for facts in rows:
        section = _village_in(header.sections.get(facts.row, ""), around)
        said = facts.household.get("village")
        if said is not None:
            village, faulty_row = said, 0
        elif has_column and _village_fault(facts, into):
            village, faulty_row = None, facts.row
        elif section is not None and not has_column:
            facts.household["village"] = section
        elif faulty_row:
            fault = Fault(
                "unknown_village",
                f"村名为空，上面第 {faulty_row} 行的村名又不在名单里。",
                "请先改正上面的村名。",
            )
            into.problems.append(fault.at(facts.sheet, facts.row, "村（社区）", None))
            facts.has_fault = True
        elif village is not None:
            facts.household["village"] = village
            filled += 1
        yield facts
    if filled and has_column:
        fault = Fault(
            "village_above", f"有{filled}行村名为空，按上一行的村名读取。", "请核对这些行是否同村。"
        )
        into.notices.append(fault.at(header.sheet, header.last_row, "村（社区）", None))


def _village_fault(facts: RowFacts, into: Parsed) -> bool:
    """Tell whether this very row's village could not be read."""
    if not facts.has_fault:
        return False
    here = (facts.sheet, facts.row)
    return any(
        (problem.sheet, problem.row) == here and problem.code == "unknown_village"
        for problem in reversed(into.problems[-8:])
    )


def _village_beside(header: HeaderBlock, around: Surroundings) -> str | None:
    """Return the village that the sheet's name or a title names, where no column does."""
    for text in (header.sheet, *header.titles):
        found = _village_in(text, around)
        if found is not None:
            return found
    return None


def _village_in(text: str, around: Surroundings) -> str | None:
    found = around.villages.find(text) if text else None
    if found is not None or not text:
        return found
    named = {code for code, name in around.villages.names.items() if name in text}
    return named.pop() if len(named) == 1 else None


def _say_what_is_beside_the_rows(into: Parsed, header: HeaderBlock, around: Surroundings) -> None:
    """Take urban or rural from the title, else from the village's code, where the rows do not say it."""
    missing = [entry for entry in into.households if "household_hukou_kind" not in entry.values]
    for entry in missing:
        own = entry.head.values.get("person_hukou_kind") if entry.head is not None else None
        if own is not None:
            entry.values["household_hukou_kind"] = own
    missing = [entry for entry in missing if "household_hukou_kind" not in entry.values]
    by_title = _area_of_titles(header)
    told = 0
    for entry in missing:
        area = by_title or area_of_village(entry.values.get("village"))
        if area is not None:
            entry.values["household_hukou_kind"] = area
            entry.assumed.add("household_hukou_kind")
            told += 1
    if told:
        source = "标题" if by_title else "村（社区）代码：村委会为农村，居委会为城镇"
        fault = Fault(
            "area_told",
            f"表中没有城乡类别，有{told}户按{source}登记。",
            "请核对；不对时请在表中增加“城乡类别”列。",
        )
        into.notices.append(fault.at(header.sheet, header.last_row, "城乡类别", None))


def _area_of_titles(header: HeaderBlock) -> str | None:
    text = "".join((*header.titles, header.sheet))
    is_urban = any(word in text for word in _URBAN_WORDS)
    is_rural = any(word in text for word in _RURAL_WORDS)
    if is_urban == is_rural:
        return None
    return "urban" if is_urban else "rural"


def area_of_village(code: str | None) -> str | None:
    """Return whether the village's statistics code is that of a residents' or a villagers' committee.

    >>> area_of_village("990000101001"), area_of_village("990000101201")
    ('urban', 'rural')
    """
    number = int(code[-3:]) if code and code[-3:].isdecimal() else 0
    if any(number in numbers for numbers in _URBAN_NUMBERS):
        return "urban"
    return "rural" if any(number in numbers for numbers in _RURAL_NUMBERS) else None
