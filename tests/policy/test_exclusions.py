"""Which benefits go together: every pair of the matrix, and how mistakes in it are pointed at."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.policy.exclusions import ASK, RELATIONS, together
from minzheng_desk.policy.model import PackBroken
from minzheng_desk.policy.queries import load_policy, policy_in

DAY = date(2026, 11, 21)
NATIONAL = load_policy("national")
DEMO = load_policy("demo-county")
NAMES = sorted({name for both in NATIONAL.pairings for name in both})

MATRIX = [
    ("dibao", "tekun", "excluded", "R2 a4"),
    ("dibao", "dibao_margin", "excluded", "R1 a8"),
    ("dibao_margin", "rigid_expenditure_hardship", "excluded", "R3 a4"),
    ("dibao", "de_facto_unattended_child", "top_up", "R8 三（一）"),
    ("tekun", "orphan_allowance", "excluded", "R2 a9"),
    ("dibao", "disability_living_allowance", "implied", "R12"),
    ("tekun", "disability_living_allowance", "excluded", "R12"),
    ("tekun", "disability_nursing_subsidy", "excluded", "R12"),
    ("disability_living_allowance", "disability_nursing_subsidy", "allowed", "R12"),
    ("disability_living_allowance", "orphan_allowance", "excluded", "R12"),
    ("disability_nursing_subsidy", "orphan_allowance", "allowed", "R12"),
    ("disability_nursing_subsidy", "elder_nursing_subsidy", "higher_of", "R12"),
    ("disability_nursing_subsidy", "work_injury_nursing", "excluded", "R12"),
    ("tekun", "old_age_allowance", "allowed", "R2 a6"),
]


@pytest.mark.parametrize(("one", "other", "relation", "cited"), MATRIX)
def test_the_matrix_says_what_the_texts_say(one: str, other: str, relation: str, cited: str) -> None:
    found = together(NATIONAL.at(DAY), one, other)
    assert found is not None
    key, _, clause = cited.partition(" ")
    assert (relation, key, clause) == (found.relation, found.source.document.key, found.source.clause)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_order_of_two_benefits_never_matters(one: str, other: str) -> None:
    for policy in (NATIONAL.at(DAY), DEMO.at(DAY)):
        assert together(policy, one, other) == together(policy, other, one)


def test_what_the_texts_leave_to_the_place_is_asked_until_the_place_has_said_it() -> None:
    open_ = together(NATIONAL.at(DAY), "dibao", "orphan_allowance")
    assert open_ is not None
    assert (ASK, "口径待本单位确认") == (open_.relation, open_.label)
    settled = together(DEMO.at(DAY), "dibao", "orphan_allowance")
    assert settled is not None
    assert ("excluded", "demo-2025") == (settled.relation, settled.source.document.key)


def test_benefits_of_which_nothing_is_written_do_not_meet() -> None:
    assert together(NATIONAL.at(DAY), "old_age_allowance", "orphan_allowance") is None


def test_every_programme_of_the_national_pack_stands_in_the_matrix_under_its_own_name() -> None:
    labels = {
        name: label
        for pairing in NATIONAL.pairings.values()
        for name, label in zip(pairing.names, pairing.labels, strict=True)
    }
    assert {"dibao", "tekun", "dibao_margin"} <= labels.keys() & NATIONAL.programmes.keys()
    assert all(pairing.relation in RELATIONS for pairing in NATIONAL.pairings.values())


def local_pack(folder: Path, exclusions: str) -> Path:
    here = folder / "here"
    here.mkdir()
    manifest = 'name = "here"\nlabel = "本地"\nversion = "1"\nextends = "national"\n'
    (here / "manifest.toml").write_text(manifest, encoding="utf-8")
    (here / "sources.toml").write_text('[notice]\ntitle = "某县通知"\nopen = true\n', encoding="utf-8")
    (here / "exclusions.toml").write_text(exclusions, encoding="utf-8")
    return here


PAIR = """[[pair]]
of = ["dibao", "old_age_allowance"]
relation = "excluded"
per = "person"
keeps = "dibao"
source = { document = "notice" }
"""


def test_a_place_rewrites_one_pair_and_leaves_the_others(tmp_path: Path) -> None:
    policy = policy_in(local_pack(tmp_path, PAIR))
    found = together(policy.at(DAY), "old_age_allowance", "dibao")
    assert found is not None
    assert ("excluded", "notice", "dibao") == (found.relation, found.source.document.key, found.pairing.keeps)
    assert len(NATIONAL.pairings) == len(policy.pairings)


@pytest.mark.parametrize(
    ("written", "instead", "line", "key"),
    [
        ('"old_age_allowance"', '"old_age_alowance"', 2, "of"),
        ('["dibao", "old_age_allowance"]', '["dibao", "dibao"]', 2, "of"),
        ('"excluded"', '"exclude"', 3, "relation"),
        ('"excluded"', '"local"', 1, "parameter"),
        ('per = "person"', 'per = "family"', 4, "per"),
        ('keeps = "dibao"', 'keeps = "tekun"', 5, "keeps"),
        ('keeps = "dibao"', 'keep = "dibao"', 5, "keep"),
        ('"notice"', '"notes"', 6, "source"),
    ],
)
def test_a_mistake_in_the_matrix_is_named_by_line_and_key(
    tmp_path: Path, written: str, instead: str, line: int, key: str
) -> None:
    with pytest.raises(PackBroken) as raised:
        policy_in(local_pack(tmp_path, PAIR.replace(written, instead)))
    facts = raised.value.facts
    assert ("exclusions.toml", line) == (facts["file"], facts["line"])
    assert key == str(facts["key"]).rpartition(".")[2]


def test_a_pair_written_twice_is_refused(tmp_path: Path) -> None:
    twice = PAIR + PAIR.replace('["dibao", "old_age_allowance"]', '["old_age_allowance", "dibao"]')
    with pytest.raises(PackBroken) as raised:
        policy_in(local_pack(tmp_path, twice))
    assert "写了两次" in str(raised.value)
