"""How each office drew its tables: titles, headers in its own words, where the village stands, what is under the table."""

from __future__ import annotations

from dataclasses import dataclass, field

from minzheng_desk.demo.model import CellValue, DemoHousehold, Villager

MEMBER_PLACES = 7
"""How many members besides the head a row of a whole household has room for."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which value it shows, under which words, and which family of faults may fall on it."""

    key: str
    header: str
    family: str = ""
    group: str = ""
    """What the upper row of a two-row header says over it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file looks."""

    file: str
    sheet: str
    holds: str
    """households, or the programme whose awards it lists."""
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    village: str = "each"
    """each: in every row; merged: once, merged downward; first: once, blank below."""
    totals: tuple[str, ...] = ()
    """The keys that a row at the bottom adds up; nothing for none."""
    note: str = ""
    header_again_every: int = 0
    """After how many rows the page breaks and the header comes again; 0 for never."""
    hides_a_row: bool = False
    encoding: str = ""

    @property
    def is_spread(self) -> bool:
        """Whether one row holds a whole household."""
        return any(column.key == "m1_name" for column in self.columns)


@dataclass(slots=True)
class Entry:
    """One row that speaks of a household or a person; faults change its cells before it is laid out."""

    household: DemoHousehold
    person: Villager
    """The head where the row is the whole household's."""
    cells: dict[str, CellValue]
    row: int = field(default=0)
    """Where it came to stand, counted from 1; 0 before."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout with its rows, not yet laid out."""

    layout: Layout
    entries: list[Entry]


def _members_under_a_group() -> tuple[Column, ...]:
    """Return the members' columns of a two-row header: 成员1 over 姓名, 身份证号, 与户主关系, …."""
    return tuple(
        Column(f"m{place}_{key}", header, family, f"家庭成员{place}")
        for place in range(1, MEMBER_PLACES + 1)
        for key, header, family in (
            ("name", "姓名", "name"),
            ("id", "身份证号", "id"),
            ("relation", "与户主关系", ""),
            ("work", "劳动能力", ""),
            ("income", "年收入", "income"),
            ("disability", "残疾类别及等级", ""),
        )
    )


def _members_in_one_row() -> tuple[Column, ...]:
    """Return the members' columns of a one-row header: 成员1姓名, 成员1身份证, 关系, …."""
    return tuple(
        Column(f"m{place}_{key}", header.format(place=place), family)
        for place in range(1, MEMBER_PLACES + 1)
        for key, header, family in (
            ("name", "成员{place}姓名", "name"),
            ("id", "成员{place}身份证", "id"),
            ("relation", "关系", ""),
            ("income", "成员{place}年收入", "income"),
            ("dis_category", "成员{place}残疾类别", ""),
            ("dis_grade", "成员{place}残疾等级", ""),
        )
    )


EAST = Layout(
    file="家庭档案_东片_一户一行.xlsx",
    sheet="东片",
    holds="households",
    titles=(
        "青禾镇民政对象家庭基本情况登记表（东片）",
        "填报单位：青禾镇人民政府民政办　　填报日期：2026年11月　　单位：人、元",
    ),
    village="merged",
    totals=("size", "household_income"),
    note="注：1. 家庭年总收入为共同生活家庭成员年收入合计；2. 成员超过7人的另附页。",
    hides_a_row=True,
    columns=(
        Column("sequence", "序号"),
        Column("village", "村（社区）"),
        Column("group", "村民小组"),
        Column("head_name", "姓名", "name", "户主基本情况"),
        Column("head_id", "身份证号码", "id", "户主基本情况"),
        Column("head_work", "劳动能力", "", "户主基本情况"),
        Column("head_income", "年收入", "income", "户主基本情况"),
        Column("head_disability", "残疾类别及等级", "", "户主基本情况"),
        Column("phone", "联系电话", "phone"),
        Column("address", "家庭住址"),
        Column("hukou", "城乡类别"),
        Column("size", "家庭人口数", "count"),
        Column("household_income", "家庭年总收入", "amount"),
        Column("", ""),
        Column("savings", "金融资产总额", "amount", "家庭财产状况"),
        Column("dwellings", "产权住房套数", "count", "家庭财产状况"),
        Column("vehicles", "机动车辆数", "", "家庭财产状况"),
        Column("bank", "开户银行", "", "一卡通账户"),
        Column("account", "银行账号", "", "一卡通账户"),
        *_members_under_a_group(),
    ),
)

