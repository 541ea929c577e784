"""A table of three rows in a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.widgets.tables.table import Table
from ui.widgets.tables.rows import THREE, Line, columns


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., Table]:
    """Makes a table that is seen, of these rows and with what else is asked."""

    def made(rows: tuple[Line, ...] = THREE, **asked: Any) -> Table:
        table = Table(columns(), counted_in="户", in_words="paid", **asked)
        qtbot.addWidget(table)
        table.show_rows(rows)
        table.resize(900, 300)
        table.show()
        qtbot.waitExposed(table)
        return table

    return made
