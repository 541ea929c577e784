"""Editors for numbers that name a person: identity number, bank account, telephone.

A number that was there before is shown veiled and kept as it is until somebody types another one over it.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

from minzheng_desk.kernel.accounts import account_warning, parse_account
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.identity import (
    IdNumber,
    check_character,
    diagnose_id_number,
    parse_id_number,
)
from minzheng_desk.kernel.phones import PhoneNumber, is_mobile, parse_phone
from minzheng_desk.ui.masks import REVEALED_SECONDS, masks
from minzheng_desk.ui.widgets.forms.editor import LineEditor
from minzheng_desk.ui.widgets.forms.findings import Said, doubt, hint

_VEIL = "*"
_LENGTH = 18
_WORTH_TELLING = frozenset({"old_number", "excel_zeros"})
_RUBBING_OUT = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class VeiledEditor(LineEditor):
    """A number of a person. Esc puts back the one that was there."""

    latin = True

    def __init__(self) -> None:
        super().__init__(max_length=40)
        self._kept: str | None = None
        self.veiled = False
        masks().changed.connect(self.cover)

    def value(self) -> Any:
        """The number that was kept, or the one typed over it."""
        return self._kept if self.veiled else super().value()

    def set_value(self, value: Any) -> None:
        """Keep the number and show it veiled."""
        self._kept = value or None
        self.veiled = self._kept is not None
        self.put(self.veil(self._kept) if self._kept else "")

    def write(self, text: str) -> None:
        """Put back what was being typed in a draft."""
        self.veiled = False
        self.put(text)

    def settle(self) -> None:
        """Set the digits typed apart in groups; a veiled number stays as it is."""
        if not self.veiled:
            super().settle()

    def reveal(self) -> None:
        """Show the number that was kept, whole and for a while; who looked has been written down."""
        if self.veiled and self._kept is not None and not masks().projecting:
            self.put(self.show(self._kept))
            QTimer.singleShot(round(REVEALED_SECONDS * 1000), self, self.cover)

    def cover(self) -> None:
        """Veil the number again, unless another one is being typed."""
        if self.veiled:
            self.put(self.veil(self._kept or ""))

    def veil(self, number: str) -> str:
        """The number as anybody may see it."""
        raise NotImplementedError

    def key(self, event: QKeyEvent) -> bool:
        """Begin with an empty line when somebody types over a veiled number; Esc brings it back."""
        if event.key() == Qt.Key.Key_Escape and self._kept is not None and not self.veiled:
            self.set_value(self._kept)
            self.edited.emit()
            return True
        typing = event.text().isprintable() and event.text() and not _with_control(event)
        if self.veiled and (typing or event.key() in _RUBBING_OUT or event.matches(_PASTE)):
            self.veiled = False
            self.line.clear()
        return False

    def _on_edited(self, text: str) -> None:
        self.veiled = False
        if _VEIL in text:  # pasted with the mouse into the middle of a veiled number
            self.line.clear()
        super()._on_edited(text)


_PASTE = QKeySequence.StandardKey.Paste


class IdNumberEditor(VeiledEditor):
    """An identity number in groups of 6, 8 and 4; its check character is told."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._put_right: Said | None = None

    def read(self, text: str) -> Any:
        """The number of 18 characters; raises `IdNumberWrong`."""
        return parse_id_number(text, self._today)

    def show(self, value: Any) -> str:
        """The number in groups of 6, 8 and 4."""
        return f"{value[:6]} {value[6:14]} {value[14:]}"

    def _as_shown(self, text: str) -> str:
        """Eighteen characters are set apart even when they are wrong: so they are easier to compare."""
        bare = _bare(text)
        return self.show(bare) if len(bare) == _LENGTH else super()._as_shown(text)

    def veil(self, number: str) -> str:
        """The number with the day of birth hidden."""
        return masks().id_number(number)

    def number(self) -> IdNumber | None:
        """The number, when it is a sound one."""
        try:
            found: IdNumber | None = self.value()
        except InputProblem:
            return None
        return found

    def complaint(self, problem: InputProblem) -> str:
        """What is wrong, and where only the check character is: what it should be."""
        findings = [one for one in diagnose_id_number(self.line.text(), self._today) if one.is_wrong]
        if not findings:
            return super().complaint(problem)
        first = findings[0]
        if first.code == "check_digit":
            return f"最后一位应为 {check_character(_bare(self.line.text())[:17])}，请对照身份证核对。"
        return f"{first.reason}{first.suggestion}"

    def said(self) -> Said | None:
        """What was put right without asking: an old number of 15 digits."""
        return self._put_right

    def settle(self) -> None:
        """Set the number apart in groups, and remember what it was written as."""
        if self.line.isModified() and not self.veiled:
            told = [
                one for one in diagnose_id_number(self.line.text(), self._today) if one.code in _WORTH_TELLING
            ]
            self._put_right = hint(f"{told[0].reason}{told[0].suggestion}") if told else None
        super().settle()


class AccountEditor(VeiledEditor):
    """A bank account in groups of four; a card whose check digit does not hold is doubted."""

    def read(self, text: str) -> Any:
        """The account as bare digits; raises `AccountWrong`."""
        return parse_account(text)

    def show(self, value: Any) -> str:
        """The account in groups of four."""
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4))

    def veil(self, number: str) -> str:
        """The last four digits."""
        return masks().account(number, short=False)

    def said(self) -> Said | None:
        """A doubt about the check digit of a card."""
        try:
            account = None if self.veiled else self.value()
        except InputProblem:
            return None
        warning = account_warning(account) if account else None
        return doubt(warning) if warning else None


class PhoneEditor(VeiledEditor):
    """A telephone number; a mobile one in groups of 3, 4 and 4."""

    def read(self, text: str) -> Any:
        """The number; raises `PhoneWrong`."""
        return parse_phone(text)

    def show(self, value: Any) -> str:
        """A mobile number in groups, another as it is."""
        if not is_mobile(PhoneNumber(value)):
            return str(value)
        return f"{value[:3]} {value[3:7]} {value[7:]}"

    def veil(self, number: str) -> str:
        """The first three and last four digits."""
        return masks().phone(number)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
