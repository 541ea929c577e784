"""What is on the printed page, read back from the PDF as a reader would copy it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_desk.documents.fonts import installed_typefaces
from minzheng_desk.documents.layout import A4_PORTRAIT, CellKind, Column, Paper, Sheet, Total
from minzheng_desk.documents.pdf.frame import MM, frame_of
from minzheng_desk.documents.pdf.rendering import GlyphMissing, missing_glyphs, render
from minzheng_desk.documents.pdf.typesetting import Styles
from minzheng_desk.kernel.money import Money, in_words, shown
from printed import COLUMNS, NAMES, a_roster, a_row, amounts, line_with, printed_pages

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "\U0010fffd"


def test_the_pages_say_their_number_and_all_of_the_heading() -> None:
    rendered = render(a_roster(60, villages=3))
    pages = printed_pages(rendered.content)
    assert rendered.pages == len(pages)
    for number, page in enumerate(pages, start=1):
        flat = re.sub(r"\s", "", page)
        assert "柳溪镇农村最低生活保障金发放花名册" in flat
        assert "编制单位：柳溪镇人民政府" in flat
        assert "序号户主姓名居民身份证号码人数月保障金实发金额领取人签字备注" in flat
        assert f"第{number}页共{len(pages)}页" in flat
        assert "打印：2026-11-2009:41" in flat
        assert "校验码：7F3A-91C2-0B5E" in flat


def test_every_line_is_printed_once_with_its_running_number() -> None:
    pages = printed_pages(render(a_roster(137, villages=4)).content)
    printed = [
        (int(number), int(tail))
        for page in pages
        for number, tail in re.findall(r"^\s*(\d+)\s+\S+\s+990000\*{8}(\d{4})", page, re.MULTILINE)
    ]
    assert [(at + 1, at) for at in range(137)] == printed


def test_printed_sums_are_those_of_the_printed_lines() -> None:
    sheet = a_roster(100)
    pages = printed_pages(render(sheet).content)
    assert 5 <= len(pages)
    on_page = [[amounts(line) for line in page.splitlines() if "990000****" in line] for page in pages]
    paid = [sum(paid for _, paid in lines) for lines in on_page]
    for page, own, so_far in zip(pages, paid, accumulate(paid), strict=True):
        assert own == amounts(line_with(page, "本页小计"))[1]
        total = "合计（" if page is pages[-1] else "累计（"
        assert so_far == amounts(line_with(page, total))[1]
    assert sum(paid) == sum(row[5] for row in sheet.rows if isinstance(row[5], int))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 99_999_999), min_size=1, max_size=8))
def test_the_total_is_written_in_words_and_in_figures(paid: list[int]) -> None:
    page = printed_pages(render(a_roster([a_row(at, paid=fen) for at, fen in enumerate(paid)])).content)[-1]
    line = line_with(page, "大写")
    assert in_words(Money(sum(paid))) in line
    assert f"（小写）¥ {shown(Money(sum(paid)))}" in re.sub(r"\s+", " ", line).replace("） ¥", "）¥")


def test_rare_names_come_back_when_text_is_copied() -> None:
    text = "".join(printed_pages(render(a_roster(20)).content))
    assert [] == [name for name in NAMES if name not in text]


def test_signatures_and_the_seal_stand_on_the_last_page_only() -> None:
    pages = printed_pages(render(a_roster(60)).content)
    for label in (
        "经办人：",
        "复核人：",
        "审核人（分管领导）：",
        "单位负责人：",
        "编制单位（盖章）：",
        "2026 年 10 月 21 日",
    ):
        assert [len(pages)] == [number for number, page in enumerate(pages, start=1) if label in page]


@pytest.mark.parametrize("others", [6, 20])
def test_the_column_to_sign_in_is_never_narrower_than_25_mm(others: int) -> None:
    wide = tuple(Column(f"c{at}", f"第{at}栏", width_mm=30) for at in range(others))
    sheet = Sheet(title="花名册", columns=(*wide, *COLUMNS[-2:]), rows=[])
    left, right = frame_of(sheet, Styles(installed_typefaces())).column_edges(others)
    assert 24.999 <= (right - left) / MM


def test_the_same_sheet_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib\n"
        "from printed import a_roster\n"
        "from minzheng_desk.documents.pdf.rendering import render\n"
        "print(hashlib.sha256(render(a_roster(60, villages=3)).content).hexdigest())\n"
    )
    seen = {hashlib.sha256(render(a_roster(60, villages=3)).content).hexdigest()}
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        )
        seen.add(run.stdout.decode().strip())
    assert 1 == len(seen)


def test_a_changed_print_stamp_changes_the_bytes() -> None:
    sheet = a_roster(3)
    assert render(sheet).content != render(replace(sheet, footer=sheet.footer[1:])).content


def test_a_missing_glyph_is_told_before_anything_is_printed(tmp_path: Path) -> None:
    rows = [a_row(0), (None, f"王{NOWHERE}", *a_row(1)[2:])]
    sheet = a_roster(rows)
    (glyph,) = missing_glyphs(sheet)
    assert (f"王{NOWHERE}", NOWHERE, "户主姓名", 2) == glyph
    path = tmp_path / "roster.pdf"
    with pytest.raises(GlyphMissing, match=r"第 2 行“户主姓名”.*U\+10FFFD"):
        render(sheet, path)
    assert not path.exists()


def test_an_accepted_gap_leaves_room_for_a_pen() -> None:
    rendered = render(a_roster([(None, f"王{NOWHERE}", *a_row(1)[2:])]), accept_gaps=True)
    assert [NOWHERE] == [glyph.character for glyph in rendered.missing]
    assert "王＿" in printed_pages(rendered.content)[0]


def test_a_glyph_missing_above_the_table_is_told_too() -> None:
    (glyph,) = missing_glyphs(replace(a_roster(1), title=f"{NOWHERE}花名册"))
    assert (NOWHERE, 0) == (glyph.character, glyph.row)
    assert glyph.place.startswith("表头")


def test_a_long_remark_is_wrapped_and_nothing_of_it_is_lost() -> None:
    remark = "因本人患病住院，由其长子代领，委托书已存档，下月起改由社区工作人员上门发放并拍照留存"
    rendered = render(a_roster([(*a_row(0)[:7], remark), a_row(1)]))
    assert () == rendered.cut
    lines = re.findall(r"[一-鿿，]+$", printed_pages(rendered.content)[0], re.MULTILINE)
    assert remark in "".join(lines)


def test_text_that_even_eight_lines_cannot_hold_is_reported_as_cut() -> None:
    rendered = render(a_roster([(*a_row(0)[:7], "住" * 300)]))
    assert [("住" * 300, "备注", 1)] == [tuple(cut) for cut in rendered.cut]
    assert "…" in printed_pages(rendered.content)[0]


def test_an_amount_too_long_for_its_column_is_printed_smaller_but_whole() -> None:
    narrow = replace(COLUMNS[5], width_mm=5.0)
    sheet = a_roster([a_row(0, paid=98_765_432_109_876)])
    rendered = render(replace(sheet, columns=(*COLUMNS[:5], narrow, *COLUMNS[6:])))
    assert 3 == printed_pages(rendered.content)[0].count("987,654,321,098.76")
    assert () == rendered.cut


def test_a_header_of_two_rows_is_repeated_on_every_page() -> None:
    columns = (
        Column("name", "姓名"),
        Column("a", "人数", CellKind.NUMBER, group="上期", total=Total.SUM),
        Column("b", "金额", CellKind.MONEY, group="上期", total=Total.SUM),
    )
    rendered = render(Sheet(title="台账", columns=columns, rows=[("甲", 1, 100)] * 60, paper=A4_PORTRAIT))
    pages = printed_pages(rendered.content)
    assert 2 == len(pages)
    assert all("上期" in page and "金额" in page for page in pages)


def test_an_empty_sheet_says_so() -> None:
    rendered = render(a_roster(0))
    assert 1 == rendered.pages
    page = printed_pages(rendered.content)[0]
    assert "本表没有记录。" in page
    assert "零元整" in page


def test_a_village_with_pages_of_its_own_is_named_above_the_table() -> None:
    pages = printed_pages(render(a_roster(9, villages=3, paper=Paper(group_starts_page=True))).content)
    assert 3 == len(pages)
    assert all(f"村（社区）：第{at}村" in page for at, page in enumerate(pages))


def test_the_file_holds_what_was_rendered(tmp_path: Path) -> None:
    path = tmp_path / "花名册.pdf"
    rendered = render(a_roster(3), path)
    assert rendered.content == path.read_bytes()
    assert rendered.content.startswith(b"%PDF-")
