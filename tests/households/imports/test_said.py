"""What somebody said of a header is proposed for the next file with such a column, until told otherwise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.imports.sheets import BOY, MAN, TODAY, WOMAN, families, sheet
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
from minzheng_desk.households.imports.matching import CARRIED_OVER
from minzheng_desk.households.imports.model import Counts, Matched, Owner, SaidColumn
from minzheng_desk.households.imports.preview import Preview, preview_book
from minzheng_desk.households.imports.said import SaidHeader
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.store.reader import Reader

KNOWN = ("户主身份证号", "姓名", "身份证号", "与户主关系", "村", "家庭住址", "年收入")
FEW = (
    (MAN, "李明", MAN, "户主", "柳塘村"),
    (MAN, "王芳", WOMAN, "配偶", "柳塘村"),
    (MAN, "李强", BOY, "子", "柳塘村"),
)
STANDARD = sheet(KNOWN[:5], *FEW)


def looked(desk: Desk, of: RawSheet, *said: SaidHeader, kind: str = "households") -> Preview:
    return desk.ask(preview_book, RawBook("登记表.xlsx", (of,)), TODAY, Silent(), kind, (), said)


def say(desk: Desk, kind: str = "households", /, **meanings: str | None) -> None:
    """Import a register over whose columns somebody has said this."""
    header = SaidHeader(dict(enumerate(meanings)), dict(enumerate(meanings.values())))
    desk.run(import_households, looked(desk, STANDARD, header, kind=kind).plan)


def said(desk: Desk) -> dict[str, str]:
    return {one.heading: one.meaning for one in desk.ask(Reader.find, SaidColumn)}


def over(found: Preview, label: str) -> Matched | None:
    """What a column is surely taken to mean."""
    return next((one for one in found.tables[0].match.sure if one.label == label), None)


def waiting(found: Preview) -> dict[str, str]:
    return {one.label: one.reason for one in found.tables[0].match.unsure}


HEADINGS = st.lists(
    st.text("甲乙丙丁戊己庚辛壬癸寅卯辰巳", min_size=2, max_size=6),
    min_size=len(KNOWN),
    max_size=len(KNOWN),
    unique=True,
)


@given(HEADINGS, st.permutations(range(len(KNOWN))), st.integers(1, len(KNOWN)), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_headers_said_once_are_read_in_the_next_file_as_if_they_were_known(
    township: Desk, headings: list[str], order: list[int], odd: int, seed: int
) -> None:
    """Whatever the words, whichever columns have them, in any order and beside a column nobody knows."""
    written, rows = [*headings[:odd], *KNOWN[odd:]], register(seed)
    header = SaidHeader(dict(enumerate(written)), dict(enumerate(KNOWN)))
    township.run(import_households, looked(township, STANDARD, header).plan)
    kept = said(township)
    again = looked(township, sheet(laid([*written, "包村干事"], order), *(laid(row, order) for row in rows)))
    township.undo()
    known = looked(township, sheet(KNOWN, *rows))
    assert dict(zip(headings[:odd], KNOWN, strict=False)) == kept
    assert [] == known.problems == again.problems
    assert known.counts == again.counts
    meant = {written[one.column]: one.target for one in known.tables[0].match.sure}
    assert meant == {one.label: one.target for one in again.tables[0].match.sure}
    assert set(headings[:odd]) == {one.label for one in again.tables[0].match.sure if one.carried_over}
    assert {} == said(township)


def register(seed: int) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for family in families(random.Random(seed).randint(3, 6), seed):
        head, where = family.members[0].id_number, (family.village, family.address)
        rows += [
            (head, one.name, one.id_number, one.relation, *where, one.year_income, "某")
            for one in family.members
        ]
    return rows


def laid(row: Sequence[Cell], order: list[int]) -> tuple[Cell, ...]:
    """The columns in another order; what stands beside them stays at the end."""
    return (*(row[at] for at in order), *row[len(order) :])


def test_what_is_carried_over_is_told(township: Desk) -> None:
    say(township, 户主大名="户主姓名", 证件="身份证号")
    found = looked(township, sheet(("户主大名", "户主身份证号", "姓名", "证件"), ("李明", MAN, "李明", MAN)))
    assert [
        "工作表“Sheet1”有 2 列沿用上次的对应：“户主大名”是“姓名”、“证件”是“身份证号”。"
    ] == found.carried_over
    head = over(found, "户主大名")
    assert head is not None
    assert (Owner.HEAD, CARRIED_OVER) == (head.owner, head.reason)


@pytest.mark.parametrize(
    ("later", "kept"), [("曾用名", {"大名": "曾用名"}), (None, {}), ("姓名", {"大名": "姓名"})]
)
def test_what_is_said_later_takes_the_place_of_what_was_said(
    township: Desk, later: str | None, kept: dict[str, str]
) -> None:
    say(township, 大名="姓名")
    say(township, 大名=later)
    assert kept == said(township)


def test_a_header_the_program_knows_is_not_kept(township: Desk) -> None:
    say(township, 姓名="户主姓名", 户主="与户主关系", 公民身份号码="户主身份证号")
    assert {} == said(township)


@pytest.mark.parametrize("row", [("李明", MAN), ("李明", 19661121), ("李明", TODAY), ("李明", "13900000012")])
def test_a_row_of_cells_that_was_taken_for_a_header_is_never_kept(
    township: Desk, row: tuple[Cell, ...]
) -> None:
    header = SaidHeader(dict(enumerate(row)), {0: "姓名", 1: "身份证号"})
    township.run(import_households, looked(township, STANDARD, header).plan)
    assert {} == said(township)


def test_a_header_over_several_columns_says_too_little(township: Desk) -> None:
    twice = SaidHeader({0: "称呼", 1: "称呼"}, {0: "姓名", 1: "曾用名"})
    township.run(import_households, looked(township, STANDARD, twice).plan)
    assert {} == said(township)
    say(township, 称呼="姓名")
    found = looked(township, sheet(("称呼", "称呼", "姓名", "身份证号"), *FEW))
    assert None is over(found, "称呼")


def test_registers_of_another_kind_have_words_of_their_own(township: Desk) -> None:
    say(township, "benefits", 大名="姓名")
    assert None is over(looked(township, sheet(("大名", "身份证号", "户编号"), ("李明", MAN, 1))), "大名")


@pytest.mark.parametrize(
    "header", [("大名", "姓名", "身份证号", "关系"), ("姓名", "大名", "身份证号", "关系")]
)
def test_beside_a_column_that_says_it_itself_the_proposal_waits_for_a_person(
    township: Desk, header: tuple[str, ...]
) -> None:
    say(township, 大名="姓名")
    found = looked(township, sheet(header, ("李明", "李明", MAN, "户主")))
    assert {"大名": "沿用上次的对应，但还有一列也是，请确认用哪一列"} == waiting(found)
    assert over(found, "姓名") is not None


def test_a_proposal_that_the_cells_contradict_waits_for_a_person(township: Desk) -> None:
    say(township, 证件="身份证号")
    rows = [(*row[:2], "居民身份证", row[3]) for row in FEW]
    found = looked(township, sheet(("户主身份证号", "姓名", "证件", "关系"), *rows))
    assert {"证件": "上次对应“身份证号”，但多数内容读不出来，请确认"} == waiting(found)


def test_the_unit_is_that_of_the_header_and_not_of_the_one_before(township: Desk) -> None:
    header = SaidHeader({0: "挣多少（元）"}, {0: "年收入"})
    township.run(import_households, looked(township, STANDARD, header).plan)
    again = sheet(("姓名", "身份证号", "挣多少(万元)"), ("李明", MAN, 1))
    found = over(looked(township, again), "挣多少(万元)")
    assert found is not None
    assert ("year_income", 10_000) == (found.target, found.factor)


def test_a_header_of_two_rows_is_understood_by_what_was_said_of_its_lower_one(township: Desk) -> None:
    say(township, 大名="姓名", 证号="身份证号")
    rows = (
        ("监护人信息", None, "姓名", "身份证号"),
        ("大名", "证号", None, None),
        ("王芳", WOMAN, "李强", BOY),
    )
    merged = ((0, 0, 0, 1), (0, 2, 1, 2), (0, 3, 1, 3))
    found = looked(township, sheet(*rows, merged=merged)).tables[0].match.sure
    outsiders = {one.label: one.target for one in found if one.owner is Owner.OUTSIDER}
    assert {"监护人信息 大名": "name", "监护人信息 证号": "id_number"} == outsiders


def test_an_import_can_be_undone_though_somebody_said_otherwise_since(township: Desk) -> None:
    say(township, 大名="姓名")
    other = replace(township, actor=Actor("zhao.lei", "赵雷", frozenset(Permission)))
    header = SaidHeader({0: "大名"}, {0: "曾用名"})
    other.run(import_households, looked(other, STANDARD, header).plan)
    township.undo()
    assert {"大名": "曾用名"} == said(township)
    assert Counts(new=3, changed=0, same=0, problems=0) == looked(township, STANDARD).counts
