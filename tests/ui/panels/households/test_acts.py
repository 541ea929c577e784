"""Every act does what its sheet says, by the operation of its room, and says so in a sentence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from builders import an_id_number
from minzheng_desk.audit.queries import newest
from minzheng_desk.benefits.listing import households_listed
from minzheng_desk.demo.main_job import PASSPHRASE, USER
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.operations.events import remove_member
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.panels.households import asked
from minzheng_desk.ui.panels.households.act_sheet import ActSheet
from minzheng_desk.ui.panels.households.acts import facts, life, structure
from minzheng_desk.ui.panels.households.acts.act import Act, At
from minzheng_desk.ui.panels.households.acts.paper import LARGEST, PaperNotReadable, PaperTooLarge, paper
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.widgets.forms.findings import Finding, Grade
from minzheng_desk.ui.workbench import Workbench

PATIENCE = 10_000
OTHER_AREA = {"rural": "urban", "urban": "rural"}


class Office:
    """A desk, its workbench, and a way to open a household and to carry out an act."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.bench, self._qtbot = desk, Workbench(desk), qtbot
        self.today = self.bench.today

    def listed(self, at_least: int) -> list[Opened]:
        """Open households of so many people and more."""
        homes = self.desk.ask(households_listed, Month.of(self.today))
        return [self.opened(home.id) for home in homes if home.persons >= at_least][:2]

    def opened(self, household_id: str) -> Opened:
        return self.desk.ask(asked.opened, household_id, self.today)

    def carry_out(self, act: Act, **values: Any) -> tuple[Any, str]:
        """Fill in the fields of an act as a form would hand them on, and do it."""
        filled = {field.name: field.default for field in act.fields} | dict(act.values) | values
        found: list[Any] = []
        act.write(filled).then(found.append).otherwise(found.append).start()
        self._qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE)
        if isinstance(found[0], Exception):
            raise found[0]
        result = getattr(found[0], "result", found[0])
        return result, act.told(filled, result)


