"""What a page is to the frame, and what the frame is to a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.paper import PreparedPaper
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from minzheng_desk.desk.backup import Backup
    from minzheng_desk.ui.rechecking import Rechecking
    from minzheng_desk.ui.widgets.sheets import SideSheet
    from minzheng_desk.ui.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is in the window: the page, and which of its objects.

    >>> Address.parse("households:LX-03-0217")
    Address(screen='households', key='LX-03-0217')
    """

    screen: str
    key: str = ""

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address written as ``screen:key``."""
        screen, _, key = text.partition(":")
        return cls(screen, key)

    def __str__(self) -> str:
        return f"{self.screen}:{self.key}" if self.key else self.screen


class Frame(Protocol):
    """What a page may ask of the window around it."""

    bench: Workbench
    settings: Settings
    rechecking: Rechecking

    def go(self, address: Address | str) -> None:
        """Open a page or one of its objects; it can be gone back from."""

    def tell(self, text: str) -> None:
        """Say what was done, for a few seconds; only for what cannot be taken back."""

    def done(self, text: str) -> None:
        """Say what was done, with 撤销 beside it; for an undoable operation of this person."""

    def problem(self, problem: Exception) -> None:
        """Say what went wrong, what it means for the data, and what to do."""

    def preview(self, paper: PreparedPaper) -> None:
        """Show a document before it is printed."""

    def set_up_again(self) -> None:
        """Walk through the steps of the first run once more, over what the store has."""

    def restore(self, backup: Backup) -> None:
        """Put a backup in place of the store; the person signs in anew."""

    def now_at(self, address: Address) -> None:
        """Note that the page moved to another of its objects by itself."""


@runtime_checkable
class Entering(Protocol):
    """Something that is filled in and saved."""

    def submit(self) -> None:
        """Check it and save it."""


@runtime_checkable
class Searched(Protocol):
    """Something with places to be put right."""

    def next_problem(self, step: int = 1) -> None:
        """Go to the next of them."""


@dataclass(frozen=True, slots=True)
class PageCommand:
    """Something the finder offers by name: its words, and what it opens."""

    label: str
    address: str
    words: str = ""


@dataclass(frozen=True)
class ScreenSpec:
    """A page as the frame knows it before it is built.

    ``at_bottom`` ones stand in the lower group of the rail. ``waiting`` counts what needs somebody; zero
    shows nothing. ``help`` names a page of the manual.
    """

    name: str
    title: str
    icon: str
    order: int
    make: Callable[[Frame], Screen]
    may: Permission = Permission.READ
    at_bottom: bool = False
    in_rail: bool = True
    help: str = "index"
    waiting: Callable[[Any], int] | None = None
    waits_on: frozenset[str] = frozenset()
    commands: tuple[PageCommand, ...] = field(default=())
    more_commands: Callable[[], tuple[PageCommand, ...]] = tuple
    """Further ones that have to be looked up, asked when the finder is first opened."""
    scenes: tuple[tuple[str, Callable[[Any], object]], ...] = field(default=())
    """Other states of the page worth a picture (see `minzheng_desk.ui.shots`): a name, and what shows it."""


class PageHeader(QWidget):
    """The strip at the top of a page: title, chip, a line of grey; why not, other buttons, the primary."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = _label(title, "title")
        self.said = _label("", "hint")
        self.reason = ElidedLabel("", "warn")
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title)
        row.addLayout(self._left)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(self.reason)
        row.addLayout(self._right)
        self.primary: QPushButton | None = None
        look().changed.connect(self._fit)
        self._fit()

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a chip or a month picker beside the title."""
        self._left.addWidget(widget)

    def add_button(self, button: QPushButton) -> None:
        """Put a secondary button to the left of the primary one."""
        place = self._right.count() - (1 if self.primary is not None else 0)
        self._right.insertWidget(place, button)

    def set_primary(self, button: QPushButton) -> None:
        """Put the one primary button at the far right."""
        self.primary = button
        self._right.addWidget(button)

    def allow_primary(self, reason: str = "") -> None:
        """Let the primary button be pressed, or say beside it why it cannot."""
        self.reason.setText(reason)
        if self.primary is not None:
            self.primary.setEnabled(not reason)

    def _fit(self) -> None:
        px = look().px
        self.setFixedHeight(px(54))
        for layout in (self._left, self._right, self.layout()):
            if layout is not None:
                layout.setSpacing(px(8))


class Screen(QWidget):
    """One page: a header, and a body that scrolls where there is too little room. Built once and kept.

    A page reads through ``self.bench`` and never waits; ``reads`` names the kinds of record it shows, and
    `refresh` is called when one of them was written, or on F5.
    """

    reads: ClassVar[frozenset[str]] = frozenset()
    help_page: ClassVar[str] = ""
    """Its page of the manual, where it stands over the page whose `ScreenSpec` names another."""
    waits_beside_store = 0
    """What waits on this page and is not in the store, such as entries that were begun."""

    def __init__(self, frame: Frame, title: str) -> None:
        super().__init__()
        self.frame, self.bench = frame, frame.bench
        self.called: Callable[[], str] = str
        """How people call the object that is open; empty while there is none worth going back to."""
        self.setAccessibleName(title)
        self.header = PageHeader(title)
        inner, scroll = QWidget(), QScrollArea()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.header)
        self._column.addWidget(scroll, 1)
        look().changed.connect(self._fit_page)
        self._fit_page()

    def activate(self) -> None:
        """The page comes to the front; the first time it asks for what it shows."""

    def show_object(self, key: str) -> None:
        """Open one of the page's objects; an empty key is the page itself."""

    def refresh(self) -> None:
        """Ask again for what is shown; the place and the selection stay."""

    def begin_filter(self) -> None:
        """Ctrl+F: put the cursor into the filter of this page."""

    def begin_new(self) -> None:
        """Ctrl+N: begin something new on this page."""

    def print_page(self) -> None:
        """Ctrl+P: show the print preview of what this page is about."""

    def save(self) -> None:
        """Ctrl+S or F10: save what is being entered."""
        entered = self.entered()
        if entered is not None:
            entered.submit()

    def next_problem(self, step: int) -> None:
        """F3 and Shift+F3: the next or previous exception, finding or empty required field."""
        entered = self.entered()
        if isinstance(entered, Searched):
            entered.next_problem(step)

    def entered(self) -> Entering | None:
        """What somebody fills in: in the sheet that lies over the page, else the form with the keyboard."""
        from minzheng_desk.ui.widgets.forms.form import Form  # noqa: PLC0415 - the first page has no form

        sheet = self.open_sheet()
        if sheet is not None:
            content = sheet.content
            return content if isinstance(content, Entering) else content.findChild(Form)
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, Form):
            widget = widget.parentWidget()
        return widget if widget is not None and self.isAncestorOf(widget) else None

    def open_sheet(self) -> SideSheet | None:
        """The sheet that lies over the page, if any."""
        from minzheng_desk.ui.widgets.sheets import SideSheet  # noqa: PLC0415

        return next((sheet for sheet in self.findChildren(SideSheet) if sheet.isVisible()), None)

    def reveal(self) -> None:
        """F8: show the whole number of the selected row for a while; it is noted who looked."""

    def panes(self) -> list[QWidget]:
        """The panes F6 walks through, in reading order."""
        return []

    def toggle_side(self) -> None:
        """F9: show or hide the panel at the side."""

    def _fit_page(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(16), 0, px(16), px(12))
        self._column.setSpacing(0)
        self.body.setSpacing(px(12))


def _label(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
