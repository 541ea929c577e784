"""A month of 12,000 people: computing the roster, drawing it up, reading it, and the files made of it.

Computing is shown beside a bare loop that only adds up the same tuples; reading beside raw SQL that fetches
the same lines as tuples; drawing up stands on twelve locked months, as in the second year of use.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from figures import Figure, best, report

from minzheng_desk.benefits.model import Amounts, Award, AwardAmount
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import BankAccount, Household, Person
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.identity import IdNumber, check_character
from minzheng_desk.kernel.ids import RecordId, new_id, new_ids
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ledgers.documents import LedgerPrinting, export_ledger, ledger_of
from minzheng_desk.payroll.documents.bank_files import bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.documents.rosters import Printing, print_roster
from minzheng_desk.payroll.drawing import Payable, compute_roster
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.payroll.queries import RosterView, roster_for
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.store.tables import project_all
from minzheng_desk.store.transaction import Transaction

LINES = 12_000
MONTHS = 12
PROGRAMME = "dibao"
FIRST = Month(2025, 11)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@operation("bench.township", "造数", may=Permission.IMPORT, undoable=False)
def found_township(tx: Transaction, count: int) -> None:
    """Not undoable: it is thrown away."""
    chance = Random(7)
    people, households, accounts, awards, amounts = [], [], [], [], []
    for at, (person_id, household_id, award_id) in enumerate(
        zip(new_ids(count), new_ids(count), new_ids(count), strict=True)
    ):
        first = f"990000{1940 + at % 60}{1 + at % 12:02d}{1 + at % 28:02d}{at % 1000:03d}"
        number = IdNumber(first + check_character(first))
        name = chance.choice("张王李赵陈") + chance.choice(["三", "秀英", "国强", "䶮"])
        region = f"990000101{1 + at * 20 // count:03d}"
        people.append(Person(id=person_id, name=name, id_number=number, born_on=date(1960, 1, 1)))
        households.append(
            Household(
                id=household_id,
                number=f"990000101-{at:05d}",
                head_id=person_id,
                region_code=region,
                hukou_kind="rural",
                registered_on=date(2020, 1, 1),
            )
        )
        accounts.append(
            BankAccount(
                person_id=person_id,
                account=f"6217{at:015d}",
                bank="柳溪农商行",
                holder_name="张三",
                since=date(2020, 1, 1),
            )
        )
        awards.append(
            Award(
                id=award_id,
                programme=PROGRAMME,
                household_id=household_id,
                person_id=person_id,
                since=Month(2020, 1),
                paid_through=FIRST.previous,
            )
        )
        amounts.append(
            AwardAmount(
                award_id=award_id,
                since=Month(2020, 1),
                base=Money(chance.randrange(10_000, 90_000)),
                persons=1 + at % 4,
            )
        )
    for records in (people, households, accounts, awards, amounts):
        tx.put_all(records)


def a_desk(folder: Path) -> Desk:
    load_catalogue()
    engine = open_sqlite(folder / "store.db", bytes(32), synchronous="OFF")
    project_all().create_all(engine)
    return Desk(engine, Actor("bench", "测", frozenset(Permission)), "bench", FixedClock(NOW.date()))


def drawn_up(desk: Desk, month: Month) -> Roster:
    return desk.run(
        draw_up_roster,
        PROGRAMME,
        month,
        policy=load_policy("demo-county"),
        drawn_up_by="李敏",
        drawn_up_on=month.first_day,
    ).result


def timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def a_payable(at: int) -> Payable:
    return Payable(
        award_id=RecordId(f"{at:032x}"),
        person_id=RecordId(f"p{at:031x}"),
        name="张三",
        id_number=IdNumber(f"990000{at:012d}"),
        died_on=None,
        household_number=f"990000101-{at:05d}",
        region_code="990000101001",
        region_name="杨家湾村",
        hukou_kind="rural",
        persons=2,
        amounts=Amounts(Money(50_000 + at), Money(at % 3 * 100)),
        account="6217000000000000004",
        bank="柳溪农商行",
        holder_name="张三",
        taken_over=True,
    )


def computing() -> Figure:
    payables = [a_payable(at) for at in range(LINES)]
    bare = [
        (p.award_id, p.name, p.account, p.amounts.base, p.amounts.supplement) for p in payables if p.amounts
    ]

    def summed() -> int:
        total = 0
        for _, _, _, base, supplement in bare:
            total += base + supplement
        return total

    def computed() -> int:
        return compute_roster(payables, {}, new_id(), Month(2026, 11), new_ids(LINES)).total

    ours, ours_total = best(computed)
    floor, floor_total = best(summed)
    assert ours_total == floor_total
    return Figure("lines computed", LINES / ours, "/s", LINES / floor, "bare sum of tuples", at_least=20_000)


def reading(desk: Desk, month: Month) -> Figure:
    def raw() -> int:
        with desk.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT l.* FROM roster_line l JOIN roster r ON r.id = l.roster_id"
                f" WHERE r.programme = '{PROGRAMME}' AND r.month = '{month}' ORDER BY l.seq"
            ).fetchall()
        return len(rows)

    ours, view = best(lambda: desk.ask(roster_for, PROGRAMME, month))
    floor, count = best(raw)
    assert count == len(view.lines) == LINES
    return Figure("roster read", ours * 1000, "ms", floor * 1000, "raw SQL", ratio_at_most=1.3)


def main() -> int:
    figures = [computing()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = a_desk(folder)
        leader = replace(desk, actor=replace(desk.actor, name="zhang.wei"))
        desk.run(found_township, LINES)
        for at in range(MONTHS):
            roster = drawn_up(desk, FIRST + at)
            leader.run(lock_roster, roster, locked_by="张伟", locked_at=NOW)
        month = FIRST + MONTHS
        figures.append(Figure("drawn up after 12 months", timed(lambda: drawn_up(desk, month)), "s"))
        roster = desk.ask(roster_for, PROGRAMME, month).roster
        policy = load_policy("demo-county")
        lock = timed(lambda: leader.run(lock_roster, roster, locked_by="张伟", locked_at=NOW, policy=policy))
        figures += [Figure("looked over and locked", lock, "s"), reading(desk, month)]
        figures += files(desk, month, folder)
        desk.close()
    return report(f"roster of {LINES:,} lines", figures)


def files(desk: Desk, month: Month, folder: Path) -> list[Figure]:
    view = desk.ask(roster_for, PROGRAMME, month)
    printing = Printing(office="柳溪镇", printed_by="李敏", printed_at=NOW)
    ledger = LedgerPrinting(office="柳溪镇", printed_by="李敏", printed_at=NOW)
    plain = RosterView(view.roster, tuple(replace(line, name="张三") for line in view.lines))
    works = {
        "PDF of the roster": lambda: print_roster(view, folder / "r.pdf", printing),
        "bank file, GBK": lambda: bank_file(plain, bank_format("gbk_pipe"), folder / "b.txt"),
        "bank file, workbook": lambda: bank_file(view, bank_format("xlsx_standard"), folder / "b.xlsx"),
        "ledger of 12,000, workbook": lambda: export_ledger(
            desk.ask(ledger_of, "dibao_roll", month, ledger), folder / "l.xlsx"
        ),
        "changes and totals": lambda: [
            desk.ask(ledger_of, name, month, ledger) for name in ("dibao_changes", "month_totals")
        ],
    }
    goals = {"PDF of the roster": 1.5}
    return [Figure(name, best(work)[0], "s", at_most=goals.get(name)) for name, work in works.items()]


if __name__ == "__main__":
    sys.exit(main())
