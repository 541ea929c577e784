"""Pages of a PDF as pictures, drawn by PDFium, which does one thing at a time: a lock stands before it."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

POINTS_PER_INCH = 72
_FINER, _ENOUGH = 3, 1200
"""PDFium draws no stroke thinner than a pixel, which makes small letters fat; so it draws finer first."""
_one_at_a_time = RLock()
"""Also by the same thread, which may let go of one document in the midst of another."""


class PdfPages:
    """An open document; pages are counted from 0."""

    _document: Any

    def __init__(self, content: bytes) -> None:
        self._closed, self._document = False, None
        import pypdfium2  # noqa: PLC0415 - the first preview brings it, the start does not wait

        with _one_at_a_time:
            self._document = pypdfium2.PdfDocument(content)
            self.count: int = len(self._document)
            self.size: tuple[float, float] = self._document.get_page_size(0) if self.count else (1.0, 1.0)

    def image(self, page: int, *, width: int) -> QImage:
        """The page as a picture ``width`` pixels wide; none of a document that was closed meanwhile."""
        with _one_at_a_time:
            if self._closed:
                return QImage()
            fine = max(_FINER, round(_ENOUGH / width))
            picture = self._drawn(page, lambda wide: fine * width / wide)
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(width, smooth)

    def images(self, pages: list[int], dots_per_inch: int) -> Iterator[QImage]:
        """The pages as a printer wants them, one after the other."""
        for page in pages:
            with _one_at_a_time:
                image = self._drawn(page, lambda _: dots_per_inch / POINTS_PER_INCH)
            yield image

    def close(self) -> None:
        """Let go of the document."""
        with _one_at_a_time:
            if not self._closed:
                self._closed = True
                self._document.close()

    def __del__(self) -> None:
        """A document nobody looks at any more is closed like every other, and not while another is drawn."""
        if self._document is not None:
            self.close()

    def _drawn(self, number: int, scale: Callable[[float], float]) -> QImage:
        """Draw one page; page and bitmap are let go of here, still behind the lock."""
        page = self._document[number]
        try:
            bitmap = page.render(scale=scale(page.get_width()), prefer_bgrx=True)
            try:
                return _copied(bitmap)
            finally:
                bitmap.close()
        finally:
            page.close()


def _copied(bitmap: Any) -> QImage:
    picture = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
    )
    return picture.copy()  # its own bytes: PDFium's go with the bitmap
