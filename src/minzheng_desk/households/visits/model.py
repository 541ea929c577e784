"""Visits to households."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.records import Record, code, day, listing, record, ref, text


@record("home_visit", "入户调查")
class HomeVisit(Record):
    """Somebody went to see a household: who, on which day, for which level of government, what was seen."""

    household_id: RecordId = ref("household", "家庭")
    visited_on: date = day("入户日期")
    level: str = code("入户层级", "visit_level")
    visitors: tuple[str, ...] = listing("入户人员")
    seen: str = text("入户所见", max_length=2000)


class VisitNotDescribed(InputProblem):
    """A visit says who went and what was seen."""

    text = "入户调查没有写明{lacking}，没有保存。"
    remedy = "请写明入户人员的姓名和在家里看到的情况（居住、人口、收入、财产、困难）后再保存。"
