"""Naming columns in problems as the sheet names them, so that its owner finds the cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from minzheng_desk.households.imports.catalogue import ABOUT_PERSON, Catalogue
from minzheng_desk.households.imports.model import ColumnMatch, Layout, Owner
from minzheng_desk.kernel.problems import Problem

_HEAD = "户主"


def in_their_words(
    problems: Iterable[Problem], tables: Iterable[tuple[str, ColumnMatch]], known: Catalogue
) -> list[Problem]:
    """Return the problems with each column called as the header of its sheet calls it."""
    names: dict[str, dict[str, str]] = {}
    for sheet, match in tables:
        for said, written in column_names(match, known).items():
            names.setdefault(sheet, {}).setdefault(said, written)
    return [
        replace(problem, column=names.get(problem.sheet, {}).get(problem.column, problem.column))
        for problem in problems
    ]


def column_names(match: ColumnMatch, known: Catalogue) -> Mapping[str, str]:
    """Return the header that stands over each thing, by what the program calls it.

    Where several persons stand in one row, only the head's and the household's columns are sure.
    """
    names: dict[str, str] = {}
    for matched in match.sure:
        target = known.targets[matched.target]
        is_persons = target.about == ABOUT_PERSON
        beside_others = match.layout is Layout.HOUSEHOLD_PER_ROW
        if matched.owner is Owner.HEAD or (is_persons and beside_others and matched.owner is Owner.ROW):
            names.setdefault(f"{_HEAD}{target.label}", matched.label)
        elif matched.owner is Owner.ROW:
            names.setdefault(target.label, matched.label)
    return names
