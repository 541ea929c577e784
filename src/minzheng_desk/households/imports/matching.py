"""Matching columns to targets, by what their header says and by what stands in their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from minzheng_desk.households.imports.catalogue import ABOUT_HOUSEHOLD, ABOUT_PERSON, Catalogue, Target
from minzheng_desk.households.imports.cells import Fault, is_empty
from minzheng_desk.households.imports.labels import factor_of, plain_label
from minzheng_desk.households.imports.model import (
    Cell,
    ColumnMatch,
    HeaderBlock,
    HeaderColumn,
    ImportMapping,
    Layout,
    Matched,
    Owner,
)
from minzheng_desk.households.imports.readers import Surroundings, reader_of

EXACT, COMPOSED, CONTAINED, BY_CONTENT = 98, 95, 80, 60
_ENOUGH_READABLE = 40
_CONVINCING = 80
_SAMPLE = 200
CARRIED_OVER = "沿用上次的对应"
_FEWEST_CELLS = 3
_TELLING = ("id_number", "phone", "account", "village", "relation", "sex", "nation", "disability_category")
_PERSONAL = frozenset({"name", "id_number"})


def match_columns(
    header: HeaderBlock, sample: Sequence[Sequence[Cell]], known: Catalogue, around: Surroundings
) -> ColumnMatch:
    """Return what each column means; ``sample`` are some of the rows under the header.

    A header that says it exactly, over cells that can be read so, is sure. What only the cells
    suggest, or what they contradict, is unsure and waits for a person.
    """
    found, unused = [], []
    twice = _written_twice(header)
    for column in header.columns:
        cells = [row[column.index] for row in sample if column.index < len(row)]
        filled = [cell for cell in cells if not is_empty(cell)]
        guess = _by_label(column, known) if column.label in twice else _as_said(column, known)
        guess = (
            _checked(guess, filled, known, around) if guess else _by_content(column, filled, known, around)
        )
        if guess is None:
            unused.append(column)
        else:
            found.append(guess)
    ordered = _in_groups(_beside_the_head(_stepping_back(found), known))
    sure, doubled = _one_each([match for match in ordered if match.confidence > BY_CONTENT])
    unsure = [match for match in ordered if match.confidence <= BY_CONTENT]
    layout = _layout(sure)
    return ColumnMatch(layout, tuple(_settled(sure, layout)), (*unsure, *doubled), tuple(unused))


def recalled_match(mapping: ImportMapping, header: HeaderBlock) -> ColumnMatch:
    """Return the matching that is known for this header: stored at an earlier import, or said just now."""
    by_index = {column.index: column for column in header.columns}
    is_stored = mapping.version > 0
    sure = tuple(
        Matched(
            column=index,
            label=by_index[index].label,
            target=target,
            owner=Owner(owner),
            group=group,
            confidence=100,
            reason=CARRIED_OVER if is_stored else "",
            factor=factor,
            relation=relation or None,
            carried_over=is_stored,
        )
        for index, target, owner, group, factor, relation in mapping.columns
        if index in by_index
    )
    taken = {match.column for match in sure}
    unused = tuple(column for column in header.columns if column.index not in taken)
    return ColumnMatch(Layout(mapping.layout), sure, (), unused, remembered=is_stored)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a header text says: a target, perhaps of somebody."""

    target: Target
    confidence: int
    owner: Owner | None = None
    relation: str | None = None


def is_understood(column: HeaderColumn, known: Catalogue) -> bool:
    """Whether the header alone says what the column means."""
    named = _by_label(column, known)
    return named is not None and named.confidence > CONTAINED


def _written_twice(header: HeaderBlock) -> frozenset[str]:
    """The labels that stand over several columns: what was said of one of their kind says too little."""
    times = Counter(column.label for column in header.columns)
    return frozenset(label for label, count in times.items() if count > 1)


def _as_said(column: HeaderColumn, known: Catalogue) -> Matched | None:
    """Return what was said of this header before; where nothing was, what it says by itself."""
    if known.said_of(column) is None:
        return _by_label(column, known)
    named = _by_label(known.in_known_words(column), known)
    if named is None:
        return None
    return replace(named, label=column.label, reason=CARRIED_OVER, carried_over=True)


def _stepping_back(found: Sequence[Matched]) -> list[Matched]:
    """Let what was said at an earlier import wait where another column of this file means the same."""
    sure = (match for match in found if match.confidence > BY_CONTENT)
    times = Counter((*_identity(match), match.group) for match in sure)
    return [
        replace(match, confidence=BY_CONTENT, reason=f"{CARRIED_OVER}，但还有一列也是，请确认用哪一列")
        if match.carried_over and times[*_identity(match), match.group] > 1
        else match
        for match in found
    ]


