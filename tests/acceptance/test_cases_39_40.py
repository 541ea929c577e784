"""C39 and C40: the sums of a batch and of a year's report, from what is kept and what the packs say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from acceptance.families import assessed, family, member
from minzheng_desk.benefits.granting import new_award
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.model import ParentFact
from minzheng_desk.kernel.money import Money, in_words, rounded, shown, yuan
from minzheng_desk.policy.model import ParameterMissing
from minzheng_desk.policy.queries import load_policy
from payroll.paying import granted, paid_out

AMOUNTS = ("84", "360", "819", "235", "144")


def test_c39_a_batch_of_five_lines_comes_to_1642_yuan_in_figures_and_words(desk: Desk) -> None:
    for at, amount in enumerate(AMOUNTS):
        granted(desk, "甲乙丙丁戊"[at] + "某", base=amount)
    view = paid_out(desk, "2026-10")
    total = Money(sum(line.amount or 0 for line in view.lines))
    assert (5, "1,642.00", "壹仟陆佰肆拾贰元整") == (len(view.lines), shown(total), in_words(total))


def percent(part: Fraction | int, whole: Fraction | int) -> str:
    """One decimal, half up, as reports print it."""
    tenths = rounded(Fraction(part) * 1000 / Fraction(whole), 1, "half_up")
    return f"{tenths // 10}.{tenths % 10}"


def test_c40_the_standards_of_zengdu_give_the_ratio_that_was_printed() -> None:
    policy = load_policy("zengdu-2023").at(date(2023, 12, 31))
    urban, rural = policy.exact("dibao.standard.urban"), policy.exact("dibao.standard.rural")
    assert ("90.7", 61700) == (percent(rural, urban), rounded(rural, 100, "half_up"))
    assert 123_300 == policy.exact("tekun.basic.rural")
    assert 136_000 == policy.exact("tekun.basic.urban")
    assert ("98.6", "144.0", "86.6") == (percent(1109, 1125), percent(720, 500), percent(9070 - 410, 10000))


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
