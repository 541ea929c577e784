"""Columns that the person names: “证件=身份证号” says what a header means, “证件=不导入” leaves it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from minzheng_desk.kernel.errors import InputProblem

if TYPE_CHECKING:
    from minzheng_desk.households.imports.catalogue import Catalogue, Target
    from minzheng_desk.households.imports.model import HeaderColumn, ImportMapping
    from minzheng_desk.households.imports.preview import TablePreview
    from minzheng_desk.households.imports.said import SaidHeader

LEFT_OUT = "不导入"


class MappingUnreadable(InputProblem):
    """A mapping names a column and its meaning, with an equals sign between."""

    text = "列对应“{written}”看不懂，没有导入。"
    remedy = "请写成“表头文字=含义”，例如 --mapping 证件=身份证号；不要的列写“备注=不导入”。"


class MeaningUnknown(InputProblem):
    """No field of this name can be filled by an import."""

    text = "列对应“{written}”中的“{meaning}”不是可以导入的内容，没有导入。"
    remedy = "请写规范名称，如姓名、身份证号、与户主关系、村、银行账号。"


class NoSuchColumn(InputProblem):
    """No header of the file reads like this."""

    text = "“{file}”的表头里没有“{column}”列，没有导入。"
    remedy = "请照抄表头的文字；两行的表头把上下两行连写。现有列：{known}。"


def parse_mappings(written: Iterable[str]) -> dict[str, str]:
    """Meanings by plain header text; raises `MappingUnreadable`."""
    from minzheng_desk.households.imports.labels import plain_text
    from minzheng_desk.kernel.text import normalised

    found = {}
    for text in written:
        column, _, meaning = normalised(text).partition("=")
        if not column.strip() or not meaning.strip():
            raise MappingUnreadable(written=text)
        found[plain_text(column)] = meaning.strip()
    return found


def chosen_mappings(
    file: str, tables: Sequence[TablePreview], wanted: Mapping[str, str], kind: str
) -> list[ImportMapping]:
    """The matchings of a file's tables with what the person named laid over what was found.

    Raises `NoSuchColumn` or `MeaningUnknown`.
    """
    from minzheng_desk.households.imports.catalogue import catalogue
    from minzheng_desk.households.imports.labels import plain_text
    from minzheng_desk.households.imports.model import ImportMapping

    headers = {plain_text(column.label): column.label for table in tables for column in table.header.columns}
    for column in wanted:
        if column not in headers:
            raise NoSuchColumn(file=file, column=column, known="、".join(headers.values()))
    return [
        ImportMapping(
            fingerprint=table.header.fingerprint,
            kind=kind,
            layout=table.match.layout.value,
            columns=tuple(_columns(table, wanted, catalogue(kind))),
        )
        for table in tables
    ]


def said_headers(tables: Sequence[TablePreview], wanted: Mapping[str, str], kind: str) -> list[SaidHeader]:
    """What the person named, to be remembered by the text of the headers; raises `MeaningUnknown`."""
    from minzheng_desk.households.imports.catalogue import catalogue
    from minzheng_desk.households.imports.labels import plain_text
    from minzheng_desk.households.imports.said import SaidHeader

    known = catalogue(kind)
    said = []
    for table in tables:
        written = {column.index: column.label for column in table.header.columns}
        named = {
            at: wanted[plain_text(label)] for at, label in written.items() if plain_text(label) in wanted
        }
        meanings = {
            at: None if meaning == LEFT_OUT else _target(written[at], meaning, known).label
            for at, meaning in named.items()
        }
        said.append(SaidHeader(written, meanings))
    return said


def _columns(table: TablePreview, wanted: Mapping[str, str], known: Catalogue) -> list[tuple[Any, ...]]:
    from minzheng_desk.households.imports.labels import plain_text

    named = {column.index: wanted.get(plain_text(column.label)) for column in table.header.columns}
    kept = [column for column in table.match.columns() if named.get(column[0]) is None]
    for column in table.header.columns:
        meaning = named[column.index]
        if meaning is not None and meaning != LEFT_OUT:
            kept.append(_column(table, column, meaning, known))
    return sorted(kept)


def _column(table: TablePreview, column: HeaderColumn, meaning: str, known: Catalogue) -> tuple[Any, ...]:
    from minzheng_desk.households.imports.model import Owner

    target = _target(column.label, meaning, known)
    for found in (*table.match.sure, *table.match.unsure):
        if found.column == column.index:
            return (
                column.index,
                target.name,
                found.owner.value,
                found.group,
                found.factor,
                found.relation or "",
            )
    return (column.index, target.name, Owner.ROW.value, 0, 1, "")


def _target(label: str, meaning: str, known: Catalogue) -> Target:
    from minzheng_desk.households.imports.labels import plain_text

    target = known.find(plain_text(meaning)) or known.targets.get(meaning)
    if target is None:
        raise MeaningUnknown(written=f"{label}={meaning}", meaning=meaning)
    return target