def _by_label(column: HeaderColumn, known: Catalogue) -> Matched | None:
    """Return what the header says, its words taken together first and then the lowest ones alone."""
    labels = [plain_label(part) for part in column.parts]
    ordinal = next((label.ordinal for label in labels if label.ordinal is not None), None)
    above = next((known.owner(label.text) for label in labels[:-1] if known.owner(label.text)), None)
    joined = "".join(label.text for label in labels)
    named = _named(joined, known) or _named(labels[-1].text, known) or _contained(joined, known)
    if named is None:
        return None
    owner, relation = named.owner, named.relation
    if owner is None and above is not None:
        owner, relation = above[0].owner, above[0].relation
    return Matched(
        column=column.index,
        label=column.label,
        target=named.target.name,
        owner=_owner(owner, named.target),
        group=-1 if ordinal is None else ordinal,
        confidence=named.confidence,
        reason=f"表头“{column.label}”就是“{named.target.label}”"
        if named.confidence > CONTAINED
        else f"表头“{column.label}”里有“{named.target.label}”",
        factor=factor_of(column.label),
        relation=relation,
    )


def _named(plain: str, known: Catalogue) -> _Named | None:
    target = known.find(plain)
    if target is not None:
        return _Named(target, EXACT)
    named = known.owner(plain)
    if named is None:
        return None
    word, rest = named
    # 户主 and 申请人, alone over a column, stand for the name.
    target = known.targets["name"] if not rest and word.owner is Owner.HEAD else known.find(rest)
    return None if target is None else _Named(target, COMPOSED, word.owner, word.relation)


def _contained(plain: str, known: Catalogue) -> _Named | None:
    target = known.contained(plain)
    named = known.owner(plain)
    if target is None:
        return None
    return _Named(target, CONTAINED, *((named[0].owner, named[0].relation) if named else (None, None)))


def _owner(owner: Owner | None, target: Target) -> Owner:
    return Owner.ROW if owner is None or target.about == ABOUT_HOUSEHOLD else owner


