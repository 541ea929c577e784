"""What comes after the bank's file: its answer, corrections, closing, the notice board, money asked back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.registers import ZHOU, household_register
from cli.terminal import Terminal
from desk.stores import PASSPHRASE
from minzheng_desk.benefits.model import Heard
from minzheng_desk.benefits.operations import end
from minzheng_desk.benefits.queries import awards_of_person
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.queries import find_people
from minzheng_desk.kernel.period import Month
from printed import printed_pages

ACCOUNT = "6230990000000000017"


@dataclass(frozen=True)
class Paid:
    """A locked roster of one line, and how it is called."""

    typed: Terminal
    of_month: tuple[object, ...]
    folder: Path

    def answered(self, result: str, reason: str = "", name: str = "回盘.txt", more: str = "") -> Path:
        """The bank's file that says what became of the payment."""
        path = self.folder / name
        path.write_text(f"1|{ACCOUNT}|周桂方|630.00|{result}|{reason}\n{more}TOTAL|1|630.00\n", "gbk")
        return path

    def take(self, path: Path, *more: object) -> tuple[object, ...]:
        """The command that takes a file in."""
        return ("bank-return", "take", path, *self.of_month, "--format", "gbk_pipe", *more)


@pytest.fixture
def paid(typed: Terminal, tmp_path: Path, month: Month) -> Paid:
    """周桂方 is paid 630.00 yuan."""
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done("grant", "--household", "周桂方", "--programme", "低保", "--by", "王主任", "--since", month)
    of_month = ("--programme", "低保", "--month", month)
    typed.done("roster", "draw-up", *of_month)
    typed.done("roster", "lock", *of_month)
    return Paid(typed, of_month, tmp_path)


def test_the_answer_is_taken_in_once_and_adds_up(paid: Paid) -> None:
    file = paid.answered("成功", more=f"2|{ACCOUNT}|甲某|1.00|成功|\n")
    told = paid.typed.told(*paid.take(file))
    assert (2, 1, 0, 0, ["no_such_line"]) == (
        told["file"]["rows"],
        told["file"]["paid"],
        told["file"]["failed"],
        told["file"]["repeated"],
        [problem["code"] for problem in told["file"]["problems"]],
    )
    said = paid.typed.done(*paid.take(file))
    assert "这次没有任何变化" in said
    state = paid.typed.told("bank-return", "show", *paid.of_month)["state"]
    assert (63_000, 0) == (state["paid"]["total"], state["unanswered"]["lines"])
    assert state["sent"]["total"] == sum(state[name]["total"] for name in ("paid", "failed", "unanswered"))


def test_rows_that_do_not_fit_are_said_line_by_line_with_masked_accounts(paid: Paid) -> None:
    said = paid.typed.done(*paid.take(paid.answered("成功", more=f"2|{ACCOUNT}|甲某|1.00|成功|\n")))
    assert "对不上的 1 行" in said
    assert "本批没有第2笔，本批共1笔" in said
    assert "尾号 0017" in said
    assert ACCOUNT not in said


def test_what_failed_is_corrected_locked_paid_and_the_month_closed(paid: Paid) -> None:
    typed = paid.typed
    typed.done(*paid.take(paid.answered("失败", "账户已锁定")))
    shown = typed.done("bank-return", "show", *paid.of_month)
    assert "账户已锁定" in shown
    assert "账户还没有更正" in shown
    assert "不得因此停发、减发" in shown
    assert "还有 1 笔银行退回没有更正" in typed("roster", "close", *paid.of_month).err
    assert "还不能重发" in typed("roster", "correct", *paid.of_month).err

    resend = ("--resend", 1, "--because", "银行已解锁账户")
    drawn = typed.told("roster", "correct", *paid.of_month, *resend)
    assert (1, 63_000, 1) == (
        drawn["roster"]["correction"],
        drawn["roster"]["total"],
        len(drawn["lines"]),
    )
    first = (*paid.of_month, "--correction", 1)
    assert "更正发放（第1次）　已锁定" in typed.done("roster", "lock", *first)
    assert "陆佰叁拾元整" in typed.done("roster", "show", *first)
    bank = typed.told("bank-file", *first, "--format", "gbk_pipe", "--to", paid.folder)
    assert (1, 63_000) == (bank["payments"], bank["total"])
    assert "-G1_" in bank["file"]
    typed.done(*paid.take(paid.answered("成功", name="更正.txt"), "--correction", 1))
    assert "已月结" in typed.done("roster", "close", *paid.of_month)
    assert 15 == typed("roster", "close", *paid.of_month).status
    assert "退回未更正 0 行" in typed("roster", "correct", *paid.of_month).err


