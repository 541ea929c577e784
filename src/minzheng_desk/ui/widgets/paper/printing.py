"""Sending pages to a printer of the system, moved by the offset that printer needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from minzheng_desk.kernel.errors import DocumentProblem
from minzheng_desk.kernel.progress import Progress

if TYPE_CHECKING:
    from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages

DOTS_PER_INCH = 300
_MM_PER_INCH = 25.4
_POINT_MM = _MM_PER_INCH / 72


class PrinterSilent(DocumentProblem):
    """The printer did not take the pages."""

    text = "打印机“{printer}”没有响应，一页都没有印出。"
    remedy = "请检查电源和线，或先另存为 PDF。"


class PrintedPartly(DocumentProblem):
    """The printer stopped on the way."""

    text = "只送出了 {done} 页，共 {total} 页。"
    remedy = "请检查打印机和纸；印完前几页后，可以从第 {following} 页接着印。"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What to send where; the offset is in millimetres to the right and down."""

    printer: str
    pages: list[int]
    copies: int = 1
    offset_mm: tuple[float, float] = (0.0, 0.0)


def printers() -> tuple[str, ...]:
    """The printers of this computer, the usual one first; asked in a reading thread, for it may take long."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def send(document: PdfPages, job: PrintJob, progress: Progress, to_file: str = "") -> int:
    """Send the pages and return how many went; ``to_file`` is for trying it without a printer.

    Raises `PrinterSilent` or `PrintedPartly`, and `Cancelled` between two pages.
    """
    printer = _printer(document, job, to_file)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterSilent(printer=job.printer or to_file)
    done, total = 0, len(job.pages) * job.copies
    try:
        offset = QPointF(
            *(millimetres / _MM_PER_INCH * printer.resolution() for millimetres in job.offset_mm)
        )
        for picture in document.images(job.pages * job.copies, printer.resolution()):
            progress.report(done, total, f"正在打印第 {done + 1} 页")
            if done and not printer.newPage():
                raise PrintedPartly(done=done, total=total, following=job.pages[done % len(job.pages)] + 1)
            painter.drawImage(offset, picture)
            done += 1
    finally:
        painter.end()
    progress.report(done, total, "已送到打印机")
    return done


def _printer(document: PdfPages, job: PrintJob, to_file: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(to_file)
    else:
        printer.setPrinterName(job.printer)
    printer.setResolution(DOTS_PER_INCH)
    width, height = document.size
    lying = width > height
    paper = QSizeF(min(width, height) * _POINT_MM, max(width, height) * _POINT_MM)
    printer.setPageSize(QPageSize(paper, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if lying else orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer
