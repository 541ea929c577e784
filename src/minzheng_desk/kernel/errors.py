"""One family of errors; each says what happened and what to do about it.

    DeskError                 text (what happened), remedy (what to do now), code (for the telephone)
      InputProblem            what was typed or read cannot be taken as it is
      NotAllowed              this person may not do this
      NotFound                what was asked for is not here
      StaleRecord             somebody else changed it in the meantime
      NotNow                  the state of the work forbids it
      UndoBlocked             later work stands on it
      Cancelled               the person stopped it
      PolicyProblem           parameters, programmes, packs
      KeyProblem              passphrases, keys and the vault
      StoreProblem            the file or server that keeps the records
      DocumentProblem         sheets, workbooks, paper, fonts, files
      ExchangeProblem         batches between offices

Branches live here, leaves in the room or workshop that raises them.
"""

from __future__ import annotations

import string
import zlib
from typing import Any, ClassVar


class DeskError(Exception):
    """Something the person at the desk can understand and act on.

    ``text`` and ``remedy`` are format strings over the facts given when it is raised.
    Facts never hold personal data, because errors end up in logs.
    """

    text: ClassVar[str] = "操作没有完成。"
    remedy: ClassVar[str] = "请重试；如果再次出现，请联系管理员。"
    exit_status: ClassVar[int] = 10

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.text.format(**facts))

    @property
    def advice(self) -> str:
        """What to do now."""
        return self.remedy.format(**self.facts)

    @property
    def code(self) -> str:
        """A short number that names this kind of error over the telephone.

        >>> StaleRecord(label="家庭").code == StaleRecord(label="人员").code
        True
        """
        return f"E{zlib.crc32(type(self).__name__.encode()) % 100000:05d}"

    @classmethod
    def placeholders(cls) -> set[str]:
        """The facts that the sentences of this error need."""
        parts = [*string.Formatter().parse(cls.text), *string.Formatter().parse(cls.remedy)]
        return {name.split(".")[0] for _, name, _, _ in parts if name}


class InputProblem(DeskError):
    """What was typed or read cannot be taken as it is."""

    exit_status = 11


class NotAllowed(DeskError):
    """This person may not do this."""

    text = "“{person}”没有“{operation}”的权限，没有执行。"
    remedy = "请由有“{permission}”权限的同事办理，或请管理员调整权限。"
    exit_status = 12


class NotFound(DeskError):
    """What was asked for is not in the store."""

    text = "没有找到{label}。"
    remedy = "请核对编号，或换姓名、身份证号再查。"
    exit_status = 13


class StaleRecord(DeskError):
    """Somebody else changed the record after it was read."""

    text = "{label}已被他人修改，本次修改没有保存。"
    remedy = "请重新打开该{label}，核对后再次填写。"
    exit_status = 14


class NotNow(DeskError):
    """The state of the work forbids it."""

    exit_status = 15


class UndoBlocked(DeskError):
    """Later work stands on what should be undone."""

    text = "不能撤销“{operation}”：其中的{label}之后又有新的登记或修改。"
    remedy = "请先撤销较晚的操作，或直接更正该{label}。"
    exit_status = 16


class NothingToUndo(NotNow):
    """This person has done nothing that can be taken back."""

    text = "没有可以撤销的操作。"
    remedy = "只能撤销本人最近一次可撤销的操作；更早的请在历史中更正。"


class Cancelled(DeskError):
    """The person stopped the work; nothing was kept of it."""

    text = "已取消，没有保存任何更改。"
    remedy = "需要时可重新开始。"
    exit_status = 17


class PolicyProblem(DeskError):
    """Parameters, programmes or packs are missing or wrong."""

    exit_status = 20


class KeyProblem(DeskError):
    """A passphrase, a key or the vault does not fit."""

    exit_status = 30


class StoreProblem(DeskError):
    """The file or server that keeps the records cannot be used as it is."""

    exit_status = 40


class DocumentProblem(DeskError):
    """A sheet, workbook, page, font or file cannot be used as it is."""

    exit_status = 50


class ExchangeProblem(DeskError):
    """A batch from or for another office cannot be used as it is."""

    exit_status = 60
