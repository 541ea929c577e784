"""C22: identity numbers, codes and names as people write them."""

from pathlib import Path

import pytest

from acceptance.families import T
from households.imports.sheets import MAN, parsed, sheet
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.pdf.lettering import Letter, render_letter
from minzheng_desk.kernel.accounts import account_warning, parse_account
from minzheng_desk.kernel.credit_code import (
    CreditCodeWrong,
    is_registered_by_civil_affairs,
    parse_credit_code,
)
from minzheng_desk.kernel.identity import IdNumberWrong, birth_date, parse_id_number, sex_of
from minzheng_desk.kernel.period import age_on
from minzheng_desk.kernel.text import normalised_name, pua_suggestion
from minzheng_desk.payroll.documents.bank_files import BankFileBlocked, bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from payroll.paying import granted, paid_out

PERSONS = ("户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "性别", "村")


def test_full_width_digits_are_read() -> None:
    number = parse_id_number("９９００００１９６６１１２１００１２")
    assert (MAN, "1", 60) == (number, sex_of(number), age_on(birth_date(number), T))


def test_a_wrong_check_character_is_refused() -> None:
    with pytest.raises(IdNumberWrong):
        parse_id_number("99000019661121001X")


def test_fifteen_digits_become_eighteen() -> None:
    assert MAN == parse_id_number("990000661121001")


def test_a_sex_that_contradicts_the_number_is_a_problem_of_its_cell() -> None:
    found = parsed(sheet(PERSONS, ("李明", MAN, "李明", MAN, "户主", "女", "柳塘村")))
    assert [] == found.households
    assert ["sex_contradicts_id"] == [problem.code for problem in found.problems]


def test_a_credit_code_is_checked_and_tells_who_registered_it() -> None:
    assert is_registered_by_civil_affairs(parse_credit_code("52990000A00000002X"))
    with pytest.raises(CreditCodeWrong):
        parse_credit_code("52990000A000000021")


def test_a_card_whose_digit_does_not_fit_is_taken_with_a_warning() -> None:
    account = parse_account("6217000000000000005")
    assert "6217000000000000005" == account
    assert "校验位不符" in (account_warning(account) or "")


def test_dots_of_names_are_one_dot() -> None:
    assert normalised_name("阿依·努尔") == normalised_name("阿依•努尔")


def test_a_rare_name_is_kept_printed_and_blocks_the_line_of_a_gbk_file(desk: Desk, tmp_path: Path) -> None:
    granted(desk, "陈𬭚")
    view = paid_out(desk, "2026-10")
    assert ["陈𬭚"] == [line.name for line in view.lines]
    with pytest.raises(BankFileBlocked) as blocked:
        bank_file(view, bank_format("gbk_pipe"), tmp_path / "out.txt")
    assert {"𬭚"} == {fault.characters for fault in blocked.value.faults}
    assert not (tmp_path / "out.txt").exists()
    assert 1 == render_letter(Letter("陈𬭚", ())).pages


def test_a_private_character_asks_to_be_replaced() -> None:
    assert "李䶮" == pua_suggestion("李\ue863")
