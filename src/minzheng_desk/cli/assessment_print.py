"""Assessments on paper: the explanation, also in large type, and the notice of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import InputProblem, NotFound

if TYPE_CHECKING:
    from minzheng_desk.cli.subjects import Meant
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.eligibility.findings import Assessment
    from minzheng_desk.eligibility.model import AssessmentRecord


class OneAtATime(InputProblem):
    """A page explains one assessment."""

    text = "一页只能说明一项测算，现有 {count} 项，没有打印。"
    remedy = "请用 --programme 只选一个项目；按人认定的项目请写这个人的身份证号或姓名。"


class SeveralHouseholds(InputProblem):
    """A notice is told to one applicant."""

    text = "补正告知书只能写给一户，现有 {count} 户，没有打印。"
    remedy = "请一次只写一个户编号或一个人。"


class NothingKept(NotFound):
    """No assessment of this household was kept."""

    text = "户{number}没有保存过这个项目的测算，没有打印。"
    remedy = "请先用 assess --save 保存测算，或去掉 --kept 重新测算。"


class PrintedWhere(InputProblem):
    """A kept assessment is asked for, but not where to print it."""

    text = "没有说明印到哪个文件。"
    remedy = "请加上 --print 文件.pdf。"


def print_kept(
    desk: Desk, subject: Meant, programmes: Sequence[str], path: Path | None, *, large: bool
) -> AssessmentRecord:
    """Print what was kept last of a household or person; raises `NothingKept` or `PrintedWhere`."""
    from minzheng_desk.documents.pdf.lettering import render_letter
    from minzheng_desk.eligibility.documents.explanation import explanation, kept_words, large_explanation
    from minzheng_desk.eligibility.queries import assessments_of

    if path is None:
        raise PrintedWhere
    person = subject.person.id if subject.person else None
    for kept in desk.ask(assessments_of, subject.household.id):
        if kept.programme in programmes and (person is None or kept.person_id in (None, person)):
            words = kept_words(kept)
            render_letter(large_explanation(words) if large else explanation(words), path)
            return kept
    raise NothingKept(number=subject.household.number)


def print_explanation(desk: Desk, found: Sequence[Assessment], path: Path, *, large: bool) -> Path:
    """Print the explanation of one assessment; raises `OneAtATime`, `GlyphMissing` or `FontMissing`."""
    from minzheng_desk.documents.pdf.lettering import render_letter
    from minzheng_desk.eligibility.assessing import plain_with_alternatives
    from minzheng_desk.eligibility.documents.explanation import explanation, large_explanation
    from minzheng_desk.eligibility.registered import registered_facts

    if len(found) != 1:
        raise OneAtATime(count=len(found))
    registered = desk.ask(registered_facts, [found[0].facts])[found[0].facts.key]
    words = {
        **plain_with_alternatives(found[0]),
        "registered": [fact.plain() for fact in registered],
    }
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
