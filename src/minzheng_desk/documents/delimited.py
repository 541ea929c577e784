"""Text files whose lines are cut into fields: bank files that must be exact, strangers' tables saved as text.

Writing is strict: what the wanted encoding cannot hold is named before anything is written, and nothing
is ever replaced by a question mark. Reading is patient: encoding and separator are told from the content.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from minzheng_desk.documents.files import replacing
from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SEPARATORS: Final = ("\t", ",", ";", "|")
_LINES_TO_JUDGE_BY: Final = 50
_FIELD_LIMIT: Final = 32_767
"""As many characters as a cell of Excel holds."""


class CharactersNotEncodable(DocumentProblem):
    """The encoding that the bank asks for cannot hold some of the characters."""

    text: ClassVar[str] = "有 {count} 处文字不能用 {encoding} 编码写入，文件没有生成：{characters}。"
    remedy: ClassVar[str] = "请与代发银行约定这些字的替代写法，在银行户名中更正后重新生成。"


class SeparatorInField(DocumentProblem):
    """A field contains the sign that separates fields, so the bank would read it wrongly."""

    text: ClassVar[str] = "第 {line} 行第 {position} 项含有分隔符“{separator}”或换行，文件没有生成。"
    remedy: ClassVar[str] = "请更正该项内容后重新生成。"


class NotText(Exception):
    """The content is in no encoding of text."""


class Unencodable(NamedTuple):
    """A text and those of its characters that an encoding cannot hold."""

    text: str
    characters: str


def unencodable(texts: Iterable[str], encoding: str) -> list[Unencodable]:
    """Return the texts that do not fit the encoding, each with the characters at fault, in the order given.

    >>> unencodable(["张三", "王䶮𬱖"], "gbk")
    [Unencodable(text='王䶮𬱖', characters='䶮𬱖')]
    """
    found: list[Unencodable] = []
    for text in texts:
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            found.append(Unencodable(text, "".join(sign for sign in text if not _fits(sign, encoding))))
    return found


def _fits(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_delimited(
    path: Path,
    lines: Iterable[Sequence[str]],
    *,
    encoding: str,
    separator: str,
    newline: str = "\r\n",
    ends_with_newline: bool = True,
) -> int:
    """Write the lines, fields joined by the separator and never quoted; return the size in bytes.

    Raises `CharactersNotEncodable` or `SeparatorInField` before it writes anything, else as `replacing` does.
    """
    joined: list[str] = []
    for number, fields in enumerate(lines, 1):
        for position, text in enumerate(fields, 1):
            if (separator and separator in text) or "\n" in text or "\r" in text:
                raise SeparatorInField(line=number, position=position, separator=separator)
        joined.append(separator.join(fields))
    faults = unencodable(joined, encoding)
    if faults:
        signs = "".join(dict.fromkeys("".join(fault.characters for fault in faults)))
        raise CharactersNotEncodable(
            count=len(faults), encoding=encoding.upper(), characters="、".join(signs)
        )
    content = (newline.join(joined) + (newline if ends_with_newline and joined else "")).encode(encoding)
    with replacing(path) as file:
        file.write(content)
    return len(content)


def decoded(content: bytes) -> str:
    """Return text in UTF-8, UTF-16 or GB18030, with or without a mark at the beginning.

    Raises `NotText` when it is none of them or holds NUL, which no text does.
    """
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = next((encoding for mark, encoding in marks if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise NotText


@dataclass
class TextRows:
    """Lines of text as rows of fields; an empty field is None."""

    rows: list[list[str | None]]
    warnings: list[str] = field(default_factory=list)


def rows_of_text(text: str) -> TextRows:
    """Return the fields of every line; quotes that do not pair are taken as plain signs: no line is lost."""
    separator = _separator_of(text)
    warnings: list[str] = []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        if any(len(value) > _FIELD_LIMIT for row in rows for value in row):
            raise csv.Error
    except csv.Error:
        warnings.append("文本中的引号不成对，已按普通字符逐行读入，请核对引号所在的行。")
        rows = [line.split(separator) for line in text.splitlines()]
    return TextRows([[_bare(value) for value in row] for row in rows], warnings)


def _separator_of(text: str) -> str:
    """Return the separator that cuts the first lines into the same number of fields most often."""
    lines = [line for line in text[: 1 << 16].splitlines()[:_LINES_TO_JUDGE_BY] if line.strip()]

    def judged(separator: str) -> tuple[int, int]:
        counts = Counter(line.count(separator) for line in lines)
        cuts, times = max(counts.items(), key=lambda item: (item[0] > 0, item[1]), default=(0, 0))
        return (times, cuts) if cuts else (0, 0)

    return max(_SEPARATORS, key=judged)


def _bare(value: str) -> str | None:
    """Return a field without the ="…" by which some programs keep Excel from spoiling long numbers."""
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1]
    return value.strip() or None
