"""Bank files are exact or not written; text of strangers loses no line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.documents.delimited import (
    CharactersNotEncodable,
    NotText,
    SeparatorInField,
    Unencodable,
    decoded,
    rows_of_text,
    unencodable,
    write_delimited,
)

if TYPE_CHECKING:
    from pathlib import Path

LINES = [["1", "6222000000000000001", "张三", "100.00"], ["2", "6222000000000000002", "李四", "84.50"]]


def test_the_file_has_exactly_the_bytes_the_bank_asked_for(tmp_path: Path) -> None:
    size = write_delimited(tmp_path / "代发.txt", LINES, encoding="gbk", separator="|")
    expected = "1|6222000000000000001|张三|100.00\r\n2|6222000000000000002|李四|84.50\r\n".encode("gbk")
    assert expected == (tmp_path / "代发.txt").read_bytes()
    assert len(expected) == size


def test_the_last_line_may_stay_open(tmp_path: Path) -> None:
    write_delimited(
        tmp_path / "甲.txt",
        [["a"], ["b"]],
        encoding="ascii",
        separator=",",
        newline="\n",
        ends_with_newline=False,
    )
    assert b"a\nb" == (tmp_path / "甲.txt").read_bytes()


def test_characters_the_encoding_cannot_hold_block_the_file_and_are_named(tmp_path: Path) -> None:
    lines = [["1", "王䶮"], ["2", "张三"], ["3", "李𬱖𬱖"]]
    with pytest.raises(CharactersNotEncodable, match=r"有 2 处文字不能用 GBK 编码写入.*：䶮、𬱖。") as told:
        write_delimited(tmp_path / "代发.txt", lines, encoding="gbk", separator="|")
    assert "银行" in told.value.advice
    assert [] == list(tmp_path.iterdir())


def test_each_text_at_fault_is_listed_with_its_characters() -> None:
    expected = [Unencodable("王䶮", "䶮"), Unencodable("李𬱖𬱖", "𬱖𬱖")]
    assert expected == unencodable(["王䶮", "张三", "李𬱖𬱖"], "gbk")
    assert [] == unencodable(["王䶮", "李𬱖𬱖"], "gb18030")


@pytest.mark.parametrize("text", ["张|三", "张\n三", "张\r三"])
def test_a_field_with_the_separator_in_it_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SeparatorInField, match="第 2 行第 3 项"):
        write_delimited(tmp_path / "代发.txt", [LINES[0], ["2", "x", text]], encoding="gbk", separator="|")
    assert [] == list(tmp_path.iterdir())


@given(st.text(st.characters(codec="gb18030", exclude_characters="\0\ufeff"), min_size=1))
def test_text_written_in_the_national_encoding_is_understood_again(text: str) -> None:
    content = text.encode("gb18030")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        assert text == decoded(content)


@pytest.mark.parametrize("content", [b"\x00\x01", b"\xff\xff\xff", "甲\0乙".encode()])
def test_what_is_no_text_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotText):
        decoded(content)


@given(
    st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20), min_size=1, max_size=30)
)
def test_as_many_rows_come_out_as_lines_went_in_when_quotes_do_not_pair(lines: list[str]) -> None:
    text = '甲,"乙\n' + "\n".join(line.replace('"', "") for line in lines)
    assert len(text.splitlines()) == len(rows_of_text(text).rows)
