"""A draft over today's facts: who enters, leaves and changes, and that nothing happens before its day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.what_if import Step, by_village, compare_policies, what_if
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import Dated, Document, Policy, Source
from minzheng_desk.policy.queries import policy_in
from payroll.paying import a_household, policy

DAY = date(2026, 11, 21)
NEW_YEAR = date(2027, 1, 1)
NOTICE = Source(Document("draft", "某县2027年标准（草案）", is_open=True))


def raised_to(fen: int, since: date = NEW_YEAR) -> Policy:
    return policy().with_values({"dibao.standard.rural": [Dated(since, Fraction(fen), NOTICE)]})


def family(key: str, fen: int, size: int = 2) -> HouseholdFacts:
    """A rural couple of forty with so much a month."""
    members = tuple(
        PersonFacts(key=f"{key}{at}", name="张三", relation=relation, born_on=date(1986, 5, 1))
        for at, relation in enumerate(("02", "11")[:size])
    )
    income = (IncomeFact(kind="wage", amount=Money(fen), months=1),)
    return HouseholdFacts(key=key, area="rural", members=members, incomes=income, property_fits=True)


TOWNSHIP = [family("a", 80_000), family("b", 90_000), family("c", 300_000)]


def test_a_higher_standard_raises_some_lets_some_in_and_leaves_others_alone() -> None:
    effect = compare_policies(TOWNSHIP, policy(), raised_to(50_000), NEW_YEAR)
    found = {(move.household_id, move.programme): move for move in effect.moves}
    assert (Step.RAISED, 8000, 20000) == found["a", "dibao"][0:1] + found["a", "dibao"][6:8]
    assert (Step.ENTERS, 0, 10000) == found["b", "dibao"][0:1] + found["b", "dibao"][6:8]
    assert Step.LEAVES is found["b", "dibao_margin"].step
    assert "c" not in {household for household, _ in found}


def test_the_moves_add_up_to_the_difference_of_the_totals() -> None:
    effect = compare_policies(TOWNSHIP, policy(), raised_to(50_000), NEW_YEAR)
    assert effect.moved == sum(move.moved for move in effect.moves)
    tallies = by_village(effect, {"a": "上湾村", "b": "下湾村"})
    assert effect.moved == sum(tally.moved for tally in tallies)
    assert {"上湾村", "下湾村"} == {tally.village for tally in tallies}


@given(st.integers(1_000, 200_000), st.lists(st.integers(0, 400_000), max_size=4))
def test_a_change_of_parameter_before_its_day_changes_nothing(fen: int, incomes: list[int]) -> None:
    township = [family(str(at), income) for at, income in enumerate(incomes)]
    last = date(2026, 12, 31)
    assert () == compare_policies(township, policy(), raised_to(fen), last).moves
    assert () == compare_policies(township, policy(), policy(), NEW_YEAR).moves


def test_a_folder_is_compared_with_what_is_on_file(desk: Desk, tmp_path: Path) -> None:
    household, _ = a_household(desk, "王奶奶", born_on=date(1930, 1, 1))
    folder = tmp_path / "draft"
    (folder / "parameters").mkdir(parents=True)
    manifest = 'name = "draft"\nlabel = "草案"\nversion = "1"\nextends = "demo-county"\n'
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    (folder / "sources.toml").write_text('[draft]\ntitle = "草案"\nopen = true\n', encoding="utf-8")
    tiers = (
        '[[old_age_allowance.tiers.values]]\nsince = 2027-01-01\nvalue = [{ age = 90, amount = "120.00" }]\n'
    )
    (folder / "parameters" / "local.toml").write_text(
        tiers + 'source = { document = "draft" }\n', encoding="utf-8"
    )
    before, after = desk.ask(what_if, policy(), policy_in(folder), [date(2026, 12, 31), NEW_YEAR], today=DAY)
    assert () == before.moves
    (move,) = after.moves
    assert (Step.RAISED, household.id, 2000) == (move.step, move.household_id, move.moved)
