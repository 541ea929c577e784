"""Keeping assessments with their reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from minzheng_desk.eligibility.assessing import plain_with_alternatives
from minzheng_desk.eligibility.case_runs import run_cases_in
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import AssessmentRecord, NotRecognisable, Outcome, Recognition
from minzheng_desk.eligibility.objections import CasesRefused, PackRefused, case_objections, pack_objections
from minzheng_desk.eligibility.plain_facts import plain_facts
from minzheng_desk.eligibility.registered import RegisteredFact, registered_facts
from minzheng_desk.households.kinship.avoidance import Decision, refuse_relatives, refuse_unvisited
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.decisions.model import KeptPack, OwnCases
from minzheng_desk.policy.operations import keep_cases, keep_pack
from minzheng_desk.policy.queries import own_case_files, pack_policy
from minzheng_desk.policy.tomlfile import read_toml
from minzheng_desk.store.transaction import Transaction


def assessment_record(assessment: Assessment, registered: Iterable[RegisteredFact] = ()) -> AssessmentRecord:
    """Return the record of an assessment: facts, sentences, figures and citations as they read today."""
    kept = {
        **plain_with_alternatives(assessment),
        "registered": [fact.plain() for fact in registered],
        "facts": plain_facts(assessment.facts),
    }
    words = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return AssessmentRecord(
        household_id=RecordId(assessment.facts.key),
        person_id=RecordId(assessment.person.key) if assessment.person else None,
        programme=assessment.programme.name,
        on=assessment.on,
        outcome=assessment.outcome.value,
        amount=assessment.amount,
        findings=words,
        pack=assessment.pack,
        pack_version=assessment.pack_version,
    )


@operation("assessment.record", "保存资格测算", may=Permission.ASSESS)
def record_assessment(tx: Transaction, assessment: Assessment) -> AssessmentRecord:
    """Keep one assessment, to be read again unchanged whatever becomes of the law."""
    registered = registered_facts(tx, [assessment.facts])
    return tx.put(assessment_record(assessment, registered[assessment.facts.key]))


@operation("assessment.record_all", "批量保存资格测算", may=Permission.ASSESS)
def record_assessments(tx: Transaction, assessments: Iterable[Assessment]) -> int:
    """Keep many assessments as one act; returns how many."""
    made = list(assessments)
    registered = registered_facts(tx, [assessment.facts for assessment in made])
    records = [assessment_record(assessment, registered[assessment.facts.key]) for assessment in made]
    tx.put_all(records)
    return len(records)


@operation("recognition.grant", "认定身份", may=Permission.GRANT)
def recognise(tx: Transaction, assessment: Assessment, recognised_by: str) -> Recognition:
    """Recognise a household for a programme that pays nothing itself.

    Raises `NotRecognisable`, `DecidedByRelative` or `CountyVisitMissing`.
    """
    programme = assessment.programme
    if assessment.outcome is not Outcome.MET or programme.calculation is not None:
        raise NotRecognisable(programme=programme.label, outcome=assessment.outcome.label)
    decision = Decision(assessment.facts.key, programme.name, assessment.on, recognised_by)
    refuse_relatives(tx, [decision], assessment.policy.policy)
    refuse_unvisited(tx, [decision], assessment.policy.policy)
    return tx.put(
        Recognition(
            household_id=RecordId(assessment.facts.key),
            programme=programme.name,
            recognised_on=assessment.on,
            valid_until=assessment.valid_until,
            recognised_by=recognised_by,
            pack_version=assessment.pack_version,
        )
    )


@operation("recognition.end", "终止身份认定", may=Permission.GRANT)
def end_recognition(tx: Transaction, recognition: Recognition, ended_on: date) -> Recognition:
    """Let a recognition end before its validity does; ``ended_on`` is the first day without it.

    Raises `DecidedByRelative`.
    """
    refuse_relatives(tx, [Decision(recognition.household_id, recognition.programme, ended_on)])
    return tx.put(replace(recognition, ended_on=ended_on))


@operation("policy.activate", "启用政策包", may=Permission.SET_UP)
def activate_pack(tx: Transaction, folder: Path, *, activated_by: str, activated_on: date) -> KeptPack:
    """Work by the pack in ``folder`` from now on; its files are kept in the store, and undo takes it back.

    Raises `PackRefused` with the first reason when anything stands against it, the office's own cases for
    it and for the packs it extends included.
    """
    objections = pack_objections(folder, lambda packs: own_case_files(tx, packs))
    if objections:
        raise PackRefused(name=folder.name, count=len(objections), first=str(objections[0]))
    return keep_pack(tx, folder, activated_by=activated_by, activated_on=activated_on)


@operation("policy.add_cases", "增加本单位案例", may=Permission.SET_UP)
def add_cases(tx: Transaction, path: Path, *, added_by: str, added_on: date) -> OwnCases:
    """Keep the office's own cases of a file; from now on no pack is activated in which they do not come out.

    Raises `PackBroken` when the file cannot be understood or is for another pack than the office works by,
    and `CasesRefused` when a case does not come out.
    """
    policy, file = pack_policy(tx), read_toml(path)
    pack = file.text_at(file.tree, "pack")
    if pack not in policy.packs:
        file.broken(("pack",), f"本单位执行的政策包是“{policy.pack}”，不是“{pack}”。")
    report = run_cases_in(file, policy)
    objections = case_objections(report)
    if objections:
        raise CasesRefused(name=path.name, count=len(objections), first=str(objections[0]))
    return keep_cases(
        tx, pack, path.name, file.text, len(report.results), added_by=added_by, added_on=added_on
    )
