"""The packed file around the worksheets: its parts, how they find each other, what the tabs are called.

Format: ECMA-376 part 2 (packages) and part 1, 18.2 (workbook). No document properties are written: a workbook
that leaves the office tells neither who made it nor on which machine.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Final, Self
from xml.sax.saxutils import escape, quoteattr

from minzheng_desk.documents.workbook.styles import StyleTable
from minzheng_desk.documents.workbook.worksheet import Frame, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAB_LIMIT: Final = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Level 1 packs a ledger three times as fast as the usual level 6 and comes out a quarter larger.
_PACKING_LEVEL: Final = 1


def tab_names(wanted: Sequence[str]) -> list[str]:
    """Return names that Excel accepts for tabs: short, distinct, without its forbidden signs.

    >>> tab_names(["台账[1]", "台账/1", "", "台账（1）"])
    ['台账（1）', '台账-1', '工作表', '台账（1） 2']
    """
    taken: set[str] = set()
    names: list[str] = []
    for text in wanted:
        swapped = re.sub(r"\[(.*?)\]", r"（\1）", text)
        bare = _NOT_IN_TABS.sub("-", swapped).strip().strip("'")[:_TAB_LIMIT] or "工作表"
        name, count = bare, 1
        while name.casefold() in taken:
            count += 1
            name = f"{bare[: _TAB_LIMIT - len(str(count)) - 1]} {count}"
        taken.add(name.casefold())
        names.append(name)
    return names


class Package:
    """Writes the parts of one workbook into an open file, between entering and leaving a block."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING_LEVEL)
        self._names = tab_names(names)
        self._named_cells: list[str] = []
        self._written = 0
        self._styles = StyleTable()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._write_parts()
            self._zip.close()
        else:
            with suppress(OSError, ValueError):  # the failure itself is what has to be told
                self._zip.close()

    @property
    def styles(self) -> StyleTable:
        """The styles of all worksheets."""
        return self._styles

    @contextmanager
    def worksheet(self, frame: Frame) -> Iterator[Worksheet]:
        """Open the next worksheet; it is finished when the block ends."""
        self._written += 1
        part = _part(f"xl/worksheets/sheet{self._written}.xml")
        with self._zip.open(part, "w") as stream:
            sheet = Worksheet(stream.write, self._styles, frame)
            yield sheet
            sheet.finish()

    def repeat_rows(self, last_row: int) -> None:
        """Print the rows from the top to ``last_row`` of the latest worksheet on every page."""
        self._name_cells("_xlnm.Print_Titles", f"$1:${last_row}")

    def name_filter(self, cells: str) -> None:
        """Say which cells of the latest worksheet its filter covers."""
        self._name_cells("_xlnm._FilterDatabase", cells, ' hidden="1"')

    def _name_cells(self, name: str, cells: str, more: str = "") -> None:
        tab = self._names[self._written - 1].replace("'", "''")
        where = escape(f"'{tab}'!{cells}")
        self._named_cells.append(
            f'<definedName name="{name}" localSheetId="{self._written - 1}"{more}>{where}</definedName>'
        )

    def _write_parts(self) -> None:
        """Write the parts that know of all others."""
        for name, xml in self._parts().items():
            self._zip.writestr(_part(name), _XML + xml)

    def _parts(self) -> dict[str, str]:
        numbers = range(1, len(self._names) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
            for n, name in zip(numbers, self._names, strict=True)
        )
        named = f"<definedNames>{''.join(self._named_cells)}</definedNames>" if self._named_cells else ""
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
            for n in numbers
        )
        links = [_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        links.append(_link(len(self._names) + 1, "styles", "styles.xml"))
        return {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>{types}</Types>'
            ),
            "_rels/.rels": _links([_link(1, "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
                f"<sheets>{sheets}</sheets>{named}</workbook>"
            ),
            "xl/_rels/workbook.xml.rels": _links(links),
            "xl/styles.xml": self._styles.xml().removeprefix(_XML),
        }


def _part(name: str) -> zipfile.ZipInfo:
    """Return the entry of one part; without the time of day, so that equal sheets make equal files."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    part._compresslevel = _PACKING_LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - 3.13 made it public
    return part


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _links(links: Sequence[str]) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(links)}</Relationships>'
