"""对发放的影响: what an act would do to money, before it is saved."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.benefits.foresight import AfterDeath, Ending, Shift, monthly_difference
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households.acts.act import Foreseen
from minzheng_desk.ui.panels.households.words import cited
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.findings import Finding, FindingList
from minzheng_desk.ui.widgets.labels import label

_MINUS = "−"


class Effects(QWidget):
    """The effect in findings, and what it comes to a month."""

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", "body", strong=True)
        self.list = FindingList("对发放的影响")
        self.more = label("", "hint", wrap=True)
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(label("对发放的影响", "block"))
        self._head.addStretch(1)
        self._head.addWidget(self.said)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list)
        self._column.addWidget(self.more)
        look().changed.connect(self._fit)
        self._fit()
        self.ask_more()

    def ask_more(self) -> None:
        """Say that too little is filled in to tell."""
        self._say("", (), "填完上面各项后，这里会列出哪些待遇有变化。")

    def show_foreseen(self, foreseen: Foreseen) -> None:
        """Tell what an act would do."""
        findings = tuple(told(foreseen))
        more = ""
        if isinstance(foreseen, AfterDeath):
            more = foreseen.unsettled
        elif any(shift.before is not None for shift in foreseen):
            more = "按户发的待遇不会自动改，请保存后到“待遇管理”核定。"
        if not findings:
            more = more or "这一步不影响在享的待遇，也没有新的可享待遇。"
        self._say(_sum(foreseen), findings, more)

    def say_refused(self, words: str) -> None:
        """Say why the effect is not known."""
        self._say("", (), words)

    def _say(self, said: str, findings: tuple[Finding, ...], more: str) -> None:
        self.said.setText(said)
        self.list.show_findings(findings)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.setAccessibleDescription("；".join([said, *(one.spoken for one in findings), more]))

    def _fit(self) -> None:
        self._column.setContentsMargins(0, look().px(4), 0, look().px(6))
        self._column.setSpacing(look().px(4))


def told(foreseen: Foreseen) -> Iterator[Finding]:
    """What an act would do, finding by finding."""
    endings, shifts = _parts(foreseen)
    yield from (_ending(place, one) for place, one in enumerate(endings))
    yield from (_shift(place, one) for place, one in enumerate(shifts))


def _parts(foreseen: Foreseen) -> tuple[tuple[Ending, ...], tuple[Shift, ...]]:
    return (foreseen.endings, foreseen.shifts) if isinstance(foreseen, AfterDeath) else ((), foreseen)


def _ending(place: int, one: Ending) -> Finding:
    amount = f"{_MINUS}{shown(one.monthly)}" if one.monthly is not None else ""
    return Finding(
        f"e{place}",
        one.label,
        "停发",
        Tone.BAD,
        amount,
        f"自 {one.until.label}起不再发放",
        cited(one.source),
    )


def _shift(place: int, one: Shift) -> Finding:
    who = f"{masks().name(one.name)}：" if one.name else ""
    verdict, tone = _moved(one)
    before = shown(one.before) if one.before is not None else "0"
    after = shown(one.after) if one.after is not None else "0"
    source = cited(one.source) if one.source is not None else ""
    fact = f"{who}{masks().sentence(one.reason, one.names).rstrip('。')}"
    return Finding(f"s{place}", one.label, verdict, tone, f"{before} → {after}", fact, source)


def _moved(one: Shift) -> tuple[str, Tone]:
    if one.outcome is Outcome.UNKNOWN:
        return "待定", Tone.WARN
    if one.after is None:
        return "不再符合", Tone.BAD
    if one.before is None:
        return "可享", Tone.INFO
    return ("增加", Tone.OK) if one.after > one.before else ("减少", Tone.WARN)


def _sum(foreseen: Foreseen) -> str:
    endings, shifts = _parts(foreseen)
    moved = Money(monthly_difference(shifts) - sum(one.monthly or 0 for one in endings))
    if not moved:
        return ""
    sign = "+" if moved > 0 else _MINUS
    return f"每月 {sign}{shown(Money(abs(moved)))} 元"
