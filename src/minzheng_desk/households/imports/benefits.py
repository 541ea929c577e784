"""Registers of benefits: each row becomes an award as the register tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import BenefitEntry, ColumnMatch, HeaderBlock, Parsed
from minzheng_desk.households.imports.readers import programme_in
from minzheng_desk.households.imports.rows import RowFacts
from minzheng_desk.kernel.money import shown

_WITH_A_FIXED_AMOUNT = frozenset({"dibao", "tekun", "old_age_allowance"})


def benefit_entries(
    rows: Iterable[RowFacts], header: HeaderBlock, match: ColumnMatch, into: Parsed, file_name: str
) -> Iterator[BenefitEntry]:
    """Yield the award of each row; a row with anything wrong in it yields none."""
    of_table = programme_of_table(header, match, file_name)
    for facts in rows:
        before = len(into.problems)
        entry = _entry(facts, of_table, into)
        if entry is not None and len(into.problems) == before and not facts.has_fault:
            yield entry


def programme_of_table(header: HeaderBlock, match: ColumnMatch, file_name: str) -> str | None:
    """Return the programme a whole register is of, from titles, tab, headers or the file's name."""
    labels = [matched.label for matched in match.sure]
    for text in (*header.titles, header.sheet, *labels, file_name):
        found = programme_in(text)
        if found is not None:
            return found
    return None


def _entry(facts: RowFacts, of_table: str | None, into: Parsed) -> BenefitEntry | None:
    values: dict[str, Any] = {**facts.household, **facts.own, **facts.benefit}
    name, number = values.pop("name", None), values.pop("id_number", None)
    head_name, head_number = facts.head.get("name"), facts.head.get("id_number")
    if name is None and number is None:
        name, number = head_name, head_number
    if number is None and not facts.has_fault:
        _problem(
            facts,
            into,
            "身份证号",
            Fault("id_number_missing", "没有身份证号，不能确定是谁的待遇。", "请补填身份证号。"),
        )
    programme = values.pop("programme", of_table)
    if programme is None:
        advice = "请在标题或“救助项目”列写明低保、特困、高龄津贴等。"
        _problem(facts, into, "救助项目", Fault("unknown_programme", "看不出是哪一项救助或福利。", advice))
        return None
    _settle_amount(facts, values, programme, into)
    return BenefitEntry(facts.sheet, facts.row, programme, name, number, head_name, head_number, values)


def _settle_amount(facts: RowFacts, values: dict[str, Any], programme: str, into: Parsed) -> None:
    """See that the parts of an amount add up to it, or make the amount of its parts."""
    parts = [values[part] for part in ("basic_amount", "care_amount") if part in values]
    amount = values.get("amount")
    if amount is None and parts:
        values["amount"] = sum(parts)
    elif parts and amount != sum(parts) and "basic_amount" in values:
        fault = Fault(
            "amount_does_not_add_up", f"合计与各项之和（{shown(sum(parts))}元）不符。", "请核对各项金额。"
        )
        _problem(facts, into, "合计", fault)
    elif amount is None and programme in _WITH_A_FIXED_AMOUNT and not facts.has_fault:
        _problem(facts, into, "金额", Fault("amount_missing", "没有填写金额。", "请补填每月金额。"))


def _problem(facts: RowFacts, into: Parsed, column: str, fault: Fault) -> None:
    into.problems.append(fault.at(facts.sheet, facts.row, column, None))
