"""Keeping what was printed: the file itself, how often, by whom and why again, and whether it came out.

The file is kept before it is sent, so that no paper is ever out of which nothing is kept. A printing of
which nothing came out does not count: its file stays, and its copies become 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import PrintedPaper, ReprintReasonMissing
from minzheng_desk.office.queries import papers_about
from minzheng_desk.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """A paper about to leave the office; ``about`` is the address of what it shows.

    ``only`` is the range of pages that are printed, as it was typed; empty for all of them.
    """

    about: str
    title: str
    content: bytes
    pages: int
    printed_by: str
    printed_at: datetime
    copies: int = 1
    printer: str = ""
    reason: str = ""
    only: str = ""


@operation("paper.keep", "打印存档", may=Permission.EXPORT, undoable=False)
def keep_printed(tx: Transaction, printing: Printing) -> PrintedPaper:
    """Keep the file that is printed, with its number among the printings of the same object.

    Not undoable, because paper cannot be called back. Raises `ReprintReasonMissing`.
    """
    return _kept(tx, printing)


@operation("paper.keep_full", "打印含完整号码的文件并存档", may=Permission.REVEAL, undoable=False)
def keep_printed_full(tx: Transaction, printing: Printing) -> PrintedPaper:
    """Keep a file that shows full identity numbers or accounts; it needs the permission to reveal.

    Not undoable, because paper cannot be called back. Raises `ReprintReasonMissing`.
    """
    return tx.put(replace(_kept(tx, printing), full_numbers=True))


@operation("paper.not_printed", "打印没有印出", may=Permission.EXPORT, undoable=False)
def say_not_printed(tx: Transaction, paper: PrintedPaper) -> PrintedPaper:
    """Say that nothing came out of the printer: it was no printing, and the next one takes its number.

    Not undoable, because it states what happened in front of the printer. Raises `StaleRecord`.
    """
    tx.note = f"{paper.title}：第 {paper.time} 次，一页都没有印出，不计次数"
    return tx.put(replace(paper, copies=0))


@operation("paper.note_outcome", "打印结果", may=Permission.EXPORT, undoable=False)
def note_outcome(tx: Transaction, paper: PrintedPaper, outcome: str) -> None:
    """Note how a printing came out: right, or which of its pages were sent once more.

    The pages sent once more are those of the kept file, and belong to the same printing. Not undoable,
    because it states what happened in front of the printer.
    """
    tx.note = f"{paper.title}：第 {paper.time} 次，{outcome}"


def times_printed(papers: Sequence[PrintedPaper]) -> int:
    """How often it was printed; what did not come out is no printing."""
    return max((paper.time for paper in papers if paper.copies), default=0)


def _kept(tx: Transaction, printing: Printing) -> PrintedPaper:
    before = times_printed(papers_about(tx, printing.about))
    if before and not printing.reason.strip():
        raise ReprintReasonMissing(title=printing.title, times=before)
    only = f"，只印第 {printing.only} 页" if printing.only else ""
    tx.note = f"{printing.title}：{printing.pages} 页 {printing.copies} 份，第 {before + 1} 次{only}"
    return tx.put(
        PrintedPaper(
            about=printing.about,
            title=printing.title,
            content=tx.keep_paper(printing.content),
            pages=printing.pages,
            copies=printing.copies,
            time=before + 1,
            reason=printing.reason.strip(),
            printer=printing.printer,
            printed_by=printing.printed_by,
            printed_at=printing.printed_at,
        )
    )
