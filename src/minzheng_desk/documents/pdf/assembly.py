"""Pages, the forms they stand on and the fonts of both become one PDF document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFPage

from minzheng_desk.documents.pdf.embedding import deflated

if TYPE_CHECKING:
    from minzheng_desk.documents.pdf.typesetting import Fonts

_PROGRAM: Final = "民政台"


class Assembly:
    """A document that is being put together, without any trace of when or where."""

    def __init__(self, title: str, width: float, height: float) -> None:
        """Begin a document whose pages all have this size, in points."""
        self._document = PDFDocument(invariant=1, compression=1, lang="zh-CN")
        self._document.setTitle(title)
        self._document.setAuthor("")
        self._document.setSubject("")
        self._document.setCreator(_PROGRAM)
        self._document.setProducer(_PROGRAM)
        self._box = PDFArray([0, 0, round(width, 2), round(height, 2)])
        self._forms = PDFDictionary({})
        self._fonts = PDFDictionary({})
        # All pages and forms share one dictionary of fonts and forms, filled until the end.
        self._resources = self._document.Reference(
            PDFDictionary(
                {
                    "Font": self._fonts,
                    "XObject": self._forms,
                    "ProcSet": PDFArray([PDFName("PDF"), PDFName("Text")]),
                }
            )
        )

    def add_form(self, operators: str) -> str:
        """Add what several pages draw, and return the operator that draws it."""
        name = f"G{len(self._forms.dict)}"
        self._forms[name] = self._document.Reference(
            deflated(
                operators.encode("ascii"),
                Type=PDFName("XObject"),
                Subtype=PDFName("Form"),
                BBox=self._box,
                Resources=self._resources,
            )
        )
        return f"/{name} Do"

    def add_page(self, operators: str) -> None:
        """Add the next page."""
        page = PDFPage()
        page.MediaBox = self._box
        page.Resources = self._resources
        page.Contents = deflated(operators.encode("ascii"))
        self._document.addPage(page)

    def finished(self, fonts: Fonts) -> bytes:
        """Embed the fonts and return the whole document."""
        for embedded in fonts.used.values():
            self._fonts[embedded.name] = embedded.put_into(self._document)
        content: bytes = self._document.GetPDFData(None)
        return content
