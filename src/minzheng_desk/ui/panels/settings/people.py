"""人员: who works here, with which roles, and their passphrases."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.people import add_person, change_passphrase, give_passphrase, remove_person
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.security.model import ROLES, User
from minzheng_desk.security.operations import revise_roles
from minzheng_desk.security.queries import users
from minzheng_desk.ui.panels.settings.people_forms import PersonForm
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import danger, plain, soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.dialogs import AskWithVerbs, Verb
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class PeopleSection(QWidget):
    """A table of the people and the acts on the one chosen. Passphrases are typed, never shown."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench = frame, frame.bench
        self._asking = Newest(self)
        self.table = Table(_COLUMNS, name="", row_key="name", counted_in="人")
        self.add, self.roles = soft("添加人员", "plus"), plain("调整角色")
        self.reset, self.leave, self.own = plain("重设口令"), danger("停用"), plain("修改本人口令")
        card = Card("人员和角色", "经办、复核、审批须由不同的人做", flush=True)
        card.body.addWidget(FilterBar([self.add, self.own], [self.roles, self.reset, self.leave]))
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _: self.begin_roles())
        give_opening(self.table, "改角色", "edit")
        self.add.clicked.connect(self.begin_adding)
        self.own.clicked.connect(self.begin_own_passphrase)
        self.roles.clicked.connect(self.begin_roles)
        self.reset.clicked.connect(self.begin_reset)
        self.leave.clicked.connect(self.ask_to_leave)
        self._allow(None)
        self.refresh()

    def refresh(self) -> None:
        """Read who works here."""
        self._asking.start(self._bench.ask(users).then(self.table.show_rows))

    def begin_adding(self) -> None:
        """Let somebody work here."""
        form = PersonForm(names=True, roles=("clerk",), passphrase=True)

        def add(name: str, display_name: str, roles: tuple[str, ...], _old: str, new: str) -> None:
            def work(desk: LocalDesk) -> None:
                add_person(desk, name, display_name, roles, new)

            self._write("添加人员", work, f"已添加 {display_name}", form)

        self._sheet("添加人员", form, add)

    def begin_own_passphrase(self) -> None:
        """Change one's own passphrase."""
        form = PersonForm(old=True, passphrase=True)

        def change(_name: str, _called: str, _roles: object, old: str, new: str) -> None:
            def work(desk: LocalDesk) -> None:
                change_passphrase(desk, old, new)

            self._write("修改口令", work, "已修改本人口令，下次登录用新口令", form)

        self._sheet("修改本人口令", form, change)

    def begin_roles(self) -> None:
        """Give the chosen person other roles."""
        user = self._chosen()
        if user is None or not self.roles.isEnabled():
            return
        form, person = PersonForm(roles=user.roles), user

        def revise(_name: str, _called: str, roles: tuple[str, ...], _old: str, _new: str) -> None:
            def done(_: object) -> None:
                self._close(form)
                self._frame.done(f"已调整 {person.display_name} 的角色，下次登录起生效")

            task = self._bench.task(revise_roles, person.name, roles).of(form).then(done)
            task.otherwise(self._frame.problem).start()

        self._sheet(f"调整角色：{user.display_name}", form, revise)

    def begin_reset(self) -> None:
        """Give the chosen person a new passphrase."""
        user = self._chosen()
        if user is None:
            return
        form, person = PersonForm(passphrase=True), user

        def give(_name: str, _called: str, _roles: object, _old: str, new: str) -> None:
            def work(desk: LocalDesk) -> None:
                give_passphrase(desk, person.name, new)

            told = f"已重设 {person.display_name} 的口令，请本人登录后自己再改"
            self._write("重设口令", work, told, form)

        self._sheet(f"重设口令：{user.display_name}", form, give)

    def ask_to_leave(self) -> None:
        """Deactivating takes the key away, which no undo gives back: so it is asked."""
        user = self._chosen()
        if user is None:
            return
        asked = AskWithVerbs(
            self.window(),
            f"停用 {user.display_name}？",
            "停用后不能再登录，密钥一并收回；办过的事、留过的记录都还在。以后可以重新启用，另设口令。",
            [Verb("leave", "停用", "danger"), Verb("", "取消")],
        )
        asked.answered.connect(lambda _: self._remove(user))
        asked.open()

    def _remove(self, user: User) -> None:
        def work(desk: LocalDesk) -> None:
            remove_person(desk, user.name)

        self._write("停用", work, f"已停用 {user.display_name}，密钥已收回")

    def _write(
        self, text: str, work: Callable[[LocalDesk], None], told: str, form: PersonForm | None = None
    ) -> None:
        desk = cast("LocalDesk", self._bench.desk)
        if form is not None:
            form.save.setEnabled(False)

        def done(_: object) -> None:
            self._close(form)
            self._frame.tell(told)
            self.refresh()

        def refused(problem: Exception) -> None:
            if form is not None:
                form.save.setEnabled(True)
            self._frame.problem(problem)

        self._bench.writing(text, lambda _: work(desk)).of(self).then(done).otherwise(refused).start()

    def _sheet(self, title: str, form: PersonForm, submit: Callable[..., None]) -> None:
        form.submitted.connect(submit)
        SideSheet(self.parentWidget() or self, title, form)

    def _close(self, form: PersonForm | None) -> None:
        for sheet in self.window().findChildren(SideSheet):
            if form is not None and sheet.content is form:
                sheet.close_sheet()

    def _chosen(self) -> User | None:
        row = self.table.current_row()
        return row if isinstance(row, User) else None

    def _allow(self, user: User | None) -> None:
        may = self._bench.may(Permission.MANAGE_PEOPLE) and isinstance(self._bench.desk, LocalDesk)
        self.add.setEnabled(may)
        other = user is not None and user.name != self._bench.actor.name
        for button in (self.roles, self.reset, self.leave):
            button.setEnabled(may and user is not None and user.active)
        self.leave.setEnabled(self.leave.isEnabled() and other)
        self.own.setEnabled(isinstance(self._bench.desk, LocalDesk))


def _role_words(user: User) -> str:
    return "、".join(ROLES[role].label for role in user.roles if role in ROLES)


def _state(user: User) -> ChipSpec | str:
    return "在用" if user.active else ChipSpec("已停用", Tone.NEUTRAL, "stop")


_COLUMNS = (
    TableColumn("display_name", "姓名", ColumnKind.NAME, 120),
    TableColumn("name", "用户名", width=140),
    TableColumn(_role_words, "角色", width=360, name="roles", grows=True),
    TableColumn("since", "启用日期", ColumnKind.DATE, 110),
    TableColumn(_state, "状态", ColumnKind.CHIP, 100, name="state"),
)
