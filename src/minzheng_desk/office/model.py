"""The office itself: its name, its regions, its settings and its number series."""

from __future__ import annotations

from datetime import datetime

from minzheng_desk.kernel.errors import DocumentProblem, InputProblem, NotFound, NotNow
from minzheng_desk.kernel.records import Record, blob, code, flag, instant, number, record, text
from minzheng_desk.kernel.region import RegionCode, level, parent


@record("station", "单位", travels=False)
class Station(Record):
    """The office that keeps this store; there is exactly one."""

    name: str = text("单位名称")
    region_code: str = text("行政区划代码", max_length=12)
    policy_pack: str = text("政策包")
    mixed_household: str = text("城乡混合家庭标准口径", default="applicant")


@record("region", "行政区划")
class Region(Record):
    """A division the office works in, its own township or a village, with the 12-digit statistics code."""

    kind: str = code("区划类别", "region_kind")
    code: str = text("区划代码", max_length=12, indexed=True)
    name: str = text("区划名称", max_length=60, search="place")
    parent_code: str | None = text("上级区划代码", default=None, max_length=12)


@record("number_series", "编号序列", travels=False, yields=True)
class NumberSeries(Record):
    """The last number given out under a prefix; whoever drew a later one does not stand in an undo's way."""

    prefix: str = text("编号前缀", max_length=40, indexed=True)
    last: int = number("最后编号", default=0)


@record("printed_paper", "打印件", travels=False)
class PrintedPaper(Record):
    """A paper that left the office: the very file that was shown and printed, and who printed it."""

    about: str = text("对象", max_length=120, indexed=True)
    title: str = text("标题")
    content: str = blob("文件")
    pages: int = number("页数")
    copies: int = number("份数", default=1)
    time: int = number("第几次打印")
    reason: str = text("重印原因", default="")
    full_numbers: bool = flag("印有完整号码", default=False)
    printer: str = text("打印机", default="")
    printed_by: str = text("打印人")
    printed_at: datetime = instant("打印时间")


def region(code: RegionCode, name: str) -> Region:
    """Describe a division; its kind and what lies above it follow from its code.

    >>> made = region(RegionCode("990000001002"), "清水村")
    >>> made.kind, made.parent_code
    ('village', '990000001000')
    """
    return Region(code=code, name=name, kind=level(code).name.lower(), parent_code=parent(code))


def numbered(prefix: str, number: int) -> str:
    """Write a number of a series: five digits, more when they are used up.

    >>> numbered("99000000100-2026-", 12)
    '99000000100-2026-00012'
    """
    return f"{prefix}{number:05d}"


class OfficeNotSetUp(NotFound):
    """The store has no office yet."""

    text = "这个数据库还没有设置单位。"
    remedy = "请先新建数据库，并设置单位和村（社区）名单。"


class OfficeAlreadySetUp(NotNow):
    """A store belongs to one office for life."""

    text = "这个数据库已经属于“{name}”，不能再设置成另一个单位。"
    remedy = "其他单位请另选一个文件夹新建数据库；本单位改名请用“修改单位设置”。"


class SettingEmpty(InputProblem):
    """A setting always says something."""

    text = "“{label}”不能为空，没有修改。"
    remedy = "请填写后再保存。"


class RegionOutsideOffice(InputProblem):
    """The office's list holds divisions of its own only."""

    text = "“{name}”（{code}）不在本单位的行政区划（{office}）之内，没有添加。"
    remedy = "请核对区划代码：村（社区）的代码以本乡镇（街道）的前 9 位开头。"


class RegionNamedOtherwise(InputProblem):
    """The division is known under another name."""

    text = "区划代码{code}已登记为“{known}”，与“{name}”不一致，没有添加。"
    remedy = "请核对代码；如确已更名，请修改已有的村（社区）名称。"


class ReprintReasonMissing(InputProblem):
    """A paper is printed again for a reason that can be told."""

    text = "“{title}”已经打印过 {times} 次，再次打印要写明原因，没有打印。"
    remedy = "请选择原因（如缺页、卡纸、存档补缺），再打印。"


class VillageListWrong(DocumentProblem):
    """A line of a list of villages does not say a code and a name."""

    text = "村（社区）名单“{name}”{place}看不懂，没有新建数据库。"
    remedy = "每行写“12 位区划代码,村（社区）名称”；.toml 文件写 [[village]]、code、name。"
