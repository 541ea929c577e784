"""The main job over an invented township: from messy registers to locked rosters, by a clerk's own hand."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from minzheng_desk.audit.queries import verified
from minzheng_desk.demo.bank_answers import take_answers
from minzheng_desk.demo.events import events_between
from minzheng_desk.demo.happenings import enter_events
from minzheng_desk.demo.model import Township
from minzheng_desk.demo.months import close_month
from minzheng_desk.demo.outputs import make_outputs
from minzheng_desk.demo.report import DemoReport
from minzheng_desk.demo.taking_over import (
    Job,
    assess_and_grant,
    take_over_benefits,
    take_over_households,
)
from minzheng_desk.demo.township import invent_township
from minzheng_desk.demo.writing import WrittenRegister, write_registers
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.founding import Colleague, FirstPerson, Office, create_store
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.security.model import EVERY_ROLE, permissions_of
from minzheng_desk.security.queries import user_named
from minzheng_desk.vault.keys import FLOOR

PACK = "demo-county"
USER, LEADER = "yanshi", "yanshi.lingdao"
PASSPHRASE = "minzheng-demo-2026"  # noqa: S105 - the store holds invented people only
CLERK = "演示经办"
APPROVER = "演示分管领导"
HOUSEHOLDS = "households"


def main_job(to: Path, households: int, seed: int, progress: Progress) -> DemoReport:
    """Invent a township in ``to`` and do the main job over it; what lay there from another run goes first."""
    report = DemoReport(to, USER, LEADER, PASSPHRASE)
    with report.step("编造乡镇和登记表"):
        township = invent_township(households, seed)
        registers = write_registers(township, _emptied(to / "登记表"), progress)
        _describe(report, township)
    with report.step("新建加密数据库"):
        desk = _founded(to, township)
    with closing(desk):
        leader = replace(desk, actor=_actor(desk, LEADER))
        _do(Job(desk, leader, load_policy(PACK), to, report, progress), township, registers)
    return report


def _do(job: Job, township: Township, registers: Sequence[WrittenRegister]) -> None:
    report, this_month = job.report, Month.of(township.as_of)
    with report.step("导入家庭登记表"):
        take_over_households(job, [r for r in registers if r.holds == HOUSEHOLDS])
    with report.step("导入待遇登记表"):
        benefits = [r for r in registers if r.holds != HOUSEHOLDS]
        take_over_benefits(job, benefits, this_month.previous.previous)
    with report.step("全镇资格测算、确认待遇"):
        assess_and_grant(job, this_month)
    with report.step(f"{this_month.previous.label}名册"):
        before = close_month(job, this_month.previous)
    with report.step("登记两月之间的变化"):
        enter_events(job, township, events_between(township, this_month), this_month)
    with report.step(f"{this_month.label}名册"):
        after = close_month(job, this_month)
    for month, views in ((this_month.previous, before), (this_month, after)):
        with report.step(f"{month.label}花名册、银行文件、台账"):
            make_outputs(job, month, views)
    with report.step(f"{this_month.previous.label}回盘、更正发放、月结"):
        take_answers(job, before)
    with report.step("核对操作记录"):
        replayed = job.desk.ask(verified, job.progress)
        report.journal_entries, report.discrepancies = replayed.entries, len(replayed.discrepancies)


def _emptied(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def _describe(report: DemoReport, township: Township) -> None:
    report.township = township.name
    report.households = len(township.households)
    report.persons = sum(len(household.members) for household in township.households)
    report.planted = sum(fault.reported for fault in township.planted)


def _founded(to: Path, township: Township) -> Desk:
    office = Office(
        name=f"{township.name}人民政府民政办",
        region_code=f"{township.villages[0].code[:9]}000",
        policy_pack=PACK,
        regions=tuple((village.code, village.name) for village in township.villages),
    )
    person = FirstPerson(USER, CLERK, EVERY_ROLE)
    leader = Colleague(FirstPerson(LEADER, APPROVER, ("approver",)), PASSPHRASE)
    folder = _emptied(to / "数据")
    clock = FixedClock(township.as_of)
    # The people are invented, so nobody has to wait for a strong key.
    made = create_store(folder, office, person, PASSPHRASE, colleagues=[leader], cost=FLOOR, clock=clock)
    return made.desk


def _actor(desk: Desk, name: str) -> Actor:
    """Somebody of the office, to be seated at the desk."""
    user = desk.ask(user_named, name)
    return Actor(user.name, user.display_name, permissions_of(user))