def _checked(match: Matched, cells: Sequence[Cell], known: Catalogue, around: Surroundings) -> Matched:
    """Weigh the header against the cells under it."""
    target = known.targets[match.target]
    if len(cells) < _FEWEST_CELLS or target.kind in {"text", "ignored"}:
        return match
    readable = _readable(target, match.factor, cells, around)
    if readable >= _ENOUGH_READABLE or (target.kind == "id_number" and _looks_like(target, cells)):
        return (
            match if match.confidence > CONTAINED else replace(match, confidence=CONTAINED + readable // 10)
        )
    like = "上次对应" if match.carried_over else "表头像"
    return replace(
        match, confidence=BY_CONTENT // 2, reason=f"{like}“{target.label}”，但多数内容读不出来，请确认"
    )


def _looks_like(target: Target, cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds identity numbers, though Excel may have damaged most of them."""
    long = sum(1 for cell in cells if isinstance(cell, int | float) or "E+" in str(cell).upper())
    return 2 * long >= len(cells)


def _readable(target: Target, factor: int, cells: Sequence[Cell], around: Surroundings) -> int:
    """Return how many of a hundred cells can be read as the target."""
    read = reader_of(target, factor, around)
    return 100 * sum(not isinstance(read(cell), Fault | None) for cell in cells) // len(cells)


def _by_content(
    column: HeaderColumn, cells: Sequence[Cell], known: Catalogue, around: Surroundings
) -> Matched | None:
    """Return what the cells suggest where the header says nothing that is known."""
    if len(cells) < _FEWEST_CELLS:
        return None
    for name in _TELLING:
        target = known.targets[name]
        if _readable(target, 1, cells, around) >= _CONVINCING:
            reason = f"表头没有认出，内容像“{target.label}”，请确认"
            return Matched(column.index, column.label, name, Owner.ROW, -1, BY_CONTENT, reason)
    return None


def _beside_the_head(found: Sequence[Matched], known: Catalogue) -> list[Matched]:
    """Give the head the columns that follow 户主姓名, as far as the name of the next person.

    Offices write 户主姓名 and 身份证号 side by side: the second is the head's, unless it is the only
    number of a row that names somebody else.
    """
    names = [at for at, match in enumerate(found) if match.target == "name"]
    numbers = [at for at, match in enumerate(found) if match.target == "id_number"]
    if not names or found[names[0]].owner is not Owner.HEAD:
        return list(found)
    end = names[1] if len(names) > 1 else len(found)
    beside = [at for at in numbers if names[0] < at < end and found[at].owner is Owner.ROW]
    if not beside or (len(names) > 1 and len(numbers) == 1):
        return list(found)
    return [
        replace(match, owner=Owner.HEAD)
        if names[0] < at < end
        and match.owner is Owner.ROW
        and match.group < 0
        and known.targets[match.target].about == ABOUT_PERSON
        else match
        for at, match in enumerate(found)
    ]


def _in_groups(found: Iterable[Matched]) -> list[Matched]:
    """Number the members of a row: by the header's number, the numbered column before it, or by counting."""
    matches = list(found)
    times = Counter(_identity(match) for match in matches)
    are_numbered = any(match.group > 0 and match.target in _PERSONAL for match in matches)
    seen: Counter[tuple[str, Owner, str | None]] = Counter()
    grouped, number_before = [], -1
    for match in matches:
        key, group = _identity(match), match.group
        is_repeated = times[key] > 1 and match.owner is not Owner.HEAD
        if group < 0 and are_numbered and (is_repeated or match.target == "relation"):
            group = number_before
        elif group < 0 and is_repeated:
            group = seen[key]
            seen[key] += 1
        number_before = group if group > 0 else number_before
        grouped.append(replace(match, group=group))
    return grouped


def _identity(match: Matched) -> tuple[str, Owner, str | None]:
    return match.target, match.owner, match.relation


def _one_each(matches: Sequence[Matched]) -> tuple[list[Matched], list[Matched]]:
    """Keep for each target of each person the surest column; the others wait for a person."""
    best: dict[tuple[str, Owner, int, str | None], Matched] = {}
    repeated = _repeated(matches)
    for match in matches:
        key = (match.target, match.owner, match.group if repeated else -1, match.relation)
        if key not in best or match.confidence > best[key].confidence:
            best[key] = match
    kept = list(best.values())
    doubled = [
        replace(match, confidence=BY_CONTENT, reason=f"{match.reason}，但还有一列也是，请确认用哪一列")
        for match in matches
        if match not in kept
    ]
    return kept, doubled


def _repeated(matches: Iterable[Matched]) -> bool:
    """Tell whether several persons stand beside one another in a row."""
    groups = {match.group for match in matches if match.target in _PERSONAL and match.owner is not Owner.HEAD}
    return len(groups) > 1 or any(group > 0 for group in groups)


def _layout(matches: Sequence[Matched]) -> Layout:
    if _repeated(matches) or any(match.relation for match in matches):
        return Layout.HOUSEHOLD_PER_ROW
    of_row = {match.target for match in matches if match.owner in {Owner.ROW, Owner.MEMBER}}
    of_head = {match.target for match in matches if match.owner is Owner.HEAD}
    if of_head & _PERSONAL and not of_row & _PERSONAL:
        return Layout.HOUSEHOLD_PER_ROW
    if of_head & _PERSONAL or of_row & {"relation", "household_number"}:
        return Layout.PERSON_PER_ROW
    return Layout.PERSON_LIST


def _settled(matches: Iterable[Matched], layout: Layout) -> list[Matched]:
    """Say of each column whose it is, now that the layout is known."""
    every = list(matches)
    if layout is not Layout.HOUSEHOLD_PER_ROW:
        return [replace(match, owner=_in_a_row_of_one(match), group=0) for match in every]
    has_head = any(match.owner is Owner.HEAD and match.target in _PERSONAL for match in every)
    groups = sorted(
        {m.group for m in every if m.owner in {Owner.ROW, Owner.MEMBER} and m.target in _PERSONAL}
    )
    head_is_first = not has_head and bool(groups)
    return [_in_a_row_of_many(match, groups, head_is_first=head_is_first) for match in every]


def _in_a_row_of_one(match: Matched) -> Owner:
    return Owner.ROW if match.owner is Owner.MEMBER else match.owner


def _in_a_row_of_many(match: Matched, groups: Sequence[int], *, head_is_first: bool) -> Matched:
    """Tell the head's own columns, which have no number, from those of the members beside the head."""
    if match.owner is Owner.OUTSIDER:
        return match
    if match.owner is Owner.HEAD:
        return replace(match, owner=Owner.ROW, group=0)
    if match.relation:
        return replace(match, owner=Owner.MEMBER, group=match.group + 100)
    stands_alone = match.group not in groups or (match.group < 0 and match.target not in _PERSONAL)
    first = head_is_first and match.owner is Owner.ROW and match.group == groups[0]
    if (match.owner is Owner.ROW and stands_alone) or first:
        return replace(match, owner=Owner.ROW, group=0)
    return replace(match, owner=Owner.MEMBER, group=match.group + 1)


def sample_of(header: HeaderBlock, rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Return some rows from all over the table."""
    step = max(1, len(header.rows) // _SAMPLE)
    return [rows[row - 1] for row in header.rows[::step]]
