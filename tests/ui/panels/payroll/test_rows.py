"""The lines as the table shows them, what stands at the side, and the papers made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from minzheng_desk.benefits.operations import suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.attention import Concern
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.documents.rosters import Printing, roster_sheet
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.panels.payroll.notices import HOUSEHOLD, SUSPEND
from minzheng_desk.ui.panels.payroll.papers import about, held_paper, roster_paper
from minzheng_desk.ui.panels.payroll.return_sheet import parts_of_file, parts_of_roster
from minzheng_desk.ui.panels.payroll.rows import ALERTS, ALL, NEW, SENT_BACK, belongs, tint_of
from minzheng_desk.ui.paper import Asked
from payroll.answering import answer, book
from payroll.paying import a_household, an_award, drawn_up, granted, paid_out
from ui.panels.payroll.conftest import NOVEMBER, seen, with_leader

PRINTING = Printing(office="柳溪镇", printed_by="李敏", printed_at=datetime(2026, 11, 20, 1, 41, tzinfo=UTC))


def now_of(desk: Desk) -> RosterNow:
    found = seen(desk).now
    assert found is not None
    return found


def states(now: RosterNow) -> dict[str, str]:
    return {row.line.name: row.state if isinstance(row.state, str) else row.state.text for row in now.rows}


def without_account(desk: Desk, name: str = "李四") -> None:
    household, person = a_household(desk, name)
    an_award(desk, household, person)


def test_each_line_has_its_state_in_a_word_and_only_what_must_be_mended_a_tint(office: Desk) -> None:
    granted(office, "张三")
    without_account(office)
    held = granted(office, "王五")
    office.run(suspend, held, NOVEMBER, "核查")
    drawn_up(office, "2026-11")
    now = now_of(office)
    assert {"张三": "正常", "李四": "必改", "王五": "暂缓"} == states(now)
    assert ["李四"] == [row.line.name for row in now.rows if tint_of(row) == "bad"]
    assert [None] == [row.amount for row in now.rows if row.line.name == "李四"]


def test_segments_count_what_they_show_and_villages_add_up(office: Desk) -> None:
    granted(office, "张三")
    granted(office, "王五", village="990000101002", base="300")
    without_account(office)
    drawn_up(office, "2026-11")
    now = now_of(office)
    counts = {one.key: one.count for one in now.segments}
    assert {ALL: 3, ALERTS: 1, NEW: 2} == {key: counts[key] for key in (ALL, ALERTS, NEW)}
    assert SENT_BACK not in counts
    for one in now.segments:
        assert one.count == sum(belongs(row, one.key) for row in now.rows)
    assert now.roster.total == sum(bar.value for bar in now.bars)
    assert now.roster.persons == sum(row.persons or 0 for row in now.rows)
    assert ["杨家湾村", "大柳村"] == [bar.name for bar in now.bars]


def test_a_notice_offers_its_remedies_to_those_who_may(office: Desk) -> None:
    without_account(office)
    granted(office, "张三")
    drawn_up(office, "2026-11")
    (notice,) = now_of(office).notices.first
    assert ("李四　缺账户", "必改") == (notice.title, notice.word)
    assert [(HOUSEHOLD, "登记账户"), (SUSPEND, "本月暂缓")] == [
        (remedy.key, remedy.label) for remedy in notice.remedies
    ]
    assert "必改 1" == now_of(office).notices.counted
    reader = with_leader(office, Permission.READ)
    (notice,) = now_of(reader).notices.first
    assert [HOUSEHOLD] == [remedy.key for remedy in notice.remedies]


def test_a_payment_refused_last_month_is_an_alert_of_this_one(office: Desk, tmp_path: Path) -> None:
    granted(office, "张三")
    granted(office, "李四")
    october = paid_out(office, "2026-10")
    book(office, october.roster, answer(tmp_path, october, {"张三": "户名不符"}))
    drawn_up(office, "2026-11")
    (found,) = now_of(office).attention
    assert ("张三", Concern.SENT_BACK) == (found.line.name, found.concern)


def test_after_the_bank_answered_a_line_says_what_became_of_it(office: Desk, tmp_path: Path) -> None:
    granted(office, "张三")
    granted(office, "李四")
    without_account(office, "赵六")
    view = paid_out(office, "2026-11")
    taken = book(office, view.roster, answer(tmp_path, view, {"李四": "户名不符"}))
    now = now_of(office)
    assert {"张三": "已到账", "李四": "银行退回", "赵六": "没有发"} == states(now)
    assert "退回 1，没发 1" == now.notices.counted
    assert taken.bank_return.rows == sum(part.payments for part in parts_of_file(taken.bank_return))
    assert taken.bank_return.total == sum(part.total for part in parts_of_file(taken.bank_return))
    assert now.roster.total == sum(part.total for part in parts_of_roster(now))


def test_a_correction_is_looked_at_beside_its_roster(office: Desk, tmp_path: Path) -> None:
    granted(office, "张三")
    view = paid_out(office, "2026-11")
    book(office, view.roster, answer(tmp_path, view, {"张三": "银行系统故障"}))
    office.run(
        draw_correction,
        view.roster,
        drawn_up_by="李敏",
        drawn_up_on=office.clock.today(),
        resend={view.lines[0].id: "银行答复可以重发"},
    )
    page = seen(office, correction=1)
    assert page.now is not None
    assert (1, 2, "202611/dibao/1") == (page.now.roster.correction, len(page.now.whole), page.place.key)


def asked(time: int = 1, reason: str = "") -> Asked:
    return Asked(frozenset(), time, reason, "李敏", datetime(2026, 11, 20, 1, 41, tzinfo=UTC))


def test_each_draft_is_a_paper_of_its_own_and_the_locked_roster_counts_from_one(office: Desk) -> None:
    granted(office, "张三")
    first = drawn_up(office, "2026-11").roster
    granted(office, "李四")
    second = drawn_up(office, "2026-11").roster
    assert about(first) != about(second)
    assert "payroll:202611/dibao" == about(replace(second, state="locked"))


def test_a_paper_is_drawn_alike_twice_and_its_foot_says_which_printing_it_is(office: Desk) -> None:
    granted(office, "张三")
    paid_out(office, "2026-11")
    page = seen(office)
    assert page.now is not None
    paper = roster_paper(page, page.now, _NoBench())  # type: ignore[arg-type]
    assert paper.draw(asked()).content == paper.draw(asked()).content
    assert paper.draw(asked()).content != paper.draw(asked(2, "缺页")).content
    assert "最低生活保障　2026年11月" == paper.chip
    assert held_paper(page, page.now, _NoBench()).about.endswith("/held")  # type: ignore[arg-type]


class _NoBench:
    """Drawing asks nothing of the desk unless whole numbers are wanted."""


def test_a_draft_has_no_signatures_and_says_that_it_is_one(office: Desk) -> None:
    granted(office, "张三")
    view = drawn_up(office, "2026-11")
    sheet = roster_sheet(view, PRINTING)
    assert () == sheet.signatures
    assert sheet.classification.startswith("核对稿")
    locked = RosterView(replace(view.roster, state="locked"), view.lines)
    assert roster_sheet(locked, PRINTING).signatures
    again = roster_sheet(locked, replace(PRINTING, time=2, reason="缺页"))
    assert any(fact.value.endswith("第 2 次打印（缺页）") for fact in again.footer)
