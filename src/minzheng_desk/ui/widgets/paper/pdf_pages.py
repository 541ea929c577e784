"""Pages of a PDF as pictures, drawn by PDFium, which does one thing at a time: a lock stands before it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_PER_INCH = 72
_FINER, _ENOUGH = 3, 1200
"""PDFium draws no stroke thinner than a pixel, which makes small letters fat; so it draws finer first."""
_one_at_a_time = Lock()


class PdfPages:
    """An open document; pages are counted from 0."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - the first preview brings it, the start does not wait

        self._closed = False
        with _one_at_a_time:
            self._document: Any = pypdfium2.PdfDocument(content)
            self.count: int = len(self._document)
            self.size: tuple[float, float] = self._document[0].get_size() if self.count else (1.0, 1.0)

    def image(self, page: int, *, width: int) -> QImage:
        """The page as a picture ``width`` pixels wide."""
        with _one_at_a_time:
            if self._closed:
                return QImage()
            drawn = self._document[page]
            fine = max(_FINER, round(_ENOUGH / width))
            picture = _picture(drawn, fine * width / drawn.get_width())
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(width, smooth)

    def images(self, pages: list[int], dots_per_inch: int) -> Iterator[QImage]:
        """The pages as a printer wants them, one after the other."""
        for page in pages:
            with _one_at_a_time:
                image = _picture(self._document[page], dots_per_inch / POINTS_PER_INCH)
            yield image

    def close(self) -> None:
        """Let go of the document."""
        with _one_at_a_time:
            self._closed = True
            self._document.close()


def _picture(page: Any, scale: float) -> QImage:
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    picture = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
    )
    return picture.copy()  # its own bytes: PDFium's go with the bitmap
