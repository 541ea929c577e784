"""Payments that the bank sent back and that nothing has replaced yet, with what is to be done about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from minzheng_desk.benefits.model import Award
from minzheng_desk.households.model import BankAccount, Household, Person
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.corrections.model import HolderException, why_not_correct
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.returns.model import CorrectedLine, Outcome, PaymentResult
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


@dataclass(frozen=True, slots=True)
class Failure:
    """A payment that did not arrive, and how things stand with it today."""

    roster: Roster
    line: RosterLine
    result: PaymentResult
    payee: Person
    """Whoever the award pays today."""
    owners: tuple[Person, ...]
    """Whose account may take it: the payee, and the head of the household."""
    account: BankAccount | None
    excepted: bool
    """Whether an exception lets another holder's account take it."""

    @property
    def why_not(self) -> str:
        """Why it cannot be paid once more as things stand; empty when it can."""
        return self.why_not_when(resent=False)

    def why_not_when(self, *, resent: bool) -> str:
        """The same, where the bank may have asked for the unchanged payment again."""
        return why_not_correct(self.line, self.account, self.owners, excepted=self.excepted, resent=resent)

    @property
    def to_do(self) -> str:
        """What is to be done; that the bank failed is no reason to stop or lower anything."""
        said = f"银行退回：{self.result.reason or '未写原因'}。"
        return f"{said}{self.why_not or '账户已更正，请生成更正发放。'}待遇不变，不得因此停发、减发。"


def failures(reader: Reader, programme: str | None = None, month: Month | None = None) -> list[Failure]:
    """Every failed payment that no correction has taken up, by month, programme and line."""
    at, result = table(Roster).c, table(PaymentResult).c
    taken_up = select(table(CorrectedLine).c.payment_result_id)
    where = [result.outcome == Outcome.FAILED.value, result.id.not_in(taken_up)]
    where += [at.programme == programme] if programme else []
    where += [at.month == str(month)] if month else []
    joined = select(result.id).join(table(Roster), at.id == result.roster_id).where(*where)
    found = reader.by_ids(PaymentResult, [row.id for row in reader.rows(joined)])
    return _described(reader, list(found.values()))


def failures_of(reader: Reader, roster: Roster) -> list[Failure]:
    """The failed payments of a month's roster and of its corrections that nothing has taken up."""
    origin = roster.corrects_id or roster.id
    found = failures(reader, roster.programme, roster.month)
    return [failure for failure in found if origin in {failure.roster.id, failure.roster.corrects_id}]


def outdated_lines(reader: Reader, lines: Sequence[RosterLine]) -> int:
    """How many lines of a correction pay to another account or person than are on file today."""
    awards = reader.by_ids(Award, [str(line.award_id) for line in lines])
    payees = {str(award.person_id) for award in awards.values()}
    accounts = _accounts(reader, sorted(payees))
    return sum(not _is_current(line, awards[line.award_id], accounts) for line in lines)


def _is_current(line: RosterLine, award: Award, accounts: Mapping[str, BankAccount]) -> bool:
    account = accounts.get(award.person_id)
    if account is None:
        return False
    on_file = (award.person_id, account.account, account.bank, account.holder_name)
    return on_file == (line.person_id, line.account, line.bank, line.holder_name)


def _described(reader: Reader, results: list[PaymentResult]) -> list[Failure]:
    rosters = reader.by_ids(Roster, {str(result.roster_id) for result in results})
    lines = reader.by_ids(RosterLine, [str(result.line_id) for result in results])
    awards = reader.by_ids(Award, {str(line.award_id) for line in lines.values()})
    heads = _heads(reader, awards.values())
    payees = {str(award.person_id) for award in awards.values()}
    people = reader.by_ids(Person, payees | set(heads.values()))
    accounts = _accounts(reader, sorted(payees))
    exceptions = _exceptions(reader, sorted(payees))
    found = []
    for result in results:
        line = lines[result.line_id]
        award = awards[line.award_id]
        payee, account = people[award.person_id], accounts.get(award.person_id)
        head = people.get(heads.get(award.household_id or "", ""))
        owners = (payee, head) if head and head.id != payee.id else (payee,)
        excepted = account is not None and any(one.covers(account) for one in exceptions[payee.id])
        found.append(Failure(rosters[result.roster_id], line, result, payee, owners, account, excepted))
    return sorted(found, key=lambda f: (f.roster.month, f.roster.programme, f.roster.correction, f.line.seq))


def _heads(reader: Reader, awards: Collection[Award]) -> dict[str, str]:
    """By household, who its head is."""
    homes = reader.by_ids(Household, {str(award.household_id) for award in awards if award.household_id})
    return {home_id: str(home.head_id) for home_id, home in homes.items()}


def _accounts(reader: Reader, people: Sequence[str]) -> dict[str, BankAccount]:
    """Where people are paid now."""
    at = table(BankAccount).c
    found: dict[str, BankAccount] = {}
    for part in chunks(people):
        open_now = at.person_id.in_(part), at.until.is_(None)
        standing = reader.find(BankAccount, *open_now, order_by=[at.since, at.id])
        found.update({str(account.person_id): account for account in standing})
    return found


def _exceptions(reader: Reader, people: Sequence[str]) -> defaultdict[str, list[HolderException]]:
    found: defaultdict[str, list[HolderException]] = defaultdict(list)
    for part in chunks(people):
        for one in reader.find(HolderException, table(HolderException).c.person_id.in_(part)):
            found[one.person_id].append(one)
    return found
