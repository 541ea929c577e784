"""The recovery sheet: the key on paper, drawn in memory, and the proof that the paper can be read back."""

from __future__ import annotations

from datetime import date
from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Signatures
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.kernel.errors import KeyProblem
from minzheng_desk.vault.recovery import new_recovery_key, parse_recovery_key

if TYPE_CHECKING:
    from minzheng_desk.vault.recovery import RecoveryKey

GROUPS = 9
"""How many groups of four characters stand on the sheet."""
COPIES = 2

_IN_A_ROW = 3


class SheetReadDifferently(KeyProblem):
    """What was typed is a whole recovery key, but not the one that was just printed."""

    text = "输入的恢复密钥与刚打印的不是同一份。"
    remedy = "请对照刚打印的这一张逐组输入；以前打印的旧纸请销毁，以免混淆。"


def drawn_recovery_key() -> RecoveryKey:
    """A recovery key that nobody has had before, to be printed before there is a store that it opens."""
    return new_recovery_key()


def read_back(recovery_key: RecoveryKey, typed: str) -> None:
    """Take what was typed from the printed sheet; raises `RecoveryKeyMisread` or `SheetReadDifferently`."""
    if not compare_digest(parse_recovery_key(typed).secret, recovery_key.secret):
        raise SheetReadDifferently


def recovery_sheet(office: str, recovery_key: RecoveryKey, made_on: date) -> Letter:
    """One page for the safe; whoever holds it and the store's files can read everything."""
    groups = recovery_key.printed.split("-")
    numbered = [f"{place}　{group}" for place, group in enumerate(groups, start=1)]
    rows = [numbered[at : at + _IN_A_ROW] for at in range(0, len(numbered), _IN_A_ROW)]
    return Letter(
        "民政台恢复密钥",
        (
            Paragraph(f"单位：{office}"),
            Paragraph(f"打印日期：{made_on.year}年{made_on.month}月{made_on.day}日"),
            Paragraph("恢复密钥共 9 组，每组 4 个字符；只有数字和不含 I、L、O、U 的字母："),
            *(Heading("　　　".join(row)) for row in rows),
            Heading("什么时候用"),
            Paragraph("忘记口令时，在登录页点“忘记口令”，照本页输入 9 组字符，然后设一个新口令。", "1"),
            Paragraph("换了电脑，从备份恢复数据，而记得口令的人都不在时，也用它打开。", "2"),
            Heading("怎样保管"),
            Paragraph("打印两份，分开锁好：一份放单位保险柜，一份交分管领导或档案室。", "1"),
            Paragraph("不拍照，不传微信，不存进电脑，不与备份盘放在一起。", "2"),
            Paragraph("口令都忘了，这张纸也丢了，数据就没有任何人能打开，开发单位也不能。", "3", strong=True),
            Paragraph("怀疑被别人看过，请在系统设置里更换恢复密钥；更换后本页即作废，请销毁。", "4"),
            Signatures(("保管人", "保管处", "日期")),
        ),
        size=14.0,
        foot="本页是钥匙，不是普通文件。",
    )


def recovery_sheet_pdf(
    office: str, recovery_key: RecoveryKey, made_on: date, path: Path | None = None
) -> bytes:
    """The sheet as PDF, put on the disk only where a person named a ``path``.

    Raises what `render_letter` raises.
    """
    return render_letter(recovery_sheet(office, recovery_key, made_on), path).content
