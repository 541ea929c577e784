"""The office itself: its name, its regions, its settings and its number series."""

from __future__ import annotations

from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.records import Record, code, number, record, text


@record("station", "单位", travels=False)
class Station(Record):
    """The office that keeps this store; there is exactly one."""

    name: str = text("单位名称")
    region_code: str = text("行政区划代码", max_length=12)
    policy_pack: str = text("政策包")
    mixed_household: str = text("城乡混合家庭标准口径", default="applicant")


@record("region", "行政区划")
class Region(Record):
    """A division the office works in: its own township and its villages, with the 12-digit statistics code."""

    code: str = text("区划代码", max_length=12, indexed=True)
    name: str = text("区划名称", max_length=60, search="place")
    kind: str = code("区划类别", "region_kind")
    parent_code: str | None = text("上级区划代码", default=None, max_length=12)


@record("number_series", "编号序列", travels=False)
class NumberSeries(Record):
    """The last number given out under a prefix."""

    prefix: str = text("编号前缀", max_length=40, indexed=True)
    last: int = number("最后编号", default=0)


class OfficeNotSetUp(NotFound):
    """The store has no office yet."""

    text = "这个数据库还没有设置单位。"
    remedy = "请先用 minzheng-desk new 建立单位和村（社区）名单。"
