"""The files in which the office keeps the benefits it pays."""

from __future__ import annotations

from minzheng_desk.demo.layouts import Column, Layout, person_columns

OLD_AGE_ALLOWANCES = Layout(
    file="高龄津贴发放花名册.xlsx",
    sheet="津贴对象",
    holds="old_age_allowance",
    titles=("青禾镇高龄津贴发放花名册（2026年10月）",),
    totals=("amount",),
    note="注：发放金额单位为元/月。",
    header_again_every=150,
    columns=person_columns(
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
    columns=person_columns(_DIBAO_WORDS),
)

URBAN_DIBAO_AWARDS = Layout(
    file="低保待遇名册_城市_系统导出.csv",
    sheet="低保待遇名册_城市_系统导出",
    holds="dibao",
    columns=person_columns({key: word for key, word in _DIBAO_WORDS.items() if key != "sequence"}),
    encoding="gb18030",
)

MARGIN_HOUSEHOLDS = Layout(
    file="低保边缘家庭台账.ods",
    sheet="边缘家庭",
    holds="dibao_margin",
    titles=("青禾镇低保边缘家庭台账",),
    columns=person_columns(
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
