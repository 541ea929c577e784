"""The lines with their side beside them; with little room or large type the side is a tab of the middle."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.standing import Standing
from minzheng_desk.ui.widgets.tabs import Tab, Tabs

LINES, SIDE = "lines", "side"
_LOWER = 160
"""How high the lower card is beside the lines; as a tab it stands beside the upper one, as high as that."""
_NO_MOST = 16_777_215


class SideOrTab(Standing):
    """Three panes become two below ``needs`` pixels of the design; nothing goes away (ui.md §3)."""

    def __init__(
        self,
        settings: Settings,
        name: str,
        *,
        above: QWidget,
        lines: QWidget,
        side: tuple[QWidget, QWidget],
        width: int,
        needs: int,
    ) -> None:
        super().__init__(needs)
        self._wanted = True
        self._lower = side[1]
        self.tabs = self._made_tabs()
        self.panes = Splitter(settings, name)
        self.panes.add(self._laid_middle(above, lines))
        self.side = self._laid_side(side)
        self.panes.add(self.side, width)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)
        self.count(0, 0)
        look().changed.connect(self._fit)
        self._fit()

    def _made_tabs(self) -> Tabs:
        tabs = Tabs()
        tabs.setAccessibleName("看名册还是看异常和各村")
        tabs.hide()
        tabs.chosen.connect(self._show_tab)
        return tabs

    def count(self, lines: int, alerts: int) -> None:
        """Say on the tabs how much stands behind each."""
        self.tabs.show_tabs((Tab(LINES, "名册", lines), Tab(SIDE, "异常和各村", alerts or None)))

    def show_lines(self) -> None:
        """Bring the lines to the front, where the side stands over them."""
        self.tabs.choose(LINES)

    def toggle(self) -> None:
        """Show the side or put it away; as a tab, go to it or back."""
        if self.beside:
            self._wanted = not self.side.isVisible()
            self.side.setVisible(self._wanted)
        else:
            self.tabs.choose(LINES if self.tabs.key == SIDE else SIDE)

    def _laid_middle(self, above: QWidget, lines: QWidget) -> QWidget:
        middle = QWidget()
        self._shown = QStackedWidget()
        self._shown.addWidget(lines)
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        # The tabs stand directly on what they show, which leaves it more room.
        tabbed = QVBoxLayout()
        tabbed.setSpacing(0)
        tabbed.addWidget(self.tabs)
        tabbed.addWidget(self._shown, 1)
        self._middle.addWidget(above)
        self._middle.addLayout(tabbed, 1)
        return middle

    def _laid_side(self, cards: tuple[QWidget, QWidget]) -> QWidget:
        side = QWidget()
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        self._side.setContentsMargins(0, 0, 0, 0)
        for card, share in zip(cards, (3, 2), strict=True):
            self._side.addWidget(card, share)
        return side

    def turn(self) -> None:
        """Put the side beside the lines, or behind a tab."""
        beside = self.beside
        way = QBoxLayout.Direction
        self._side.setDirection(way.TopToBottom if beside else way.LeftToRight)
        if beside:
            self.panes.addWidget(self.side)
            self.panes.setStretchFactor(1, 0)
            self.side.setVisible(self._wanted)
            self.panes.place()
        else:
            self._shown.addWidget(self.side)
        self.tabs.setVisible(not beside)
        self._show_tab(self.tabs.key)
        self._middle.setSpacing(look().px(10 if beside else 4))
        self._fit_lower()

    def _show_tab(self, key: str) -> None:
        self._shown.setCurrentIndex(1 if key == SIDE and not self.beside else 0)

    def _fit(self) -> None:
        self._side.setSpacing(look().px(10))
        self._middle.setSpacing(look().px(10 if self.beside else 4))
        self._fit_lower()

    def _fit_lower(self) -> None:
        height = look().px(_LOWER)
        self._lower.setMinimumHeight(height if self.beside else 0)
        self._lower.setMaximumHeight(height if self.beside else _NO_MOST)
