"""Writing down what was found out: circumstances, supporters, visits, relatives, an officer's answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.arguments import Parser, day, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.cli.subjects import Meant
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.kernel.records import Record

_ANSWERS = ("是", "否")


def _usual(parser: Parser) -> None:
    parser.add_argument("subject", metavar="人员", help="身份证号或姓名；写户编号则为户主")
    parser.add_argument("--on", metavar="日期", type=day, help="这是哪一天的情况，不写则为今天")
    parser.add_argument("--paper", metavar="文件", type=path, help="一并保存的依据材料（扫描件、照片）")


def _found_out(parser: Parser) -> None:
    _usual(parser)
    parser.add_argument(
        "--source", metavar="来源", help="本人申报、入户调查、名单导入、区县核对，不写则为入户调查"
    )


def _circumstance_arguments(parser: Parser) -> None:
    _found_out(parser)
    parser.add_argument(
        "kind", metavar="情形", help="重病、有工作、有承包地、易地搬迁进城、共同居住、无法定义务人"
    )
    parser.add_argument("--no", action="store_true", help="查明没有这种情形")
    parser.add_argument("--since", metavar="日期", type=day, help="自哪一天起")
    parser.add_argument("--until", metavar="日期", type=day, help="到哪一天为止（这一天起不再是）")
    parser.add_argument("--detail", metavar="说明", help="具体情况，如病种")


def _supporter_arguments(parser: Parser) -> None:
    _found_out(parser)
    parser.add_argument("--name", metavar="姓名", required=True, help="义务人姓名")
    parser.add_argument(
        "--relation", metavar="关系", required=True, help="义务人是他（她）的什么人，如 子、女"
    )
    parser.add_argument("--id-number", metavar="号码", help="义务人身份证号")
    parser.add_argument("--born", metavar="日期", type=day, help="义务人出生日期，有身份证号的不必写")
    parser.add_argument("--died", metavar="日期", type=day, help="义务人死亡日期")
    parser.add_argument("--income", metavar="元", help="义务人家庭人均年收入")
    parser.add_argument("--property", metavar="是/否", choices=_ANSWERS, help="义务人家庭财产是否符合规定")
    parser.add_argument("--disability", metavar="类别等级", help="义务人残疾类别和等级，如 “精神 三级”")
    parser.add_argument("--without", metavar="情形", help="无民事行为能力、宣告失踪、在监狱服刑")
    parser.add_argument("--receives", metavar="待遇", action="append", default=[], help="低保、特困，可重复")
    parser.add_argument("--consented", metavar="日期", type=day, help="义务人同意核对的日期")


def _self_care_arguments(parser: Parser) -> None:
    _usual(parser)
    parser.add_argument("--by", metavar="姓名", required=True, help="评估人")
    parser.add_argument(
        "--failed",
        metavar="指标",
        action="append",
        default=[],
        help="不能达到的指标：吃饭、穿衣、上下床、如厕、室内行走、洗澡，可重复；都能达到的不写",
    )


def _property_arguments(parser: Parser) -> None:
    _found_out(parser)
    parser.add_argument("fits", metavar="是/否", choices=_ANSWERS, help="家庭财产是否符合规定")
    parser.add_argument("--detail", metavar="说明", help="核对情况")


def _visit_arguments(parser: Parser) -> None:
    _usual(parser)
    parser.add_argument("level", metavar="层级", help="村（社区）、乡镇（街道）、县级")
    parser.add_argument(
        "--by", metavar="姓名", action="append", required=True, help="入户人员，两人以上的可重复"
    )
    parser.add_argument("--seen", metavar="所见", required=True, help="在家里看到的情况")


def _relative_arguments(parser: Parser) -> None:
    _usual(parser)
    parser.add_argument("kinship", metavar="关系", help="他（她）是工作人员的什么人，如 弟弟、孙女、妻弟")
    parser.add_argument("--staff", metavar="姓名", default="", help="经办人员或村（社区）干部的姓名")
    parser.add_argument(
        "--kind", metavar="类别", default="经办人员", help="经办人员、村干部，不写则为经办人员"
    )
    parser.add_argument("--post", metavar="职务", help="如 村支书、社会救助岗")
    parser.add_argument("--login", metavar="用户名", help="经办人员在本程序的用户名，写了可以不写姓名")


def _hukou_arguments(parser: Parser) -> None:
    parser.add_argument("subject", metavar="人员", help="身份证号或姓名")
    parser.add_argument("region", metavar="代码", help="户籍所在地的行政区划代码，6、9 或 12 位")


def _confirm_arguments(parser: Parser) -> None:
    _usual(parser)
    parser.add_argument("question", metavar="事项", help="计入家庭成员、确有特殊困难")
    parser.add_argument("answer", metavar="是/否", choices=_ANSWERS, help="确认结果")
    parser.add_argument("--reason", metavar="理由", required=True, help="为什么，如入户所见、证明材料")
    parser.add_argument("--by", metavar="姓名", required=True, help="作出确认的人")


def _circumstance(call: Call) -> None:
    from minzheng_desk.cli.facts_given import circumstance

    _write(call, lambda who, today: circumstance(call.given, _person(who), today))


def _supporter(call: Call) -> None:
    from minzheng_desk.cli.facts_given import supporter

    _write(call, lambda who, today: supporter(call.given, _person(who), today))


def _self_care(call: Call) -> None:
    from minzheng_desk.cli.facts_given import self_care

    _write(call, lambda who, today: self_care(call.given, _person(who), today))


def _property(call: Call) -> None:
    from minzheng_desk.cli.facts_given import property_check

    _write(call, lambda who, today: property_check(call.given, who.household.id, today))


def _visit(call: Call) -> None:
    from minzheng_desk.cli.facts_given import visit
    from minzheng_desk.households.operations.facts import record_visit

    _write(call, lambda who, today: visit(call.given, who.household.id, today), record_visit)


def _relative(call: Call) -> None:
    from minzheng_desk.cli.facts_given import staff_relation
    from minzheng_desk.households.kinship.operations import file_relation

    _write(
        call,
        lambda who, today: staff_relation(call.given, who.household.id, _person(who), today),
        file_relation,
    )


def _hukou(call: Call) -> None:
    from dataclasses import replace

    from minzheng_desk.cli.facts_given import hukou_region
    from minzheng_desk.cli.subjects import person_meant
    from minzheng_desk.households.operations.registering import revise_person

    region = hukou_region(call.given.region)
    with call.desk(Permission.EDIT_HOUSEHOLDS) as desk:
        person = person_meant(desk, call.given.subject)
        desk.run(revise_person, replace(person, hukou_region_code=region))
    call.out.answer({"person_id": person.id, "hukou_region_code": region})
    call.out.line(f"{person.name}户籍所在地：{region}。已登记；可以用 undo 撤销。")


def _confirm(call: Call) -> None:
    from minzheng_desk.cli.facts_given import confirmation
    from minzheng_desk.households.operations.facts import confirm

    _write(call, lambda who, today: confirmation(call.given, who.household.id, _person(who), today), confirm)


def _person(who: Meant) -> Any:
    return who.person.id if who.person else who.household.head_id


def _write(call: Call, made: Callable[[Meant, date], Any], operation: Any = None) -> None:
    """Keep one fact and its paper, and show everything now known; each is a step that can be undone."""
    from minzheng_desk.cli.evidence_page import evidence_on, say_evidence, told_evidence
    from minzheng_desk.cli.subjects import meant
    from minzheng_desk.households.operations.facts import record_fact
    from minzheng_desk.households.queries import household_file

    with call.desk(Permission.EDIT_HOUSEHOLDS) as desk:
        who = meant(desk, call.given.subject)
        done = desk.run(operation or record_fact, made(who, desk.clock.today()))
        if call.given.paper:
            _attach(desk, call, done.result)
        file = desk.ask(household_file, who.household.id)
        found = evidence_on(desk, file)
    call.out.answer({"recorded": done.result.declaration.name, "evidence": told_evidence(found)})
    say_evidence(call.out, found, {view.person.id: view.person.name for view in file.members})
    call.out.line("已登记；可以用 undo 撤销。")


def _attach(desk: Desk, call: Call, fact: Record) -> None:
    import mimetypes

    from minzheng_desk.households.operations.facts import attach

    file = call.given.paper
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    desk.run(attach, fact, file.stem, media_type, file.read_bytes(), desk.clock.today())


COMMAND = Command(
    "fact",
    "登记查明和确认的情况",
    parts=(
        Command(
            "circumstance", "登记一种情形：重病、有工作、有承包地等", _circumstance, _circumstance_arguments
        ),
        Command("supporter", "登记一名法定义务人", _supporter, _supporter_arguments),
        Command("self-care", "登记生活自理能力评估", _self_care, _self_care_arguments),
        Command("property", "登记家庭财产核对结论", _property, _property_arguments),
        Command("hukou", "登记户籍所在地", _hukou, _hukou_arguments),
        Command("visit", "登记入户调查", _visit, _visit_arguments),
        Command("relative", "登记近亲属备案", _relative, _relative_arguments),
        Command("confirm", "登记经办人的确认", _confirm, _confirm_arguments),
    ),
    order=35,
)
