"""The office's own cases, run against the policy it works by."""

from __future__ import annotations

from minzheng_desk.eligibility.case_runs import CaseReport, run_cases_in
from minzheng_desk.policy.decisions.model import OwnCases
from minzheng_desk.policy.queries import own_case_files, own_cases, pack_policy
from minzheng_desk.store.reader import Reader


def run_own_cases(reader: Reader) -> list[tuple[OwnCases, CaseReport]]:
    """Run every case that is kept for the pack the office works by or for those it extends."""
    policy = pack_policy(reader)
    kept = [one for one in own_cases(reader) if one.pack in policy.packs]
    files = own_case_files(reader, policy.packs)
    return [(one, run_cases_in(file, policy)) for one, file in zip(kept, files, strict=True)]
