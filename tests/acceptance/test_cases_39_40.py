"""C39 and C40: the sums of a batch and of a year's report, from what is kept and what the packs say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from acceptance.families import assessed, family, member
from minzheng_desk.benefits.granting import new_award
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.model import ParentFact
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.households.operations.facts import change_bank_account
from minzheng_desk.kernel.money import Money, in_words, rounded, shown, yuan
from minzheng_desk.payroll.corrections.model import HolderException, NothingToCorrect
from minzheng_desk.payroll.corrections.operations import Correction, draw_correction, except_holder
from minzheng_desk.payroll.corrections.queries import failures
from minzheng_desk.payroll.model import RosterAlreadyLocked
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.payroll.returns.queries import return_state
from minzheng_desk.policy.model import ParameterMissing
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.statistics.model import (
    Movement,
    before_points,
    disagreement,
    in_wan,
    percentage,
)
from payroll.answering import answer, book
from payroll.paying import drawn_up, granted, paid_out

AMOUNTS = ("84", "360", "819", "235", "144")


def test_c39_a_batch_of_five_lines_comes_to_1642_yuan_in_figures_and_words(desk: Desk) -> None:
    for at, amount in enumerate(AMOUNTS):
        granted(desk, "甲乙丙丁戊"[at] + "某", base=amount)
    view = paid_out(desk, "2026-10")
    total = Money(sum(line.amount or 0 for line in view.lines))
    assert (5, "1,642.00", "壹仟陆佰肆拾贰元整") == (len(view.lines), shown(total), in_words(total))


def test_c39_the_return_is_booked_once_and_what_failed_is_paid_once_more(desk: Desk, tmp_path: Path) -> None:
    for at, amount in enumerate(AMOUNTS):
        granted(desk, "甲乙丙丁戊"[at] + "某", base=amount)
    view = paid_out(desk, "2026-10")
    file = answer(tmp_path, view, {"丙某": "账号户名不符", "丁某": "户名生僻字"})
    booked = book(desk, view.roster, file).bank_return
    assert (yuan("588"), yuan("1054")) == (booked.paid_total, booked.failed_total)
    assert view.roster.total == booked.paid_total + booked.failed_total
    before = desk.ask(return_state, view.roster)
    assert book(desk, view.roster, file).is_repeat
    assert before == desk.ask(return_state, view.roster)

    failed = desk.ask(failures)
    assert {"丙某": "账号户名不符", "丁某": "户名生僻字"} == {
        one.line.name: one.result.reason for one in failed
    }
    with pytest.raises(NothingToCorrect):
        draw(desk, view)
    for one in failed:
        account(desk, one.payee, one.payee.name)
    correction = draw(desk, view).view
    assert (2, yuan("1054"), 1, view.roster.id) == (
        correction.roster.lines,
        correction.roster.total,
        correction.roster.correction,
        correction.roster.corrects_id,
    )
    assert "壹仟零伍拾肆元整" == in_words(correction.roster.total)
    with pytest.raises(RosterAlreadyLocked):
        drawn_up(desk, "2026-10")
    november = paid_out(desk, "2026-11")
    assert {"pay"} == {line.standing for line in november.lines}
    assert view.roster.total == november.roster.total


def test_c39_an_account_of_somebody_else_is_refused_unless_excepted(desk: Desk, tmp_path: Path) -> None:
    granted(desk, "丙某", base="819")
    view = paid_out(desk, "2026-10")
    book(desk, view.roster, answer(tmp_path, view, {"丙某": "账号户名不符"}))
    (failed,) = desk.ask(failures)
    other = account(desk, failed.payee, "外人")
    with pytest.raises(NothingToCorrect, match="不得代持"):
        draw(desk, view)
    exception = HolderException(
        person_id=failed.payee.id,
        account=other.account,
        holder_name="外人",
        reason="监护人代管",
        allowed_by="王主任",
        allowed_on=date(2026, 11, 20),
    )
    desk.run(except_holder, exception)
    assert yuan("819") == draw(desk, view).view.roster.total


def account(desk: Desk, person: Person, holder: str) -> BankAccount:
    made = BankAccount(
        person_id=person.id, account="6217000000000000012", holder_name=holder, since=date(2026, 11, 19)
    )
    return desk.run(change_bank_account, made).result


def draw(desk: Desk, view: RosterView) -> Correction:
    day = date(2026, 11, 20)
    return desk.run(draw_correction, view.roster, drawn_up_by="李敏", drawn_up_on=day).result


def test_c40_the_standards_of_zengdu_give_the_ratio_that_was_printed() -> None:
    policy = load_policy("zengdu-2023").at(date(2023, 12, 31))
    urban, rural = policy.exact("dibao.standard.urban"), policy.exact("dibao.standard.rural")
    ratio = percentage("农村比城市", rural, urban)
    assert ("90.7%", 61700) == (ratio.shown, rounded(rural, 100, "half_up"))
    assert "86.6%" == before_points("上年", ratio, Fraction("4.1")).shown
    assert 123_300 == policy.exact("tekun.basic.rural")
    assert 136_000 == policy.exact("tekun.basic.urban")


def test_c40_the_sums_of_the_reports_come_out_and_a_wrong_one_is_flagged() -> None:
    assert (5001, 8337) == (1958 + 3043, 3065 + 5272)
    closing = [
        Movement(*one).closing.value
        for one in (("户", 5001, 593, 267), ("人", 8337, 1079, 530), ("特困", 1762, 18, 80))
    ]
    assert [5327, 8886, 1700] == closing
    assert "554.82万元" == in_wan("临时救助", Money(2239 * yuan("2478"))).shown
    assert "144.0%" == percentage("提标", 720, 500).shown
    wrong = disagreement(percentage("审批通过率", 1109, 1125), "97%")
    assert wrong is not None
    assert "98.6%" == wrong.computed


@pytest.mark.parametrize(
    ("pack", "year", "area", "monthly"),
    [
        ("wancheng-2023", 2023, "urban", "819"),
        ("wancheng-2023", 2023, "rural", "572"),
        ("jiyuan-2022", 2022, "urban", "819"),
    ],
)
def test_c40_the_basic_standards_of_tekun_come_to_what_was_printed(
    pack: str, year: int, area: str, monthly: str
) -> None:
    assert yuan(monthly) == load_policy(pack).at(date(year, 12, 31)).exact(f"tekun.basic.{area}")


def test_c40_a_pack_of_figures_only_asks_the_office_from_which_month_it_pays() -> None:
    orphan = member("孩子", "02", date(2015, 1, 1), parents=tuple(map(a_dead_parent, ("father", "mother"))))
    facts = family(replace(orphan, care_arrangement="home"))
    found = assessed("orphan_allowance", facts, date(2023, 6, 1), load_policy("zengdu-2023"))
    assert (yuan("1530"), None) == (found.amount, found.first_month)
    assert any("policy answer orphan_allowance.start" in prompt for prompt in found.prompts)
    with pytest.raises(ParameterMissing):
        new_award(found, decided_on=date(2023, 6, 1), decided_by="王主任")


def a_dead_parent(which: str) -> ParentFact:
    return ParentFact(parent=which, state="dead", since=date(2020, 1, 1), proof="death_certificate")
