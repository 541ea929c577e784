"""Line icons from `resources/icons`, drawn in a colour of the scheme and kept as pixmaps."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from minzheng_desk.kernel.resources import resource
from minzheng_desk.ui.look.look import look

_drawn: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, ink: str = "ink", size: int = 18) -> QPixmap:
    """The icon called ``name`` in the colour called ``ink``, ``size`` logical pixels wide at 100 %."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    colour, side = look().color(ink).name(), look().px(size)
    key = (name, colour, side, ratio)
    found = _drawn.get(key)
    if found is None:
        found = _drawn[key] = _draw(name, colour, side, ratio)
    return found


def icon(name: str, ink: str = "ink", size: int = 18) -> QIcon:
    """The icon for a button, grey where the button is disabled."""
    made = QIcon(pixmap(name, ink, size))
    made.addPixmap(pixmap(name, "disabled_t", size), QIcon.Mode.Disabled)
    return made


def _draw(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the first icon brings it, the frame does not wait

    image = QPixmap(round(side * ratio), round(side * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
        renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
