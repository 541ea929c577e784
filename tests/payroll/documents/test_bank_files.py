"""The bank's file says exactly what the locked roster says, or there is no file and everybody knows why."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.documents.bank_files import BankFileBlocked, bank_faults, bank_file
from minzheng_desk.payroll.documents.bank_formats import (
    BankFormatBroken,
    BankFormatUnknown,
    bank_format,
    bank_formats,
    read_bank_format,
)
from minzheng_desk.payroll.model import PurposeMissing, Roster, RosterNotLocked
from minzheng_desk.payroll.operations import note_bank_file
from minzheng_desk.payroll.queries import RosterView, roster_for, with_holders_on_file
from minzheng_desk.store.tables import table
from payroll.paying import DIBAO, a_household, an_account, an_award, drawn_up, granted, paid_out


def a_locked_roster(desk: Desk, *names: str, month: str = "2026-10") -> RosterView:
    for name in names:
        granted(desk, name)
    return paid_out(desk, month)


def test_the_text_file_is_what_the_bank_asked_for_byte_by_byte(memory_desk: Desk, tmp_path: Path) -> None:
    household, person = a_household(memory_desk, "张三")
    an_account(memory_desk, person)
    an_award(memory_desk, household, person, base="1234.5")
    view = paid_out(memory_desk, "2026-10")
    made = bank_file(view, bank_format("gbk_pipe"), tmp_path / "out.txt")
    expected = (
        f"1|6217000000000000004|张三|1234.50|{person.id_number}|最低生活保障2026年10月\r\nTOTAL|1|1234.50\r\n"
    )
    assert expected.encode("gbk") == (tmp_path / "out.txt").read_bytes()
    named = f"{view.roster.batch_number}_1笔.txt"
    assert (1, 123_450, named) == (made.count, made.total, made.name)


@pytest.mark.parametrize("name", bank_formats())
def test_every_format_adds_up_to_the_roster_and_leaves_out_who_is_held(
    memory_desk: Desk, tmp_path: Path, name: str
) -> None:
    household, person = a_household(memory_desk, "王无账")
    an_award(memory_desk, household, person)
    view = a_locked_roster(memory_desk, "张三", "李四", "买买提·吐尔逊")
    made = bank_file(view, bank_format(name), tmp_path / "out")
    assert (view.roster.lines, view.roster.total) == (made.count, made.total)
    assert (3, 156_000) == (made.count, made.total)
    assert all("王无账" not in field for row in made.rows for field in row)


def test_the_workbook_holds_accounts_as_text_and_amounts_as_figures(
    memory_desk: Desk, tmp_path: Path
) -> None:
    view = a_locked_roster(memory_desk, "张三", "王䶮𬱖")
    bank_file(view, bank_format("xlsx_standard"), tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    assert ("序号", "收款账号", "收款户名", "开户银行", "金额", "证件类型", "证件号码", "摘要") == rows[0]
    assert ("2", "6217000000000000004", "王䶮𬱖") == rows[2][:3]
    assert [520, 520] == [row[4] for row in rows[1:]]
    assert {"s"} == {cell.data_type for cell in page["B"]}
    assert {"n"} == {cell.data_type for cell in page["E"][1:]}


def test_a_name_that_begins_like_a_formula_stays_text(memory_desk: Desk, tmp_path: Path) -> None:
    view = a_locked_roster(memory_desk, "=1+1")
    bank_file(view, bank_format("xlsx_standard"), tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert page is not None
    assert ("=1+1", "s") == (page["C2"].value, page["C2"].data_type)
    assert page["C2"].quotePrefix


def test_names_the_encoding_cannot_hold_block_the_file_and_are_listed(
    memory_desk: Desk, tmp_path: Path
) -> None:
    view = a_locked_roster(memory_desk, "张三", "王䶮", "欧阳𬱖")
    with pytest.raises(BankFileBlocked) as blocked:
        bank_file(view, bank_format("gbk_pipe"), tmp_path / "out.txt")
    assert [("王䶮", "户名", "䶮"), ("欧阳𬱖", "户名", "𬱖")] == [
        (fault.name, fault.column, fault.characters) for fault in blocked.value.faults
    ]
    assert [2, 3] == [fault.line for fault in blocked.value.faults]
    assert "王䶮" not in str(blocked.value)
    assert [] == list(tmp_path.iterdir())


def test_a_holder_written_as_the_bank_agreed_frees_the_file_of_a_locked_roster(
    desk: Desk, tmp_path: Path
) -> None:
    view = a_locked_roster(desk, "王䶮")
    at = table(BankAccount).c
    account = desk.ask(lambda reader: reader.first(BankAccount, at.holder_name == "王䶮"))
    assert account is not None
    desk.run(correct, dataclasses.replace(account, holder_name="王YAN"), "银行约定写法")
    made = bank_file(desk.ask(with_holders_on_file, view), bank_format("gbk_pipe"), tmp_path / "out.txt")
    assert "王YAN" in made.rows[0]
    assert "王䶮" == desk.ask(roster_for, DIBAO, view.roster.month).lines[0].holder_name


def test_what_would_block_the_file_can_be_asked_before_locking(memory_desk: Desk) -> None:
    granted(memory_desk, "王䶮")
    view = drawn_up(memory_desk, "2026-10")
    assert ["䶮"] == [fault.characters for fault in bank_faults(view, bank_format("gbk_pipe"))]


def test_only_a_locked_roster_is_paid(memory_desk: Desk, tmp_path: Path) -> None:
    granted(memory_desk)
    view = drawn_up(memory_desk, "2026-10")
    with pytest.raises(RosterNotLocked):
        bank_file(view, bank_format("gbk_pipe"), tmp_path / "out.txt")
    with pytest.raises(RosterNotLocked):
        memory_desk.run(note_bank_file, view.roster, "送农商行")


@pytest.mark.parametrize(
    ("account", "reason"), [("62170000", "10至23位"), ("6217ABCD000000000", "以外的字符")]
)
def test_an_account_the_bank_would_refuse_blocks_the_file(
    memory_desk: Desk, tmp_path: Path, account: str, reason: str
) -> None:
    household, person = a_household(memory_desk, "张三")
    an_account(memory_desk, person, account)
    an_award(memory_desk, household, person)
    with pytest.raises(BankFileBlocked) as blocked:
        bank_file(paid_out(memory_desk, "2026-10"), bank_format("gbk_pipe"), tmp_path / "out.txt")
    assert reason in blocked.value.faults[0].reason
    assert account not in str(blocked.value)


def test_a_separator_inside_a_name_blocks_the_file(memory_desk: Desk, tmp_path: Path) -> None:
    view = a_locked_roster(memory_desk, "张|三")
    with pytest.raises(BankFileBlocked) as blocked:
        bank_file(view, bank_format("gbk_pipe"), tmp_path / "out.txt")
    assert ["含有分隔符或换行"] == [fault.reason for fault in blocked.value.faults]


def test_a_fixed_width_is_filled_in_bytes_and_never_cut(memory_desk: Desk, tmp_path: Path) -> None:
    form = bank_format("gbk_pipe")
    holder = dataclasses.replace(form.columns[2], width=8)
    amount = dataclasses.replace(form.columns[3], width=12, align="right", fill="0", format="fen")
    fixed = dataclasses.replace(form, columns=(holder, amount), separator="", trailer=())
    view = a_locked_roster(memory_desk, "张三", "欧阳某某")
    bank_file(view, fixed, tmp_path / "out.txt")
    lines = (tmp_path / "out.txt").read_bytes().split(b"\r\n")
    assert ["张三    000000052000".encode("gbk"), "欧阳某某000000052000".encode("gbk"), b""] == lines
    narrow = dataclasses.replace(fixed, columns=(dataclasses.replace(holder, width=6), amount))
    assert ["超过6个字节"] == [fault.reason for fault in bank_faults(view, narrow)]


def test_making_a_file_needs_the_permission_and_a_purpose_and_is_in_the_journal(desk: Desk) -> None:
    view = a_locked_roster(desk, "张三")
    done = desk.run(note_bank_file, view.roster, "送柳溪农商行")
    assert frozenset({"roster"}) == done.touched
    assert view.roster == desk.ask(lambda reader: reader.get(Roster, view.roster.id))
    with pytest.raises(PurposeMissing):
        desk.run(note_bank_file, view.roster, "  ")
    nobody = dataclasses.replace(desk.actor, permissions=frozenset(Permission) - {Permission.MAKE_BANK_FILE})
    with pytest.raises(NotAllowed):
        dataclasses.replace(desk, actor=nobody).run(note_bank_file, view.roster, "送柳溪农商行")


def a_format(tmp_path: Path, changed: str, to: str) -> Path:
    lines = """label = "某行"
