"""Buttons (按钮) by what they are for, and segments to choose one of a few.

A page has one `primary` button; whatever stops or erases is `danger`; a `link` opens something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look

_INK_OF = {
    "primary": "on_accent",
    "plain": "ink2",
    "soft": "accent",
    "danger": "bad",
    "link": "accent",
    "icon": "ink2",
}
"""The colour token of the icon on each kind of button."""

_ICON = 16


class Button(QPushButton):
    """A push button of one kind, whose icon follows the look. Its spoken name is its label."""

    def __init__(self, text: str, kind: str, icon: str = "", *, small: bool = False) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setProperty("small", "1" if small else "")
        self.setAutoDefault(False)
        self._kind, self._icon = kind, icon
        self._by_mouse = False
        self.ring = "focus"
        """The colour of the ring around it; on a ground of its own another than usual."""
        look().changed.connect(self._dress)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon = name
        self._dress()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the focus came: a ring is for those who find their way by keyboard."""
        super().focusInEvent(event)
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring over the button, so that nothing moves when it comes and goes."""
        super().paintEvent(event)
        if self.hasFocus() and not self._by_mouse:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()), self.ring, on_colour=self._kind == "primary")
            painter.end()

    def _dress(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
            return
        dressed = QIcon(icons.pixmap(self._icon, _INK_OF[self._kind], _ICON))
        dressed.addPixmap(icons.pixmap(self._icon, "disabled_t", _ICON), QIcon.Mode.Disabled)
        self.setIcon(dressed)
        self.setIconSize(QSize(look().px(_ICON), look().px(_ICON)))


def paint_ring(painter: QPainter, room: QRectF, token: str, *, on_colour: bool = False) -> None:
    """Show where the keyboard is; on a coloured face a second ring of paper keeps the first apart from it."""
    ours = look()
    rings = ((token, 0), ("paper", ours.ring)) if on_colour else ((token, 0),)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, inset in rings:
        painter.setPen(QPen(ours.color(ink), ours.ring))
        away = inset + ours.ring / 2
        radius = max(1, ours.px(4) - inset)
        painter.drawRoundedRect(room.adjusted(away, away, -away, -away), radius, radius)


def primary(text: str, icon: str = "", *, small: bool = False) -> Button:
    """The one button that answers the question of the page."""
    return Button(text, "primary", icon, small=small)


def plain(text: str, icon: str = "", *, small: bool = False) -> Button:
    """An ordinary button."""
    return Button(text, "plain", icon, small=small)


def soft(text: str, icon: str = "", *, small: bool = False) -> Button:
    """The likely next step beside or inside something: a remedy in its row."""
    return Button(text, "soft", icon, small=small)


def danger(text: str, icon: str = "", *, small: bool = False) -> Button:
    """What stops money, refuses or cannot be taken back."""
    return Button(text, "danger", icon, small=small)


def link(text: str, icon: str = "") -> Button:
    """What opens something, written like a link; it is still a button to keyboard and screen reader."""
    made = Button(text, "link", icon)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, spoken_name: str) -> Button:
    """A button that shows only an icon; ``spoken_name`` says verb and object (“打印 农村低保花名册”)."""
    made = Button("", "icon", icon)
    made.setAccessibleName(spoken_name)
    made.setToolTip(spoken_name)
    return made


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of `Segments`; a count that needs somebody is ``red``."""

    key: str
    label: str
    count: int | None = None
    red: bool = False


class Segments(QFrame):
    """A few choices of which exactly one holds, with counts. Left and right move the choice."""

    chosen = Signal(str)

    def __init__(self, segments: Iterable[Segment] = (), spoken_name: str = "筛选") -> None:
        super().__init__()
        self.setProperty("kind", "segments")
        self.setAccessibleName(spoken_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _SegmentButton] = {}
        self._group.buttonClicked.connect(self._tell)
        look().changed.connect(self.update)
        self.show_segments(segments)

    def show_segments(self, segments: Iterable[Segment]) -> None:
        """Show these choices; what was chosen stays chosen where it is still there, else the first one is."""
        wanted, before = list(segments), self.key
        if [one.key for one in wanted] != list(self._buttons):
            self._build(wanted)
        for one in wanted:
            self._buttons[one.key].show_segment(one)
        if wanted:
            self.choose(before if before in self._buttons else wanted[0].key)

    @property
    def key(self) -> str:
        """The key of what is chosen; empty before there is anything to choose."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose without telling anybody."""
        self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour, Home and End the first and last."""
        keys = list(self._buttons)
        at = keys.index(self.key) if self.key in keys else 0
        places = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(keys) - 1,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or not 0 <= place < len(keys):
            super().keyPressEvent(event)
            return
        self._buttons[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        self._buttons[keys[place]].click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the one border around all choices."""
        ours = look()
        inset = ours.border / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ours.color("line2"), ours.border))
        painter.setBrush(ours.color("surface"))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, ours.px(4), ours.px(4))
        painter.end()

    def _build(self, segments: list[Segment]) -> None:
        """Keep the buttons that stay: one of them may have the keyboard."""
        before = self._buttons
        self._buttons = {one.key: before.get(one.key) or _SegmentButton(one) for one in segments}
        for key, button in before.items():
            self._row.removeWidget(button)
            if key not in self._buttons:
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
        for button in self._buttons.values():
            self._group.addButton(button)
            self._row.addWidget(button)

    def _tell(self, button: QToolButton) -> None:
        if isinstance(button, _SegmentButton):
            self.chosen.emit(button.segment.key)


class _SegmentButton(QToolButton):
    """A real button to keyboard and screen reader, painted here: its count has a colour of its own."""

    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self.segment = segment
        self.setCheckable(True)
        self.setProperty("kind", "segment")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look().changed.connect(self.updateGeometry)

    def show_segment(self, segment: Segment) -> None:
        """Show this label and count."""
        self.segment = segment
        self.setText(segment.label)
        counted = "" if segment.count is None else f" {segment.count}"
        self.setAccessibleName(segment.label + counted)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as label and count; bold never changes the width, so nothing jumps."""
        ours = look()
        words = ours.metrics("body").horizontalAdvance(self.segment.label)
        count = self._count()
        counted = ours.px(4) + ours.metrics("body").horizontalAdvance(count) if count else 0
        return QSize(words + counted + 2 * ours.px(10), ours.px(28))

    def minimumSizeHint(self) -> QSize:
        """A segment is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the segments, which know the order."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tint of the chosen one, label, count, and the ring of the keyboard."""
        ours = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            self._paint_ground(painter)
        left = ours.px(10)
        painter.setFont(ours.font("body"))
        painter.setPen(ours.color("accent" if self.isChecked() else "ink"))
        painter.drawText(
            QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.segment.label
        )
        if self._count():
            left += ours.metrics("body").horizontalAdvance(self.segment.label) + ours.px(4)
            painter.setPen(self._ink_of_count())
            painter.drawText(
                QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._count()
            )
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ours = look()
        width = ours.ring if self.hasFocus() else ours.border
        inset = width / 2
        token = "focus" if self.hasFocus() else "accent"
        framed = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(ours.color(token), width) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(ours.color("soft" if self.isChecked() else "hover"))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, ours.px(4), ours.px(4))

    def _count(self) -> str:
        return "" if self.segment.count is None else str(self.segment.count)

    def _ink_of_count(self) -> QColor:
        if self.segment.red and self.segment.count:
            return look().color("bad")
        return look().color("accent" if self.isChecked() else "ink2")
