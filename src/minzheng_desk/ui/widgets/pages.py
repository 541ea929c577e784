"""Pages (分页) that lie on each other: only the one in front says how much room is needed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """A stack in which a large page that nobody looks at makes no other one scroll."""

    def hasHeightForWidth(self) -> bool:
        """Whether the page in front has words that break into lines."""
        page = self._in_front()
        return page is not None and page.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """How high the page in front is at this width."""
        page = self._in_front()
        return super().heightForWidth(width) if page is None else page.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """What the page in front cannot do without."""
        page = self._in_front()
        if page is None:
            return super().minimumSizeHint()
        return page.minimumSizeHint().expandedTo(page.minimumSize())

    def sizeHint(self) -> QSize:
        """What the page in front would like to have."""
        page = self._in_front()
        return super().sizeHint() if page is None else page.sizeHint()

    def _in_front(self) -> QWidget | None:
        """The current page; None before the first one is added."""
        return self.currentWidget() if self.count() else None