kind = "text"
encoding = "gbk"
file_name = "{batch_number}.txt"

[[columns]]
label = "账号"
source = "account"

[[columns]]
label = "金额"
source = "amount"
format = "yuan"
"""
    path = tmp_path / "some_bank.toml"
    assert changed in lines
    path.write_text(lines.replace(changed, to), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changed", "to", "line", "key"),
    [
        ('kind = "text"', 'kind = "pdf"', 2, "kind"),
        ('encoding = "gbk"', 'encoding = "gbkk"', 3, "encoding"),
        ('encoding = "gbk"\n', "", 1, "encoding"),
        ("{batch_number}", "{batch}", 4, "file_name"),
        ('source = "account"', 'source = "acount"', 8, "columns.source"),
        ('source = "account"', 'source = "account"\nwidht = 3', 9, "columns.widht"),
        ('source = "account"', 'source = "account"\nwidth = "3"', 9, "columns.width"),
        ('source = "account"', 'source = "account"\nformat = "yuan"', 9, "columns.format"),
        ('format = "yuan"', 'format = "euro"', 13, "columns.format"),
        ('source = "account"', 'constant = ""', 6, "columns"),
        ('kind = "text"', "kind = text", 2, "kind"),
    ],
)
def test_a_mistake_in_a_format_is_named_with_file_line_and_key(
    tmp_path: Path, changed: str, to: str, line: int, key: str
) -> None:
    with pytest.raises(BankFormatBroken) as broken:
        read_bank_format(a_format(tmp_path, changed, to))
    assert ("some_bank.toml", line, key) == tuple(
        broken.value.facts[name] for name in ("file", "line", "key")
    )


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BankFormatUnknown, match="没有名为“nope”") as unknown:
        bank_format("nope")
    assert "gbk_pipe、xlsx_standard" in unknown.value.advice


def test_the_same_roster_makes_the_same_file(memory_desk: Desk, tmp_path: Path) -> None:
    view = a_locked_roster(memory_desk, "张三")
    digests = {bank_file(view, bank_format("gbk_pipe"), tmp_path / name).digest for name in ("a", "b")}
    assert 1 == len(digests)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
