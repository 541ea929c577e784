"""An import writes what was previewed, once, as one change; empty cells never erase; nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from households.imports.sheets import BOY, MAN, TODAY, WOMAN, sheet
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
from minzheng_desk.households.imports.model import Counts, ImportMapping, SheetNotRecognised
from minzheng_desk.households.imports.plan import ImportPlan
from minzheng_desk.households.imports.preview import Preview, preview_book, read_register
from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Household,
    Income,
    Member,
    Person,
)
from minzheng_desk.households.operations.events import remove_member
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.kernel.errors import Cancelled, StaleRecord
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import NumberSeries
from minzheng_desk.store.reader import Reader

Look = Callable[..., Preview]
OLD = "990000195012310180"

HEADER = (
    "户主身份证号", "姓名", "身份证号", "与户主关系", "村", "家庭住址", "联系电话", "年收入", "银行账号",
    "残疾证号", "住房套数",
)  # fmt: skip
HEAD = (
    MAN,
    "李明",
    MAN,
    "户主",
    "柳塘村",
    "3组8号",
    "13900000012",
    1200,
    "6217000000000000004",
    f"{MAN}42",
    "01",
)
WIFE = (MAN, "王芳", WOMAN, "配偶", "柳塘村", "3组8号", None, 0)
OTHER = (OLD, "赵玉", OLD, "户主", "石桥铺村", None, None, 300)
REGISTER = sheet(HEADER, HEAD, WIFE, OTHER)
KINDS = (
    Person,
    Household,
    Member,
    Income,
    Asset,
    DisabilityCertificate,
    BankAccount,
    ImportMapping,
    NumberSeries,
)


def everything(reader: Reader) -> dict[str, int]:
    return {kind.declaration.name: reader.count(kind) for kind in KINDS}


def person(desk: Desk, id_number: str) -> Person:
    return next(found for found in desk.ask(Reader.find, Person) if found.id_number == id_number)


def with_cells(row: tuple[Cell, ...], **cells: Cell) -> tuple[Cell, ...]:
    made = list(row)
    for place, value in cells.items():
        made[int(place[1:])] = value
    return tuple(made)


def test_an_import_puts_households_with_their_people_and_facts_on_file(township: Desk, look: Look) -> None:
    preview = look(REGISTER)
    assert Counts(new=3, changed=0, same=0, problems=0) == preview.counts
    done = township.run(import_households, preview.plan)
    assert (2, 3, 0) == (done.result.households, done.result.persons, done.result.revised)
    counted = township.ask(everything)
    assert (3, 2, 3, 3, 1, 1, 1, 1) == tuple(counted[kind.declaration.name] for kind in KINDS[:8])
    found = person(township, MAN)
    assert ("李明", "1", date(1966, 11, 21), "13900000012") == (
        found.name,
        found.sex,
        found.born_on,
        found.phone,
    )
    household = township.ask(Reader.find, Household)[0]
    assert ("990000101201", "rural", "3组8号") == (
        household.region_code,
        household.hukou_kind,
        household.address,
    )
    assert found.id == household.head_id


def test_importing_the_same_file_again_finds_everything_the_same(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    again = look(REGISTER)
    assert Counts(new=0, changed=0, same=3, problems=0) == again.counts
    assert again.plan.is_empty
    assert [] == again.plan.mappings
    assert all(table.match.remembered for table in again.tables)


def test_one_undo_takes_the_whole_import_back(township: Desk, look: Look) -> None:
    before = township.ask(everything)
    township.run(import_households, look(REGISTER).plan)
    assert before != township.ask(everything)
    township.undo()
    assert before == township.ask(everything)


def test_a_changed_cell_is_shown_with_its_old_and_new_value_and_taken(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    moved = with_cells(HEAD, c5="4组1号", c6="13900000099", c7=1300)
    changed = look(sheet(HEADER, moved, with_cells(WIFE, c5=None), OTHER))
    assert Counts(new=0, changed=1, same=2, problems=0) == changed.counts
    assert {
        ("家庭住址", "3组8号", "4组1号"),
        ("联系电话", "13900000012", "13900000099"),
        ("收入金额", "1,200.00", "1,300.00"),
    } == {(change.label, change.before, change.after) for change in changed.changes}
    township.run(import_households, changed.plan)
    assert "13900000099" == person(township, MAN).phone
    assert (
        Counts(new=0, changed=0, same=3, problems=0)
        == look(sheet(HEADER, moved, with_cells(WIFE, c5=None), OTHER)).counts
    )


def test_empty_cells_never_erase(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    emptied = sheet(HEADER, HEAD[:4], WIFE[:4], OTHER[:4])
    assert Counts(new=0, changed=0, same=3, problems=0) == look(emptied).counts


def test_a_new_account_closes_the_old_one(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    preview = look(sheet(HEADER, with_cells(HEAD, c8="6228480000000000018"), WIFE, OTHER))
    assert [("银行账号", "6217000000000000004", "6228480000000000018")] == [
        (change.label, change.before, change.after) for change in preview.changes
    ]
    township.run(import_households, preview.plan)
    accounts = {found.account: found.until for found in township.ask(Reader.find, BankAccount)}
    assert {"6217000000000000004": TODAY, "6228480000000000018": None} == accounts


def test_a_new_member_joins_the_household_on_file(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    preview = look(sheet(HEADER, HEAD, WIFE, (MAN, "李强", BOY, "子", "柳塘村", "3组8号"), OTHER))
    assert Counts(new=1, changed=0, same=3, problems=0) == preview.counts
    township.run(import_households, preview.plan)
    assert 4 == len(township.ask(Reader.find, Member))
    assert 2 == len(township.ask(Reader.find, Household))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (with_cells(WIFE, c1="王方"), "name_mismatch"),
        (with_cells(WIFE, c0=OLD), "member_elsewhere"),
        ((None, "王芳", WOMAN, "户主", "石桥铺村"), "head_differs"),
        ((BOY, "李强", BOY, "户主"), "village_missing"),
        ((MAN, "李强", BOY, None, "柳塘村"), "relation_missing"),
        ((MAN, None, BOY, "子", "柳塘村"), "name_missing"),
        ((MAN, "李强", None, "子", "柳塘村"), "id_number_missing"),
        (("990000198001010012", "李强", BOY, "子", "柳塘村"), "head_missing"),
    ],
)
def test_what_contradicts_the_store_is_a_problem(
    township: Desk, look: Look, row: tuple[Cell, ...], code: str
) -> None:
    township.run(import_households, look(REGISTER).plan)
    preview = look(sheet(HEADER, row))
    assert {code} == {problem.code for problem in preview.problems}
    assert Counts(new=0, changed=0, same=0, problems=1) == preview.counts
    assert preview.plan.is_empty


def test_the_dead_are_not_imported_as_living(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    township.run(revise_person, replace(person(township, WOMAN), died_on=date(2026, 11, 1)))
    preview = look(REGISTER)
    assert {3: "dead_on_file", 2: "household_held_back"} == {p.row: p.code for p in preview.problems}
    assert Counts(new=0, changed=0, same=1, problems=2) == preview.counts


def test_somebody_on_file_who_left_joins_a_new_household_with_account_and_papers(
    township: Desk, look: Look
) -> None:
    wife = (MAN, "王芳", WOMAN, "配偶", "柳塘村", None, None, None, "6228480000000000018", f"{WOMAN}31")
    township.run(import_households, look(sheet(HEADER, HEAD, wife)).plan)
    household = township.ask(Reader.find, Household)[0]
    township.run(remove_member, household, person(township, WOMAN), TODAY, "离婚")
    alone = (WOMAN, "王芳", WOMAN, "户主", "石桥铺村", None, "13900000077", 100, *wife[8:])
    preview = look(sheet(HEADER, alone))
    assert Counts(new=1, changed=0, same=0, problems=0) == preview.counts
    township.run(import_households, preview.plan)
    assert "13900000077" == person(township, WOMAN).phone
    counted = township.ask(everything)
    assert (2, 2, 3, 2, 2) == tuple(
        counted[kind.declaration.name]
        for kind in (Person, Household, Member, BankAccount, DisabilityCertificate)
    )


def test_what_cannot_be_kept_is_said(look: Look) -> None:
    header = ("姓名", "身份证号", "与户主关系", "村", "开户银行")
    preview = look(sheet(header, ("李明", MAN, "户主", "柳塘村", "云泽村镇银行")))
    assert "bank_without_account" in {notice.code for notice in preview.notices}


def test_a_list_of_persons_adds_to_those_on_file_only(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    rows = [("王芳", WOMAN, "肢体", "二级"), ("李强", BOY, "智力", "三级")]
    preview = look(sheet(("姓名", "身份证号", "残疾类别", "残疾等级"), *rows))
    assert Counts(new=0, changed=1, same=0, problems=1) == preview.counts
    assert ["no_household"] == [problem.code for problem in preview.problems]
    township.run(import_households, preview.plan)
    assert 2 == len(township.ask(Reader.find, DisabilityCertificate))


def test_an_income_divided_otherwise_on_file_is_not_overwritten(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    header = ("姓名", "身份证号", "工资性收入", "经营净收入")
    preview = look(sheet(header, ("李明", MAN, 500, 900)))
    assert ["income_divided_otherwise"] == [problem.code for problem in preview.problems]


def test_a_record_changed_since_the_preview_stops_the_whole_import(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    new = (BOY, "李强", BOY, "户主", "柳塘村")
    preview = look(sheet(HEADER, with_cells(HEAD, c6="13900000099"), new))
    township.run(revise_person, replace(person(township, MAN), remark="另一位同事改过"))
    before = township.ask(everything)
    with pytest.raises(StaleRecord):
        township.run(import_households, preview.plan)
    assert before == township.ask(everything)


class Impatient:
    """Cancels when the writing has begun."""

    def report(self, done: int, total: int, text: str) -> None:
        if done:
            raise Cancelled


def test_a_cancelled_import_leaves_nothing(township: Desk, look: Look) -> None:
    before = township.ask(everything)
    with pytest.raises(Cancelled):
        township.run(import_households, look(REGISTER).plan, Impatient())
    assert before == township.ask(everything)


def test_problems_name_the_column_as_the_sheet_does(look: Look) -> None:
    header = ("户主证件号码", "成员姓名", "公民身份号码", "与户主关系", "村", "男女")
    preview = look(
        sheet(
            header, (MAN, "李明", MAN, "户主", "柳塘村", "女"), (MAN, "李明", WOMAN, "户主", "柳塘村", "女")
        )
    )
    assert {"男女", "与户主关系", "公民身份号码"} >= {problem.column for problem in preview.problems}


def test_a_matching_chosen_by_a_person_is_used_and_remembered(township: Desk) -> None:
    odd = sheet(("户主身份证号", "姓名", "甲列", "与户主关系", "村"), (MAN, "李明", MAN, "户主", "柳塘村"))
    book = RawBook("登记表.xlsx", (odd,))
    first = township.ask(preview_book, book, TODAY, Silent())
    found = first.tables[0]
    chosen = replace(
        first.plan.mappings[0], columns=(*found.match.columns(), (2, "id_number", "row", 0, 1, ""))
    )
    second = township.ask(preview_book, book, TODAY, Silent(), "households", [chosen])
    assert Counts(new=1, changed=0, same=0, problems=0) == second.counts
    township.run(import_households, second.plan)
    assert (
        Counts(new=0, changed=0, same=1, problems=0)
        == township.ask(preview_book, book, TODAY, Silent()).counts
    )


def test_a_matching_chosen_later_takes_the_place_of_the_remembered_one(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    book = RawBook("登记表.xlsx", (REGISTER,))
    remembered = township.ask(Reader.find, ImportMapping)[0]
    chosen = ImportMapping(
        fingerprint=remembered.fingerprint,
        kind=remembered.kind,
        layout=remembered.layout,
        columns=tuple(column for column in remembered.columns if column[1] != "address"),
    )
    township.run(
        import_households, township.ask(preview_book, book, TODAY, Silent(), "households", [chosen]).plan
    )
    assert [chosen.columns] == [found.columns for found in township.ask(Reader.find, ImportMapping)]


def test_a_book_without_a_register_is_refused_in_words(township: Desk, look: Look) -> None:
    with pytest.raises(SheetNotRecognised):
        look(sheet(("物品", "数量"), ("大米", 3)))


def test_hidden_and_unknown_sheets_are_named_as_not_read(look: Look) -> None:
    hidden = RawSheet("旧表", REGISTER.rows, is_hidden=True)
    preview = look(REGISTER, hidden, sheet(("物品", "数量"), ("大米", 3), name="库房"))
    assert 2 == len(preview.unread)
    assert 3 == preview.counts.rows


def test_columns_and_rows_that_were_not_read_are_named(look: Look) -> None:
    rows = (("李明", "户主", MAN, "某某"), ("合计", None, None, None))
    preview = look(sheet(("姓名", "与户主关系", "身份证号", "包村干事"), *rows))
    assert [
        "工作表“Sheet1”有 1 列没有读取：“包村干事”。",
        "工作表“Sheet1”有 1 行不是登记内容，没有读取：第 3 行（合计行）。",
    ] == preview.unread


def test_a_real_workbook_is_read(township: Desk, saved: Callable[[RawSheet], Path]) -> None:
    preview = township.ask(read_register, saved(REGISTER), TODAY, Silent())
    assert Counts(new=3, changed=0, same=0, problems=0) == preview.counts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_in_any_usual_encoding_is_read(township: Desk, tmp_path: Path, encoding: str) -> None:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in REGISTER.rows]
    path = tmp_path / "登记表.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert (
        Counts(new=3, changed=0, same=0, problems=0)
        == township.ask(read_register, path, TODAY, Silent()).counts
    )


def test_awards_find_their_people_on_file(township: Desk, look: Look) -> None:
    township.run(import_households, look(REGISTER).plan)
    header = ("户主姓名", "户主身份证号", "户月保障金额", "最初享受月份")
    rows = [
        ("李明", MAN, 440, "2024-04"),
        ("赵玉儿", OLD, 440, "2024-04"),
        ("李强", BOY, 440, "2024-04"),
        ("李明", MAN, 440, "2024-04"),
    ]
    preview = look(sheet(("低保名册",), header, *rows), kind="benefits")
    assert Counts(new=1, changed=0, same=0, problems=3) == preview.counts
    assert ["name_mismatch", "person_unknown", "duplicate_person"] == [
        problem.code for problem in preview.problems
    ]
    assert [person(township, MAN).id] == [found.person.id for found in preview.benefits]


def test_a_plan_names_its_file_in_the_journal(look: Look) -> None:
    assert ImportPlan is type(look(REGISTER).plan)
    assert "登记表.xlsx" == look(REGISTER).plan.source
