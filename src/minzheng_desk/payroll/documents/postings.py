"""The posting sheet (公布单) on the notice board: a closed list of columns, and only where a law orders it.

What may be read there is the name, the number of members and the amount; nobody who is or may be a child is
named. What is not for the board never reaches the page: it is left out, not painted over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from minzheng_desk.documents.layout import A4_PORTRAIT, Fact, Group, Sheet, Signature
from minzheng_desk.documents.pdf.rendering import render
from minzheng_desk.eligibility.findings import cited
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.errors import NotNow
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.resources import resource
from minzheng_desk.payroll.documents.layouts import cells_of, columns_named, layout_of
from minzheng_desk.payroll.documents.rosters import Printed, Printing
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.queries import RosterView
from minzheng_desk.policy.model import Policy

NAMELESS = "（不公布姓名）"
"""What stands in the place of a child's name."""

_COLUMNS = ("index", "name", "persons", "due")
_WIDTHS_MM = {"index": 14.0, "name": 60.0, "persons": 30.0, "due": 50.0}
_WITHHELD = "身份证号、电话、账号、住址和未成年人姓名依法不予公布。"
_OBJECTIONS = "对公布内容有异议的，可以向本单位反映。"


class PostingForbidden(NotNow):
    """No law orders that these names be posted, or one forbids it."""

    text: ClassVar[str] = "{programme}不能生成公布单：{why}。"
    remedy: ClassVar[str] = "请不要张贴名单；当地另有公布规定的，请管理员在公布单模板中写明依据。"


class PostingTooEarly(NotNow):
    """Only what is decided is posted."""

    text: ClassVar[str] = "{roster}还没有锁定，没有生成公布单。"
    remedy: ClassVar[str] = "请先核对并锁定名册，再公布。"


def why_not_post(roster: Roster, policy: Policy) -> str:
    """Why a roster has no posting sheet, as a sentence; empty when it has one."""
    problem = _hindrance(roster, policy)
    return f"{problem}{problem.advice}" if problem else ""


def posting_sheet(view: RosterView, printing: Printing, policy: Policy, unnamed: Set[str]) -> Sheet:
    """The list of who is paid, for the notice board; ``unnamed`` are the people whose name is not shown.

    Raises `PostingForbidden` or `PostingTooEarly`.
    """
    roster = view.roster
    problem = _hindrance(roster, policy)
    if problem:
        raise problem
    layout = layout_of(roster.programme, roster.programme_label)
    labels = {column.key: column.label for column in layout.columns}
    named = {"name": labels.get("name", "姓名"), "persons": "家庭人口", "due": "月发放金额（元）"}
    columns = tuple(
        replace(column, width_mm=_WIDTHS_MM[column.key]) for column in columns_named(_COLUMNS, named)
    )
    cells = cells_of(columns, full_ids=False)
    lines = [line for line in view.paid if line.base + line.supplement]
    return Sheet(
        title=f"{printing.office}{layout.paid_as}公布单",
        subtitle=f"（{roster.month.label}）",
        name="公布单",
        columns=columns,
        rows=[tuple(cell(_shown(line, unnamed)) for cell in cells) for line in lines],
        groups=tuple(_groups(lines)),
        heading=(Fact("公布单位", printing.office), Fact("单位", "元")),
        counted_in=layout.counted_in,
        group_called="村（社区）",
        notes=(f"公布依据：{_because(roster, policy)}。", _WITHHELD, _OBJECTIONS),
        signatures=(Signature("公布单位（盖章）", seal=True),),
        footer=(Fact("打印", f"{in_beijing(printing.printed_at):%Y-%m-%d %H:%M}"),),
        paper=replace(A4_PORTRAIT, group_starts_page=printing.villages_start_page),
    )


def print_posting(
    view: RosterView, path: Path, printing: Printing, policy: Policy, unnamed: Set[str]
) -> Printed:
    """Put the posting sheet on paper at ``path``; raises what `posting_sheet` raises, and `GlyphMissing`."""
    sheet = posting_sheet(view, printing, policy, unnamed)
    done = render(sheet, path)
    total = sum(amount for amount in (row[-1] for row in sheet.rows) if isinstance(amount, int))
    return Printed(path, done.pages, len(sheet.rows), Money(total), done.missing, done.cut)


def _hindrance(roster: Roster, policy: Policy) -> NotNow | None:
    declared = _declared().get(roster.programme, {})
    if never := declared.get("never"):
        source = cited(policy.at(roster.month.last_day), never)
        return PostingForbidden(programme=roster.programme_label, why=f"{source}规定不宜公示")
    if not declared:
        why = "法律没有规定要公布名单（个人信息保护法第二十五条）"
        return PostingForbidden(programme=roster.programme_label, why=why)
    return None if roster.is_locked else PostingTooEarly(roster=roster.called)


def _because(roster: Roster, policy: Policy) -> str:
    """The texts in force in the month that order the posting."""
    day = roster.month.last_day
    sources = [cited(policy.at(day), written) for written in _declared()[roster.programme]["because"]]
    return "、".join(str(source) for source in sources if source.document.is_in_force(day))


def _shown(line: RosterLine, unnamed: Set[str]) -> RosterLine:
    return replace(line, name=NAMELESS) if line.person_id in unnamed else line


def _groups(lines: list[RosterLine]) -> list[Group]:
    groups: list[Group] = []
    for at, line in enumerate(lines):
        label = line.region_name or "未登记村（社区）"
        if groups and groups[-1].label == label:
            groups[-1] = replace(groups[-1], row_count=groups[-1].row_count + 1)
        else:
            groups.append(Group(label, at, 1))
    return groups


@cache
def _declared() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resource("templates", "postings.toml").read_text(encoding="utf-8"))
