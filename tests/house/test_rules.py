"""Every rule cites the law, every parameter its document, and some case shows each rule at work."""

import tomllib
from typing import Any

import pytest

from house.tree import SOURCE

if not list((SOURCE / "eligibility" / "rules").glob("[a-z]*.py")):
    pytest.skip("no rules are built yet", allow_module_level=True)

from minzheng_desk.eligibility.declaring import all_calculations, all_rules
from minzheng_desk.policy.model import Document, Policy
from minzheng_desk.policy.queries import case_files, installed_packs, load_policy


def policies() -> list[Policy]:
    return [load_policy(name) for name in installed_packs()]


def documents() -> dict[str, Document]:
    return {key: document for policy in policies() for key, document in policy.documents.items()}


def cited(where: str) -> bool:
    """Whether a citation such as `R1 a13` names a document of some pack and a clause that it has."""
    key, _, clause = where.partition(" ")
    return key in documents() and documents()[key].has(clause)


def test_every_rule_cites_a_clause_of_a_document_that_a_pack_brings() -> None:
    assert [] == [name for name, rule in all_rules().items() if not rule.cites]
    assert [] == [
        f"{name}: {where}" for name, rule in all_rules().items() for where in rule.cites if not cited(where)
    ]


def test_every_rule_has_a_chinese_label_and_a_sentence_for_its_answers() -> None:
    assert [] == [name for name, rule in all_rules().items() if rule.label.isascii()]
    assert [] == [name for name, rule in all_rules().items() if not rule.sentences]


def test_programmes_name_rules_and_calculations_that_exist() -> None:
    programmes = [programme for policy in policies() for programme in policy.programmes.values()]
    assert [] == sorted({name for one in programmes for name in one.rules if name not in all_rules()})
    assert [] == sorted(
        {one.calculation for one in programmes if one.calculation} - all_calculations().keys()
    )


def test_every_dated_value_says_where_it_is_written() -> None:
    values = [
        (policy.pack, name, dated)
        for policy in policies()
        for name, parameter in policy.parameters.items()
        for dated in parameter.values
    ]
    assert [] == [
        f"{pack} {name} {dated.since}" for pack, name, dated in values if not dated.source.document.title
    ]


def test_every_rule_is_at_work_in_some_case_of_some_pack() -> None:
    tested = {rule for programme in programmes_with_cases() for rule in programme}
    assert [] == sorted(all_rules().keys() - tested)


def programmes_with_cases() -> list[tuple[str, ...]]:
    """The rules of every programme that some file of cases assesses."""
    named: list[tuple[str, ...]] = []
    for pack in installed_packs():
        known = load_policy(pack).programmes
        for file in case_files(pack):
            said = tomllib.loads(file.read_text(encoding="utf-8"))
            named += [known[name].rules for name in mentioned(said) if name in known]
    return named


def mentioned(said: Any) -> set[str]:
    """Every key and every word of a parsed file."""
    if isinstance(said, dict):
        return set(said) | {word for value in said.values() for word in mentioned(value)}
    if isinstance(said, list):
        return {word for value in said for word in mentioned(value)}
    return {said} if isinstance(said, str) else set()
