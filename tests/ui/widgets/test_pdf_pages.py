"""Pages of a PDF as pictures, drawn and let go of in many threads."""

from __future__ import annotations

import subprocess
import sys

_MANY_THREADS = """
import gc, io, threading
from reportlab.pdfgen.canvas import Canvas
from minzheng_desk.ui.widgets.paper.pdf_pages import PdfPages

paper = io.BytesIO()
canvas = Canvas(paper)
for number in range(4):
    canvas.drawString(50, 500, str(number))
    canvas.showPage()
canvas.save()

shared = PdfPages(paper.getvalue())

def look(times):
    for _ in range(times):
        pages = PdfPages(paper.getvalue())  # never closed: somebody went away
        for number in range(pages.count):
            pages.image(number, width=120)
            shared.image(number, width=120)

threads = [threading.Thread(target=look, args=(30,)) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("drawn")
"""


def test_documents_are_drawn_and_dropped_by_many_threads_at_once() -> None:
    """In a process of its own: PDFium ends the process when two threads are in it."""
    done = subprocess.run(
        [sys.executable, "-c", _MANY_THREADS],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (0, "drawn\n") == (done.returncode, done.stdout), done.stderr
