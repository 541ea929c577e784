"""Life events of members: death, birth, moving in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minzheng_desk.benefits.foresight import foresee, foresee_death, joined_by, without
from minzheng_desk.benefits.model import Award
from minzheng_desk.benefits.operations import report_death as report_death_and_end
from minzheng_desk.households.model import Person
from minzheng_desk.households.operations.events import (
    add_member,
    close_household,
    remove_member,
    report_death,
)
from minzheng_desk.households.operations.registering import HEADS
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.panels.households.acts.act import (
    KNOWN,
    Act,
    At,
    Values,
    day_field,
    member_field,
    reason_field,
)
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.choices import Choice, choices_of
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField, fields_of

_PERSON = (
    "name",
    "id_number",
    "born_on",
    "sex",
    "nation",
    "hukou_kind",
    "phone",
    "marriage",
    "health",
    "work_capacity",
    "study_stage",
    "education",
)
"""What is asked of somebody who is put on file, in the order of the identity card and the form."""
_SOURCES = ("死亡证明", "火化证明", "公安注销户口", "村（社区）报告", "家属报告", "数据比对")
_MEANWHILE = "登记后，本人名下的待遇按政策自动停发；按户发的待遇请再到“待遇管理”核定金额。"


def death(at: At, person_id: str = "") -> Act:
    """Note that a member died; what that ends is shown before it is saved."""
    paying = at.bench.may(Permission.GRANT)

    def write(values: Values) -> Task[Any]:
        person, died_on, source = at.person(values["person_id"]), values["died_on"], values["source"]
        if not paying:
            return at.bench.task(report_death, person, died_on, source)
        return at.bench.writing("登记死亡并停发", lambda _task: _end(person, died_on, source))

    def _end(person: Person, died_on: Any, source: str) -> Any:
        desk = at.bench.desk
        policy = desk.ask(office_policy)
        return desk.run(report_death_and_end, person, died_on, source, policy=policy)

    def told(values: Values, done: Any) -> str:
        name = at.person(values["person_id"]).name
        if isinstance(done, list) and done:
            months = sorted({award.until for award in done if isinstance(award, Award) and award.until})
            return f"已登记死亡：{name}。{len(done)} 项待遇从 {months[0].label}起停发"
        return f"已登记死亡：{name}"

    def ask(values: Values) -> Task[Any] | None:
        if not (values.get("person_id") and values.get("died_on")):
            return None
        home = at.shown.household.id
        return at.bench.ask(foresee_death, home, values["person_id"], values["died_on"], at.today)

    source = FormField(
        name="source",
        label="信息来源",
        entry=Entry.CHOICE,
        required=True,
        choices=tuple(Choice(one, one) for one in _SOURCES),
    )
    return Act(
        name=f"{at.address}/death",
        title="登记死亡",
        fields=(member_field(at, "姓名"), day_field("died_on", "死亡日期"), source),
        values={"person_id": person_id or None},
        write=write,
        told=told,
        foresee=ask,
        save="登记死亡",
        notice=_MEANWHILE if paying else "没有“确认待遇”权限：登记后待遇不会自动停发，请告知负责人。",
    )


def member(at: At, *, born: bool = False) -> Act:
    """Take somebody into the household: who moves in or marries in, or was born."""
    fields = (
        FormField(
            name="relation_to_head",
            label="与户主关系",
            entry=Entry.CHOICE,
            required=True,
            choices=tuple(one for one in choices_of("relation_to_head") if one.code not in HEADS),
        ),
        day_field("since", "出生入户日期" if born else "加入日期"),
        *person_fields(),
    )

    def write(values: Values) -> Task[Any]:
        return at.bench.task(
            add_member,
            at.shown.household,
            person_told(values),
            values["relation_to_head"],
            values["since"],
        )

    def ask(values: Values) -> Task[Any] | None:
        if not (values.get("relation_to_head") and values.get("name")):
            return None
        joining = joined_by(person_told(values), values["relation_to_head"])
        return at.bench.ask(foresee, at.shown.household.id, at.today, joining)

    return Act(
        name=f"{at.address}/{'birth' if born else 'member'}",
        title="登记出生" if born else "登记成员或迁入",
        fields=fields,
        values={
            "since": at.today,
            "nation": at.shown.file.head.nation,
            "hukou_kind": at.shown.household.hukou_kind,
        },
        write=write,
        told=lambda values, _done: (
            f"已登记{'出生' if born else '成员'}：{values['name']}"
            f"（{codes('relation_to_head').label(values['relation_to_head'])}）"
        ),
        foresee=ask,
        columns=2,
        again="保存并再录一人",
        keep=("since", "nation", "hukou_kind"),
    )


def leave(at: At, person_id: str = "") -> Act:
    """Let a member leave the household; the head leaves only with the others or after another became head."""

    def write(values: Values) -> Task[Any]:
        person = at.person(values["person_id"])
        return at.bench.task(remove_member, at.shown.household, person, values["until"], values["reason"])

    def ask(values: Values) -> Task[Any] | None:
        if not values.get("person_id"):
            return None
        gone = without([values["person_id"]])
        return at.bench.ask(foresee, at.shown.household.id, at.today, gone)

    head = at.shown.household.head_id
    return Act(
        name=f"{at.address}/leave",
        title="成员迁出",
        fields=(
            member_field(at, "姓名", but=[head]),
            day_field("until", "迁出日期", hint="从这一天起不再是本户成员"),
            reason_field("如 出嫁、户籍迁出、外地定居"),
        ),
        values={"person_id": person_id if person_id != head else None, "until": at.today},
        write=write,
        told=lambda values, _done: f"已登记迁出：{at.person(values['person_id']).name}",
        foresee=ask,
        save="登记迁出",
    )


def close(at: At) -> Act:
    """Close a household that moved away or died out."""

    def write(values: Values) -> Task[Any]:
        return at.bench.task(close_household, at.shown.household, values["closed_on"], values["reason"])

    def ask(_values: Values) -> Task[Any] | None:
        gone = without([view.person.id for view in at.shown.present])
        return at.bench.ask(foresee, at.shown.household.id, at.today, gone)

    return Act(
        name=f"{at.address}/close",
        title="销户",
        fields=(day_field("closed_on", "销户日期"), reason_field("如 全户迁出、全户死亡")),
        values={"closed_on": at.today},
        write=write,
        told=lambda _values, _done: f"已销户：{at.shown.file.head.name} 户（{at.shown.household.number}）",
        foresee=ask,
        save="销户",
        notice="销户后全部成员离开本户；在享的待遇不会自动停发，请先到“待遇管理”办理停发。",
    )


def person_fields(overrides: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[FormField, ...]:
    """The fields of somebody who is put on file."""
    return fields_of(Person.declaration, _PERSON, overrides)


def person_told(values: Values) -> Person:
    """The person that was filled in; one who is on file already as on file, to be corrected by 更正."""
    known = values.get(KNOWN)
    if isinstance(known, Person):
        return known
    return Person(**{name: values.get(name) for name in _PERSON})  # type: ignore[arg-type]
