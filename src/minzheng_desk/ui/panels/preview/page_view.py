"""The page in the middle, the small ones at the left, and the row above them: how large, and which page."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import icon_button
from minzheng_desk.ui.widgets.labels import ElidedLabel, label

THUMBNAIL = 100
_ZOOMS = (("适合整页", 0.0), ("75%", 0.75), ("100%", 1.0), ("125%", 1.25), ("150%", 1.5), ("200%", 2.0))


class PageTools(QWidget):
    """How large the page is shown, and which one: its number can be typed."""

    zoomed = Signal(float)
    """0 fits the whole page; 1 is its size on paper."""
    page_chosen = Signal(int)
    """Counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._zoom = QComboBox()
        self._zoom.setProperty("small", "1")
        self._zoom.setAccessibleName("大小")
        for text, zoom in _ZOOMS:
            self._zoom.addItem(text, zoom)
        self._smaller, self._larger = icon_button("zoomout", "缩小"), icon_button("zoomin", "放大")
        self.number = QSpinBox()
        self.number.setAccessibleName("看第几页")
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.number.setKeyboardTracking(False)
        self._of = label("")
        self._row = QHBoxLayout(self)
        for widget in (self._smaller, self._zoom, self._larger, label("第"), self.number, self._of):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(ElidedLabel("屏幕、PDF、打印是同一份文件", "ok"))
        self._zoom.currentIndexChanged.connect(lambda _: self.zoomed.emit(self._zoom.currentData()))
        self._smaller.clicked.connect(lambda: self._step(-1))
        self._larger.clicked.connect(lambda: self._step(1))
        self.number.valueChanged.connect(lambda number: self.page_chosen.emit(number - 1))
        look().changed.connect(self._fit)
        self._fit()

    def show_page(self, page: int, pages: int) -> None:
        """Say which page (counted from 0) of how many is shown."""
        with QSignalBlocker(self.number):
            self.number.setRange(1, max(1, pages))
            self.number.setValue(page + 1)
        self._of.setText(f"页，共 {pages} 页")

    def _step(self, step: int) -> None:
        self._zoom.setCurrentIndex(max(0, min(len(_ZOOMS) - 1, self._zoom.currentIndex() + step)))

    def _fit(self) -> None:
        px = look().px
        self.number.setFixedWidth(px(56))
        self._row.setContentsMargins(px(12), px(6), px(12), px(6))
        self._row.setSpacing(px(8))


class Thumbnails(QListWidget):
    """One small picture a page, with its number; arrows move."""

    page_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("页")
        self.setProperty("kind", "thumbnails")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setWrapping(False)
        self.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.currentRowChanged.connect(self._tell)
        look().changed.connect(self._fit)
        self._fit()

    def expect(self, pages: int, proportion: float) -> None:
        """Make room for so many pages; their pictures follow."""
        with QSignalBlocker(self):  # as it empties itself it would choose one page after the other
            self.clear()
        height = round(THUMBNAIL * proportion)
        self.setIconSize(QSize(look().px(THUMBNAIL), look().px(height)))
        for page in range(pages):
            item = QListWidgetItem(f"第 {page + 1} 页")
            item.setSizeHint(QSize(look().px(THUMBNAIL), look().px(height + 30)))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.addItem(item)

    def show_picture(self, page: int, picture: QImage) -> None:
        """Put the small picture of a page in its place."""
        item = self.item(page)
        if item is not None:
            shown = QIcon(QPixmap.fromImage(picture))
            shown.addPixmap(QPixmap.fromImage(picture), QIcon.Mode.Selected)
            item.setIcon(shown)

    def _tell(self, row: int) -> None:
        if row >= 0:
            self.page_chosen.emit(row)

    def _fit(self) -> None:
        self.setFixedWidth(look().px(THUMBNAIL + 34))


class PageView(QScrollArea):
    """The page that is looked at; ``width_wanted`` follows the zoom and the room there is."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "desk")
        self.zoom = 0.0
        """0 fits the whole page; 1 is its size on paper."""
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setAccessibleName("页面")
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def width_wanted(self, size: tuple[float, float]) -> int:
        """How many pixels wide the page of that size in points should be drawn."""
        if self.zoom:
            return max(1, round(size[0] * self.zoom * 96 / 72))
        room = self.viewport().size() - QSize(look().px(32), look().px(28))
        return max(60, min(room.width(), round(room.height() * size[0] / size[1])))

    def show_picture(self, picture: QImage, spoken: str) -> None:
        """Show a page."""
        self._page.setPixmap(QPixmap.fromImage(picture))
        self._page.setAccessibleDescription(spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is drawn anew for the new room."""
        super().resizeEvent(event)
        self.resized.emit()
