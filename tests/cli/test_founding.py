"""A store is founded at the terminal, and its keys change hands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.terminal import Terminal
from minzheng_desk.documents.files import FileNotReadable
from minzheng_desk.office.imports import read_villages
from minzheng_desk.office.model import VillageListWrong

OFFICE = ("--name", "清水镇民政办", "--region-code", "990000001", "--policy", "demo-county", "--user", "chen")
NEW_PASSPHRASE = "清风徐来水波不兴"


@pytest.fixture
def new_passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "新口令.txt"
    file.write_text(NEW_PASSPHRASE, "utf-8")
    return file


def test_a_store_is_founded_with_its_villages_and_opened_again(
    bare: Terminal, tmp_path: Path, new_passphrase: Path
) -> None:
    villages = tmp_path / "村.csv"
    villages.write_bytes("代码,名称\n990000001201,上湾村\n990000001202，下湾村\n".encode("gb18030"))
    paper = tmp_path / "恢复密钥.txt"
    place = tmp_path / "data"

    told = bare.told(
        *("new", place, *OFFICE, "--villages", villages, "--passphrase-file", new_passphrase),
        *("--recovery-key-file", paper, "--role", "经办员", "--role", "系统管理员"),
    )

    assert 2 == told["villages"]
    assert ["clerk", "administrator"] == told["roles"]
    assert "recovery_key" not in told
    assert re.search(r"([0-9A-Z]{4}-){8}[0-9A-Z]{4}", paper.read_text("utf-8"))
    opened = ("--store", place, "--passphrase-file", new_passphrase)
    assert "建立单位" in bare.done("journal", "show", *opened)
    assert 40 == bare("new", place, *OFFICE, "--passphrase-file", new_passphrase).status
    again = ("new", tmp_path / "再来", *OFFICE, "--passphrase-file", new_passphrase)
    assert 11 == bare(*again, "--recovery-key-file", paper).status
    assert not (tmp_path / "再来").exists()


def test_a_store_that_was_not_founded_leaves_no_key_on_paper(
    bare: Terminal, tmp_path: Path, new_passphrase: Path
) -> None:
    paper = tmp_path / "恢复密钥.txt"
    words = ("--passphrase-file", new_passphrase, "--recovery-key-file", paper)

    answered = bare("new", tmp_path / "data", *OFFICE[:-4], "--policy", "没有", "--user", "chen", *words)

    assert 20 == answered.status
    assert not paper.exists()
    assert not (tmp_path / "data" / "minzheng.db").exists()


def test_a_passphrase_is_changed_by_its_owner(
    typed: Terminal, new_passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.done("passphrase", "change", "--new-passphrase-file", new_passphrase)
    assert 30 == typed("search", "周").status

    monkeypatch.setenv("MINZHENG_DESK_PASSPHRASE", NEW_PASSPHRASE)
    assert "修改本人口令" in typed.done("journal", "show")


def test_the_recovery_key_lets_in_who_forgot_the_passphrase(
    typed: Terminal, tmp_path: Path, new_passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "纸.txt"
    paper.write_text(f"清水镇\n{typed.told('passphrase', 'renew-key')['recovery_key']}\n", "utf-8")
    monkeypatch.setenv("MINZHENG_DESK_PASSPHRASE", NEW_PASSPHRASE)

    typed.done("passphrase", "recover", "--recovery-key-file", paper, "--new-passphrase-file", new_passphrase)

    assert "更换恢复密钥" in typed.done("journal", "show")
    paper.write_text("AAAA-BBBB", "utf-8")
    assert 30 == typed("passphrase", "recover", "--recovery-key-file", paper).status


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("村.csv", "990000001201,上湾村\n\n990000001202,下湾村\n"),
        ("村.csv", "12位代码\t名称\n990000001201\t上湾村\n990000001202\t下湾村\n"),
        (
            "村.toml",
            "\n".join(
                f'[[village]]\ncode = "{code}"\nname = "{name}"'
                for code, name in (("990000001201", "上湾村"), ("990000001202", "下湾村"))
            ),
        ),
    ],
)
def test_a_list_of_villages_may_be_written_in_several_ways(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert (("990000001201", "上湾村"), ("990000001202", "下湾村")) == read_villages(file)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("村.csv", "代码,名称\n上湾村,990000001201\n"),
        ("村.toml", "village = 3"),
        ("村.csv", "9\n1"),
        ("村.csv", "990000001201 上湾村\n"),
    ],
)
def test_a_list_of_villages_that_cannot_be_read_says_where(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(VillageListWrong, match="村"):
        read_villages(file)


def test_a_list_of_villages_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable):
        read_villages(tmp_path / "没有.csv")
