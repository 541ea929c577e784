"""A table of the file as the page shows it: its columns and what they mean, its rows and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
from minzheng_desk.households.imports.catalogue import Catalogue
from minzheng_desk.households.imports.model import Counts, HeaderBlock, Matched, Standing
from minzheng_desk.households.imports.preview import Preview, TablePreview
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.ui.panels.importing.cells import letters, shown
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT, Draft, HandHeader
from minzheng_desk.ui.panels.importing.meanings import said_meaning

WHOLE_ROW = -1
"""The place of what is said of a row, not of one of its cells."""
CARRIED = "沿用上次"
_SURE = 90
_MEASURED = 60
_WIDEST = 200
_IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column: its letter, what stands over it, what it means, and how that is known."""

    index: int
    letter: str
    label: str
    meaning: str
    how: str
    tone: str
    target: str = ""
    """The target's name in the catalogue; empty where the column is not taken in."""
    factor: int = 1
    reason: str = ""
    half_widths: int = 0
    """How wide its longest text is, Chinese characters counted double."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row of data: its number in the sheet, its cells, where it stands and what is marked in it."""

    number: int
    cells: Sequence[Cell]
    standing: Standing = Standing.SAME
    marks: Mapping[int, str] = field(default_factory=dict)
    """By column, the stem of its tint: bad, warn, or ok for what was corrected here."""

    def at(self, column: int) -> Cell:
        """The cell in a column."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class SeenTable:
    """One table of the file."""

    sheet: str
    header_row: int
    """The last row of the header, from 1; 0 where none is known."""
    columns: tuple[SeenColumn, ...]
    rows: tuple[SeenRow, ...]
    header: HeaderBlock | None = None
    remembered: bool = False
    counts: Counts | None = None
    """How its rows divide; None where no header is recognised."""

    @property
    def said(self) -> str:
        """Which table it is."""
        if not self.header_row and self.header is not None:
            return f"工作表“{self.sheet}”，没有表头"
        if not self.header_row:
            return f"工作表“{self.sheet}”，还没有认出表头"
        return f"工作表“{self.sheet}”，第 {self.header_row} 行是表头"

    def column(self, index: int) -> SeenColumn | None:
        """The column at a place of the sheet."""
        return next((column for column in self.columns if column.index == index), None)

    def name_at(self, row: SeenRow) -> str:
        """The name that stands in a row, where a column is known to hold it."""
        column = next((column for column in self.columns if column.target == "name"), None)
        return str(row.at(column.index) or "") if column is not None else ""


def seen_tables(draft: Draft, book: RawBook, preview: Preview, known: Catalogue) -> tuple[SeenTable, ...]:
    """Every table that was found, with its rows and their marks."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    standings = preview.compared.standings
    tables = []
    for found in preview.tables:
        name = found.header.sheet
        columns = _columns(found, draft, known, _width(found.header, sheets[name]))
        above = _rows_above(found, draft)
        marks = _marks(found, columns, preview, draft)
        rows = tuple(
            SeenRow(number, cells, standings.get((name, number), Standing.SAME), marks.get(number, _NONE))
            for number, cells in ((row - above, cells) for row, cells in found.header.cells(sheets[name]))
        )
        tables.append(
            SeenTable(
                sheet=name,
                header_row=found.header.last_row - above,
                columns=_measured(columns, rows),
                rows=rows,
                header=found.header,
                remembered=found.match.remembered or bool(_earlier(found, draft)),
                counts=Counts.of(row.standing for row in rows),
            )
        )
    return tuple(tables)


def _rows_above(found: TablePreview, draft: Draft) -> int:
    """How many rows were put above those of the file: a header where there is none."""
    return 1 if found.header.sheet in draft.headless() else 0


def raw_table(sheet: RawSheet, by_hand: HandHeader | None) -> SeenTable:
    """A sheet on which no header was recognised: all of its rows, and what the clerk has said so far."""
    width = max(map(len, sheet.rows), default=0)
    header_row = by_hand.row if by_hand is not None else 0
    meanings = by_hand.meanings if by_hand is not None else {}
    over: Sequence[Cell] = sheet.rows[header_row - 1] if header_row else ()
    columns = tuple(
        _by_hand(at, str(over[at] or "") if at < len(over) else "", meanings.get(at)) for at in range(width)
    )
    rows = tuple(SeenRow(number, cells) for number, cells in enumerate(sheet.rows, 1) if number > header_row)
    return SeenTable(sheet.name, header_row, _measured(columns, rows), rows)


def place_of(problem: Problem, columns: Iterable[SeenColumn], cells: Sequence[Cell] = ()) -> int:
    """The column a problem speaks of, by header, meaning or letter; `WHOLE_ROW` where it is none of them.

    Of several columns of one name it is the one in which the value stands.
    """
    named = [
        column.index
        for column in columns
        if problem.column in {column.label, column.meaning} and column.meaning != LEFT_OUT
    ]
    exact = [at for at in named if at < len(cells) and str(cells[at]) == problem.value]
    if exact or named:
        return (exact or named)[0]
    return next((one.index for one in columns if one.letter == problem.column), WHOLE_ROW)


_NONE: Mapping[int, str] = {}


