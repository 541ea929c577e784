"""The files in which the office keeps its households: four tables by hand, three exports of a system."""

from __future__ import annotations

from minzheng_desk.demo.layouts import MEMBER_PLACES, Column, Layout, person_columns


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


SOUTH = Layout(
    file="人员信息_南片_一人一行.xlsx",
    sheet="人员明细",
    holds="households",
    titles=("青禾镇南片低收入人口基本信息采集表", "（2026年度）"),
    note="注：出生日期与身份证不一致的，以身份证为准。",
    header_again_every=400,
    hides_a_row=True,
    columns=person_columns(
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
    columns=person_columns(
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

_EXPORTED = person_columns(
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
