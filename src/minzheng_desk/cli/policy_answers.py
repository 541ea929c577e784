"""What the texts leave to the office: the questions that are open, and answering one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, day
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.policy.model import Parameter


def questions_arguments(parser: Parser) -> None:
    """Take the day."""
    parser.add_argument("--on", metavar="日期", type=day, help="哪一天还没有答复的，不写则为今天")


def questions(call: Call) -> None:
    """List what the office still has to answer."""
    from minzheng_desk.policy.answers import open_questions

    with call.desk(Permission.READ) as desk:
        policy, on = policy_of(desk), call.given.on or desk.clock.today()
    found = open_questions(policy, on)
    call.out.answer({"on": on.isoformat(), "questions": [{"name": p.name, "label": p.label} for p in found]})
    call.out.line(f"{on} 尚待本单位确认的口径和数值 {len(found)} 项。")
    call.out.table(
        ["名称", "口径", "可以填写"],
        [[one.name, one.label, _may_be(one)] for one in found],
    )


def _may_be(parameter: Parameter) -> str:
    """What may be answered, in a few words."""
    from minzheng_desk.policy.answers import OPEN

    if parameter.unit == "codes":
        return "几种，用顿号隔开"
    return " / ".join(label for word, label in parameter.choices.items() if word != OPEN) or "数值"


def answer_arguments(parser: Parser) -> None:
    """Take the parameter, the answer, its date and the paper it rests on."""
    parser.add_argument("name", metavar="名称", help="参数名称，如 income.dibao.basic_pension")
    parser.add_argument("value", metavar="数值", help="答复内容，如 不计入、1.00")
    parser.add_argument("--since", metavar="日期", type=day, required=True, help="自哪一天起施行")
    parser.add_argument(
        "--document", metavar="文件", required=True, help="依据：会议纪要、上级答复的名称和文号"
    )
    parser.add_argument("--by", metavar="姓名", help="作出答复的人，不写则为登录的用户")


def answer(call: Call) -> None:
    """Answer an open question for the office; raises `NotAnOpenQuestion` or `AnswerNotUnderstood`."""
    from minzheng_desk.policy.operations import answer as answer_question

    given = call.given
    with call.desk(Permission.SET_UP) as desk:
        done = desk.run(
            answer_question,
            given.name,
            given.value,
            since=given.since,
            document=given.document,
            answered_by=given.by or desk.actor.display_name,
            answered_on=desk.clock.today(),
        )
        policy = policy_of(desk)
    parameter, dated = policy.parameter(given.name), policy.at(given.since)[given.name]
    call.out.answer(
        {
            "name": parameter.name,
            "value": parameter.shown(dated),
            "since": dated.since.isoformat(),
            "source": str(dated.source),
            "journal_entry": done.entry,
        }
    )
    call.out.line(f"已答复：{parameter.label}　{parameter.shown(dated)}，自 {dated.since} 起。")
    call.out.line(f"依据：{dated.source}")
    call.out.line("可以用 undo 撤销这次答复。")
