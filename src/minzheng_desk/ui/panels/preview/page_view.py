"""The page in the middle and the small ones at the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QScrollArea

from minzheng_desk.ui.look.look import look

THUMBNAIL = 100


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
