"""What the panel at the right says of the chosen line, as a short page of text with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from minzheng_desk.benefits.award_file import AwardFile
from minzheng_desk.benefits.township import ClashRow, DifferenceRow
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Source
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.benefits.rows import DueRow


def page(parts: Iterable[str]) -> str:
    """The whole text in the type and ink of the look."""
    ours = look()
    body = f"font-size:{ours.px(13)}px; color:{ours.color('ink').name()}"
    link = f"a {{ color:{ours.color('accent').name()}; text-decoration:none }}"
    return f"<style>{link} td {{ padding:1px 0 }}</style><body style='{body}'>{''.join(parts)}</body>"


def of_due(row: DueRow) -> Iterator[str]:
    """What falls due, and by which clause."""
    yield heading(row.label)
    yield paragraph(row.sentence)
    yield citation(row.source)


def of_difference(row: DifferenceRow) -> Iterator[str]:
    """What is paid, what is assessed, why they part, and what the assessment rests on."""
    one = row.one
    yield heading(one.change.label)
    assessed = "不能得出" if one.assessed is None else f"{shown(one.assessed)} 元"
    yield paragraph(f"在发每月 {shown(one.paid)} 元，按今天的情况测算 {assessed}。")
    if row.causes:
        yield paragraph(f"原因：{row.causes}")
    if one.since is not None:
        yield paragraph(f"自 {one.since.label}起。")
    if one.reasons:
        yield heading("测算依据")
        yield from (paragraph(reason) for reason in one.reasons)


def of_clash(row: ClashRow) -> Iterator[str]:
    """The two benefits, the money at stake, and the clause."""
    one = row.one
    yield heading("不能同时享受")
    yield paragraph(one.sentence)
    yield paragraph(f"保留：{row.stays}，每月 {shown(one.stays.total)} 元")
    goes = "应调减" if row.is_partly else "应停"
    at_stake = f"，其中涉及 {shown(one.at_stake)} 元" if row.is_partly else ""
    yield paragraph(f"{goes}：{row.goes}，每月 {shown(one.goes.total)} 元{at_stake}")
    yield citation(one.together.source)


def of_award(file: AwardFile, present: Month) -> Iterator[str]:
    """An award month by month, and everything decided about it."""
    yield from _money(file, present)
    yield from _listed(
        "暂停",
        (
            (f"{one.since} 至 {one.until.previous if one.until else '今'}", _cause(one.cause), one.reason)
            for one in file.suspensions
        ),
    )
    yield from _listed(
        "渐退期",
        ((f"{one.since} 至 {one.until.previous}", "照发", one.reason) for one in file.phase_outs),
    )
    yield from _listed(
        "复核",
        (
            (str(one.reviewed_on), "有变化" if one.changed else "无明显变化", one.note or one.reviewed_by)
            for one in file.reviews
        ),
    )
    yield from _listed("听取意见", ((str(one.heard_on), one.note, one.reasons) for one in file.hearings))
    yield heading("确认")
    yield paragraph(_decided(file))
    if file.award.remark:
        yield paragraph(file.award.remark)


def _money(file: AwardFile, present: Month) -> Iterator[str]:
    if file.programme is not None and file.programme.calculation is None:
        yield heading("金额")
        yield paragraph("只认定身份，不按月发放。")
        return
    yield heading("按月金额（元）")
    yield from table(_month_line(one.month, one.paid, one.note, present) for one in file.months)
    yield heading("金额沿革")
    yield from table(
        (f"{one.since} 起", _amount(one.base, one.supplement, one.basis), one.reason) for one in file.amounts
    )


def heading(text: str) -> str:
    """A small title."""
    px = look().px
    return f"<p style='margin:{px(8)}px 0 {px(2)}px 0'><b>{escape(text)}</b></p>"


def paragraph(text: str) -> str:
    """A sentence."""
    return f"<p style='margin:0 0 {look().px(3)}px 0'>{escape(text)}</p>"


def citation(source: Source) -> str:
    """A clause that opens."""
    key = escape(f"{source.document.key} {source.clause}".strip())
    margin = f"margin:0 0 {look().px(3)}px 0"
    return f"<p style='{margin}'><a href='policy:{key}'>{escape(str(source))}</a></p>"


def table(lines: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Lines of three cells, the last in grey."""
    grey = look().color("ink3").name()
    yield "<table width='100%'>"
    for when, what, why in lines:
        yield f"<tr><td>{escape(when)}&nbsp;&nbsp;</td><td>{escape(what)}</td>"
        yield f"<td style='color:{grey}'>&nbsp;{escape(why)}</td></tr>"
    yield "</table>"


def _listed(title: str, lines: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield heading(title)
        yield from table(found)


def _month_line(month: Month, paid: Money, note: str, present: Month) -> tuple[str, str, str]:
    return f"{month}{'（本月）' if month == present else ''}", shown(paid) if paid or not note else "—", note


def _amount(base: Money, supplement: Money, basis: str) -> str:
    if basis == "policy":
        return "按当月标准"
    total = shown(Money(base + supplement))
    return f"{total}（含增发 {shown(supplement)}）" if supplement else total


def _cause(cause: str) -> str:
    return "" if cause == "other" else codes("suspension_cause").label(cause)


def _decided(file: AwardFile) -> str:
    award = file.award
    parts = [f"{award.since.label}起发"]
    if award.decided_on:
        parts.append(f"{award.decided_on} {award.decided_by}确认".replace("  ", " "))
    if award.until is not None:
        why = codes("award_end").label(award.ended_reason) if award.ended_reason else "到期"
        parts.append(f"自 {award.until.label}起停发（{why}）")
    return "，".join(parts)
