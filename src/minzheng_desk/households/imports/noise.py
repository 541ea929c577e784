"""Rows that hold no data: totals, signatures, notes, headings, numberings; and why each is taken for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from minzheng_desk.households.imports.labels import plain_text
from minzheng_desk.households.imports.model import Cell
from minzheng_desk.kernel.text import normalised

BLANK, TOTAL, SIGNATURE, SECTION, NUMBERING = "空行", "合计行", "落款或说明", "小标题", "列号或单位行"
REPEATED_HEADER = "重复的表头"

_TOTAL = re.compile(r".{0,8}(?:合计|小计|总计|累计|共计)(?:\d+[户人名元]*|户数|人数|金额)?")
_SIGNATURE = re.compile(
    r"(?:填表|制表|审核|复核|经办|负责|单位负责|分管|主管|填报|制单|上报|联系|盖章|主要|领导|日期|签字|公示|监督|附|注|备注|说明|以上|本表|此表"
    r"|注意|填写|单位|统计)"
)
_LIKE_AN_ID = re.compile(r"\s*'?[0-9０-９]{14,17}[0-9０-９Xx]\s*")
_NUMBERING = re.compile(r"[(（]?(?:\d{1,2}|[甲乙丙丁戊己庚辛一二三四五六七八九十])[)）]?")
_UNIT = re.compile(r"(?:元|万元|人|户|岁|平方米|㎡|元/月|元/年|月|年|%)")
_HEADING = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、. ].+|.*(?:村|社区|居委会|组|片)(?:[(（].*[)）])?[:：]?"
)
_LONGEST_HEADING = 24
_FEW = 3


def filled(cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """Return the cells that hold something, with their places."""
    return [(index, cell) for index, cell in enumerate(cells) if cell is not None and cell != ""]


def holds_a_value(cell: Cell) -> bool:
    """Tell whether a cell holds what a header never holds: a number of some size, a day, an identity number.

    >>> holds_a_value("990000196611210012"), holds_a_value("姓名"), holds_a_value("1")
    (True, False, False)
    """
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, date):
        return True
    if isinstance(cell, int | float):
        return abs(cell) >= 1000  # noqa: PLR2004 - column numbers and units are smaller
    bare = cell.strip()
    return len(bare) > 7 and bare[:7].isdecimal()  # noqa: PLR2004 - shorter runs of digits occur in headers


def noise_of(cells: Sequence[Cell], naming: frozenset[int]) -> str | None:
    """Return why this row holds no data, or nothing when it does.

    ``naming`` are the columns of names and identity numbers.

    >>> noise_of(["合 计", None, 12], frozenset({1})), noise_of([1, "张三", "2000"], frozenset({1}))
    ('合计行', None)
    """
    said = filled(cells)
    texts = [cell for _, cell in said if isinstance(cell, str) and cell.strip()]
    if not texts and not any(not isinstance(cell, str) for _, cell in said):
        return BLANK
    if any(_LIKE_AN_ID.fullmatch(text) for text in texts):
        return None
    if any(_TOTAL.fullmatch(plain_text(text)) for text in texts[:_FEW]):
        return TOTAL
    return _aside(said, texts, naming)


def _aside(said: list[tuple[int, Cell]], texts: list[str], naming: frozenset[int]) -> str | None:
    """Return what a row without an identity number is, when it is a remark rather than a person."""
    if texts and _is_signature(said, texts[0]):
        return SIGNATURE
    if len(said) > 1 and all(_is_numbering(cell) for _, cell in said):
        return NUMBERING
    stands_alone = len({cell for _, cell in said}) == 1 and bool(texts)
    if stands_alone and (said[0][0] not in naming or _HEADING.fullmatch(normalised(texts[0]))):
        return SECTION if len(normalised(texts[0])) <= _LONGEST_HEADING else SIGNATURE
    return None


def _is_signature(said: list[tuple[int, Cell]], first: str) -> bool:
    bare = normalised(first).replace(" ", "")
    if _SIGNATURE.match(bare) is None:
        return False
    # “注”“附” may also begin a person's name; a remark has a colon, or stands almost alone.
    return ":" in bare or (len(said) <= _FEW and len(bare) > _FEW)


def _is_numbering(cell: Cell) -> bool:
    if isinstance(cell, str):
        bare = normalised(cell)
        return _NUMBERING.fullmatch(bare) is not None or _UNIT.fullmatch(bare) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < 100  # noqa: PLR2004
