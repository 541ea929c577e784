"""追回 on a real store: counted from what really arrived, asked back once, settled by vouchers."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.benefits.model import Amounts, Award
from minzheng_desk.benefits.operations import report_death, revise_amount
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.corrections.queries import failures
from minzheng_desk.payroll.model import Recovery, Refund
from minzheng_desk.payroll.recoveries.model import (
    DeathUnproved,
    NothingOverpaid,
    RecoveryState,
    RefundTooLarge,
    VoucherMissing,
    VoucherTakenAlready,
)
from minzheng_desk.payroll.recoveries.operations import open_recovery, record_refund
from minzheng_desk.payroll.recoveries.queries import overpayments, recoveries, still_open
from payroll.answering import DAY, answer, book
from payroll.paying import DIBAO, granted, line_of, lock, paid_out, person_of, policy

TEKUN = "tekun"
PAID_MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")


@pytest.fixture
def award(desk: Desk) -> Award:
    """A person paid 819 and 150 for four months, of whom nobody knows yet that they are dead."""
    made = granted(desk, "张三", since="2026-08", base="819", supplement="150", programme=TEKUN)
    granted(desk, "李四", since="2026-08", base="819", programme=TEKUN)
    for month in PAID_MONTHS:
        paid_out(desk, month, TEKUN)
    return made


def death_found(desk: Desk, award: Award, source: str = "死亡证明") -> None:
    person = person_of(desk, award)
    desk.run(report_death, person, date(2026, 8, 20), source, policy=policy())


def opened(desk: Desk, award_id: RecordId, programme: str = TEKUN) -> Recovery:
    return desk.run(
        open_recovery, programme, award_id, policy=policy(), opened_by="李敏", opened_on=DAY
    ).result


def refunded(desk: Desk, recovery: Recovery, amount: str, voucher: str = "JK-001") -> RecoveryState:
    refund = Refund(
        recovery_id=recovery.id,
        amount=yuan(amount),
        voucher_number=voucher,
        paid_by="张小三",
        refunded_on=DAY,
        recorded_by="周会计",
    )
    return desk.run(record_refund, refund).result


def test_what_was_paid_after_a_death_is_asked_back_month_by_month(desk: Desk, award: Award) -> None:
    death_found(desk, award)
    (found,) = desk.ask(overpayments, TEKUN, policy())
    assert [("2026-09", 96_900), ("2026-10", 96_900), ("2026-11", 96_900)] == [
        (str(month), amount) for month, amount in found.months
    ]
    recovery = opened(desk, award.id)
    assert (yuan("2907"), "死亡证明") == (recovery.total, recovery.proof)
    assert "领款人于2026-08-20去世" in recovery.cause
    assert "2026-09至2026-11每月969.00元" == recovery.months_told
    assert recovery.number.startswith("ZH2026-")


def test_a_recovery_is_opened_once_and_settled_by_vouchers(desk: Desk, award: Award) -> None:
    death_found(desk, award)
    recovery = opened(desk, award.id)
    assert [] == desk.ask(overpayments, TEKUN, policy())
    with pytest.raises(NothingOverpaid):
        opened(desk, award.id)
    assert yuan("2907") == still_open(desk.ask(recoveries, only_open=True))
    assert yuan("1907") == refunded(desk, recovery, "1000").outstanding
    with pytest.raises(VoucherTakenAlready, match="JK-001"):
        refunded(desk, recovery, "1907")
    with pytest.raises(RefundTooLarge, match=r"退款 1,907\.01 元超过未追回的 1,907\.00 元"):
        refunded(desk, recovery, "1907.01", "JK-002")
    with pytest.raises(VoucherMissing):
        refunded(desk, recovery, "1907", " ")
    assert not refunded(desk, recovery, "1907", "JK-002").is_open
    assert [] == desk.ask(recoveries, only_open=True)
    (settled,) = desk.ask(recoveries)
    assert (yuan("2907"), ["JK-001", "JK-002"]) == (
        settled.refunded,
        [refund.voucher_number for refund in settled.refunds],
    )


def test_nothing_is_taken_off_anybody_elses_money(desk: Desk, award: Award) -> None:
    before = paid_out(desk, "2026-12", TEKUN)
    death_found(desk, award)
    opened(desk, award.id)
    (line,) = (line for line in paid_out(desk, "2027-01", TEKUN).paid)
    assert ("李四", yuan("819")) == (line.name, line.amount)
    assert 2 == len(before.paid)


def test_what_the_bank_sent_back_was_not_received_until_a_correction_paid_it(
    desk: Desk, tmp_path: Path
) -> None:
    award = granted(desk, "张三", base="520")
    october = paid_out(desk, "2026-10")
    book(desk, october.roster, answer(tmp_path, october, {"张三": "账户已销户"}))
    november = paid_out(desk, "2026-11")
    book(desk, november.roster, answer(tmp_path, november, name="十一月.txt"))
    amounts = Amounts(yuan("400"))
    desk.run(revise_amount, award, Month(2026, 10), amounts, persons=1, reason="收入变化")
    (found,) = desk.ask(overpayments, DIBAO, policy())
    assert [("2026-11", 12_000)] == [(str(month), amount) for month, amount in found.months]
    first = opened(desk, award.id, DIBAO)
    assert "核定金额低于已发金额" == first.cause
    (failed,) = desk.ask(failures)
    drawn = desk.run(
        draw_correction,
        october.roster,
        drawn_up_by="李敏",
        drawn_up_on=DAY,
        resend={failed.line.id: "银行已答复"},
    ).result
    lock(desk, drawn.view.roster)
    (more,) = desk.ask(overpayments, DIBAO, policy())
    assert [("2026-10", 12_000)] == [(str(month), amount) for month, amount in more.months]


def test_the_day_of_death_must_be_that_of_a_certificate(desk: Desk, award: Award) -> None:
    death_found(desk, award)
    person = person_of(desk, award)
    desk.run(correct, dataclasses.replace(person, died_source=None), "来源写错")
    with pytest.raises(DeathUnproved):
        opened(desk, award.id)


def test_who_was_paid_what_was_due_owes_nothing(desk: Desk, award: Award) -> None:
    assert [] == desk.ask(overpayments, TEKUN, policy())
    with pytest.raises(NothingOverpaid):
        opened(desk, award.id)
    assert yuan("969") == line_of(paid_out(desk, "2026-12", TEKUN), award).amount


def test_what_was_given_back_is_paid_again_when_it_was_due_after_all(desk: Desk) -> None:
    award = granted(desk, "张三", base="520")
    paid_out(desk, "2026-10")
    paid_out(desk, "2026-11")
    revised(desk, award, "400")
    recovery = opened(desk, award.id, DIBAO)
    assert yuan("240") == recovery.total
    refunded(desk, recovery, "240")
    assert yuan("400") == line_of(paid_out(desk, "2026-12"), award).amount
    revised(desk, award, "520")
    line = line_of(paid_out(desk, "2027-01"), award)
    months = [("2026-10", 12_000), ("2026-11", 12_000), ("2026-12", 12_000)]
    assert (months, yuan("880")) == (list(line.back_months), line.amount)


def revised(desk: Desk, award: Award, base: str) -> None:
    amounts = Amounts(yuan(base))
    desk.run(revise_amount, award, Month(2026, 10), amounts, persons=1, reason="核定有误")