WEST = Layout(
    file="家庭档案_西片_一户一行.xlsx",
    sheet="Sheet1",
    holds="households",
    titles=("西片困难群众家庭台账", "制表：民政办　　2026年"),
    village="first",
    note="说明：同村只在第一行填写村名。",
    columns=(
        Column("", ""),
        Column("sequence", "编号"),
        Column("village", "所在村"),
        Column("group", "组别"),
        Column("head_name", "户主姓名", "name"),
        Column("head_id", "户主身份证", "id"),
        Column("head_income", "户主年收入", "income"),
        Column("head_dis_category", "户主残疾类别"),
        Column("head_dis_grade", "户主残疾等级"),
        Column("hukou", "户籍类别"),
        Column("size", "人口数", "count"),
        Column("", ""),
        *_members_in_one_row(),
        Column("", ""),
        Column("household_income", "家庭年收入(元)", "amount"),
        Column("savings", "银行存款(元)", "amount"),
        Column("dwellings", "住房套数", "count"),
        Column("vehicles", "车辆数"),
        Column("phone", "户主联系电话", "phone"),
        Column("address", "家庭地址"),
        Column("bank", "开户行"),
        Column("account", "一卡通账号"),
    ),
)


def _person_columns(words: dict[str, str]) -> tuple[Column, ...]:
    """Return the columns of one row per person in an office's own words; families are the same everywhere."""
    return tuple(Column(key, header, _FAMILIES.get(key, "")) for key, header in words.items())


_FAMILIES = {
    "village": "village",
    "head_id": "id",
    "name": "name",
    "id": "id",
    "sex": "sex",
    "born": "born",
    "income": "income",
    "phone": "phone",
    "savings": "amount",
    "dwellings": "count",
    "amount": "amount",
    "size": "count",
    "covered": "count",
    "household_income": "amount",
    "head_name": "name",
}

SOUTH = Layout(
    file="人员信息_南片_一人一行.xlsx",
    sheet="人员明细",
    holds="households",
    titles=("青禾镇南片低收入人口基本信息采集表", "（2026年度）"),
    note="注：出生日期与身份证不一致的，以身份证为准。",
    header_again_every=400,
    hides_a_row=True,
    columns=_person_columns(
        {
            "sequence": "序号",
            "village": "村名",
            "group": "村民小组",
            "head_name": "户主姓名",
            "head_id": "户主身份证号",
            "name": "姓名",
            "id": "公民身份号码",
            "relation": "与户主关系",
            "sex": "性别",
            "born": "出生年月",
            "nation": "民族",
            "marriage": "婚姻状况",
            "education": "文化程度",
            "health": "健康状况",
            "work": "劳动能力",
            "dis_category": "残疾类别",
            "dis_grade": "残疾等级",
            "dis_number": "残疾证号",
            "income": "年收入（元）",
            "wage": "其中：工资性收入",
            "business": "其中：经营净收入",
            "property": "其中：财产净收入",
            "transfer": "其中：转移净收入",
            "savings": "家庭金融资产（元）",
            "dwellings": "产权住房套数",
            "vehicles": "机动车辆数",
            "phone": "手机号码",
            "bank": "开户行",
            "account": "银行卡号",
            "address": "家庭住址",
            "remark": "备注",
        }
    ),
)

NORTH = Layout(
    file="人员信息_北片_一人一行.ods",
    sheet="北片",
    holds="households",
    titles=("北片民政服务对象花名册",),
    columns=_person_columns(
        {
            "sequence": "编号",
            "village": "行政村",
            "name": "姓名",
            "id": "证件号码",
            "relation": "与户主的关系",
            "head_id": "户主证件号码",
            "sex": "男女",
            "born": "出生日期",
            "nation": "族别",
            "education": "学历",
            "work": "劳动力情况",
            "dis_category": "残疾类型",
            "dis_grade": "残疾级别",
            "income": "个人年收入",
            "savings": "金融资产总额",
            "dwellings": "住房套数",
            "phone": "电话",
            "bank": "银行名称",
            "account": "存折账号",
        }
    ),
)

_EXPORTED = _person_columns(
    {
        "head_name": "户主姓名",
        "head_id": "户主身份证号",
        "name": "成员姓名",
        "id": "身份证件号码",
        "relation": "与户主关系",
        "sex": "性别",
        "born": "出生日期",
        "nation": "民族",
        "marriage": "婚姻状况",
        "education": "文化程度",
        "health": "健康状况",
        "work": "劳动能力",
        "dis_category": "残疾类别",
        "dis_grade": "残疾等级",
        "dis_number": "残疾证号",
        "income": "年收入",
        "hukou": "户籍类型",
        "village": "所属村（社区）",
        "address": "户籍地址",
        "savings": "金融资产总额",
        "dwellings": "产权住房套数",
        "vehicles": "机动车辆数",
        "phone": "联系电话",
        "bank": "开户银行",
        "account": "银行帐号",
    }
)

