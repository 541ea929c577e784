"""Every rule rests on a listed text, reads well, and is tried on both sides in some case."""

import string
from collections import defaultdict
from pathlib import Path

import pytest

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.case_files import read_cases
from minzheng_desk.eligibility.case_runs import run_cases
from minzheng_desk.eligibility.declaring import all_calculations, all_rules, all_subjects
from minzheng_desk.eligibility.findings import Rule
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.policy.model import ParameterMissing
from minzheng_desk.policy.queries import case_files, installed_packs, load_policy

NATIONAL = load_policy("national")
FILES = [path for name in installed_packs() for path in case_files(name)]


def named(path: Path) -> str:
    return "/".join(path.parts[-4:])


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_rule_cites_articles_that_are_listed(rule: Rule) -> None:
    assert rule.cites
    for cite in rule.cites:
        document, _, clause = cite.partition(" ")
        assert NATIONAL.documents[document].has(clause), cite


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_parameter_a_rule_looks_at_is_declared(rule: Rule) -> None:
    for name in rule.uses:
        stem = "".join(text for text, *_ in string.Formatter().parse(name)).rstrip(".")
        assert any(known == stem or known.startswith(f"{stem}.") for known in NATIONAL.parameters), name


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_every_sentence_is_chinese_and_ends(rule: Rule) -> None:
    assert rule.sentences
    assert not rule.label.isascii()
    for sentence in rule.sentences.values():
        assert sentence.endswith("。")


def test_every_value_of_every_pack_cites_a_listed_clause() -> None:
    for name in installed_packs():
        for parameter in load_policy(name).parameters.values():
            for dated in parameter.values:
                assert dated.source.document.has(dated.source.clause), parameter.name


def test_every_programme_names_what_the_program_has() -> None:
    for name in installed_packs():
        for programme in load_policy(name).programmes.values():
            assert set(programme.rules) <= all_rules().keys()
            assert programme.calculation is None or programme.calculation in all_calculations()
            assert programme.subject is None or programme.subject in all_subjects()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_cases_of_every_pack_pass(path: Path) -> None:
    report = run_cases(path)
    assert [] == [
        f"{result.name}：{difference}" for result in report.failed for difference in result.differences
    ]
    assert report.passed


def test_every_rule_is_met_in_some_case_and_not_met_or_unknown_in_another() -> None:
    seen: defaultdict[str, set[Outcome]] = defaultdict(set)
    for path in FILES:
        for case in read_cases(path):
            for programme, expected in case.expected.items():
                assert case.facts is not None
                try:
                    found = assess(
                        programme,
                        case.facts,
                        case.policy,
                        case.on,
                        person=expected.get("person", case.person),
                    )
                except ParameterMissing:
                    continue
                for finding in found.findings:
                    seen[finding.name].add(finding.outcome)
                    assert finding.sentence
    never_met = [name for name in all_rules() if Outcome.MET not in seen[name]]
    only_met = [name for name in all_rules() if not seen[name] - {Outcome.MET}]
    assert ([], []) == (never_met, only_met)
