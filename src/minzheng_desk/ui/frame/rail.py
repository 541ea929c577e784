"""The rail at the left: the pages in the order of the day, what waits on each, and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QMenu,
    QToolButton,
    QVBoxLayout,
)

from minzheng_desk.ui.frame.rail_parts import (
    NARROW,
    WIDE,
    Brand,
    FinderButton,
    PersonButton,
    ring_colour,
)
from minzheng_desk.ui.look.icons import pixmap
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.screen import ScreenSpec
from minzheng_desk.ui.widgets.buttons import paint_ring

_MOST, _MOST_NARROW = 999, 99


class RailButton(QToolButton):
    """One page on the rail: icon, name, and how many wait. A real button that paints itself."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__()
        self._title, self._icon = title, icon
        self._waiting = 0
        self.narrow = False
        self.setCheckable(True)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip("")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def waiting(self) -> int:
        """How many things of this page need somebody."""
        return self._waiting

    def set_waiting(self, count: int) -> None:
        """How many things need somebody; zero shows nothing."""
        self._waiting = count
        self.setAccessibleName(f"{self._title}，{count} 件待办" if count else self._title)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide: one line of text. Narrow: the icon over its name."""
        px = look().px
        return QSize(px(NARROW - 16), px(50)) if self.narrow else QSize(px(WIDE - 16), px(38))

    def paintEvent(self, _: QPaintEvent) -> None:
        """A lighter block and a white bar for the page that is open."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        px, colour = look().px, look().color
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("rail2"))
            painter.setOpacity(1.0 if on else 0.45)
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setOpacity(1.0)
        if on:
            painter.setBrush(colour("rail_on"))
            painter.drawRect(QRectF(0, px(9), px(3), box.height() - px(18)))
        if self.hasFocus():
            paint_ring(painter, box, ring_colour())
        token = "rail_on" if on or (self.underMouse() and not look().contrast) else "rail_t"
        (self._paint_narrow if self.narrow else self._paint_wide)(painter, token)

    def _paint_wide(self, painter: QPainter, token: str) -> None:
        px, box = look().px, self.rect()
        image = pixmap(self._icon, token, 18)
        painter.drawPixmap(px(12), (box.height() - px(18)) // 2, image)
        painter.setFont(look().font("body", bold=self.isChecked()))
        painter.setPen(look().color(token))
        painter.drawText(box.adjusted(px(40), 0, -px(8), 0), Qt.AlignmentFlag.AlignVCenter, self._title)
        if self._waiting:
            painter.setFont(look().font("hint"))
            painter.setPen(look().color("rail_on" if self.isChecked() else "rail_m"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -px(10), 0), right, _counted(self._waiting))

    def _paint_narrow(self, painter: QPainter, token: str) -> None:
        px, box = look().px, self.rect()
        image = pixmap(self._icon, token, 18)
        painter.drawPixmap((box.width() - px(18)) // 2, px(6), image)
        painter.setFont(look().font("small", bold=self.isChecked()))
        painter.setPen(look().color(token))
        below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(0, 0, 0, -px(5)), below, self._title)
        if self._waiting:
            painter.setFont(look().font("small"))
            painter.setPen(look().color("rail_on" if self.isChecked() else "rail_m"))
            beside = box.adjusted(box.width() // 2 + px(11), px(4), 0, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, _short(self._waiting))


class Rail(QFrame):
    """The rail: brand, finder, pages, settings, person. Up and Down move, Alt+1…9 jump."""

    chosen = Signal(str)
    finder_asked = Signal()
    lock_asked = Signal()

    def __init__(self, specs: Sequence[ScreenSpec], office: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._specs = [spec for spec in specs if spec.in_rail]
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self.narrow = False
        self._brand = Brand(office)
        self._finder = FinderButton()
        self._finder.clicked.connect(self.finder_asked)
        self.more = RailButton("更多", "dots")
        self.more.clicked.connect(self._mark_more)  # a press is no choice; the choice is in the menu
        self.more.clicked.connect(self._open_more)
        self.person = PersonButton()
        self.person.clicked.connect(self.lock_asked)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._brand)
        self._column.addWidget(self._finder)
        self._add([spec for spec in self._specs if not spec.at_bottom])
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self._lower_rule = _rule()
        self._column.addWidget(self._lower_rule)
        self._add([spec for spec in self._specs if spec.at_bottom])
        self._column.addWidget(_rule())
        self._column.addWidget(self.person)
        look().changed.connect(self.fit)
        self.fit()

    def show_office(self, name: str) -> None:
        """The office whose desk this is."""
        self._brand.show_office(name)

    def names(self) -> list[str]:
        """The pages in the order shown, for Alt+1…9."""
        return [spec.name for spec in self._specs]

    def button(self, name: str) -> RailButton:
        """The button of a page; `KeyError` when it is not on the rail."""
        return self._buttons[name]

    def show_chosen(self, name: str) -> None:
        """Mark the page that is open; a page without a place on the rail is marked nowhere."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == name)
        self._group.setExclusive(True)
        self._mark_more()

    def show_waiting(self, name: str, count: int) -> None:
        """How many things of a page need somebody."""
        if name in self._buttons:
            self._buttons[name].set_waiting(count)
            self._count_behind_more()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move from page to page."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        upper = [self._buttons[spec.name] for spec in self._specs if not spec.at_bottom]
        lower = [self._buttons[spec.name] for spec in self._specs if spec.at_bottom]
        buttons = [button for button in (*upper, self.more, *lower) if button.isVisible()]
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), -1)
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def fit(self) -> None:
        """Lay the rail out for the scale and the room there is; what does not fit goes into 更多."""
        px = look().px
        self.setFixedWidth(px(NARROW if self.narrow else WIDE))
        self._column.setContentsMargins(px(8), px(10), px(8), px(8))
        self._brand.setFixedHeight(px(50))
        self._brand.set_narrow(narrow=self.narrow)
        self._finder.narrow = self.narrow
        self._finder.setFixedHeight(px(32))
        self.person.narrow = self.narrow
        self.person.setFixedHeight(px(40))
        for button in [*self._buttons.values(), self.more]:
            button.narrow = self.narrow
            button.setFixedHeight(button.sizeHint().height())
            button.updateGeometry()
        self._hide_what_does_not_fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons over small labels, where the window is small or the type is large."""
        if narrow != self.narrow:
            self.narrow = narrow
            self.fit()

    def resizeEvent(self, event: object) -> None:
        """Less height puts the last pages into 更多."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._hide_what_does_not_fit()

    def _hide_what_does_not_fit(self) -> None:
        px = look().px
        fixed = px(10 + 50 + 32 + 40 + 8 + 34)
        each = self.more.sizeHint().height()
        room = max(1, (self.height() - fixed) // each)
        fits = len(self._specs) <= room
        # The day's own pages stand first and stay longest; what is set up or looked up folds before them.
        for place, spec in enumerate(self._specs):
            self._buttons[spec.name].setVisible(fits or place < room - 1)
        lowest = [spec for spec in self._specs if spec.at_bottom]
        self._lower_rule.setHidden(all(self._buttons[spec.name].isHidden() for spec in lowest))
        self.more.setVisible(not fits)
        self._mark_more()
        self._count_behind_more()

    def _count_behind_more(self) -> None:
        """更多 counts what waits on the pages behind it."""
        self.more.set_waiting(sum(one.waiting for one in self._buttons.values() if one.isHidden()))

    def _mark_more(self) -> None:
        """更多 stands for the open page where that one is behind it."""
        self.more.setChecked(any(b.isChecked() and b.isHidden() for b in self._buttons.values()))

    def _open_more(self) -> None:
        menu = self.menu_of_more()
        menu.exec(self.more.mapToGlobal(self.more.rect().topRight()))

    def menu_of_more(self) -> QMenu:
        """The pages that do not fit, each with what waits on it."""
        menu = QMenu(self)
        for spec in self._specs:
            button = self._buttons[spec.name]
            if button.isHidden():
                waits = f"　{button.waiting} 件待办" if button.waiting else ""
                action = menu.addAction(f"{spec.title}{waits}")
                action.triggered.connect(lambda *_, name=spec.name: self.chosen.emit(name))
        return menu

    def _add(self, specs: Sequence[ScreenSpec]) -> None:
        for spec in specs:
            button = RailButton(spec.title, spec.icon)
            button.clicked.connect(lambda *_, name=spec.name: self.chosen.emit(name))
            self._buttons[spec.name] = button
            self._group.addButton(button)
            self._column.addWidget(button)


def _counted(count: int) -> str:
    return str(count) if count <= _MOST else f"{_MOST}+"


def _short(count: int) -> str:
    """Beside the icon there is room for two figures."""
    return str(count) if count <= _MOST_NARROW else f"{_MOST_NARROW}+"


def _rule() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "rail_rule")
    return made
