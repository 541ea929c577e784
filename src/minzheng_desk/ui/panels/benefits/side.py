"""The panel at the right: who the chosen line is about, what can be done, and all that is on file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QTextBrowser

from minzheng_desk.benefits.award_file import AwardFile
from minzheng_desk.benefits.township import ClashRow, DifferenceRow
from minzheng_desk.benefits.whereabouts import Place
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits import told
from minzheng_desk.ui.panels.benefits.rows import DueRow, PaidRow
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import Button, plain, soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.leading import lead

Row = PaidRow | DueRow | DifferenceRow | ClashRow
_BUTTONS = 2


class Offer(NamedTuple):
    """An act the panel offers; ``reason`` says why it cannot be done now."""

    key: str
    verb: str
    icon: str = ""
    reason: str = ""


class SidePanel(Card):
    """Says what there is to say about one line; ``asked`` tells which act somebody wants."""

    asked = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__("待遇", flush=True)
        self._frame = frame
        self._row: Row | None = None
        self._file: AwardFile | None = None
        self.place = label("", "hint", wrap=True)
        self.acts = (soft("", small=True), plain("", small=True))
        self.more = plain("更多", small=True)
        self.open = plain("打开档案", small=True)
        self.text = QTextBrowser()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("这一份待遇的全部记录")
        self.text.anchorClicked.connect(self._follow)
        self.open.clicked.connect(lambda: self.asked.emit(OPEN_FILE))
        self._keys: dict[Button, str] = {}
        self.offers: tuple[Offer, ...] = ()
        """What can be done about the line that is shown."""
        for button in self.acts:
            button.clicked.connect(partial(self._press, button))
        self._lay_out()
        lead(self, self.text)
        look().changed.connect(self._fit_side)
        look().changed.connect(self._write)
        masks().changed.connect(self._write)
        self._fit_side()
        self.show_row(None)

    def set_flat(self, *, flat: bool) -> None:
        """Put the acts on the line of the place, where the panel is wide and low."""
        self._upper.setDirection(
            QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        )

    def show_row(self, row: Row | None) -> None:
        """Show a line before its award has been read."""
        self._row, self._file = row, None
        self.offer(())
        self._write()

    def show_file(self, file: AwardFile | None, offers: Sequence[Offer]) -> None:
        """Show the award of the line, and what can be done about it."""
        self._file = file
        self.offer(offers)
        self._write()

    def called(self) -> str:
        """How people call the award that is shown; empty while there is none."""
        return f"{masks().name(self._row.place.name)} {_what(self._row)}" if self._row is not None else ""

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer acts: two as buttons, the rest under 更多, with the reason where one cannot be done."""
        self.offers = tuple(offers)
        possible = [one for one in offers if not one.reason]
        shown = possible[:_BUTTONS]
        for button, one in zip(self.acts, [*shown, *[None] * _BUTTONS], strict=False):
            button.setVisible(one is not None)
            if one is not None:
                button.setText(one.verb)
                self._keys[button] = one.key
        rest = [*possible[_BUTTONS:], *(one for one in offers if one.reason)]
        self.more.setVisible(bool(rest))
        self._fill_menu(rest)
        self.open.setVisible(self._row is not None and bool(self._row.place.household_number))

    def _fill_menu(self, offers: Sequence[Offer]) -> None:
        before, menu = self.more.menu(), QMenu(self.more)
        for one in offers:
            action = menu.addAction(f"{one.verb}（{one.reason}）" if one.reason else one.verb)
            if one.icon:
                action.setIcon(icons.icon(one.icon, "ink2", 16))
            action.setEnabled(not one.reason)
            action.triggered.connect(partial(self._ask, one.key))
        self.more.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _press(self, button: Button) -> None:
        self.asked.emit(self._keys[button])

    def _ask(self, key: str) -> None:
        self.asked.emit(key)

    def _follow(self, url: QUrl) -> None:
        self._frame.go(url.toString())

    def _write(self) -> None:
        row = self._row
        if row is None:
            self.set_title("待遇")
            self.place.setText("选一行，这里列出每月金额、变动和依据。")
            self.text.clear()
            return
        self.set_title(masks().name(row.place.name) or "待遇", _what(row))
        self.place.setText(_where(row.place))
        parts = list(_told(row))
        if self._file is not None:
            parts += told.of_award(self._file, Month.of(self._frame.bench.today))
        self.text.setHtml(masks().sentence(told.page(parts), _called(row, self._file)))

    def _lay_out(self) -> None:
        self._row_of_acts = QHBoxLayout()
        self._upper = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for button in (*self.acts, self.more, self.open):
            self._row_of_acts.addWidget(button)
        self._row_of_acts.addStretch(1)
        self._upper.addWidget(self.place)
        self._upper.addLayout(self._row_of_acts)
        self.body.addLayout(self._upper)
        self.body.addWidget(self.text, 1)

    def _fit_side(self) -> None:
        px = look().px
        self._upper.setContentsMargins(px(14), px(8), px(14), 0)
        self._upper.setSpacing(px(6))
        self._row_of_acts.setSpacing(px(6))
        self.text.document().setDocumentMargin(px(10))


OPEN_FILE = "file"


def _what(row: Row) -> str:
    if isinstance(row, DueRow):
        return row.about.partition("（")[0]
    if isinstance(row, ClashRow):
        return row.goes
    return row.one.label


def _where(place: Place) -> str:
    return "　".join(part for part in (place.village, place.household_number) if part)


def _called(row: Row, file: AwardFile | None) -> list[str]:
    """Return everybody whom a sentence about the line, or a note in its file, may call by name."""
    called = [row.place.name]
    if isinstance(row, DifferenceRow):
        called += row.one.names
    if file is not None:
        called += [file.person.name, *(one.name for one in file.members)]
    return called


def _told(row: Row) -> list[str]:
    if isinstance(row, DueRow):
        return list(told.of_due(row))
    if isinstance(row, DifferenceRow):
        return list(told.of_difference(row))
    return list(told.of_clash(row)) if isinstance(row, ClashRow) else []
