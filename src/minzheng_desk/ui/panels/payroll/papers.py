"""The papers of a roster: the list to sign, what is not paid, and the sheet for the notice board."""

from __future__ import annotations

from collections.abc import Callable

from minzheng_desk.documents.layout import Sheet
from minzheng_desk.documents.pdf.rendering import Rendered, render
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.documents.postings import posting_sheet
from minzheng_desk.payroll.documents.rosters import Printing, held_sheet, roster_sheet
from minzheng_desk.payroll.model import Roster, short_digest
from minzheng_desk.payroll.operations import note_full_printing
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.paper import FULL_NUMBERS, Asked, PaperOption, PreparedPaper
from minzheng_desk.ui.workbench import Workbench

VILLAGES = "villages"
_EACH_VILLAGE = PaperOption(VILLAGES, "每个村另起一页")
_WHOLE_NUMBERS = PaperOption(
    FULL_NUMBERS, "印完整身份证号和账号", "公示、张贴时不要勾选。勾选会记入操作记录。", may=Permission.REVEAL
)
_PREVIEWED = "打印预览含完整号码"


def roster_paper(page: MonthPage, now: RosterNow, bench: Workbench) -> PreparedPaper:
    """The roster to sign; before it is locked a draft to be looked over."""
    draw = _drawn(page, now.roster, bench, lambda printing: roster_sheet(now.view, printing))
    return _paper("花名册", page, now, draw)


def held_paper(page: MonthPage, now: RosterNow, bench: Workbench) -> PreparedPaper:
    """What is not paid this month and why."""
    draw = _drawn(page, now.roster, bench, lambda printing: held_sheet(now.view, printing))
    return _paper("本月未发放明细", page, now, draw, part="held")


def posting_paper(page: MonthPage, now: RosterNow, unnamed: frozenset[str]) -> PreparedPaper:
    """The sheet for the notice board, without numbers; ``unnamed`` are those whose name is not posted."""

    def draw(asked: Asked) -> Rendered:
        return render(posting_sheet(now.view, _printing(page, asked), page.policy, unnamed))

    return PreparedPaper(
        "公布单",
        f"{about(now.roster)}/posting",
        draw,
        chip=_chip(now),
        options=(_EACH_VILLAGE,),
        file_name=f"{now.roster.called}公布单.pdf",
    )


def about(roster: Roster) -> str:
    """The address under which printings of a roster are counted; each draft is another paper."""
    month = f"{roster.month.year}{roster.month.month:02d}"
    correction = f"/{roster.correction}" if roster.correction else ""
    draft = "" if roster.is_locked else f"/draft-{short_digest(roster.digest)}"
    return f"payroll:{month}/{roster.programme}{correction}{draft}"


def _paper(
    title: str, page: MonthPage, now: RosterNow, draw: Callable[[Asked], Rendered], part: str = ""
) -> PreparedPaper:
    called = now.roster.called
    return PreparedPaper(
        title,
        f"{about(now.roster)}/{part}" if part else about(now.roster),
        draw,
        chip=_chip(now),
        options=(_EACH_VILLAGE, _WHOLE_NUMBERS),
        file_name=f"{called}{title}.pdf" if part else f"{called}.pdf",
    )


def _chip(now: RosterNow) -> str:
    roster = now.roster
    state = "" if roster.is_locked else "　核对稿"
    return f"{roster.programme_label}　{roster.month.label}{state}"


def _drawn(
    page: MonthPage, roster: Roster, bench: Workbench, sheet: Callable[[Printing], Sheet]
) -> Callable[[Asked], Rendered]:
    """Draws the sheet as it was asked for; that whole numbers are looked at is noted once a preview."""
    noted: list[str] = []

    def draw(asked: Asked) -> Rendered:
        if asked.full_numbers and not noted:
            bench.desk.run(note_full_printing, roster, _PREVIEWED)
            noted.append(asked.printed_by)
        return render(sheet(_printing(page, asked)))

    return draw


def _printing(page: MonthPage, asked: Asked) -> Printing:
    return Printing(
        office=page.office,
        printed_by=asked.printed_by,
        printed_at=asked.printed_at,
        full_ids=asked.full_numbers,
        villages_start_page=VILLAGES in asked.ticked,
        journal_digest=page.witness,
        time=asked.time,
        reason=asked.reason,
    )
