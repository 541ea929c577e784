"""一户一档: everything on file about a household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.households.queries import HouseholdFile


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "subject", metavar="户编号或人员", help="户编号、身份证号或姓名；姓名有重名时请用编号"
    )
    parser.add_argument("--reveal", metavar="用途", help="显示完整身份证号和账号；须写明用途，并记入操作记录")


def _run(call: Call) -> None:
    from minzheng_desk.cli.household_page import page_of, say_page, told_page
    from minzheng_desk.cli.subjects import meant
    from minzheng_desk.households.queries import household_file

    with call.desk(Permission.READ) as desk:
        household = meant(desk, call.given.subject).household
        page = page_of(desk, desk.ask(household_file, household.id))
        seen = {} if call.given.reveal is None else _revealed(desk, page.file, call.given.reveal)
    call.out.answer(told_page(page, seen))
    say_page(call.out, page, seen)


def _revealed(desk: Desk, file: HouseholdFile, purpose: str) -> dict[tuple[str, str], str]:
    """The full numbers of everybody, each look journalled; raises `NotAllowed` or `PurposeMissing`."""
    from minzheng_desk.households.model import BankAccount, Person
    from minzheng_desk.security.operations import reveal

    wanted: list[tuple[type[Person] | type[BankAccount], str, str]] = []
    for view in file.members:
        wanted += [(Person, view.person.id, "id_number")] if view.person.id_number else []
        wanted += [(Person, view.person.id, "phone")] if view.person.phone else []
        wanted += [(BankAccount, account.id, "account") for account in view.accounts]
    return {
        (record_id, field): str(desk.run(reveal, cls, record_id, field, purpose).result)
        for cls, record_id, field in wanted
    }


COMMAND = Command("show", "看一户一档", _run, _arguments, order=31)
