"""What happens to a whole household: another head, a split, a merger, a move; and a new one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from minzheng_desk.benefits.foresight import foresee, foresee_merger, foresee_written, without
from minzheng_desk.households.model import Household, NewMember
from minzheng_desk.households.operations.events import (
    change_head,
    merge_households,
    move_household,
    split_household,
)
from minzheng_desk.households.operations.registering import HEADS, register_household
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import asked
from minzheng_desk.ui.panels.households.acts.act import Act, At, Values, day_field
from minzheng_desk.ui.panels.households.acts.life import member, person_fields, person_told
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.choices import Choice, choices_of
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField, fields_of
from minzheng_desk.ui.widgets.forms.findings import Finding, Grade
from minzheng_desk.ui.workbench import Workbench

HEAD = "02"
_AT = "at_"
"""Before the id of a person: the field of what they are to the head."""
_VILLAGE: Mapping[str, Mapping[str, Any]] = {"region_code": {"label": "村（社区）"}}
_HOME = ("region_code", "village_group", "address", "hukou_kind")


def founding(bench: Workbench) -> Act:
    """Put a household on file with its head; the next ones are its members."""
    today = bench.today
    home = fields_of(Household.declaration, (*_HOME, "registered_on", "application_reason"), _VILLAGE)
    head = person_fields(
        {"name": {"section": "户主"}, "hukou_kind": {"name": "head_hukou_kind", "label": "户主户籍类别"}}
    )

    def write(values: Values) -> Task[Any]:
        told = {**values, "hukou_kind": values.get("head_hukou_kind") or values["hukou_kind"]}
        return bench.task(
            register_household,
            region_code=values["region_code"],
            hukou_kind=values["hukou_kind"],
            members=[NewMember(person_told(told), HEAD)],
            registered_on=values["registered_on"],
            address=values["address"],
            village_group=values["village_group"],
            application_reason=values["application_reason"],
        )

    return Act(
        name="households:new",
        title="新建家庭",
        fields=(*home, *head),
        values={"registered_on": today, "hukou_kind": "rural", "nation": "01"},
        write=write,
        told=lambda values, done: f"已新建家庭：{values['name']} 户，户编号 {done.number}",
        save="保存",
        again="保存并再录一人",
        columns=2,
        choices_of={"region_code": lambda: bench.ask(villages)},
        leads_to=lambda done: f"households:{done.number}",
        next=lambda shown: member(At(bench, shown)),
    )


def moving(at: At) -> Act:
    """Move the whole household to another village of the office."""
    fields = fields_of(Household.declaration, ("region_code", "address", "hukou_kind"), _VILLAGE)

    def ask(values: Values) -> Task[Any] | None:
        moved = {name: values[name] for name in ("region_code", "hukou_kind") if values.get(name)}
        if "region_code" not in moved:
            return None
        home = dataclasses.replace(at.shown.household, **moved)
        return at.bench.ask(foresee_written, home.id, at.today, (home,))

    def write(values: Values) -> Task[Any]:
        return at.bench.task(
            move_household,
            at.shown.household,
            values["region_code"],
            values["address"],
            values["hukou_kind"],
        )

    return Act(
        name=f"{at.address}/move",
        title="全户迁移",
        fields=fields,
        values={"hukou_kind": at.shown.household.hukou_kind},
        write=write,
        told=lambda _values, _done: f"已登记迁移：{at.shown.file.head.name} 户",
        foresee=ask,
        save="登记迁移",
        choices_of={"region_code": lambda: at.bench.ask(villages)},
        notice="迁到本乡镇另一个村用这里；迁出本乡镇的请用“销户”。",
    )


def new_head(at: At) -> Act:
    """Give the household another head: what everybody is to the new one."""
    fields = tuple(
        _relation_field(view.person.id, masks().name(view.person.name), required=True)
        for view in at.shown.present
    )

    def ask(values: Values) -> Task[Any] | None:
        relations = _relations(values)
        heads = _heads(relations)
        if len(relations) < len(fields) or len(heads) != 1:
            return None
        home = dataclasses.replace(at.shown.household, head_id=RecordId(heads[0]))
        members = (
            dataclasses.replace(view.member, relation_to_head=relations[view.person.id])
            for view in at.shown.present
        )
        return at.bench.ask(foresee_written, home.id, at.today, (home, *members))

    def write(values: Values) -> Task[Any]:
        return at.bench.task(change_head, at.shown.household, _relations(values))

    def told(values: Values, _done: Any) -> str:
        return f"已换户主：{at.person(_heads(_relations(values))[0]).name}"

    return Act(
        name=f"{at.address}/head",
        title="换户主",
        fields=fields,
        write=write,
        told=told,
        foresee=ask,
        save="换户主",
        notice="请逐个写明每人与新户主的关系，其中一人写“户主”。",
        checks=(_one_head,),
    )


def splitting(at: At) -> Act:
    """Let some members found a household of their own."""
    head = at.shown.household.head_id
    leaving = [view for view in at.shown.present if view.person.id != head]
    fields = (
        day_field("split_on", "分户日期"),
        FormField(name="address", label="新户住址", hint="不写就和原户一样"),
        *(_relation_field(one.person.id, masks().name(one.person.name), required=False) for one in leaving),
    )

    def ask(values: Values) -> Task[Any] | None:
        gone = list(_relations(values))
        if not gone:
            return None
        return at.bench.ask(foresee, at.shown.household.id, at.today, without(gone))

    return Act(
        name=f"{at.address}/split",
        title="分户",
        fields=fields,
        values={"split_on": at.today},
        write=lambda values: at.bench.task(
            split_household,
            at.shown.household,
            _relations(values),
            values["split_on"],
            values["address"],
        ),
        told=lambda _values, done: f"已分户：新户编号 {done.number}",
        foresee=ask,
        save="分户",
        notice="分出去的人写明与新户主的关系，其中一人写“户主”；留下的不写。",
        checks=(_one_head,),
        leads_to=lambda done: f"households:{done.number}",
    )


def merging(at: At, other: Opened) -> Act:
    """Let all members of another household join this one."""
    fields = (
        day_field("merged_on", "并户日期"),
        *(
            _relation_field(view.person.id, masks().name(view.person.name), required=True)
            for view in other.present
        ),
    )

    head = masks().name(at.shown.file.head.name)

    def ask(values: Values) -> Task[Any] | None:
        relations = _relations(values)
        if len(relations) < len(other.present):
            return None
        into = at.shown.household.id
        return at.bench.ask(foresee_merger, into, other.household.id, relations, at.today)

    def write(values: Values) -> Task[Any]:
        relations, day = _relations(values), values["merged_on"]
        return at.bench.task(merge_households, at.shown.household, other.household, relations, day)

    return Act(
        name=f"{at.address}/merge/{other.household.number}",
        title=f"并户　{masks().name(other.file.head.name)} 户并入本户",
        fields=fields,
        values={"merged_on": at.today},
        write=write,
        told=lambda _values, _done: f"已并户：{other.file.head.name} 户并入 {at.shown.file.head.name} 户",
        foresee=ask,
        save="并户",
        notice=f"请写明对方每人与本户户主 {head} 的关系。对方一户随后销户。",
    )


def choosing_other(at: At, go_on: Any) -> Act:
    """Say which household joins this one; ``go_on`` is handed its file."""

    def write(values: Values) -> Task[Any]:
        return at.bench.ask(_file_of_number, values["other_number"], at.today)

    def told(_values: Values, done: Opened) -> str:
        go_on(done)
        return ""

    field = FormField(
        name="other_number", label="并入本户的户编号", required=True, hint="在那一户的档案里可以看到户编号"
    )
    return Act(
        name=f"{at.address}/merge",
        title="并户",
        fields=(field,),
        write=write,
        told=told,
        save="下一步",
    )


def _file_of_number(reader: Any, number: str, on: Any) -> Opened:
    return asked.opened(reader, asked.household_id_of(reader, number.strip()), on)


def villages(reader: Any) -> tuple[Choice, ...]:
    """The villages of the office, to choose from."""
    found = asked.surroundings(reader).villages
    return tuple(Choice(code, name) for code, name in found.items())


def _relation_field(person_id: str, name: str, *, required: bool) -> FormField:
    return FormField(
        name=f"{_AT}{person_id}",
        label=name,
        entry=Entry.CHOICE,
        required=required,
        choices=choices_of("relation_to_head"),
    )


def _relations(values: Values) -> dict[str, str]:
    found = {name.removeprefix(_AT): value for name, value in values.items() if name.startswith(_AT)}
    return {person: relation for person, relation in found.items() if relation}


def _heads(relations: Mapping[str, str]) -> list[str]:
    return [person for person, relation in relations.items() if relation in HEADS]


def _one_head(values: Mapping[str, Any]) -> list[Finding]:
    relations = _relations(values)
    heads = _heads(relations)
    if len(heads) == 1:
        return []
    label = codes("relation_to_head").label(HEAD)
    last = next(name for name in reversed(list(values)) if name.startswith(_AT))
    return [Finding(last, Grade.WRONG, f"要有一人、也只有一人写“{label}”，现在是 {len(heads)} 人。")]
