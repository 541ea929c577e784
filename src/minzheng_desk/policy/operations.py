"""Answering, once for the whole office, what the texts leave open."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.answers import require_open, written_answer
from minzheng_desk.policy.model import AnswerWithoutDocument, PolicyAnswer
from minzheng_desk.policy.queries import load_policy, station_pack
from minzheng_desk.store.transaction import Transaction


@operation("policy.answer", "答复政策口径", may=Permission.SET_UP)
def answer(
    tx: Transaction, name: str, said: str, *, since: date, document: str, answered_by: str, answered_on: date
) -> PolicyAnswer:
    """Answer an open question of the policy for the office, from the day ``since`` on.

    Raises `ParameterUnknown`, `NotAnOpenQuestion`, `AnswerNotUnderstood` or `AnswerWithoutDocument`.
    """
    policy = load_policy(station_pack(tx))
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
