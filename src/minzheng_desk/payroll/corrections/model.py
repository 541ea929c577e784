"""Whose account may take a payment, and what keeps a failed one from being paid once more; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.records import Record, day, record, ref, text
from minzheng_desk.kernel.text import normalised
from minzheng_desk.payroll.model import RosterLine

_BANK_ENCODING = "gbk"
_AGREED_WRITING = ".{1,8}"
"""How long a bank's own writing of one character may be: 䶮 as YAN, or as a sign."""


@record("holder_exception", "账户户名例外")
class HolderException(Record):
    """That somebody else's account may take a person's benefits, and why (财办〔2020〕37号：不得代持)."""

    person_id: RecordId = ref("person", "人员")
    account: str = text("银行账号", max_length=40, sensitive=True)
    holder_name: str = text("账户户名", max_length=60)
    reason: str = text("例外理由", max_length=500)
    allowed_by: str = text("批准人", max_length=60)
    allowed_on: date = day("批准日期")

    def covers(self, account: BankAccount) -> bool:
        """Whether it speaks of this account."""
        spoken_of = (self.person_id, self.account, self.holder_name)
        return spoken_of == (account.person_id, account.account, account.holder_name)


def is_held_by(account: BankAccount, owner: Person) -> bool:
    """Whether the holder of an account is this person, by number where one is known, else by name.

    A character that banks cannot write may stand there in the writing agreed with the bank.
    """
    if account.holder_id_number and owner.id_number:
        return account.holder_id_number == owner.id_number
    return re.fullmatch(_as_banks_write(normalised(owner.name)), normalised(account.holder_name)) is not None


def _as_banks_write(name: str) -> str:
    return "".join(re.escape(sign) if _is_writable(sign) else _AGREED_WRITING for sign in name)


def _is_writable(sign: str) -> bool:
    try:
        sign.encode(_BANK_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def why_not_correct(
    failed: RosterLine,
    account: BankAccount | None,
    owners: Sequence[Person],
    *,
    excepted: bool = False,
    resent: bool = False,
) -> str:
    """Why a failed line cannot be paid once more as things stand, as a sentence; empty when it can.

    ``owners`` are whoever is paid and the head of the household, in this order; ``resent`` says that the
    bank asked for the same payment again although the account is as it was.
    """
    payee = owners[0]
    if payee.died_on is not None:
        return f"领款人已于{payee.died_on}去世，请先变更领款人。"
    if account is None:
        return "没有银行账号，请先登记账号。"
    if not excepted and not any(is_held_by(account, owner) for owner in owners):
        return "账户户名既不是本人也不是户主，不得代持；请更正账户，或由负责人登记账户户名例外。"
    sent = (failed.person_id, failed.account, failed.bank, failed.holder_name)
    if not resent and sent == (payee.id, account.account, account.bank, account.holder_name):
        return "账户还没有更正；请先更正账户。银行答复可以原样重发的，请写明理由后重发。"
    return ""


class NothingToCorrect(NotNow):
    """No failed line can be paid once more as things stand."""

    text = "{roster}没有可以更正发放的明细：退回未更正 {failed} 行，其中 {hindered} 行还不能重发。{why}"
    remedy = "请先导入银行回盘；按每一行的提示更正账户后再生成更正发放。"


class ResendWithoutReason(InputProblem):
    """Whoever sends a failed payment again unchanged says why."""

    text = "账户没有更正而原样重发的，没有写理由，没有生成。"
    remedy = "请写明理由，例如“银行系统故障，已答复可重发”。"


class HolderExceptionEmpty(InputProblem):
    """An exception says why and who allowed it."""

    text = "账户户名例外没有写{lacking}，没有登记。"
    remedy = "请写明例外的理由和批准人。"
