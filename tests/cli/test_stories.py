"""Whole stories at the terminal, from an Excel register to a roster that the bank pays."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.registers import CHEN, LI, ZHOU, benefit_register, household_register
from cli.terminal import Terminal
from minzheng_desk.kernel.period import Month
from printed import printed_pages

GRANT = ("grant", "--household", "周桂方", "--programme", "低保", "--by", "王主任")


def granted(typed: Terminal, tmp_path: Path, month: Month) -> tuple[object, ...]:
    """Import a register and grant one household 低保; returns what its first roster is called."""
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done(*GRANT, "--since", month)
    return ("--programme", "低保", "--month", month)


def test_from_an_excel_register_to_a_decision(typed: Terminal, tmp_path: Path, month: Month) -> None:
    register, bad_rows = household_register(tmp_path / "低保户.xlsx"), tmp_path / "问题行.xlsx"

    imported = typed.done("import", "households", register, "--problems", bad_rows)
    assert "新增 3 行，变更 0 行，相同 0 行，问题 1 行，合计 4 行" in imported
    assert "校验" in imported
    assert "王小明" in str([cell.value for cell in list(load_workbook(bad_rows).worksheets[0].rows)[-1]])

    assert "周桂方" in typed.done("search", "zgf")
    assert "下湾村" in typed.done("search", "陈万福")

    assessed = typed.done("assess", "周桂方", "--programme", "低保", "--save")
    assert "结论：✔ 符合，每月 630.00 元" in assessed
    assert "保障标准合计：440.00 × 2 人 = 880.00 元" in assessed
    assert "《最低生活保障审核确认办法》" in assessed

    said = typed.done(*GRANT, "--since", month)
    assert f"周桂方　最低生活保障，自 {month.label}起每月 630.00 元，王主任 确认。" in said


def test_from_a_decision_to_a_paid_roster(typed: Terminal, tmp_path: Path, month: Month) -> None:
    of_month = granted(typed, tmp_path, month)

    drawn = typed.done("roster", "draw-up", *of_month)
    assert "合计    630.00 元（陆佰叁拾元整）" in drawn
    assert "新增     1      630.00        0.00" in drawn
    assert "已锁定" in typed.done("roster", "lock", *of_month)
    assert "尾号 0017" in typed.done("roster", "show", *of_month)

    bank = typed.told("bank-file", *of_month, "--format", "gbk_pipe", "--to", tmp_path)
    assert (1, 63000, "630.00") == (bank["payments"], bank["total"], bank["total_yuan"])
    assert "周桂方" in Path(bank["file"]).read_text("gbk")
    ledger = typed.told("ledger", "月发放汇总", "--month", month, "--to", tmp_path / "汇总.xlsx")
    assert 63000 == ledger["totals"]["amount"]

    assert "全部一致" in typed.done("journal", "verify")
    journal = typed.done("journal", "show", "--last", 100)
    assert all(
        label in journal for label in ("导入家庭登记表", "确认待遇", "锁定发放名册", "生成银行代发文件")
    )


def test_a_roster_is_printed_masked_unless_a_purpose_is_given(
    typed: Terminal, tmp_path: Path, month: Month
) -> None:
    of_month, paper = granted(typed, tmp_path, month), tmp_path / "花名册.pdf"
    typed.done("roster", "draw-up", *of_month)

    assert "1 页，1 行，合计 630.00 元" in typed.done("roster", "print", *of_month, "--to", paper)
    assert ZHOU not in "".join(printed_pages(paper.read_bytes()))
    typed.done("roster", "print", *of_month, "--to", paper, "--full-ids", "财务存档")
    assert ZHOU in "".join(printed_pages(paper.read_bytes()))


def test_a_roster_is_compared_with_last_months(typed: Terminal, tmp_path: Path, month: Month) -> None:
    of_month = granted(typed, tmp_path, month)
    typed.done("roster", "draw-up", *of_month)
    typed.done("roster", "lock", *of_month)
    typed.done("grant", "--all-met", "--programme", "低保", "--since", month.next, "--by", "王主任")
    next_month = ("--programme", "低保", "--month", month.next)

    drawn = typed.told("roster", "draw-up", *next_month)
    told = typed.told("roster", "compare", *next_month)

    assert drawn == told
    assert (1, 1) == tuple(told["by_difference"][sort]["lines"] for sort in ("same", "new"))
    assert told["lines"] == sum(sort["lines"] for sort in told["by_difference"].values())
    assert told["roster"]["total"] == sum(sort["amount"] for sort in told["by_difference"].values())
    assert ["陈万福"] == [line["name"] for line in told["changed"]]


def test_what_is_locked_cannot_be_undone(typed: Terminal, tmp_path: Path, month: Month) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done("grant", "--household", "周桂方", "--programme", "低保", "--since", month, "--by", "王主任")
    typed.done("roster", "draw-up", "--programme", "低保", "--month", month)
    typed.done("roster", "lock", "--programme", "低保", "--month", month)

    answered = typed("undo")

    assert 15 == answered.status
    assert "办法：" in answered.err


def test_an_import_is_one_undo_and_the_same_file_brings_nothing_twice(
    typed: Terminal, tmp_path: Path
) -> None:
    register = household_register(tmp_path / "户.xlsx")
    typed.done("import", "households", register)

    again = typed.told("import", "households", register)["files"][0]
    assert (0, 0, 3, 1) == (again["new"], again["changed"], again["same"], again["problem_rows"])
    assert again["journal_entry"] is None

    assert "已撤销“导入家庭登记表”" in typed.done("undo")
    assert "没有找到" in typed.done("search", "周桂方")
    assert "全部一致" in typed.done("journal", "verify")


def test_a_preview_writes_nothing(typed: Terminal, tmp_path: Path) -> None:
    shown = typed.done("import", "households", household_register(tmp_path / "户.xlsx"), "--preview")

    assert "只是预览，没有写入。" in shown
    assert 0 == typed.told("search", "周桂方")["count"]


def test_benefits_already_in_payment_are_taken_over(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    register = benefit_register(tmp_path / "在享.xlsx")

    taken = typed.told("import", "benefits", register, "--paid-through", "2026-10", "--by", "王主任")[
        "files"
    ][0]

    assert (1, 0) == (taken["new"], taken["problem_rows"])
    award = typed.told("show", "陈万福")["awards"][0]
    assert ("dibao", 32000, "320.00", "王主任") == (
        award["programme"],
        award["amount"],
        award["amount_yuan"],
        award["decided_by"],
    )


def test_amounts_that_the_policy_works_out_are_not_taken_over_silently(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    register = tmp_path / "在享.csv"
    register.write_text(f"高龄津贴发放表\n姓名,身份证号,金额\n陈万福,{CHEN},60\n", "utf-8")

    told = typed.told("import", "benefits", register, "--paid-through", "2026-10")["files"][0]

    assert 1 == told["new"]
    assert ["amount_by_policy"] == [notice["code"] for notice in told["notices"]]


def test_a_column_can_be_named_and_is_remembered(typed: Terminal, tmp_path: Path) -> None:
    header = ("户主姓名", "姓名", "编码", "与户主关系", "村", "户籍类别", "年收入", "开户银行", "银行账号")
    register = household_register(tmp_path / "户.xlsx", header=header)

    wrong = typed("import", "households", register, "--mapping", "编号=身份证号")
    assert (11, "") == (wrong.status, wrong.out)
    assert "现有列：户主姓名、姓名、编码" in wrong.err

    named = typed.told(
        "import", "households", register, "--mapping", "编码=身份证号", "--mapping", "年收入=不导入"
    )
    assert 3 == named["files"][0]["new"]
    page = typed.told("show", "陈万福")
    assert [] == page["incomes"]
    assert "990000********0030" == page["members"][0]["id_number_masked"]

    other = household_register(tmp_path / "户2.xlsx", header=(*header[:-1], "账号"))
    again = typed.told("import", "households", other, "--preview")["files"][0]
    assert ["有 1 列沿用上次的对应：“编码”是“身份证号”。"] == [
        sentence.partition("”")[2] for sentence in again["carried_over"]
    ]


def test_a_batch_grants_whom_it_found_to_fit_and_says_why_not_the_others(
    typed: Terminal, tmp_path: Path, month: Month
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done("grant", "--household", "周桂方", "--programme", "低保", "--since", month, "--by", "王主任")

    batch = typed.told("grant", "--all-met", "--programme", "低保", "--since", month, "--by", "王主任")

    assert (1, 1) == (batch["granted_count"], batch["held"])
    reasons = ("granted_count", "held", "nothing_due", "not_met", "unknown")
    assert batch["assessed"] == sum(batch[reason] for reason in reasons)
    assert batch["total"] == sum(award["amount"] for award in batch["granted"])


def test_full_numbers_are_shown_for_a_purpose_and_the_look_is_journalled(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    assert ZHOU not in typed.done("show", "周桂方")
    seen = typed.done("show", "周桂方", "--reveal", "核对银行账号")

    assert ZHOU in seen
    assert LI in seen
    assert "6230990000000000017" in seen
    assert 3 == typed.done("journal", "show").count("查看完整信息")
    assert 11 == typed("show", "周桂方", "--reveal", "").status


def test_a_backup_brings_back_what_was_lost(typed: Terminal, folder: Path, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    kept = typed.told("backup")["backups"][0]
    typed.done("undo")
    assert 0 == typed.told("search", "周桂方")["count"]

    restored = typed.told("restore", kept["folder"])

    assert kept["rows"] == restored["rows"]
    assert 1 == typed.told("search", "周桂方")["count"]
    assert "恢复备份" in typed.done("journal", "show")
    assert list((folder / "quarantine").iterdir())


def test_the_history_of_a_household_is_told_from_its_journal(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    assert "导入家庭登记表：新增家庭" in typed.done("journal", "show", "--household", "周桂方")
    changes = typed.told("journal", "show", "--person", "周桂方")
    assert 1 == changes["count"]
    assert 14 == typed.told("journal", "show", "--entry", changes["changes"][0]["entry"])["count"]


@pytest.mark.parametrize("village", ["上湾村", "990000001201"])
def test_a_village_can_be_assessed_alone(typed: Terminal, tmp_path: Path, village: str) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    told = typed.told("assess", "--village", village, "--programme", "低保")

    assert 1 == told["summary"][0]["assessed"]


def test_everybody_is_assessed_and_the_outcomes_add_up(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    told = typed.told("assess", "--all", "--save")

    assert told["saved"] == sum(one["assessed"] for one in told["summary"])
    assert len(told["met"]) == sum(one["met"] for one in told["summary"])
    for one in told["summary"]:
        assert one["assessed"] == one["met"] + one["not_met"] + one["unknown"]
    assert 2 == next(one["assessed"] for one in told["summary"] if one["programme"] == "dibao")
    assert "保存的测算" in typed.done("show", "周桂方")


def test_of_all_programmes_those_that_do_not_fit_take_one_line(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    said = typed.done("assess", "周桂方")

    assert "【最低生活保障　" in said
    short = said.split("【不符合的项目")[1]
    assert "✘ 高龄津贴　周桂方：" in short
    assert "依据：" not in short


def test_an_assessment_goes_on_paper_for_the_file_and_for_the_villager(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    page, large = tmp_path / "说明.pdf", tmp_path / "大字.pdf"
    assess = ("assess", "周桂方", "--programme", "低保")
    assert f"已打印到 {page}" in typed.done(*assess, "--print", page)
    typed.done(*assess, "--print", large, "--large")
    assert page.read_bytes()[:5] == large.read_bytes()[:5] == b"%PDF-"
    kept = tmp_path / "旧.pdf"
    assert "没有保存过" in typed(*assess, "--kept", "--print", kept).err
    typed.done(*assess, "--save")
    assert "照原样打印" in typed.done(*assess, "--kept", "--print", kept)
    assert page.read_bytes() == kept.read_bytes()
    assert "没有说明印到哪个文件" in typed(*assess, "--kept").err
    refused = typed("assess", "周桂方", "--print", page)
    assert "一页只能说明一项测算" in refused.err
    notice = tmp_path / "补正.pdf"
    typed.done("assess", "周桂方", "--programme", "特困", "--completion-notice", notice)
    assert notice.exists()


def test_an_open_question_is_answered_once_for_the_office(typed: Terminal) -> None:
    name = "income.dibao.basic_pension"
    assert name in typed.done("policy", "questions")
    said = typed.done(
        "policy", "answer", name, "不计入", "--since", "2026-01-01", "--document", "县民政局答复"
    )
    assert "《县民政局答复》（本单位口径，陈立" in said
    assert name not in typed.done("policy", "questions")
    (told,) = typed.told("policy", "show", name)["parameters"]
    assert ("不计入", "2026-01-01") == (told["value"], told["since"])