TOWN = Layout("社区居民_城关_系统导出.csv", "社区居民_城关_系统导出", "households", _EXPORTED, encoding="gbk")
FACTORY = Layout(
    "社区居民_纺织厂_系统导出.csv", "社区居民_纺织厂_系统导出", "households", _EXPORTED, encoding="gb18030"
)
ADDED = Layout("人员信息_新增补录.csv", "人员信息_新增补录", "households", _EXPORTED, encoding="utf-8-sig")

HOUSEHOLD_LAYOUTS = {
    "东片": EAST,
    "西片": WEST,
    "南片": SOUTH,
    "北片": NORTH,
    "城关": TOWN,
    "纺织厂": FACTORY,
    "新增": ADDED,
}
"""The file that lists the households of each area."""

OLD_AGE_ALLOWANCES = Layout(
    file="高龄津贴发放花名册.xlsx",
    sheet="津贴对象",
    holds="old_age_allowance",
    titles=("青禾镇高龄津贴发放花名册（2026年10月）",),
    totals=("amount",),
    note="注：发放金额单位为元/月。",
    header_again_every=150,
    columns=_person_columns(
        {
            "sequence": "序号",
            "village": "村（社区）",
            "name": "老人姓名",
            "id": "身份证号码",
            "phone": "老人联系方式",
            "address": "户籍地址",
            "tier": "年龄档",
            "since": "起发月份",
            "amount": "发放金额",
            "bank": "开户银行",
            "account": "银行卡号",
            "kind": "人员类型",
        }
    ),
)

TEKUN_AWARDS = Layout(
    file="特困人员供养台账.xlsx",
    sheet="特困",
    holds="tekun",
    titles=("青禾镇特困人员救助供养台账", "截至2026年10月31日"),
    village="merged",
    totals=("basic", "care", "amount"),
    columns=(
        Column("sequence", "编号"),
        Column("village", "村（社区）"),
        Column("name", "姓名", "name"),
        Column("id", "身份证号", "id"),
        Column("hukou", "户籍类型"),
        Column("care_arrangement", "供养方式"),
        Column("self_care", "生活自理能力"),
        Column("since", "最初享受月份"),
        Column("basic", "基本生活", "amount", "月救助供养金（元）"),
        Column("care", "照料护理", "amount", "月救助供养金（元）"),
        Column("amount", "合计", "amount", "月救助供养金（元）"),
        Column("bank", "开户银行"),
        Column("account", "银行账号"),
        Column("", ""),
        Column("phone", "联系电话", "phone"),
    ),
)

_DIBAO_WORDS = {
    "sequence": "序号",
    "village": "村（社区）",
    "head_name": "户主姓名",
    "head_id": "户主身份证号",
    "hukou": "低保类别",
    "size": "家庭人口数",
    "covered": "保障人口",
    "household_income": "家庭年总收入（元）",
    "amount": "户月保障金额（元）",
    "since": "最初享受月份",
    "bank": "开户银行",
    "account_name": "银行账户名称",
    "account": "银行帐号",
    "phone": "联系电话",
}

RURAL_DIBAO_AWARDS = Layout(
    file="低保待遇名册_农村.xlsx",
    sheet="农村低保",
    holds="dibao",
    titles=("青禾镇农村最低生活保障对象名册", "2026年10月　　单位：户、人、元"),
    totals=("covered", "amount"),
    note="注：本表由民政办填报，金额为户月保障金额。",
    header_again_every=200,
    hides_a_row=True,
    columns=_person_columns(_DIBAO_WORDS),
)

URBAN_DIBAO_AWARDS = Layout(
    file="低保待遇名册_城市_系统导出.csv",
    sheet="低保待遇名册_城市_系统导出",
    holds="dibao",
    columns=_person_columns({key: word for key, word in _DIBAO_WORDS.items() if key != "sequence"}),
    encoding="gb18030",
)

MARGIN_HOUSEHOLDS = Layout(
    file="低保边缘家庭台账.ods",
    sheet="边缘家庭",
    holds="dibao_margin",
    titles=("青禾镇低保边缘家庭台账",),
    columns=_person_columns(
        {
            "sequence": "序号",
            "village": "村居",
            "head_name": "户主姓名",
            "head_id": "户主身份证号码",
            "size": "人数",
            "household_income": "家庭年总收入",
            "per_person": "人均月收入",
            "since": "确认日期",
            "until": "有效期止",
        }
    ),
)
