"""What can be wrong with a ledger; the ledgers themselves are declared in ``resources/ledgers``."""

from __future__ import annotations

from minzheng_desk.kernel.errors import DocumentProblem, InputProblem, NotFound


class LedgerBroken(DocumentProblem):
    """The declaration of a ledger says something that cannot be understood."""

    text = "台账文件“{file}”第 {line} 行“{key}”有误：{reason}"
    remedy = "请按说明（docs/formats/ledger.md）改正该行后重试。"


class LedgerUnknown(NotFound):
    """There is no ledger of this name."""

    text = "没有名为“{name}”的台账。"
    remedy = "现有台账：{known}。请核对名称。"


class LedgerWithoutRosters(NotFound):
    """A ledger of payments needs the month's rosters."""

    text = "{month}还没有相应的发放名册，没有生成“{title}”。"
    remedy = "请先生成该月的发放名册，再导出台账。"


class ExportPurposeMissing(InputProblem):
    """Who takes personal data out of the program says what for."""

    text = "没有填写用途，没有导出台账。"
    remedy = "请写明用途和接收人，例如“报送县民政局”。"
