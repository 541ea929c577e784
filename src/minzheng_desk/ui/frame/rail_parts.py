"""What stands on the rail beside the pages: the brand, the way to the finder, and who is at the desk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from minzheng_desk.ui.look.icons import pixmap
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import paint_ring

WIDE, NARROW = 148, 72
"""Pixels of the rail with names beside the icons, and with small names beneath them."""


def ring_colour() -> str:
    """A colour that stands out from the rail and from the block of the open page."""
    return "focus" if look().contrast else "rail_on"


class Brand(QWidget):
    """The seal, what the program is called, and whose desk it is."""

    def __init__(self, office: str) -> None:
        super().__init__()
        self._seal = _Seal()
        name, self._office = QLabel("民政台"), QLabel(office)
        name.setProperty("role", "brand")
        self._office.setProperty("role", "hint")
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(self._office)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 6)
        row.addWidget(self._seal)
        row.addWidget(self._words, 1)

    def show_office(self, name: str) -> None:
        """The office whose desk this is."""
        width = look().px(WIDE - 66)
        self._office.setText(look().metrics("hint").elidedText(name, Qt.TextElideMode.ElideRight, width))
        self._office.setToolTip(name)

    def set_narrow(self, *, narrow: bool) -> None:
        """Only the seal, where the rail is narrow."""
        self._words.setVisible(not narrow)


class _Seal(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(look().px(28), look().px(28))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = look().px(26)
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            pen = painter.pen()
            pen.setColor(look().color("rail_t"))
            pen.setWidthF(1.5)
            painter.setPen(pen)
            painter.drawRoundedRect(box, look().px(5), look().px(5))
            painter.setFont(look().font("body", bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "民")
        finally:
            painter.end()


class FinderButton(QToolButton):
    """Opens the finder; looks like the field it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setAccessibleName("查找")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The glass, 查找 and its keys."""
        painter = QPainter(self)
        try:
            px, box = look().px, self.rect()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(look().color("rail_line"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), px(4), px(4))
            if self.hasFocus():
                paint_ring(painter, QRectF(box), ring_colour())
            glass = pixmap("search", "rail_t", 14)
            left = (box.width() - px(14)) // 2 if self.narrow else px(10)
            painter.drawPixmap(left, (box.height() - px(14)) // 2, glass)
            if self.narrow:
                return
            painter.setPen(look().color("rail_t"))
            painter.setFont(look().font("body"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.adjusted(px(29), 0, 0, 0), middle, "查找")
            painter.setFont(look().font("small"))
            painter.setPen(look().color("rail_m"))
            painter.drawText(box.adjusted(0, 0, -px(8), 0), middle | Qt.AlignmentFlag.AlignRight, "Ctrl+K")
        finally:
            painter.end()


class PersonButton(QToolButton):
    """Who is at the desk; pressing it locks the window."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self._name, self._roles = "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def show_person(self, name: str, roles: str) -> None:
        """The name and the roles of the person at the desk."""
        self._name, self._roles = name, roles
        self.setAccessibleName(f"{name}，{roles}，锁屏")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """The first character in a circle, the name over the roles, the lock."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        px, box = look().px, self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lock = pixmap("lock", "rail_t", 16)
        middle = (box.height() - px(16)) // 2
        if self.hasFocus():
            paint_ring(painter, QRectF(box), ring_colour())
        if self.narrow:
            painter.drawPixmap((box.width() - px(16)) // 2, middle, lock)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().color("rail_line" if look().contrast else "rail2"))
        painter.drawEllipse(QRectF(px(4), (box.height() - px(28)) / 2, px(28), px(28)))
        painter.setPen(look().color("rail" if look().contrast else "rail_t"))
        painter.setFont(look().font("body", bold=True))
        circle = box.adjusted(px(4), 0, 0, 0)
        circle.setWidth(px(28))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._name[:1])
        painter.setPen(look().color("rail_t"))
        width = box.width() - px(40) - px(26)
        for text, role, top in ((self._name, "body", 0), (self._roles, "hint", box.height() // 2)):
            painter.setFont(look().font(role, bold=not top))
            shown = look().metrics(role, bold=not top).elidedText(text, Qt.TextElideMode.ElideRight, width)
            row = box.adjusted(px(40), top + (px(1) if not top else 0), 0, 0)
            row.setHeight(box.height() // 2)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.drawPixmap(box.width() - px(22), middle, lock)
