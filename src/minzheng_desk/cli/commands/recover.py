"""Money that was paid too much: who, for which months, asked back, come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.arguments import Parser, day, path_ending
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.payroll.recoveries.model import Overpayment, RecoveryState


def _list_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--programme", metavar="项目", action="append", default=[], help="如 特困，可重复；不写则为全部项目"
    )
    parser.add_argument("--all", action="store_true", help="已经结清的追回也列出")


def _open_arguments(parser: Parser) -> None:
    parser.add_argument("--person", metavar="人员", required=True, help="多发给谁：身份证号或姓名")
    parser.add_argument("--programme", metavar="项目", required=True, help="如 特困")


def _refund_arguments(parser: Parser) -> None:
    parser.add_argument("number", metavar="追回编号", help="如 ZH2026-00001")
    parser.add_argument("--amount", metavar="元", required=True, help="退回多少元")
    parser.add_argument("--voucher", metavar="凭证号", required=True, help="缴款凭证号")
    parser.add_argument("--paid-by", metavar="姓名", required=True, help="谁退的")
    parser.add_argument("--on", metavar="日期", type=day, help="退款日期，不写则为今天")


def _notice_arguments(parser: Parser) -> None:
    parser.add_argument("number", metavar="追回编号", help="如 ZH2026-00001")
    parser.add_argument(
        "--to", metavar="文件", type=path_ending(".pdf"), required=True, help="写到哪里（.pdf）"
    )


def _list(call: Call) -> None:
    from minzheng_desk.cli.programmes import programmes_meant
    from minzheng_desk.payroll.recoveries.queries import overpayments, recoveries

    found: list[Overpayment] = []
    with call.desk(Permission.READ) as desk:
        policy = policy_of(desk)
        for programme in programmes_meant(policy, call.given.programme):
            found += desk.ask(overpayments, programme.name, policy)
        states = desk.ask(recoveries, only_open=not call.given.all)
    call.out.answer(
        {"overpaid": [_told_overpayment(one) for one in found], "recoveries": [_told(one) for one in states]}
    )
    _say_overpayments(call, found)
    _say_states(call, states)


def _open(call: Call) -> None:
    from minzheng_desk.cli.programmes import programme_meant
    from minzheng_desk.cli.subjects import person_meant
    from minzheng_desk.payroll.recoveries.model import NothingOverpaid
    from minzheng_desk.payroll.recoveries.operations import open_recovery
    from minzheng_desk.payroll.recoveries.queries import overpayments, recovery_state

    with call.desk(Permission.RECOVER) as desk:
        policy = policy_of(desk)
        programme = programme_meant(policy, call.given.programme)
        person = person_meant(desk, call.given.person)
        overpaid = desk.ask(overpayments, programme.name, policy)
        award_id = next((one.award_id for one in overpaid if one.person_id == person.id), None)
        if award_id is None:
            raise NothingOverpaid
        made = desk.run(
            open_recovery,
            programme.name,
            award_id,
            policy=policy,
            opened_by=desk.actor.display_name,
            opened_on=desk.clock.today(),
        ).result
        state = desk.ask(recovery_state, made)
    call.out.answer(_told(state))
    _say_states(call, [state])


def _refund(call: Call) -> None:
    from minzheng_desk.kernel.money import shown, yuan
    from minzheng_desk.payroll.model import Refund
    from minzheng_desk.payroll.recoveries.operations import record_refund

    given = call.given
    with call.desk(Permission.RECOVER) as desk:
        recovery = _numbered(desk, given.number).recovery
        refund = Refund(
            recovery_id=recovery.id,
            amount=yuan(given.amount),
            voucher_number=given.voucher,
            paid_by=given.paid_by,
            refunded_on=given.on or desk.clock.today(),
            recorded_by=desk.actor.display_name,
        )
        state = desk.run(record_refund, refund).result
    call.out.answer(_told(state))
    left = f"还差 {shown(state.outstanding)} 元" if state.is_open else "已经结清"
    call.out.line(f"{recovery.number} {recovery.name}：已退 {shown(state.refunded)} 元，{left}。")


def _notice(call: Call) -> None:
    from minzheng_desk.households.model import Person
    from minzheng_desk.office.queries import the_station
    from minzheng_desk.payroll.documents.refund_notices import print_refund_notice
    from minzheng_desk.payroll.recoveries.operations import note_notice

    target = call.given.to
    with call.desk(Permission.EXPORT) as desk:
        recovery = _numbered(desk, call.given.number).recovery
        person = desk.ask(lambda reader: reader.get(Person, recovery.person_id))
        office, policy = desk.ask(the_station).name, policy_of(desk)
        desk.run(note_notice, recovery)
        print_refund_notice(recovery, target, office, policy, after_death=person.died_on is not None)
    call.out.answer({"file": str(target), "number": recovery.number})
    call.out.line(f"已写入 {target}；送达后请收件人签收，一份存档。")


def _numbered(desk: Desk, number: str) -> RecoveryState:
    from minzheng_desk.payroll.recoveries.queries import recoveries

    found = [one for one in desk.ask(recoveries) if one.recovery.number == number.strip()]
    if not found:
        raise NotFound(label=f"编号为“{number}”的追回")
    return found[0]


def _say_overpayments(call: Call, found: list[Overpayment]) -> None:
    from minzheng_desk.kernel.money import shown
    from minzheng_desk.payroll.arrears import in_months

    if not found:
        call.out.line("没有多发而未登记追回的。")
        return
    call.out.heading(f"多发、还没有登记追回的 {len(found)} 人")
    call.out.table(
        ["姓名", "项目", "应追回（元）", "月份", "原因"],
        [
            [one.name, one.programme_label, shown(one.total), in_months(one.months), one.cause]
            for one in found
        ],
        right={"应追回（元）"},
    )


def _say_states(call: Call, states: list[RecoveryState]) -> None:
    from minzheng_desk.kernel.money import shown
    from minzheng_desk.payroll.recoveries.queries import still_open

    if not states:
        return
    call.out.heading(f"已登记的追回 {len(states)} 笔，还差 {shown(still_open(states))} 元")
    call.out.table(
        ["编号", "姓名", "项目", "应追回（元）", "已退（元）", "还差（元）", "月份", "原因", "依据"],
        [
            [
                one.recovery.number,
                one.recovery.name,
                one.recovery.programme_label,
                shown(one.recovery.total),
                shown(one.refunded),
                shown(one.outstanding),
                one.recovery.months_told,
                one.recovery.cause,
                one.recovery.proof,
            ]
            for one in states
        ],
        right={"应追回（元）", "已退（元）", "还差（元）"},
    )


def _told_overpayment(one: Overpayment) -> dict[str, Any]:
    from minzheng_desk.cli.amounts import money_told

    return {
        "person_id": one.person_id,
        "name": one.name,
        "programme": one.programme,
        "months": {str(month): amount for month, amount in one.months},
        **money_told("total", one.total),
        "cause": one.cause,
    }


def _told(state: RecoveryState) -> dict[str, Any]:
    from minzheng_desk.cli.amounts import money_told

    recovery = state.recovery
    return {
        "number": recovery.number,
        "name": recovery.name,
        "programme": recovery.programme,
        "months": dict(recovery.months),
        **money_told("total", recovery.total),
        **money_told("refunded", state.refunded),
        **money_told("outstanding", state.outstanding),
        "open": state.is_open,
        "cause": recovery.cause,
        "proof": recovery.proof,
        "vouchers": [refund.voucher_number for refund in state.refunds],
    }


COMMAND = Command(
    "recover",
    "追回多发的钱",
    parts=(
        Command("list", "列出多发的、已登记追回的", _list, _list_arguments),
        Command("open", "登记追回：按实际到账的逐月计算", _open, _open_arguments),
        Command("notice", "打印退款通知书", _notice, _notice_arguments),
        Command("refund", "登记退款和缴款凭证号", _refund, _refund_arguments),
    ),
    order=74,
)
