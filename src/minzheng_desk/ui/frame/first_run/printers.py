"""Printing before there is a desk: the same way as from the preview, without archiving anything."""

from __future__ import annotations

from minzheng_desk.kernel.progress import Progress


def printer_names() -> tuple[str, ...]:
    """The printers of this computer, the usual one first; may take long."""
    from minzheng_desk.ui.widgets.paper.printing import printers

    return printers()


def print_pages(
    content: bytes,
    printer: str,
    progress: Progress,
    *,
    copies: int = 1,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    to_file: str = "",
) -> int:
    """Send all pages of a PDF to a printer and return how many went; raises what `send` raises."""
    from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages
    from minzheng_desk.ui.widgets.paper.printing import PrintJob, send

    document = PdfPages(content)
    try:
        pages = list(range(document.count))
        return send(document, PrintJob(printer, pages, copies, offset_mm), progress, to_file)
    finally:
        document.close()
