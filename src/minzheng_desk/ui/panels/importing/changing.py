"""What the clerk's words make of the draft: a column named, a row said to be the header, rows left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from minzheng_desk.ui.panels.importing.draft import LEFT_OUT, NO_ROW, Draft, HandHeader
from minzheng_desk.ui.panels.importing.findings import Finding
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.meanings import guessed_meanings


def column_named(looked: Looked, table_at: int, column: int, meaning: str) -> Draft | None:
    """The draft with a column of a table named; None where the table has no header yet.

    A column that meant the same until now yields, and is left out.
    """
    seen, draft = looked.tables[table_at], looked.draft
    by_hand = draft.by_hand.get(seen.sheet)
    if by_hand is not None:
        others = {
            at: said
            for at, said in by_hand.meanings.items()
            if said not in {meaning, LEFT_OUT} and at != column
        }
        return draft.heading(seen.sheet, HandHeader(by_hand.row, {**others, column: meaning}))
    if seen.header is None:
        return None
    # What was remembered of the others holds on, for the header is understood anew.
    remembered = {one.index: one.meaning for one in seen.columns} if seen.remembered else {}
    yielding = {one.index: LEFT_OUT for one in seen.columns if one.meaning == meaning}
    return draft.naming(seen.header, {**yielding, column: meaning}, remembered)


def headed(looked: Looked, table_at: int, row: int) -> Draft:
    """The draft in which a row of a sheet, or `NO_ROW`, is the header; what is certain is named at once."""
    seen, draft = looked.tables[table_at], looked.draft
    if row == NO_ROW:
        return draft.heading(seen.sheet, HandHeader(NO_ROW))
    cells = next(one.rows[row - 1] for one in draft.book.sheets if one.name == seen.sheet)
    return draft.heading(seen.sheet, HandHeader(row, guessed_meanings(cells, looked.known)))


def skipping(looked: Looked, chosen: Sequence[Finding]) -> Looked:
    """The rows of these findings left, or, where all were, waiting again; they stay out either way."""
    rows = {one.place for one in chosen}
    before = looked.draft.skipped
    skipped = before - rows if rows <= before else before | rows
    return replace(looked, draft=replace(looked.draft, skipped=frozenset(skipped)))
