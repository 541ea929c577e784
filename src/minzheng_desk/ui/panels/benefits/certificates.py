"""What ran out with its certificate: suspended for the ticked lines, and paid again once it is renewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from minzheng_desk.benefits.differences import Change
from minzheng_desk.benefits.suspending import resume_renewed, stops_many, suspend_expired
from minzheng_desk.benefits.township import DifferenceRow
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits import told
from minzheng_desk.ui.panels.benefits.acts import Decision, Effect, Typed, Values, yuan_said
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import FormField
from minzheng_desk.ui.workbench import Workbench


class OfCertificates(Decision):
    """One step for all ticked lines of one sort."""

    change: Change

    def __init__(self, rows: Sequence[DifferenceRow], unpaid_from: Mapping[str, Month]) -> None:
        self.rows = [row for row in rows if row.one.change is self.change]
        self.unpaid_from = unpaid_from

    @property
    def name(self) -> str:
        """How many."""
        return f"勾选的 {len(self.rows)} 份{self.change.label}"

    @property
    def about(self) -> str:
        """That one step takes it back."""
        return "一步办理，一步可以撤销。"

    def reasons(self) -> Iterator[str]:
        """Whom it is about, and from when."""
        yield from told.table(
            (masks().name(row.place.name), row.one.label, f"自 {since.label}起" if since else "")
            for row in self.rows
            for since in [self._since(row)]
        )

    def fields(self) -> Sequence[FormField]:
        """Nothing is filled in: the re-check said the month."""
        return ()

    def _since(self, row: DifferenceRow) -> Month | None:
        return row.one.since

    def _monthly(self) -> Money:
        return Money(sum(abs(row.one.moved) for row in self.rows))


class SuspendExpired(OfCertificates):
    """Suspend until the certificate is renewed."""

    key, verb, icon, takes_away = "suspend_expired", "暂停发放", "pause", True
    change = Change.SUSPEND

    def __init__(
        self,
        rows: Sequence[DifferenceRow],
        unpaid_from: Mapping[str, Month],
        in_payment: Mapping[str, int],
    ) -> None:
        super().__init__(rows, unpaid_from)
        self.in_payment = in_payment
        """By programme, how many awards are paid now."""

    def typed(self) -> Typed | None:
        """The sum of a month, where so many of those in payment are suspended at once."""
        paid = sum(self.in_payment.get(name, 0) for name in {row.one.programme for row in self.rows})
        if not stops_many(len(self.rows), paid):
            return None
        first = min((month for row in self.rows if (month := self._since(row))), default=None)
        since = f"自 {first.label}起" if first else ""
        share = round(Fraction(100 * len(self.rows), max(paid, len(self.rows))))
        text = (
            f"{len(self.rows)} 份{since}暂停发放，占这些项目在享 {paid:,} 份的 {share}%，"
            f"每月少发 {yuan_said(self._monthly())}。请先看过名单。"
            "待遇保留，换证后可以恢复；这一步可以撤销，到锁定名册为止。"
        )
        return Typed(f"暂停发放 {len(self.rows)} 份", text, "每月少发的合计金额", shown(self._monthly()))

    def effect(self, values: Values) -> Effect:
        """What is not paid a month; what was paid stays paid."""
        said = f"每月少发 {yuan_said(self._monthly())}，待遇保留，换证后恢复；已锁定的月份不变。"
        return Effect((said,))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Suspend them."""
        return bench.task(suspend_expired, [row.one for row in self.rows], unpaid_from=self.unpaid_from)

    def told(self, values: Values) -> str:
        """How many."""
        return f"残疾人证到期，已暂停发放 {len(self.rows)} 份"

    def _since(self, row: DifferenceRow) -> Month | None:
        known = [month for month in (row.one.since, self.unpaid_from.get(row.one.programme)) if month]
        return max(known, default=None)


class ResumeRenewed(OfCertificates):
    """Pay again what was suspended over a certificate that has been renewed."""

    key, verb, icon = "resume_renewed", "恢复发放", "refresh"
    change = Change.RESUME

    def effect(self, values: Values) -> Effect:
        """What is paid a month again."""
        said = f"每月恢复发放 {yuan_said(self._monthly())}；恢复月份以后没有发的随下一期名册补发。"
        return Effect((said,))

    def task(self, bench: Workbench, values: Values) -> Task[Any]:
        """Resume them."""
        return bench.task(resume_renewed, [row.one for row in self.rows])

    def told(self, values: Values) -> str:
        """How many."""
        return f"换证后已恢复发放 {len(self.rows)} 份"
