"""The list of villages with which an office is founded: a table or a TOML file of codes and names."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

from minzheng_desk.kernel.errors import DocumentProblem

_ENCODINGS = ("utf-8-sig", "gb18030")


class VillageListWrong(DocumentProblem):
    """A line of the list does not say a code and a name."""

    text = "村（社区）名单“{name}”{place}看不懂，没有新建数据库。"
    remedy = "每行写“12 位区划代码,村（社区）名称”；.toml 文件写 [[village]]、code、name。"


def read_villages(path: Path) -> tuple[tuple[str, str], ...]:
    """Codes and names, in the order of the file; raises `FileNotReadable` or `VillageListWrong`."""
    text = _text_of(path)
    return _from_toml(path, text) if path.suffix.lower() == ".toml" else _from_table(path, text)


def _text_of(path: Path) -> str:
    from minzheng_desk.documents.files import FileNotReadable

    try:
        content = path.read_bytes()
    except OSError:
        raise FileNotReadable(name=path.name, reason="文件不存在，或没有读取权限") from None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VillageListWrong(name=path.name, place="的文字编码")


def _from_table(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for number, row in enumerate(
        csv.reader(text.replace("，", ",").replace("\t", ",").splitlines()), start=1
    ):
        cells = [cell.strip() for cell in row if cell.strip()]
        is_header = number == 1 and not re.search(r"\d{6}", "".join(cells))
        if not cells or is_header:
            continue
        if len(cells) < 2 or not cells[0].isdecimal():  # noqa: PLR2004 - a code and a name
            raise VillageListWrong(name=path.name, place=f"第 {number} 行")
        found.append((cells[0], cells[1]))
    return tuple(found)


def _from_toml(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(
            (str(village["code"]), str(village["name"])) for village in tomllib.loads(text)["village"]
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        raise VillageListWrong(name=path.name, place="的内容") from None
