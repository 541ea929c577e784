"""The journal read as sentences."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from minzheng_desk.audit.queries import changes_in, history_of, last_to_take_back, newest, verified
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Household, NewMember, Person
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.households.operations.registering import register_household, revise_person
from minzheng_desk.households.queries import household_file
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.permissions import Permission

ZHANG = "990000198001010012"


def _registered(desk: Desk) -> tuple[Household, Person]:
    household = desk.run(
        register_household,
        region_code="990000001001",
        hukou_kind="rural",
        members=[NewMember(Person(name="张有田", id_number=ZHANG), "02")],  # type: ignore[arg-type]
        registered_on=date(2026, 1, 5),
    ).result
    return household, desk.ask(household_file, household.id).head


def test_a_change_is_told_with_day_person_operation_and_old_and_new_value(desk: Desk) -> None:
    _, person = _registered(desk)
    desk.run(revise_person, dataclasses.replace(person, sex="1"))
    told = [change.sentence for change in desk.ask(history_of, [person.id])]
    assert "2026-11-21 li.min 修改人员信息：修改人员（性别 空 → 男）" == told[0]
    assert "2026-11-21 li.min 登记家庭：新增人员" == told[1]


def test_an_identity_number_is_masked_in_the_history(desk: Desk) -> None:
    _, person = _registered(desk)
    desk.run(revise_person, dataclasses.replace(person, id_number=None))
    (changed, *_) = desk.ask(history_of, [person.id])
    assert "990000********0012" == changed.fields[0].before
    assert ZHANG not in changed.sentence


def test_an_undo_names_what_it_took_back_and_the_entry_says_it_was_undone(desk: Desk) -> None:
    _, person = _registered(desk)
    revised = desk.run(revise_person, dataclasses.replace(person, sex="2"))
    desk.undo()
    undo, undone, *_ = desk.ask(newest)
    assert "撤销“修改人员信息”" == undo.label
    assert undo.number == undone.undone_by
    assert revised.entry == undone.number


def test_what_could_be_taken_back_is_named_and_is_nothing_when_it_was(desk: Desk) -> None:
    _, person = _registered(desk)
    desk.run(revise_person, dataclasses.replace(person, sex="2"))
    mine = (desk.actor.name, desk.actor.permissions)
    assert "修改人员信息" == desk.ask(last_to_take_back, *mine)
    assert "" == desk.ask(last_to_take_back, desk.actor.name, frozenset({Permission.READ}))
    assert "" == desk.ask(last_to_take_back, "somebody.else", desk.actor.permissions)
    desk.undo()
    assert "登记家庭" == desk.ask(last_to_take_back, *mine)


def test_a_correction_keeps_its_reason_beside_it(desk: Desk) -> None:
    _, person = _registered(desk)
    desk.run(correct, dataclasses.replace(person, sex="2"), "户口簿为女")
    assert "户口簿为女" == desk.ask(newest)[0].note


def test_the_changes_of_an_entry_are_listed_in_order(desk: Desk) -> None:
    _registered(desk)
    labels = [change.record_label for change in desk.ask(changes_in, 1)]
    assert {"人员", "编号序列", "家庭", "家庭成员"} == set(labels)


def test_an_entry_that_does_not_exist_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.ask(changes_in, 7)


def test_the_journal_replays_to_the_store(desk: Desk) -> None:
    _registered(desk)
    assert desk.ask(verified).sound
