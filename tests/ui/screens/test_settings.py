"""系统设置: the look at once, people with keys, backups with figures, printers with offsets."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from minzheng_desk.desk.backup import BACKUPS, list_backups
from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.security.queries import user_named
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.settings.people_forms import PersonForm
from minzheng_desk.ui.panels.settings.printers import PrinterRow
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.sheets import SideSheet
from ui.showing import showing
from ui.words import everything_said

NEW = "four words that differ"


def sheet_of(page: object) -> SideSheet:
    return next(sheet for sheet in page.findChildren(SideSheet) if not sheet.isHidden())


def test_another_look_holds_at_once_and_is_remembered(founded_desk: LocalDesk) -> None:
    with showing(founded_desk, "settings") as page:
        section = page.section("look")
        section._choose("scheme", "dark")
        section._choose("scale", 1.25)
        assert ("dark", 1.25) == (look().scheme, look().scale)
        assert "dark" == page.frame.settings.get("look/scheme")


def test_the_pack_of_the_office_is_called_as_people_call_it(founded_desk: LocalDesk) -> None:
    with showing(founded_desk, "settings:office") as page:
        facts = [one.text for one in everything_said(page.section("office")) if "政策包" in one.text]
        assert any("示范县政策包" in text for text in facts)
        assert not any(founded_desk.ask(the_station).policy_pack in text for text in facts)


def test_somebody_new_gets_a_name_roles_and_a_key(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:people") as page:
        section = page.section("people")
        section.begin_adding()
        form = sheet_of(page).content
        assert isinstance(form, PersonForm)
        form.display_name.setText("何芳")
        for field, text in ((form.name, "hefang"), (form.new, NEW)):
            qtbot.keyClicks(field, text)
        qtbot.keyClicks(form.again, NEW[:-1])
        form.submit()
        assert "两次输入的新口令不一样，请再输一次。" == form.said.text()
        qtbot.keyClicks(form.again, NEW[-1])
        form.submit()
        qtbot.waitUntil(lambda: "hefang" in key_holders(founded_desk.folder), timeout=60_000)
        settle()
        assert "hefang" in [row.name for row in section.table.rows_shown()]
    assert ("clerk",) == founded_desk.ask(user_named, "hefang").roles


def test_a_backup_ends_with_figures_and_stands_in_the_list(founded_desk: LocalDesk) -> None:
    with showing(founded_desk, "settings") as page:
        page.back_up.click()
        settle()
        section = page.section("backup")
        (made,) = list_backups(founded_desk.folder / BACKUPS)
        assert [made.folder] == [row.folder for row in section.table.rows_shown()]
        assert f"{made.content.total:,} 行" in page.frame.toast.text
        assert "备份：今天" == page.frame.status.backup.text()


def test_renaming_the_office_can_be_taken_back(founded_desk: LocalDesk) -> None:
    before = founded_desk.ask(the_station).name
    with showing(founded_desk, "settings:office") as page:
        page.section("office").begin_renaming()
        form = sheet_of(page).content
        form.fill({"name": "柳溪镇民政办"})
        form.submit()
        settle()
        assert "柳溪镇民政办" == founded_desk.ask(the_station).name
        page.frame.undo()
        settle()
    assert before == founded_desk.ask(the_station).name


def test_a_village_is_added_under_its_code(founded_desk: LocalDesk) -> None:
    code = founded_desk.ask(the_station).region_code[:9] + "299"
    with showing(founded_desk, "settings:office") as page:
        page.section("office").begin_adding()
        form = sheet_of(page).content
        form.fill({"code": code, "name": "新添村"})
        form.submit()
        settle()
        names = [row.name for row in page.section("office").table.rows_shown()]
    assert "新添村" in names
    assert "新添村" in [region.name for region in founded_desk.ask(regions)]


def test_what_a_printer_is_off_is_kept_for_that_printer(founded_desk: LocalDesk) -> None:
    with showing(founded_desk, "settings:printers") as page:
        section = page.section("printers")
        section._show(("HP 1020", "针式"))
        section.table.select_key("HP 1020")
        section.right.setValue(1.5)
        section.down.setValue(-0.5)
        assert [1.5, -0.5] == page.frame.settings.get("printer/HP 1020/offset")
        assert PrinterRow("HP 1020", 1.5, -0.5) in section.table.rows_shown()
        assert PrinterRow("针式", 0.0, 0.0) in section.table.rows_shown()
