"""What counts as income for what, row by row, with the text that says so; what no text says is asked."""

from datetime import date

import pytest

from minzheng_desk.kernel.codes import codes
from minzheng_desk.policy.queries import load_policy

TODAY = date(2026, 11, 21)
LAST_OF_THE_PLAN = date(2025, 12, 31)
"""“十四五”期间的最后一天."""
NATIONAL = load_policy("national")
COUNTED, EXCLUDED, ASK = "counted", "excluded", "ask"

ROWS = [
    # kind, 低保 and where it is written, 特困 and where
    ("basic_pension", ASK, "R1 a13(3)", EXCLUDED, "R2 a6"),
    ("personal_pension", COUNTED, "R1 a13", COUNTED, "R2 a6"),
    ("pension", COUNTED, "R1 a13", ASK, "R2 a6"),
    ("preferential_allowance", EXCLUDED, "R1 a13", EXCLUDED, "R2 a6"),
    ("old_age_allowance", EXCLUDED, "house_rule ", EXCLUDED, "R2 a6"),
    ("disability_living_allowance", EXCLUDED, "R12 ", EXCLUDED, "R12 "),
    ("disability_nursing_subsidy", EXCLUDED, "R12 ", EXCLUDED, "R12 "),
    ("de_facto_unattended_child_allowance", EXCLUDED, "R8 三（一）", EXCLUDED, "R8 三（一）"),
    ("social_assistance", EXCLUDED, "R1 a13", EXCLUDED, "R2 a6"),
    ("gift", COUNTED, "R1 a13", COUNTED, "R2 a6"),
    ("scholarship", EXCLUDED, "R1 a13", ASK, "R2 a6"),
    ("family_planning_reward", EXCLUDED, "R1 a13", ASK, "R2 a6"),
    ("bravery_award", EXCLUDED, "R1 a13", ASK, "R2 a6"),
    ("child_rearing_allowance", EXCLUDED, "childrearing ", EXCLUDED, "childrearing "),
    ("land_transfer", COUNTED, "R1 a13", COUNTED, "R2 a6"),
    ("support_payment", COUNTED, "R1 a13", ASK, "R2 a6"),
    ("orphan_allowance", ASK, "R1 a13", ASK, "R2 a6"),
    *(
        (kind, COUNTED, "R1 a13", COUNTED, "R2 a6")
        for kind in ("wage", "casual_work", "business", "property", "transfer", "other")
    ),
]


def written(name: str, on: date = TODAY) -> tuple[str, str]:
    dated = NATIONAL.at(on)[name]
    return str(dated.value), f"{dated.source.document.key} {dated.source.clause}"


@pytest.mark.parametrize(
    ("kind", "dibao", "dibao_cite", "tekun", "tekun_cite"), ROWS, ids=[r[0] for r in ROWS]
)
def test_each_kind_counts_as_the_texts_say(
    kind: str, dibao: str, dibao_cite: str, tekun: str, tekun_cite: str
) -> None:
    assert (dibao, dibao_cite) == written(f"income.dibao.{kind}")
    assert (tekun, tekun_cite) == written(f"income.tekun.{kind}")


def test_the_basic_pension_did_not_count_until_the_last_day_of_the_plan() -> None:
    assert (EXCLUDED, "R1 a13") == written("income.dibao.basic_pension", LAST_OF_THE_PLAN)


def test_no_kind_of_income_is_left_out_of_the_table() -> None:
    assert codes("income_kind").labels.keys() == {row[0] for row in ROWS}
