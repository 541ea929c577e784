"""Step ②: who works here, in which roles; everybody types a passphrase of their own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.security.model import ROLES
from minzheng_desk.ui.frame.first_run.plan import FEWEST_PEOPLE, Plan, PlannedPerson
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.frame.names import Holder, NameList
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.secret_field import SecretField

_DOES = {
    "clerk": "登记、导入、测算、造册",
    "reviewer": "复核，只看不改",
    "approver": "审批待遇、锁定名册",
    "cashier": "生成银行文件",
    "auditor": "查看全部，不能改",
    "administrator": "管人员、口令、设置和备份",
}


class PeopleStep(Step):
    """A list of people, and the one chosen in it."""

    title = "人员"
    question = "至少两位：造册的人不能审批同一本名册。口令请各位本人来输，别人不必知道。"

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.names = NameList()
        self.add, self.remove = buttons.plain("添加一位", "plus"), buttons.link("去掉这一位")
        self.person = PersonForm()
        self._lay_out()
        self.names.chosen.connect(self._focus_form)
        self.names.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.person.edited.connect(self._take)
        self._list(0)
        self.fit()

    def lacks(self) -> str:
        """What is still to be said of people."""
        return self.plan.people_lack()

    def enter(self) -> None:
        """Begin with the first person who is not complete."""
        lacking = [row for row, one in enumerate(self.plan.people) if one.lacks()]
        self._list(lacking[0] if lacking else 0)
        self._focus_form()

    def _focus_form(self) -> None:
        self.person.display_name.setFocus()

    def _chosen(self) -> PlannedPerson:
        return self.plan.people[max(0, self.names.currentIndex().row())]

    def _show(self) -> None:
        chosen = self._chosen()
        self.person.show_person(chosen)
        self.remove.setEnabled(len(self.plan.people) > FEWEST_PEOPLE and not chosen.known)

    def _take(self) -> None:
        row = self.names.currentIndex().row()
        self.names.rename(row, _as_listed(row, self._chosen()))
        self.changed.emit()

    def _add(self) -> None:
        self.plan.people.append(PlannedPerson(roles=("clerk",)))
        self._list(len(self.plan.people) - 1)
        self._focus_form()

    def _remove(self) -> None:
        row = self.names.currentIndex().row()
        del self.plan.people[row]
        self._list(row)

    def _list(self, row: int) -> None:
        self.names.offer([_as_listed(place, one) for place, one in enumerate(self.plan.people)])
        self.names.choose_row(row)
        self._show()
        self.changed.emit()

    def _lay_out(self) -> None:
        left = Card("人员", flush=True)
        left.body.addWidget(self.names)
        left.body.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        below.addWidget(self.remove)
        side = QVBoxLayout()
        side.addWidget(left, 1)
        side.addLayout(below)
        right = Card("这一位")
        right.body.addWidget(self.person)
        right.body.addStretch(1)
        both = QHBoxLayout()
        both.addLayout(side, 2)
        both.addWidget(right, 5)
        self.column.addLayout(both, 1)


class PersonForm(QWidget):
    """Name, sign-in name, roles and passphrase of one person."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._person = PlannedPerson()
        self._showing = False
        self.display_name, self.name = QLineEdit(), QLineEdit()
        self.passphrase, self.again = SecretField("口令"), SecretField("再输一次口令")
        self.shows = QCheckBox("显示口令")
        self.roles = {name: QCheckBox(f"{role.label}：{_DOES[name]}") for name, role in ROLES.items()}
        self.said = label("", "hint", wrap=True)
        self._grid = QGridLayout(self)
        self._lay_out()
        fields = (self.display_name, self.name, self.passphrase, self.again)
        for field, following in zip(fields, (*fields[1:], self.shows), strict=True):
            field.textEdited.connect(lambda _: self._take())
            field.returnPressed.connect(following.setFocus)
        for box in self.roles.values():
            box.toggled.connect(lambda _: self._take())
        for secret in (self.passphrase, self.again):
            self.shows.toggled.connect(secret.show_content)
        look().changed.connect(self._fit)
        self._fit()

    def show_person(self, person: PlannedPerson) -> None:
        """Show somebody; what is typed goes there from now on."""
        self._showing, self._person = True, person
        for field, text in (
            (self.display_name, person.display_name),
            (self.name, person.name),
            (self.passphrase, person.passphrase),
            (self.again, person.again),
        ):
            field.setText(text)
        for name, box in self.roles.items():
            box.setChecked(name in person.roles)
        self.shows.setChecked(False)
        for widget in (self.display_name, self.name, self.passphrase, self.again, *self.roles.values()):
            widget.setDisabled(person.known)
        self._showing = False
        self._say()

    def _take(self) -> None:
        if self._showing:
            return
        person = self._person
        person.display_name, person.name = self.display_name.text(), self.name.text()
        person.passphrase, person.again = self.passphrase.text(), self.again.text()
        person.roles = tuple(name for name, box in self.roles.items() if box.isChecked())
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        self.name.setPlaceholderText(self._person.display_name or "不填就用姓名")
        ready = "已在册；改角色、换口令请到系统设置。" if self._person.known else "这一位已经填好。"
        self.said.setText(self._person.lacks() or ready)

    def _lay_out(self) -> None:
        rows = (
            ("姓名 *", self.display_name, "印在名册和文书上"),
            ("用户名", self.name, "登录时选它，以后不能改；不填就用姓名"),
            ("口令 *", self.passphrase, "至少 8 个字符，几个不相干的词连在一起就好记"),
            ("再输一次 *", self.again, ""),
        )
        for row, (words, field, hint) in enumerate(rows):
            asked = label(words, "label")
            asked.setBuddy(field)
            field.setAccessibleName(words.removesuffix(" *"))
            self._grid.addWidget(asked, row, 0)
            self._grid.addWidget(field, row, 1)
            self._grid.addWidget(label(hint, "hint", wrap=True), row, 2)
        self._grid.addWidget(self.shows, len(rows), 1)
        self._grid.addWidget(label("角色 *", "label"), len(rows) + 1, 0)
        for place, box in enumerate(self.roles.values()):
            self._grid.addWidget(box, len(rows) + 1 + place // 2, 1 + place % 2)
        self._grid.addWidget(self.said, len(rows) + 1 + len(self.roles), 1, 1, 2)
        self._grid.setColumnStretch(2, 1)

    def _fit(self) -> None:
        px = look().px
        for field in (self.display_name, self.name, self.passphrase, self.again):
            field.setFixedWidth(px(260))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(10))


def _as_listed(row: int, person: PlannedPerson) -> Holder:
    labels = "、".join(ROLES[name].label for name in person.roles)
    return Holder(labels, person.display_name.strip() or f"第 {row + 1} 位（还没填）")
