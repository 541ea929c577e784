"""The look of the running application: scheme, scale and density, and what follows from them.

There is one `Look`; widgets ask it when they paint and listen to ``changed``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics

from minzheng_desk.ui.look.tokens import CONTRAST, LIGHT, SCHEMES

SCALES = (0.9, 1.0, 1.1, 1.25, 1.5)
COMFORTABLE, COMPACT, AS_MEANT = "comfortable", "compact", "as_meant"
"""How close the rows of tables stand; as meant, rosters are compact and lists comfortable (ui.md §3)."""

_SIZES = {"title": 19, "block": 15, "figure": 20, "body": 14, "table": 13, "hint": 12, "small": 11}
_BOLD = frozenset({"title", "block", "figure"})
# YaHei UI, not YaHei: its taller lines clip in rows of 26 pixels. The last ones hold the rare characters.
_FAMILIES = {
    "win32": ("Microsoft YaHei UI", "Noto Sans CJK SC", "SimSun-ExtB"),
    "linux": (
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "BabelStone Han",
        "HanaMinB",
    ),
}


class Look(QObject):
    """Scheme, scale and density; colours, fonts and sizes by name."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme, self.scale, self.density = LIGHT, 1.0, AS_MEANT
        self.images = Path(tempfile.mkdtemp(prefix="minzheng-look-"))
        """Where the style sheet finds the small pictures it needs; nothing of a person is in them."""
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}

    @property
    def contrast(self) -> bool:
        """Whether the high-contrast scheme is chosen."""
        return self.scheme == CONTRAST

    @property
    def border(self) -> int:
        """The width of borders in pixels."""
        return 2 if self.contrast else 1

    @property
    def ring(self) -> int:
        """The width of the ring around what has the keyboard, in pixels (ui.md §4)."""
        return 3 if self.contrast else 2

    def px(self, size: float) -> int:
        """A size of the design at the chosen scale."""
        return round(size * self.scale)

    def color(self, token: str) -> QColor:
        """The colour called ``token``; `KeyError` for a name that is no token."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor("#" + SCHEMES[self.scheme][token])
        return found

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """The font of a role of text."""
        key = (role, bold)
        found = self._fonts.get(key)
        if found is None:
            found = QFont()
            found.setFamilies(list(_FAMILIES.get(sys.platform, _FAMILIES["linux"])))
            found.setPixelSize(self.px(_SIZES[role]))
            found.setBold(bold or role in _BOLD)
            if sys.platform != "win32":
                found.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[key] = found
        return found

    def metrics(self, role: str = "body", *, bold: bool = False) -> QFontMetrics:
        """The measures of the font of a role."""
        key = (role, bold)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetrics(self.font(role, bold=bold))
        return found

    def row_height(self, *, two_lines: bool = False, compact: bool = False) -> int:
        """How high the rows of a table are; ``compact`` holds where nobody chose a density."""
        tight = self.density == COMPACT or (compact and self.density == AS_MEANT)
        if two_lines:
            return self.px(44 if tight else 48)
        return self.px(26 if tight else 31)

    def choose(
        self, *, scheme: str | None = None, scale: float | None = None, density: str | None = None
    ) -> None:
        """Change the look of the running application."""
        self.scheme = scheme or self.scheme
        self.scale = scale or self.scale
        self.density = density or self.density
        self._colours.clear()
        self._fonts.clear()
        self._metrics.clear()
        self.changed.emit()


_the_look: list[Look] = []


def look() -> Look:
    """The look of the application, made at the first question."""
    if not _the_look:
        _the_look.append(Look())
    return _the_look[0]


def step_scale(step: int) -> None:
    """The next larger or smaller type."""
    at = SCALES.index(look().scale) if look().scale in SCALES else SCALES.index(1.0)
    look().choose(scale=SCALES[max(0, min(len(SCALES) - 1, at + step))])
