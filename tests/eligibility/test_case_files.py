"""A file of cases is understood whole, or refused by file, line and key; a wrong expectation fails."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from minzheng_desk.eligibility.case_circumstances import (
    CIRCUMSTANCES,
    EXPENSE,
    HARDSHIP,
    OFFICER,
    OTHER_BENEFIT,
    RECOGNITION,
    STAFF_RELATION,
    VISIT,
)
from minzheng_desk.eligibility.case_facts import ASSET, INCOME, MEMBER, SUPPORTER
from minzheng_desk.eligibility.case_files import EXPECTATIONS
from minzheng_desk.eligibility.case_runs import run_cases
from minzheng_desk.eligibility.case_values import CERTIFICATE
from minzheng_desk.policy.model import Dated, Document, PackBroken, Source
from minzheng_desk.policy.quantities import UNITS
from minzheng_desk.policy.queries import load_policy

CASE = """pack = "demo-county"
on = 2026-11-21

[[case]]
name = "三口之家"
area = "rural"
size = 3
income = [{ kind = "工资性收入", amount = "14832.00", per = "year" }]

[case.expect.dibao]
outcome = "met"
amount = "84.00"
"""


def a_file(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_that_comes_out_as_expected_passes(tmp_path: Path) -> None:
    report = run_cases(a_file(tmp_path, CASE))
    assert report.has_passed
    assert [("三口之家", 4)] == [(result.name, result.line) for result in report.passed]


@pytest.mark.parametrize(
    ("expectation", "difference"),
    [
        ('amount = "84.01"', "dibao 月金额：应为 84.01 元，得到 84.00 元"),
        ('outcome = "不符合"', "dibao 结论：应为 不符合，得到 符合"),
        ('monthly_income = "1236.01"', "dibao 月收入：应为 1,236.01 元，得到 1,236.00 元"),
        ("size = 4", "dibao 计入人数：应为 4，得到 3"),
        ('counted = ["m1"]', "dibao 计入成员：应为 m1，得到 m1、m2、m3"),
        ('not_counted = ["m1"]', "dibao 不计入成员：应为 m1，得到 （没有）"),
        ('excluded = [{ kind = "奖学金" }]', "dibao 不计入收入：应为 scholarship，得到 （没有）"),
        ('first_month = "2026-11"', "dibao 起发月份：应为 2026-11，得到 2026-12"),
        ('last_month = "2026-11"', "dibao 最后月份：应为 2026-11，得到 （没有）"),
        ('suggests = ["tekun"]', "dibao 建议改试：应为 tekun，得到 （没有）"),
        ('findings = { "income.known" = "unknown" }', "dibao income.known：应为 待核实，得到 符合"),
        ('findings = { "income.unknown" = "met" }', "dibao income.unknown：应为 符合，得到 （没有）"),
        ('alternatives = { counted = "1.00" }', "dibao 如计入：应为 1.00 元，得到 （没有待确认的收入）"),
        ('lacks = "dibao.rounding"', "dibao 缺少参数：应为 dibao.rounding，得到 符合"),
        ("has_amount = false", "dibao 有无金额：应为 False，得到 True"),
        ('asked = ["基础养老金"]', "dibao 待确认口径：应为 basic_pension，得到 （没有）"),
        ('missing = ["收入"]', "dibao 缺少的事实：应为 提到“收入”，得到 （没有）"),
    ],
)
def test_a_wrong_expectation_fails_with_the_difference(
    tmp_path: Path, expectation: str, difference: str
) -> None:
    wrong = CASE.replace('outcome = "met"\namount = "84.00"', expectation)
    report = run_cases(a_file(tmp_path, wrong))
    assert [difference] == [str(d) for result in report.failed for d in result.differences]


@pytest.mark.parametrize("said", ["1320.00", "1,320.00"])
def test_a_case_may_set_thousands_apart_or_not(tmp_path: Path, said: str) -> None:
    asks = f'says = ["保障标准合计：440.00 × 3 人 = {said} 元"]'
    written = CASE.replace('amount = "84.00"', f'amount = "84.00"\n{asks}')
    assert run_cases(a_file(tmp_path, written)).has_passed


@pytest.mark.parametrize(
    ("written", "instead", "line", "key", "reason"),
    [
        ("size = 3", "sise = 3", 7, "sise", "没有名为"),
        ("size = 3", "size = -3", 7, "size", "非负整数"),
        ('area = "rural"\n', "", 4, "area", "缺少"),
        ('area = "rural"', 'area = "乡下"', 6, "area", "户籍类别"),
        ('amount = "14832.00"', "amount = 14832.00", 8, "income.amount", "文字"),
        ('amount = "14832.00"', 'amount = "-1.00"', 8, "income.amount", "负数"),
        ('kind = "工资性收入"', 'kind = "工钱钱"', 8, "income.kind", "收入种类"),
        ('per = "year"', 'per = "decade"', 8, "income.per", "只能写"),
        ('per = "year"', 'member = "x"', 8, "income.member", "没有名为“x”的成员"),
        ("[case.expect.dibao]", "[case.expect.dibaoo]", 10, "dibaoo", "没有名为"),
        ('outcome = "met"', 'outcome = "yes"', 11, "outcome", "只能写"),
        ('amount = "84.00"', 'amout = "84.00"', 12, "amout", "没有名为"),
        ("on = 2026-11-21", 'on = "2026-11-21"', 2, "on", "日期"),
        ('pack = "demo-county"', 'pack = "nowhere"', 1, "pack", "nowhere"),
        ('name = "三口之家"\n', "", 4, "name", "缺少"),
        ("[[case]]", "[[cases]]", 4, "cases", "没有名为"),
    ],
)
def test_a_typo_in_a_case_is_named_by_file_line_and_key(
    tmp_path: Path, written: str, instead: str, line: int, key: str, reason: str
) -> None:
    assert CASE != CASE.replace(written, instead)
    with pytest.raises(PackBroken) as raised:
        run_cases(a_file(tmp_path, CASE.replace(written, instead, 1)))
    said = raised.value.facts
    assert ("mine.toml", line) == (said["file"], said["line"])
    assert said["key"].endswith(key)
    assert reason in said["reason"]


@pytest.mark.parametrize(
    ("instead", "key", "reason"),
    [
        ('expense = [{ kind = "医疗费用", member = "x" }]', "expense.member", "没有名为“x”的成员"),
        ('expense = [{ amount = "1.00" }]', "expense.kind", "缺少"),
        ('expense = [{ kind = "买烟" }]', "expense.kind", "支出种类"),
        ('hardship = { kind = "急难型" }', "hardship.cause", "缺少"),
        ('hardship = { kind = "急难型", cause = "火灾", member = "x" }', "hardship.member", "没有名为“x”"),
        ('earlier_hardship = [{ cause = "火灾" }]', "earlier_hardship.kind", "缺少"),
        ('recognition = [{ programme = "dibao_margin" }]', "recognition.recognised_on", "缺少"),
        ('officer = [{ question = "一事一议", holds = true }]', "officer.reason", "缺少"),
        ('officer = [{ question = "随便", holds = true, reason = "x" }]', "officer.question", "确认事项"),
        ("paid_through = 2026-11-01", "paid_through", "文字"),
        ('applied_on = "2026-11-01"', "applied_on", "日期"),
        ('member = [{ other_benefits = [{ amount = "1.00" }] }]', "member.other_benefits.kind", "缺少"),
        ('member = [{ other_benefits = "工伤" }]', "member.other_benefits", "列表"),
        ('member = [{ certificates = [{ number = "1" }] }]', "member.certificates.category", "缺少"),
    ],
)
def test_a_typo_in_a_circumstance_is_named_by_key(
    tmp_path: Path, instead: str, key: str, reason: str
) -> None:
    with pytest.raises(PackBroken) as broken:
        run_cases(a_file(tmp_path, CASE.replace("size = 3", instead)))
    assert f"case.{key}" == broken.value.facts["key"]
    assert reason in str(broken.value.facts["reason"])


def test_a_draft_policy_can_be_tried_against_the_cases_of_another(tmp_path: Path) -> None:
    values = [Dated(date(2026, 1, 1), Fraction(50000), Source(Document("draft", "草案", is_open=True)))]
    draft = load_policy("demo-county").with_values({"dibao.standard.rural": values})
    report = run_cases(a_file(tmp_path, CASE), draft)
    assert ["dibao 月金额：应为 84.00 元，得到 264.00 元"] == [str(d) for d in report.failed[0].differences]


def test_a_member_counted_by_an_officer_needs_a_reason(tmp_path: Path) -> None:
    text = CASE.replace("size = 3", 'member = [{ key = "a", officer_counts = true }]')
    with pytest.raises(PackBroken, match="officer_reason"):
        run_cases(a_file(tmp_path, text))


def test_a_missing_parameter_is_a_failed_case_not_a_crash(tmp_path: Path) -> None:
    report = run_cases(a_file(tmp_path, CASE.replace("demo-county", "national")))
    (failed,) = report.failed
    assert "没有 2026-11-21 适用的" in str(failed.differences[0])


def test_the_example_of_the_documentation_passes(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "policy-pack.md").read_text(encoding="utf-8")
    section = page.split("## 4. A file of cases")[1].split("### 4.1")[0]
    example = "\n".join(line[4:] for line in section.splitlines() if not line or line.startswith("    "))
    assert run_cases(a_file(tmp_path, example)).has_passed


def test_every_expectation_and_fact_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "policy-pack.md").read_text(encoding="utf-8")
    known = [*EXPECTATIONS, *MEMBER, *INCOME, *ASSET, *SUPPORTER, *CERTIFICATE, *UNITS]
    known += [*EXPENSE, *HARDSHIP, *RECOGNITION, *OFFICER, *OTHER_BENEFIT, *CIRCUMSTANCES]
    known += [*STAFF_RELATION, *VISIT]
    assert [] == [name for name in known if f"`{name}`" not in page and f"{name} =" not in page]
