"""Answers of the office to what the texts leave open, each with its paper, its person and its day."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.records import Record, day, record, text


@record("policy_answer", "政策口径答复")
class PolicyAnswer(Record):
    """What the office has decided, on a paper, where the texts leave a parameter open; from a day on."""

    name: str = text("参数名称", max_length=120, indexed=True)
    written: str = text("答复内容", max_length=2000)
    """The value as JSON, written as a pack writes it."""
    since: date = day("施行日期")
    document: str = text("依据文件")
    answered_by: str = text("答复人", max_length=60)
    answered_on: date = day("答复日期")


class AnswerNotUnderstood(InputProblem):
    """An answer is no value of the parameter it is given for."""

    text = "“{said}”不能作为“{label}”的答复：{reason}"
    remedy = "请用 minzheng-desk policy show 查看该参数可以填写的内容后再答复。"


class AnswerWithoutDocument(InputProblem):
    """An answer of the office rests on a paper and on a person."""

    text = "答复没有写明{lacking}，没有保存。"
    remedy = "请写明依据（如会议纪要、上级答复的名称和文号）和答复人。"


class NotAnOpenQuestion(NotNow):
    """What a text has settled is no question for the office."""

    text = "“{label}”已由{source}规定为“{value}”，不是留给本单位确认的问题。"
    remedy = "如当地另有规定，请修改政策包并写明依据；如需更改先前的答复，请写更晚的施行日期。"
