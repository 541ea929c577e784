"""Answering, once for the whole office, what the texts leave open; taking in a pack to work by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.policy.answers import require_open, written_answer
from minzheng_desk.policy.decisions.model import (
    AnswerWithoutDocument,
    CasesNotKept,
    KeptPack,
    OwnCases,
    PolicyAnswer,
    VersionUsedBefore,
)
from minzheng_desk.policy.keeping import packed
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import brought_packs, lineage, own_cases, pack_policy, policy_of_files
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction


@operation("policy.answer", "答复政策口径", may=Permission.SET_UP)
def answer(
    tx: Transaction, name: str, said: str, *, since: date, document: str, answered_by: str, answered_on: date
) -> PolicyAnswer:
    """Answer an open question of the policy for the office, from the day ``since`` on.

    Raises `ParameterUnknown`, `NotAnOpenQuestion`, `AnswerNotUnderstood` or `AnswerWithoutDocument`.
    """
    policy = pack_policy(tx)
    parameter = policy.parameter(name)
    require_open(policy, name, since)
    for lacking, given in (("依据文件", document), ("答复人", answered_by)):
        if not given.strip():
            raise AnswerWithoutDocument(lacking=lacking)
    return tx.put(
        PolicyAnswer(
            name=name,
            written=written_answer(parameter, said),
            since=since,
            document=document.strip(),
            answered_by=answered_by.strip(),
            answered_on=answered_on,
        )
    )


@operation("policy.keep_pack", "存入政策包", may=Permission.SET_UP)
def keep_pack(tx: Transaction, folder: Path, *, activated_by: str, activated_on: date) -> KeptPack:
    """Keep every file of the pack in ``folder`` and work by it from now on, as one change.

    The packs beside it that it extends are kept with it, those the program brings are not. Whether anything
    stands against it is asked before, in the eligibility room. Raises `PackNotFound`, `PackBroken` or
    `VersionUsedBefore`.
    """
    content = packed(
        pack.folder
        for pack in lineage(folder)
        if pack.folder == folder or pack.folder.parent != brought_packs()
    )
    policy = policy_of_files(folder.name, content)
    _require_new_version(tx, policy, content)
    kept = tx.put(
        KeptPack(
            pack=policy.pack,
            pack_version=policy.version,
            content=tx.keep_paper(content),
            activated_on=activated_on,
            activated_by=activated_by,
        )
    )
    revise_setting(tx, policy_pack=policy.pack)
    return kept


def _require_new_version(tx: Transaction, policy: Policy, content: bytes) -> None:
    at = table(KeptPack).c
    for older in tx.find(KeptPack, at.pack == policy.pack, at.pack_version == policy.version):
        if tx.paper(older.content) != content:
            raise VersionUsedBefore(name=policy.pack, version=policy.version)


@operation("policy.keep_cases", "存入本单位案例", may=Permission.SET_UP)
def keep_cases(
    tx: Transaction, pack: str, file_name: str, content: str, cases: int, *, added_by: str, added_on: date
) -> OwnCases:
    """Keep a file of cases of the office for a pack, in place of one of the same name.

    Whether they come out is asked before, in the eligibility room.
    """
    for older in own_cases(tx):
        if (older.pack, older.file_name) == (pack, file_name):
            tx.remove(older)
    return tx.put(
        OwnCases(
            pack=pack,
            file_name=file_name,
            content=tx.keep_paper(content.encode()),
            cases=cases,
            added_on=added_on,
            added_by=added_by,
        )
    )


@operation("policy.drop_cases", "删除本单位案例", may=Permission.SET_UP)
def drop_cases(tx: Transaction, file_name: str) -> list[OwnCases]:
    """Let packs be used without the office's cases of this file name; raises `CasesNotKept`."""
    kept = [one for one in own_cases(tx) if one.file_name == file_name]
    if not kept:
        raise CasesNotKept(name=file_name)
    tx.remove_all(kept)
    return kept
