"""What the office decided about its policy, by whom and when: answers to open questions, packs, own cases."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotFound, NotNow, PolicyProblem
from minzheng_desk.kernel.records import Record, blob, day, number, record, text


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


@record("kept_pack", "启用的政策包")
class KeptPack(Record):
    """A pack that the office took in from outside and works by from then on, every file of it kept."""

    pack: str = text("政策包", max_length=60, indexed=True)
    pack_version: str = text("政策包版本", max_length=200)
    content: str = blob("政策包内容")
    activated_on: date = day("启用日期")
    activated_by: str = text("启用人", max_length=60)


@record("own_cases", "本单位案例")
class OwnCases(Record):
    """A file of cases that the office itself has written for a pack; they guard every pack to come."""

    pack: str = text("案例所属政策包", max_length=60, indexed=True)
    file_name: str = text("案例文件", max_length=200)
    content: str = blob("案例内容")
    cases: int = number("案例数")
    added_on: date = day("存入日期")
    added_by: str = text("存入人", max_length=60)


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


class VersionUsedBefore(PolicyProblem):
    """Assessments and rosters name the edition they rest on by its version, so that it must not mean two."""

    text = "政策包“{name}”的内容与先前启用的不同，版本却同是“{version}”，没有启用。"
    remedy = "请在 manifest.toml 中改写 version 后再启用，使保存过的测算和名册分得清依据的是哪一版。"


class CasesNotKept(NotFound):
    """The office keeps no cases under this file name."""

    text = "没有名为“{name}”的本单位案例。"
    remedy = "请用 policy cases 查看已存入的案例文件。"
