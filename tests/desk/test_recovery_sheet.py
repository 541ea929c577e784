from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from minzheng_desk.desk.recovery_sheet import (
    GROUPS,
    SheetReadDifferently,
    drawn_recovery_key,
    read_back,
    recovery_sheet,
    recovery_sheet_pdf,
)
from minzheng_desk.vault.recovery import RecoveryKeyMisread

DAY = date(2026, 11, 21)


def test_every_group_of_the_key_stands_on_the_sheet_in_its_place() -> None:
    key = drawn_recovery_key()
    told = "\n".join(recovery_sheet("清水镇民政办", key, DAY).texts())
    groups = key.printed.split("-")
    assert GROUPS == len(groups)
    assert all(f"{place}　{group}" in told for place, group in enumerate(groups, start=1))
    assert "单位：清水镇民政办" in told


def test_the_sheet_is_one_page_and_goes_to_the_disk_only_when_asked(tmp_path: Path) -> None:
    key = drawn_recovery_key()
    content = recovery_sheet_pdf("清水镇民政办", key, DAY)
    assert 1 == len(pypdfium2.PdfDocument(content))
    assert [] == list(tmp_path.iterdir())
    assert content == recovery_sheet_pdf("清水镇民政办", key, DAY, tmp_path / "纸.pdf")
    assert content == (tmp_path / "纸.pdf").read_bytes()


def test_what_was_typed_from_the_sheet_is_proved() -> None:
    key = drawn_recovery_key()
    read_back(key, key.printed.lower().replace("-", " "))
    with pytest.raises(SheetReadDifferently):
        read_back(key, drawn_recovery_key().printed)
    with pytest.raises(RecoveryKeyMisread):
        read_back(key, key.printed[:-1])
