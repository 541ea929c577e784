"""测算说明: an assessment on one page for the file, and in large type for the person it is about.

Both are made of the words that were kept with the assessment, so that they read the same years later.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from minzheng_desk.documents.letter import Heading, Letter, Paragraph, Part, Signatures, Table
from minzheng_desk.eligibility.model import AssessmentRecord
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.resources import resource

Words = Mapping[str, Any]
"""An assessment in words, as `plain_with_alternatives` gives it and the store keeps it."""

LARGE_SIZE = 20.0
SMALLEST_LARGE = 18.0
_SIGNS = {"met": "✓", "not_met": "✗", "unknown": "？"}
_INCOME_TABLES = ("income.dibao.", "income.tekun.")
"""Told with the incomes already."""
_TREATMENTS = {
    "counted": "计入",
    "excluded": "不计入",
    "ask": "口径待确认",
    "not_running": "当时没有",
    "person_not_counted": "本人不计入",
}


def kept_words(record: AssessmentRecord) -> Words:
    """Return what an assessment said when it was kept, whatever has become of the law since."""
    words: Words = json.loads(record.findings)
    return words


class _Sources(dict[str, int]):
    """Citations, numbered as they are met, so that each is written out once."""

    def mark(self, *citations: str) -> str:
        """Return the numbers of citations as they stand in the text; nothing for none."""
        numbers = [str(self.setdefault(one, len(self) + 1)) for one in citations if one]
        return f"[{','.join(numbers)}]" if numbers else ""

    @property
    def listed(self) -> str:
        """Every citation behind its number."""
        return "；".join(f"[{number}] {text}" for text, number in self.items())


def explanation(words: Words) -> Letter:
    """Return the explanation on one page: facts, findings, working, parameters, each with its citation."""
    say, sources = _wording()["full"], _Sources()
    parts = [Heading(say["result"]), *_result(words)]
    for title, section in (
        ("members", [*_members(words, sources), *_registered(words)]),
        ("incomes", _incomes(words, sources)),
        ("assets", _assets(words)),
        ("findings", _findings(words, sources)),
        ("calculation", [Paragraph(line, mark="·") for line in words["calculation"]]),
        ("missing", _numbered([*words["missing"], *words["prompts"]])),
        ("alternatives", [Paragraph(_either(other), mark="·") for other in words["alternatives"]]),
        ("parameters", _parameters(words, sources)),
    ):
        if section:
            parts += [Heading(say[title]), *section]
    if sources:
        parts += [Heading(say["sources"]), Paragraph(f"{sources.listed}。")]
    parts += [Paragraph(say["closing"]), Signatures(tuple(say["signatures"]))]
    return Letter(_filled(say["title"], words), tuple(parts), foot=_filled(say["foot"], words))


def large_explanation(words: Words) -> Letter:
    """Return the same in plain sentences and large type, to be read by the person it is about."""
    say = _wording()["large"]
    opening = say["opening"].format_map({**words, "on": _day_in_words(words["on"])})
    parts: list[Part] = [Paragraph(opening), *_large_result(words)]
    if words["outcome"] == "unknown":
        parts += [Paragraph(say["missing"]), *_numbered(words["missing"])]
    reasons = [f["sentence"] for f in words["findings"] if f["outcome"] == words["outcome"] != "unknown"]
    shown_reasons = [text for text in reasons if words["outcome"] == "not_met" or "元" in text]
    if shown_reasons:
        parts += [Paragraph(say["reasons"]), *_numbered(shown_reasons)]
    if words["suggests"]:
        parts.append(Paragraph(say["suggests"].format(labels="、".join(words["suggests"]))))
    parts.append(Paragraph(say["closing"]))
    return Letter(say["title"], tuple(parts), size=LARGE_SIZE, smallest=SMALLEST_LARGE)


def amount_in_words(words: Words) -> str:
    """Return what is due as people say it, such as 每月补差 84 元; nothing where nothing is."""
    if words["amount"] is None:
        return ""
    amounts = _wording()["amount"]
    figure = shown(Money(words["amount"])).removesuffix(".00")
    return str(amounts.get(words["programme"], amounts["usual"])).format(amount=figure)


def _result(words: Words) -> Iterator[Part]:
    outcome = _wording()["outcome"][words["outcome"]]
    due = amount_in_words(words)
    since = f"，自{Month.parse(words['first_month']).label}起" if words["first_month"] else ""
    text = f"{words['name']}　{words['on']}　{words['label']}：{outcome}" + (f"，{due}{since}" if due else "")
    yield Paragraph(f"{text}。", mark=_SIGNS[words["outcome"]], strong=True)


def _large_result(words: Words) -> Iterator[Part]:
    outcome, due = _wording()["outcome"][words["outcome"]], amount_in_words(words)
    yield Paragraph(
        f"{outcome}{words['label']}条件。" if words["outcome"] != "unknown" else f"{outcome}。", strong=True
    )
    if due:
        yield Paragraph(f"{due}。", strong=True)
    if words["first_month"]:
        yield Paragraph(_wording()["large"]["since"].format(month=Month.parse(words["first_month"]).label))


def _members(words: Words, sources: _Sources) -> list[Part]:
    counts = {True: "计入", False: "不计入", None: "待确认"}
    rows = tuple(
        (
            one["name"],
            one["relation"],
            counts[one["counts"]],
            f"{one['reason']} {sources.mark(one['citation'])}",
        )
        for one in words["members"]
    )
    return [Table((12, 10, 9, 69), ("姓名", "关系", "是否计入", "理由和依据"), rows)] if len(rows) > 1 else []


def _incomes(words: Words, sources: _Sources) -> list[Part]:
    rows = tuple(
        (
            f"{one['label']}{_owner(one, words)}",
            _per_months(one),
            _TREATMENTS[one["treatment"]],
            codes("provenance").label(one["provenance"]) + (f" {one['as_of']}" if one.get("as_of") else ""),
            sources.mark(one["citation"]),
        )
        for one in words["incomes"]
    )
    header = ("种类", "数额", "口径", "来源", "依据")
    return [Table((27, 33, 14, 18, 8), header, rows)] if rows else []


def _assets(words: Words) -> list[Part]:
    rows = tuple(
        (
            f"{codes('asset_kind').label(one['kind'])}{_owner(one, words)}",
            f"{shown(Money(one['amount']))} 元"
            if one.get("amount")
            else f"{one.get('quantity', 1)} 处（件）",
            codes("provenance").label(one.get("provenance", "declared")),
        )
        for one in words["assets"]
    )
    return [Table((40, 35, 25), ("种类", "价值或数量", "来源"), rows)] if rows else []


def _registered(words: Words) -> list[Part]:
    """The plain facts of the register in a line for each source, then the recognitions of the household."""
    by_source: dict[str, list[str]] = {}
    for one in words.get("registered", ()):
        source = f"{codes('provenance').label(one['provenance'])} {one['as_of']}"
        by_source.setdefault(source, []).append(f"{one['name']}{one['label']} {one['value']}")
    lines = [f"{source}：{'，'.join(told)}" for source, told in by_source.items()]
    return [Paragraph(line, mark="·") for line in (*lines, *map(_recognition, words.get("recognitions", ())))]


def _recognition(one: Words) -> str:
    until = f"，有效期至 {one['valid_until']}" if one.get("valid_until") else ""
    source = codes("provenance").label(one["provenance"])
    return f"{one['label']}：{one['recognised_on']} 认定{until}（{source}）"


def _owner(income: Words, words: Words) -> str:
    name = words["names"].get(income.get("person"))
    return f"（{name}）" if name else ""


def _per_months(income: Words) -> str:
    if income["amount"] is None:
        return "数额不明"
    cost = f"，减成本 {shown(Money(income['cost']))}" if income["cost"] else ""
    period = {0: "一次性", 1: "每月", 12: "每年"}.get(income["months"], f"每{income['months']}个月")
    return f"{period} {shown(Money(income['amount']))} 元{cost}"


def _findings(words: Words, sources: _Sources) -> list[Part]:
    return [
        Paragraph(
            f"{one['label']}：{one['sentence']} {sources.mark(*one['citations'])}",
            mark=_SIGNS[one["outcome"]],
        )
        for one in words["findings"]
    ]


def _parameters(words: Words, sources: _Sources) -> list[Part]:
    rows = tuple(
        (one["label"], one["value"], one["since"], sources.mark(one["source"]))
        for one in words["parameters"]
        if not one["name"].startswith(_INCOME_TABLES)
    )
    return [Table((50, 28, 14, 8), ("标准、口径", "数值", "施行", "依据"), rows)] if rows else []


def _either(other: Words) -> str:
    amount = f"，每月 {shown(Money(other['amount']))} 元" if other["amount"] is not None else ""
    return f"如{other['when']}，{_wording()['outcome'][other['outcome']]}{amount}。"


def _numbered(texts: list[str]) -> list[Part]:
    return [Paragraph(text.rstrip("。") + "。", mark=f"{at}.") for at, text in enumerate(texts, start=1)]


def _day_in_words(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.year}年{day.month}月{day.day}日"


def _filled(template: str, words: Words) -> str:
    return template.format_map(words)


@cache
def _wording() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resource("templates", "explanation.toml").read_text(encoding="utf-8"))
