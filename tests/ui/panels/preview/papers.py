"""A roster in the preview."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.pdf.rendering import Rendered, render
from minzheng_desk.office.queries import the_station
from minzheng_desk.payroll.documents.rosters import Printing, roster_sheet
from minzheng_desk.payroll.queries import roster_for, rosters
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.paper import Asked, PaperOption, PreparedPaper


def paper_of(desk: Desk) -> PreparedPaper:
    """The first roster there is, on paper."""
    roster = desk.ask(rosters)[0]
    view = desk.ask(roster_for, roster.programme, roster.month)
    office = desk.ask(the_station).name

    def draw(asked: Asked) -> Rendered:
        printing = Printing(
            office=office,
            printed_by=asked.printed_by,
            printed_at=asked.printed_at,
            villages_start_page="villages" in asked.ticked,
        )
        return render(roster_sheet(view, printing))

    options = (PaperOption("villages", "每个村另起一页"),)
    return PreparedPaper("花名册", f"payroll:{roster.id}", draw, options=options)


def opened(work: WorkArea, qtbot: QtBot) -> PreviewPage:
    """The preview of it, drawn."""
    work.preview(paper_of(work.bench.desk))
    page = work.pages.currentWidget()
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: page.drawn is not None, timeout=20_000)
    return page
