"""What was done with a month in one window is known in all of them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.documents.bank_files import prepared_bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.ui.frame.work import WorkArea, found_screens
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench
from payroll.paying import OLD_AGE, paid_out
from ui.showing import settled, showing

DECEMBER, PLACE = Month(2026, 12), f"payroll:202612/{OLD_AGE}"


def state_at_home(area: WorkArea) -> str:
    """How far 工作台 says the allowance is this month."""
    (row,) = (one for one in area.page("home").payments.list.rows.rows if OLD_AGE in one.address)
    return row.state.text


def test_every_open_page_learns_by_itself_that_the_bank_file_was_made(
    township: LocalDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    township.clock = FixedClock(DECEMBER.first_day)
    locked = paid_out(township, str(DECEMBER), OLD_AGE)
    with showing(township, PLACE) as elsewhere:
        elsewhere.frame.go("home")
        here = WorkArea(Workbench(township), Settings(None), found_screens())
        qtbot.addWidget(here)
        here.go(PLACE)
        settled(qtbot)
        assert "已锁定" == state_at_home(elsewhere.frame)
        assert "生成银行文件" == elsewhere.head.next.text() == here.page("payroll").head.next.text()
        prepared = prepared_bank_file(locked, bank_format("gbk_pipe"))
        here.page("payroll").flows.write_bank_file(prepared, tmp_path / "代发.txt")
        settled(qtbot)
        assert "导入回盘" == here.page("payroll").head.next.text()
        assert "已送银行" == state_at_home(elsewhere.frame)
        elsewhere.frame.go(PLACE)
        settled(qtbot)
        assert "导入回盘" == elsewhere.head.next.text()
        here.bench.finish()
    assert (tmp_path / "代发.txt").read_bytes()
