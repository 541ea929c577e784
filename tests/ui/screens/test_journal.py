"""操作记录: what was done, in words, and whether it still agrees."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.desk import Desk
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.ui.shots import settle
from ui.showing import showing


def test_the_newest_entry_is_on_top_and_tells_its_changes(township: Desk) -> None:
    township.run(revise_setting, name="另一个名字民政办")
    with showing(township, "journal") as page:
        top = page.table.rows_shown()[0]
        assert "修改单位设置" == top.label
        assert "另一个名字民政办" in page.panel.text.toPlainText()
        assert "演示经办" in page.table.view.model().index(0, 2).data()


def test_verification_ends_with_figures(township: Desk) -> None:
    with showing(township, "journal") as page:
        page.verify()
        settle()
        entries = len(township.ask(newest, 100_000))
        assert f"已核验 {entries:,} 条操作" in page.notice.text
        assert "全部一致" in page.notice.text
        assert page.verify_button.isEnabled()


def test_what_was_typed_narrows_the_list_and_esc_widens_it(township: Desk, qtbot: QtBot) -> None:
    with showing(township, "journal") as page:
        whole = len(page.table.rows_shown())
        page.begin_filter()
        page.field.setText("月结")
        qtbot.keyClick(page.field, Qt.Key.Key_Return)
        assert {"月结"} == {row.label for row in page.table.rows_shown()}
        qtbot.keyClick(page.field, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: len(page.table.rows_shown()) == whole)
