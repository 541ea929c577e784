"""What is done about all ticked lines of a list as one step; the buttons say how many they are for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from minzheng_desk.benefits.differences import Change
from minzheng_desk.benefits.township import DifferenceRow
from minzheng_desk.ui.panels.benefits.book import DIFFERENCES, UNCLAIMED, Book
from minzheng_desk.ui.panels.benefits.doing import Doing, remedy_of
from minzheng_desk.ui.widgets.buttons import Button, soft


class Batches(QObject):
    """The buttons above 应享未享 and 与发放不一致."""

    def __init__(self, book: Book, doing: Doing) -> None:
        super().__init__(book)
        self._book, self._doing = book, doing
        self.grant = soft("确认所选", "check", small=True)
        self.suspend = soft("暂停所选", "pause", small=True)
        self.resume = soft("恢复所选", "refresh", small=True)
        self._verbs: dict[Button, tuple[str, str, Change]] = {
            self.grant: ("确认所选", UNCLAIMED, Change.GRANT),
            self.suspend: ("暂停所选", DIFFERENCES, Change.SUSPEND),
            self.resume: ("恢复所选", DIFFERENCES, Change.RESUME),
        }
        for button in self._verbs:
            button.clicked.connect(partial(self._begin, button))
            button.setEnabled(False)
        book.buttons[UNCLAIMED] = (self.grant,)
        book.buttons[DIFFERENCES] = (self.suspend, self.resume)
        book.ticked.connect(self.count)

    def count(self) -> None:
        """Say how many of the ticked lines each button is for."""
        for button, (verb, key, change) in self._verbs.items():
            view = self._book.lists.get(key)
            if view is not None:
                count = len(self._rows(button))
                button.setText(f"{verb} {count} 份" if count else verb)
                button.setEnabled(count > 0 and not self._doing.lacking)
                button.setToolTip(self._doing.lacking or ("" if count else "先勾选要办理的行"))
                # A button for lines that do not exist would only puzzle.
                button.setVisible(any(row.one.change is change for row in view.table.order.rows))

    def _rows(self, button: Button) -> list[DifferenceRow]:
        _, key, change = self._verbs[button]
        ticked = self._book.list_called(key).table.ticked_rows()
        return [row for row in ticked if row.one.change is change and remedy_of(row)]

    def _begin(self, button: Button) -> None:
        rows, change = self._rows(button), self._verbs[button][2]
        if change is Change.GRANT:
            self._doing.begin_grants(rows)
        else:
            self._doing.begin_certificates(change, rows)