def _measured(columns: Sequence[SeenColumn], rows: Sequence[SeenRow]) -> tuple[SeenColumn, ...]:
    """The columns with how wide their first rows are, without those in which nothing stands at all."""
    return tuple(
        replace(column, half_widths=_half_widths(column, rows[:_MEASURED]))
        for column in columns
        if column.label or any(row.at(column.index) is not None for row in rows)
    )


def _half_widths(column: SeenColumn, rows: Sequence[SeenRow]) -> int:
    texts = [f"{column.letter} {column.label}", f"→ {column.meaning}"]
    texts += [shown(row.at(column.index), column.target) for row in rows]
    return max(len(text.encode("gb18030", "replace")) for text in texts)


def _width(header: HeaderBlock, sheet: RawSheet) -> int:
    """How many columns there are, those without a header too."""
    headed = max((column.index for column in header.columns), default=-1) + 1
    return max(headed, min(max((len(sheet.rows[row - 1]) for row in header.rows), default=0), _WIDEST))


def _columns(found: TablePreview, draft: Draft, known: Catalogue, width: int) -> tuple[SeenColumn, ...]:
    sure = {one.column: one for one in found.match.sure}
    unsure = {one.column: one for one in found.match.unsure}
    own = {column.index: column.label for column in found.header.columns}
    said, earlier = _said(found, draft), _earlier(found, draft)
    spoken_of = _spoken_of(found, draft, known)
    by_hand = _is_by_hand(found, draft)
    columns = []
    for at in range(width):
        label = _label_in(draft, found, at) if by_hand else own.get(at, "")
        meaning = said_meaning(sure[at], found.match, known) if at in sure else ""
        if at in sure and known.targets[sure[at].target].kind == _IGNORED:
            columns.append(SeenColumn(at, letters(at), label, LEFT_OUT, "不用导入", "ink3"))
        elif at in sure and meaning != LEFT_OUT:
            carried = sure[at].carried_over or at in earlier or at in spoken_of
            how = "手选的" if at in said else CARRIED if carried else ""
            columns.append(_taken(at, label, meaning, sure[at], how))
        elif at in unsure and at not in said:
            columns.append(
                SeenColumn(at, letters(at), label, LEFT_OUT, "请确认", "warn", reason=unsure[at].reason)
            )
        else:
            how = "手选的" if at in said else "没有认出" if label else "没有列名"
            columns.append(SeenColumn(at, letters(at), label, LEFT_OUT, how, "ink3"))
    return tuple(columns)


def _taken(at: int, label: str, meaning: str, matched: Matched, how: str) -> SeenColumn:
    """A column that is taken in; ``how`` is empty where the header itself was understood."""
    known = how or ("认出" if matched.confidence >= _SURE else "像是")
    return SeenColumn(
        index=at,
        letter=letters(at),
        label=label,
        meaning=meaning,
        how=known,
        tone="ok",
        target=matched.target,
        factor=matched.factor,
        reason="" if how and how != CARRIED else matched.reason,
    )


def _is_by_hand(found: TablePreview, draft: Draft) -> bool:
    """Whether the header of this table was said by hand."""
    by_hand = draft.by_hand.get(found.header.sheet)
    return by_hand is not None and found.header.last_row - _rows_above(found, draft) == by_hand.row


def _said(found: TablePreview, draft: Draft) -> Collection[int]:
    """The columns whose meaning the clerk has said."""
    if _is_by_hand(found, draft):
        return draft.by_hand[found.header.sheet].meanings
    named = draft.named.get(found.header.fingerprint)
    return named.said if named is not None else ()


def _earlier(found: TablePreview, draft: Draft) -> Collection[int]:
    """The columns beside them whose meaning was said at an earlier import."""
    named = draft.named.get(found.header.fingerprint)
    return named.meanings.keys() - named.said if named is not None else ()


def _spoken_of(found: TablePreview, draft: Draft, known: Catalogue) -> Collection[int]:
    """The columns beside them that are taken as was said of such headers in other files."""
    if found.header.fingerprint not in draft.named:
        return ()
    return [column.index for column in found.header.columns if known.said_of(column) is not None]


def _label_in(draft: Draft, found: TablePreview, column: int) -> str:
    """What really stands over a column whose header was said by hand."""
    if _rows_above(found, draft):
        return ""
    row = found.header.last_row - 1
    cells = next(one.rows[row] for one in draft.book.sheets if one.name == found.header.sheet)
    return str(cells[column] or "") if column < len(cells) else ""


def _by_hand(at: int, label: str, meaning: str | None) -> SeenColumn:
    if meaning is None or meaning == LEFT_OUT:
        return SeenColumn(at, letters(at), label, LEFT_OUT, "", "ink3")
    return SeenColumn(at, letters(at), label, meaning, "手选的", "ok")


def _marks(
    found: TablePreview, columns: Sequence[SeenColumn], preview: Preview, draft: Draft
) -> dict[int, dict[int, str]]:
    """By row and column, what is marked; a problem outweighs a notice."""
    marks: dict[int, dict[int, str]] = {}
    name = found.header.sheet
    for sheet, row, column in draft.corrections:
        if sheet == name:
            marks.setdefault(row, {})[column] = "ok"
    for tone, said in (("warn", preview.notices), ("bad", preview.problems)):
        for problem in said:
            if problem.sheet == name and problem.row > found.header.last_row - _rows_above(found, draft):
                marks.setdefault(problem.row, {})[place_of(problem, columns)] = tone
    return marks
