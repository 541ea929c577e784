"""An office with its villages, ready to take registers in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from households.imports.sheets import TODAY, VILLAGES
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.workbook.reading import RawBook, RawSheet
from minzheng_desk.households.imports.preview import Preview, preview_book
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office

Look = Callable[..., Preview]


@pytest.fixture
def township(desk: Desk) -> Desk:
    """The desk of a township that knows its villages."""
    desk.run(set_up_office, Station(name="青禾镇", region_code="990000101", policy_pack="demo-county"))
    desk.run(add_regions, list(VILLAGES.items()))
    return desk


@pytest.fixture
def look(township: Desk) -> Look:
    """Preview sheets as if they came from one file."""

    def preview(*sheets: RawSheet, kind: str = "households") -> Preview:
        return township.ask(preview_book, RawBook("登记表.xlsx", sheets), TODAY, Silent(), kind)

    return preview


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[RawSheet], Path]:
    """Save a sheet as a real workbook."""

    def save(sheet: RawSheet) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = sheet.name
        for row in sheet.rows:
            page.append(list(row))
        for area in sheet.merged:
            page.merge_cells(None, area[0] + 1, area[1] + 1, area[2] + 1, area[3] + 1)
        path = tmp_path / "登记表.xlsx"
        book.save(path)
        return path

    return save
