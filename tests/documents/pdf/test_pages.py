"""Every row stands on exactly one page, and the sums under the pages add up."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.documents.layout import CellKind, Column, Paper, Sheet
from minzheng_desk.documents.pdf.pages import ROW_UNITS, Page, Room, Slot, SlotKind, paginated
from printed import a_roster, a_row

PAID = 5
A_PAGE = Room(units=40, closing=8)


def laid(sheet: Sheet, room: Room = A_PAGE) -> list[Page]:
    return paginated(sheet, [ROW_UNITS] * len(sheet.rows), room)


def rows_of(page: Page) -> list[int]:
    return [slot.row for slot in page.slots if slot.kind is SlotKind.ROW]


def sums_of(page: Page, label: str) -> list[Slot]:
    return [slot for slot in page.slots if slot.kind is SlotKind.SUM and label in slot.label]


@given(
    amounts=st.lists(st.integers(-10_000, 10_000_000), max_size=90),
    villages=st.integers(0, 5),
    starts=st.booleans(),
    data=st.data(),
)
def test_rows_appear_once_in_order_and_all_sums_add_up(
    amounts: list[int], villages: int, *, starts: bool, data: st.DataObject
) -> None:
    rows = [a_row(at, paid=amount) for at, amount in enumerate(amounts)]
    sheet = a_roster(
        rows, villages=villages if len(rows) >= 3 * villages else 0, paper=Paper(group_starts_page=starts)
    )
    heights = data.draw(st.lists(st.integers(2, 5), min_size=len(rows), max_size=len(rows)))
    pages = paginated(sheet, heights, A_PAGE)

    assert list(range(len(rows))) == [row for page in pages for row in rows_of(page)]
    paid = [sum(amounts[row] for row in rows_of(page)) for page in pages]
    for page, own, so_far in zip(pages, paid, accumulate(paid), strict=True):
        assert [own] == [slot.values[PAID] for slot in sums_of(page, "本页小计")] or len(pages) == 1
        assert [so_far] == [slot.values[PAID] for slot in sums_of(page, "合计" if page.is_last else "累计")]
    assert (
        sum(amounts)
        == sum(
            slot.values[PAID]
            for page in pages
            for slot in sums_of(page, "村小计")
            if isinstance(slot.values[PAID], int)
        )
        or len(sheet.groups) < 2
    )
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


@given(count=st.integers(0, 200), villages=st.integers(0, 4), tall=st.integers(2, 6))
def test_no_page_is_fuller_than_the_paper_and_the_last_leaves_room_to_sign(
    count: int, villages: int, tall: int
) -> None:
    sheet = a_roster(count, villages=villages if count >= 3 * villages else 0)
    pages = paginated(sheet, [tall if at % 7 == 3 else ROW_UNITS for at in range(count)], A_PAGE)
    used = [sum(slot.units for slot in page.slots) for page in pages]
    assert all(
        units <= A_PAGE.units + ROW_UNITS * page.is_last for units, page in zip(used, pages, strict=True)
    )
    words = ROW_UNITS  # 大写 stands in the table and is counted in the closing
    assert used[-1] - words + A_PAGE.closing <= A_PAGE.units


def test_totals_never_stand_alone_on_the_last_page() -> None:
    # 18 rows and two sums fill the page; words and signatures do not fit any more.
    first, last = laid(a_roster(18))
    assert 16 == len(rows_of(first))
    assert [16, 17] == rows_of(last)


def test_a_single_page_says_only_its_total() -> None:
    (page,) = laid(a_roster(5))
    assert ["合计（5 户）", "合计金额（大写）"] == [slot.label for slot in page.slots[5:]]


def test_a_village_heading_stays_with_its_first_row_and_is_repeated_where_it_goes_on() -> None:
    pages = laid(a_roster(60, villages=2))
    for page in pages:
        for slot, behind in pairwise(page.slots):
            assert slot.kind is not SlotKind.BAND or behind.kind is SlotKind.ROW
        assert page.slots[0].kind is SlotKind.BAND
    assert "第0村（续）" == pages[1].slots[0].label


def test_a_village_starts_a_new_page_by_choice() -> None:
    pages = laid(a_roster(9, villages=3, paper=Paper(group_starts_page=True)))
    assert [[0, 1, 2], [3, 4, 5], [6, 7, 8]] == [rows_of(page) for page in pages]
    assert ["第0村", "第1村", "第2村"] == [page.group.label for page in pages if page.group]


def test_the_last_row_of_a_village_takes_another_along_to_the_next_page() -> None:
    pages = laid(a_roster(36, villages=2, paper=Paper(group_starts_page=True)))
    assert [16, 2, 16, 2] == [len(rows_of(page)) for page in pages]


def test_a_page_has_no_more_rows_than_the_paper_allows() -> None:
    pages = laid(a_roster(20), Room(units=60, closing=8, rows_at_most=9))
    assert [9, 9, 2] == [len(rows_of(page)) for page in pages]


@pytest.mark.parametrize("count", [0, 3])
def test_a_sheet_without_totals_has_rows_only(count: int) -> None:
    sheet = Sheet(title="名单", columns=(Column("name", "姓名", CellKind.TEXT),), rows=[("甲",)] * count)
    (page,) = laid(sheet)
    assert [SlotKind.ROW] * count == [slot.kind for slot in page.slots]