@pytest.fixture(scope="module")
def town(township_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An open township for all stories of this file: opening one takes longer than they do."""
    folder = tmp_path_factory.mktemp("town") / "数据"
    shutil.copytree(township_folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    desk = open_store(folder, USER, PASSPHRASE)
    yield desk
    desk.close()


@pytest.fixture
def office(town: Desk, qtbot: QtBot) -> Iterator[Office]:
    made = Office(town, qtbot)
    yield made
    made.bench.finish()


def has_account(shown: Opened) -> bool:
    return any(account.until is None for view in shown.present for account in view.accounts)


def others(shown: Opened) -> list[Person]:
    return [view.person for view in shown.present if view.person.id != shown.household.head_id]


def test_a_member_leaves_with_a_reason(office: Office) -> None:
    shown = office.listed(2)[0]
    gone = others(shown)[0]
    act = life.leave(At(office.bench, shown), gone.id)
    _, said = office.carry_out(act, reason="外地定居")
    assert f"已登记迁出：{gone.name}" == said
    assert gone.id not in [view.person.id for view in office.opened(shown.household.id).present]


def test_the_head_is_not_offered_to_leave(office: Office) -> None:
    shown = office.listed(2)[0]
    act = life.leave(At(office.bench, shown), shown.household.head_id)
    assert act.values["person_id"] is None
    assert shown.household.head_id not in [one.code for one in act.fields[0].choices]


def test_somebody_who_left_moves_in_again_as_the_person_on_file(office: Office, qtbot: QtBot) -> None:
    first, second = office.listed(2)
    back = others(first)[0]
    office.desk.run(remove_member, first.household, back, office.today, "迁出")
    sheet = ActSheet(life.member(At(office.bench, second)), office.bench, lambda _: None)
    qtbot.addWidget(sheet)
    sheet.form.id_checked.emit("id_number", back.id_number)
    cell = sheet.form.cells["id_number"]
    qtbot.waitUntil(lambda: cell.on_link is not None, timeout=PATIENCE)
    assert "现在不在任何一户" in cell.serious().text
    cell.on_link()
    sheet.form.set_value("relation_to_head", "99")
    assert back.name == sheet.form.value("name")
    with qtbot.waitSignal(sheet.done, timeout=PATIENCE):
        sheet.form.submitted.emit(sheet.form.values())
    members = office.opened(second.household.id).present
    assert [back.id] == [view.person.id for view in members if view.person.name == back.name]


def test_why_something_doubtful_was_saved_is_kept_in_the_journal(office: Office, qtbot: QtBot) -> None:
    shown = office.listed(2)[0]
    sheet = ActSheet(facts.means(At(office.bench, shown), "income"), office.bench, lambda _: None)
    qtbot.addWidget(sheet)
    sheet.form.fill({**sheet.act.values, "kind": "wage", "amount": yuan("99999")})
    sheet.form.add_check(lambda _: [Finding("amount", Grade.DOUBT, "比去年多得多，请核对。")])
    sheet.form.submit()
    assert sheet.form.doubts is not None
    sheet.form.doubts.line.setText("工资流水核对过")
    with qtbot.waitSignal(sheet.done, timeout=PATIENCE):
        sheet.form.submit()
    assert "工资流水核对过" == office.desk.ask(newest, 1)[0].note


def test_the_history_of_a_household_calls_people_as_they_are_called(office: Office) -> None:
    shown = office.listed(2)[0]
    office.desk.run(remove_member, shown.household, others(shown)[0], office.today, "迁出")
    changes = office.desk.ask(asked.whole_history, office.opened(shown.household.id))
    assert office.bench.actor.name != office.bench.actor.display_name
    assert office.bench.actor.display_name == changes[0].entry.actor


def test_another_head_is_chosen_and_exactly_one(office: Office) -> None:
    shown = office.listed(2)[0]
    act = structure.new_head(At(office.bench, shown))
    heir = others(shown)[0]
    relations = {f"at_{view.person.id}": "99" for view in shown.present}
    assert "现在是 0 人" in act.checks[0](relations)[0].text
    relations[f"at_{heir.id}"] = "02"
    assert not act.checks[0](relations)
    result, said = office.carry_out(act, **relations)
    assert (heir.id, f"已换户主：{heir.name}") == (result.head_id, said)


def test_the_acts_that_can_change_money_say_so_before_they_are_saved(office: Office, qtbot: QtBot) -> None:
    first, second = office.listed(2)
    at = At(office.bench, first)
    village, area = first.household.region_code, first.household.hukou_kind
    relations = {f"at_{view.person.id}": "99" for view in first.present} | {
        f"at_{first.household.head_id}": "02"
    }
    merged = {f"at_{view.person.id}": "99" for view in second.present}
    person = others(first)[0]
    acts: list[tuple[Act, dict[str, Any], bool]] = [
        (structure.moving(at), {"region_code": village, "hukou_kind": OTHER_AREA[area]}, False),
        (structure.new_head(at), relations, False),
        (structure.merging(at, second), merged, False),
        (facts.correction(at, first.household), {"hukou_kind": OTHER_AREA[area]}, False),
        (facts.correction(at, person), {"born_on": date(1930, 1, 1)}, True),
    ]
    for act, values, must_move in acts:
        assert act.foresee is not None, act.title
        task = act.foresee({field.name: field.default for field in act.fields} | dict(act.values) | values)
        assert task is not None, act.title
        found: list[Any] = []
        task.then(found.append).otherwise(found.append).start()
        qtbot.waitUntil(lambda found=found: bool(found), timeout=PATIENCE)
        assert isinstance(found[0], tuple), act.title
        assert found[0] or not must_move, act.title


def test_a_split_founds_a_household_and_leads_to_it(office: Office) -> None:
    shown = office.listed(3)[0]
    leaving = others(shown)[0]
    act = structure.splitting(At(office.bench, shown))
    founded, said = office.carry_out(act, **{f"at_{leaving.id}": "02"})
    assert isinstance(founded, Household)
    assert (leaving.id, f"已分户：新户编号 {founded.number}") == (founded.head_id, said)
    assert f"households:{founded.number}" == act.leads_to(founded)


def test_a_merger_asks_for_the_other_household_first(office: Office) -> None:
    first, second = office.listed(2)
    handed: list[Opened] = []
    choosing = structure.choosing_other(At(office.bench, first), handed.append)
    office.carry_out(choosing, other_number=second.household.number)
    act = structure.merging(At(office.bench, first), handed[0])
    relations = {f"at_{view.person.id}": "99" for view in second.present}
    closed, _ = office.carry_out(act, **relations)
    assert (second.household.id, office.today) == (closed.id, closed.closed_on)
    there = office.opened(first.household.id)
    assert len(first.present) + len(second.present) == len(there.present)


@pytest.mark.parametrize(
    ("key", "kind", "said"),
    [
        ("income", "wage", "已登记收入："),
        ("asset", "house", "已登记财产："),
        ("expense", "medical", "已登记支出："),
    ],
)
def test_means_are_noted_with_their_kind(office: Office, key: str, kind: str, said: str) -> None:
    shown = office.listed(2)[0]
    act = facts.means(At(office.bench, shown), key)
    fact, told = office.carry_out(act, kind=kind, amount=yuan("1200"), person_id=others(shown)[0].id)
    assert told.startswith(said)
    assert (yuan("1200"), others(shown)[0].id, office.today) == (fact.amount, fact.person_id, fact.as_of)


def test_an_income_ends_and_one_that_was_never_true_is_taken_out(office: Office) -> None:
    shown = next(one for one in office.listed(1) if len(one.file.incomes) > 0)
    income = shown.file.incomes[0]
    ended, said = office.carry_out(facts.ending(At(office.bench, shown), income), until=date(2026, 10, 1))
    assert date(2026, 10, 1) == ended.until
    assert said.endswith("自 2026-10-01 起")
    again = office.opened(shown.household.id)
    office.carry_out(facts.withdrawal(At(office.bench, again), ended), reason="登到别家了")
    assert income.id not in [one.id for one in office.opened(shown.household.id).file.incomes]


def test_a_correction_that_corrects_nothing_is_told(office: Office) -> None:
    shown = office.listed(1)[0]
    act = facts.correction(At(office.bench, shown), shown.file.head)
    assert ["内容没有改动，不用更正。"] == [one.text for one in act.checks[0](act.values)]
    assert not list(act.checks[0]({**act.values, "nation": "02"}))
    corrected, said = office.carry_out(act, nation="02", reason="照户口本改")
    assert ("02", f"已更正{shown.file.head.name}的人员") == (corrected.nation, said)


def test_another_account_ends_the_one_before(office: Office) -> None:
    shown = next(
        one
        for one in map(
            office.opened, [home.id for home in office.desk.ask(households_listed, Month.of(office.today))]
        )
        if any(account.until is None for view in one.present for account in view.accounts)
    )
    owner = next(view for view in shown.present if any(one.until is None for one in view.accounts))
    act = facts.account(At(office.bench, shown), owner.person.id)
    account, said = office.carry_out(act, account="6217000000000000004")
    assert said.endswith("尾号 0004")
    views = office.opened(shown.household.id).present
    accounts = next(view.accounts for view in views if view.person.id == owner.person.id)
    assert [account.id] == [one.id for one in accounts if one.until is None]


def test_a_visit_names_everybody_who_went(office: Office) -> None:
    shown = office.listed(1)[0]
    act = facts.visit(At(office.bench, shown))
    visit, _ = office.carry_out(act, visitors="李敏，杨正华", seen="卧床")
    assert ("李敏", "杨正华") == visit.visitors
    assert [visit.id] == [one.id for one in office.opened(shown.household.id).visits]


def test_a_paper_is_kept_with_whom_it_is_about(office: Office, tmp_path: Path) -> None:
    shown = office.listed(2)[0]
    file = tmp_path / "残疾证.jpg"
    file.write_bytes(b"\xff\xd8 not a picture")
    owner = others(shown)[0]
    kept, said = office.carry_out(paper(At(office.bench, shown), file, owner.id))
    assert (owner.id, "image/jpeg", "已添加材料：残疾证") == (kept.record_id, kept.media_type, said)
    assert [kept.id] == [one.id for one in office.opened(shown.household.id).papers]


@pytest.mark.parametrize(
    ("spoil", "refused"),
    [
        (lambda file: file.unlink(), PaperNotReadable),
        (lambda file: os.truncate(file, LARGEST + 1), PaperTooLarge),
    ],
)
def test_a_paper_that_is_gone_or_too_large_is_refused(
    office: Office, tmp_path: Path, spoil: Callable[[Path], object], refused: type[InputProblem]
) -> None:
    shown = office.listed(1)[0]
    file = tmp_path / "证明.pdf"
    file.write_bytes(b"%PDF")
    act = paper(At(office.bench, shown), file)
    spoil(file)
    with pytest.raises(refused):
        office.carry_out(act)


def test_a_birth_is_put_on_file_with_the_number_of_the_child(office: Office) -> None:
    shown = office.listed(1)[0]
    act = life.member(At(office.bench, shown), born=True)
    number = an_id_number(date(2026, 10, 1), order=333)
    _, said = office.carry_out(
        act, relation_to_head="20", name="何新生", id_number=number, born_on=date(2026, 10, 1), sex="1"
    )
    assert "已登记出生：何新生（子）" == said
    assert "何新生" in [view.person.name for view in office.opened(shown.household.id).present]


def test_a_closed_household_has_nobody_left(office: Office) -> None:
    shown = office.listed(1)[0]
    closed, said = office.carry_out(life.close(At(office.bench, shown)), reason="全户迁出")
    assert office.today == closed.closed_on
    assert closed.number in said
    assert () == office.opened(shown.household.id).present