def test_the_sheet_for_the_board_holds_no_number(paid: Paid, tmp_path: Path) -> None:
    sheet = tmp_path / "公布单.pdf"
    assert "1 页，1 行，合计 630.00 元" in paid.typed.done("roster", "post", *paid.of_month, "--to", sheet)
    page = "".join(printed_pages(sheet.read_bytes()))
    assert "周桂方" in page
    assert (False, False) == (ZHOU in page, "0017" in page)


def test_whoever_was_paid_what_was_due_is_not_asked_back(paid: Paid) -> None:
    assert "没有多发而未登记追回的" in paid.typed.done("recover", "list")
    open_ = ("recover", "open", "--person", "周桂方", "--programme", "低保")
    assert 15 == paid.typed(*open_).status
    assert (
        "编号为“ZH2026-00001”的追回"
        in paid.typed(
            "recover", "refund", "ZH2026-00001", "--amount", 1, "--voucher", "甲", "--paid-by", "乙"
        ).err
    )


def test_an_account_of_somebody_else_is_allowed_by_name(paid: Paid) -> None:
    said = paid.typed.done(
        "roster", "except-holder", "--person", "周桂方", "--because", "监护人代管", "--allowed-by", "王主任"
    )
    assert "周桂方 的待遇可以发到户名" in said


def test_the_office_of_one_ends_where_another_may_lock(typed: Terminal, tmp_path: Path, month: Month) -> None:
    words = tmp_path / "口令"
    words.write_text(f"{PASSPHRASE}\n", "utf-8")
    typed.done("people", "add", "wang", "--role", "分管领导", "--new-passphrase-file", words)
    alone = ("--because", "一个人", "--allowed-by", "王主任", "--until", f"{month.next}-01")
    assert "wang也可以锁定名册" in typed("roster", "except-lone-clerk", *alone, "--user", "chen").err


def test_what_was_paid_after_an_end_is_asked_back_and_settled_by_vouchers(
    paid: Paid, folder: Path, month: Month
) -> None:
    with closing(open_store(folder, "chen", PASSPHRASE)) as desk:
        person_id = desk.ask(find_people, "周桂方", 1)[0].person_id
        (award,) = desk.ask(awards_of_person, person_id)
        heard = Heard(desk.clock.today(), "已随子女迁出，没有异议。", "户籍已迁出本县。")
        desk.run(end, award, month, "moved", heard=heard)
    typed = paid.typed
    listed = typed.done("recover", "list", "--programme", "低保")
    assert "多发、还没有登记追回的 1 人" in listed
    assert "630.00" in listed
    made = typed.told("recover", "open", "--person", "周桂方", "--programme", "低保")
    assert (63_000, "停发决定", {str(month): 63_000}) == (made["total"], made["proof"], made["months"])
    notice = paid.folder / "退款通知.pdf"
    typed.done("recover", "notice", made["number"], "--to", notice)
    assert "陆佰叁拾元整" in "".join(printed_pages(notice.read_bytes()))
    refund = ("recover", "refund", made["number"], "--paid-by", "周小方")
    said = typed.done(*refund, "--amount", "600", "--voucher", "JK-1")
    assert "已退 600.00 元，还差 30.00 元" in said
    assert "已经结清" in typed.done(*refund, "--amount", "30.00", "--voucher", "JK-2")
    assert [] == typed.told("recover", "list")["recoveries"]
    (settled,) = typed.told("recover", "list", "--all")["recoveries"]
    assert (["JK-1", "JK-2"], False) == (settled["vouchers"], settled["open"])
