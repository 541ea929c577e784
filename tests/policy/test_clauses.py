"""The clauses that somebody can look for."""

from __future__ import annotations

from datetime import date

from minzheng_desk.policy.clauses import brief, known_clauses
from minzheng_desk.policy.model import Document, Source
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)


def test_a_text_with_a_number_is_cited_by_it_and_another_by_its_title() -> None:
    law = Document("R1", "最低生活保障审核确认办法", "民发〔2021〕57号")
    assert "民发〔2021〕57号 第三十一条" == brief(Source(law, "a31"))
    assert "《示范县标准》 九" == brief(Source(Document("demo", "示范县标准"), "九"))


def test_clauses_are_found_by_what_they_set_and_documents_by_their_titles() -> None:
    clauses = known_clauses(load_policy("demo-county"), DAY)
    by_subject = {clause.subject: clause for clause in clauses}
    publicity = by_subject["公示期"]
    assert ("limit.publicity", "民发〔2021〕57号 第十九条") == (publicity.key, publicity.citation)
    assert "document/R1" == by_subject["最低生活保障审核确认办法"].key
    assert len(clauses) == len(set(clauses))


def test_a_repealed_document_is_not_in_force() -> None:
    policy = load_policy("demo-county")
    ended = [document for document in policy.documents.values() if not document.is_in_force(DAY)]
    found = {clause.subject: clause.in_force for clause in known_clauses(policy, DAY)}
    assert all(not found[document.title] for document in ended)
    assert found["最低生活保障审核确认办法"]
