"""Assessments on paper: the explanation, also in large type, and the notice of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import InputProblem

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.eligibility.findings import Assessment


class OneAtATime(InputProblem):
    """A page explains one assessment."""

    text = "一页只能说明一项测算，现有 {count} 项，没有打印。"
    remedy = "请用 --programme 只选一个项目；按人认定的项目请写这个人的身份证号或姓名。"


class SeveralHouseholds(InputProblem):
    """A notice is told to one applicant."""

    text = "补正告知书只能写给一户，现有 {count} 户，没有打印。"
    remedy = "请一次只写一个户编号或一个人。"


def print_explanation(found: Sequence[Assessment], path: Path, *, large: bool) -> Path:
    """Print the explanation of one assessment; raises `OneAtATime`, `GlyphMissing` or `FontMissing`."""
    from minzheng_desk.documents.pdf.lettering import render_letter
    from minzheng_desk.eligibility.assessing import plain_with_alternatives
    from minzheng_desk.eligibility.documents.explanation import explanation, large_explanation

    if len(found) != 1:
        raise OneAtATime(count=len(found))
    words = plain_with_alternatives(found[0])
    render_letter(large_explanation(words) if large else explanation(words), path)
    return path


def print_notice(desk: Desk, found: Sequence[Assessment], path: Path) -> Path:
    """Print what one household lacks; raises `SeveralHouseholds` or `NothingMissing`."""
    from minzheng_desk.documents.pdf.lettering import render_letter
    from minzheng_desk.eligibility.documents.completion_notice import completion_notice
    from minzheng_desk.office.queries import the_station

    households = {assessment.facts.key for assessment in found}
    if len(households) != 1:
        raise SeveralHouseholds(count=len(households))
    render_letter(completion_notice(found, desk.ask(the_station).name).letter, path)
    return path
