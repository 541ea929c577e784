"""The small forms about people: names, roles, passphrases that stay dots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.security.model import ROLES
from minzheng_desk.ui.widgets.buttons import primary
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.secret_field import SecretField


class PersonForm(QWidget):
    """The lines that are wanted of one person; ``submitted`` comes when all are there and agree.

    What was typed as a passphrase is taken out of its field when it is handed over.
    """

    submitted = Signal(str, str, object, str, str)
    """Sign-in name, name, roles, the old and the new passphrase; empty where not asked."""

    def __init__(
        self,
        *,
        names: bool = False,
        roles: Sequence[str] | None = None,
        old: bool = False,
        passphrase: bool = False,
    ) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self.name, self.display_name = QLineEdit(), QLineEdit()
        self.old, self.new, self.again = (
            SecretField("原口令"),
            SecretField("新口令"),
            SecretField("再输一次新口令"),
        )
        self.boxes = {key: QCheckBox(role.label) for key, role in ROLES.items()}
        if names:
            self._line("姓名 *", self.display_name)
            self._line("用户名 *　登录时用，定了不改，如 chenmin", self.name)
        if roles is not None:
            self._column.addWidget(label("角色", "label"))
            for key, box in self.boxes.items():
                box.setChecked(key in roles)
                box.setToolTip(_does(key))
                self._column.addWidget(box)
        if old:
            self._line("原口令 *", self.old)
        if passphrase:
            self._line("新口令 *　几个不相干的词连起来最好记", self.new)
            self._line("再输一次 *", self.again)
        self._asks = (names, roles is not None, old, passphrase)
        self.said = label("", "bad", wrap=True)
        self.save = primary("保存 F10")
        self.save.clicked.connect(self.submit)
        self._column.addWidget(self.said)
        self._column.addWidget(self.save)
        self._column.addStretch(1)
        for field in self.findChildren(QLineEdit):
            field.returnPressed.connect(self._next)
        first = next((field for field in self.findChildren(QLineEdit) if field.parent() is self), self.save)
        self.setFocusProxy(first)

    def submit(self) -> None:
        """Hand everything over, or say what is still missing."""
        missing = self._missing()
        self.said.setText(missing)
        if not missing:
            chosen = tuple(key for key, box in self.boxes.items() if box.isChecked())
            old, new = self.old.take(), self.new.take()
            self.again.clear()
            self.submitted.emit(self.name.text().strip(), self.display_name.text().strip(), chosen, old, new)

    def say(self, text: str) -> None:
        """Say under the fields why it was not taken."""
        self.said.setText(text)

    def _missing(self) -> str:
        names, roles, old, passphrase = self._asks
        if names and not (self.name.text().strip() and self.display_name.text().strip()):
            return "还没有填姓名和用户名。"
        if roles and not any(box.isChecked() for box in self.boxes.values()):
            return "还没有选角色，至少选一个。"
        if old and not self.old.text():
            return "还没有填原口令。"
        if passphrase and not self.new.text():
            return "还没有填新口令。"
        if passphrase and self.new.text() != self.again.text():
            return "两次输入的新口令不一样，请再输一次。"
        return ""

    def _next(self) -> None:
        self.focusNextChild()

    def _line(self, text: str, field: QLineEdit) -> None:
        words = label(text, "label")
        words.setBuddy(field)
        field.setAccessibleName(text.split("　", maxsplit=1)[0].removesuffix(" *"))
        self._column.addWidget(words)
        self._column.addWidget(field)


def _does(role: str) -> str:
    told: list[Permission] = sorted(ROLES[role].permissions, key=lambda one: one.name)
    return "、".join(one.value for one in told)
