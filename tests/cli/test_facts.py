"""What was found out is typed in, and the assessment that waited for it can be made."""

from pathlib import Path

from cli.registers import household_register
from cli.terminal import Terminal


def test_tekun_is_decided_once_everything_it_asks_for_is_typed_in(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    paper = tmp_path / "核对报告.pdf"
    paper.write_bytes(b"%PDF-1.4")

    def tekun() -> dict[str, str]:
        (found,) = typed.told("assess", "周桂方", "--programme", "特困")["assessments"][:1]
        return {finding["rule"]: finding["outcome"] for finding in found["findings"]}

    before = tekun()
    assert "unknown" == before["tekun.no_able_supporter"] == before["tekun.self_care_assessed"]
    typed.done("fact", "property", "周桂方", "是", "--paper", paper)
    typed.done("fact", "self-care", "周桂方", "--by", "李敏", "--failed", "洗澡")
    said = typed.done(
        "fact",
        "supporter",
        "周桂方",
        "--name",
        "周强",
        "--relation",
        "子",
        "--born",
        "1990-01-01",
        "--without",
        "在监狱服刑",
        "--property",
        "是",
        "--income",
        "12000",
        "--disability",
        "精神 三级",
        "--receives",
        "低保",
        "--consented",
        "2026-11-20",
    )
    for expected in (
        "财产符合规定",
        "六项指标中 1 项不能达到",
        "周强（子），在监狱服刑",
        "2026-11-20 同意核对",
        "1 份",
    ):
        assert expected in said
    after = tekun()
    assert "met" == after["tekun.no_able_supporter"] == after["tekun.self_care_assessed"]


def test_what_is_typed_by_a_name_nobody_knows_is_refused_with_the_names_there_are(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    refused = typed("fact", "circumstance", "周桂方", "走运")
    assert "“走运”不是情形类别中的一种。" in refused.err
    assert "有工作" in refused.err
    told = typed.told("fact", "circumstance", "周桂方", "有工作", "--no", "--source", "本人申报")
    assert ("circumstance", "有工作：否") == (told["recorded"], told["evidence"][0]["content"])
    told = typed.told("fact", "confirm", "周桂方", "确有特殊困难", "是", "--reason", "失火", "--by", "李敏")
    assert "confirmation" == told["recorded"]


def test_a_relative_of_a_clerk_is_granted_nothing_before_the_county_has_visited(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    said = typed.done(
        "fact", "relative", "周桂方", "弟弟", "--kind", "村干部", "--staff", "周书记", "--post", "村支书"
    )
    assert "与村（社区）干部周书记：兄弟姐妹" in said
    explained = typed.done("assess", "周桂方", "--programme", "低保")
    assert "县级须入户调查后才能确认，还没有县级入户调查记录" in explained

    grant = "grant", "--household", "周桂方", "--programme", "低保", "--by", "张局"
    refused = typed(*grant)
    assert 0 != refused.status
    assert "没有县级入户调查记录，不能确认最低生活保障" in refused.err

    visit = "fact", "visit", "周桂方", "县级", "--by", "王局", "--by", "刘敏", "--seen", "三间平房，两人居住"
    assert "县级：三间平房，两人居住（王局、刘敏）" in typed.done(*visit)
    assert "已确认" in typed.done(*grant)


def test_an_in_law_is_only_pointed_out(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done("fact", "relative", "周桂方", "妻弟", "--kind", "村干部", "--staff", "周书记")
    assert "不要求备案；请注意回避" in typed.done("assess", "周桂方", "--programme", "低保")
    assert "已确认" in typed.done("grant", "--household", "周桂方", "--programme", "低保", "--by", "张局")


def test_the_hukou_of_a_member_in_another_province_asks_that_county_to_help(
    typed: Terminal, tmp_path: Path
) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    (member,) = [m for m in typed.told("show", "周桂方")["members"] if m["name"] != "周桂方"][:1]
    assert "421303000000" in typed.done("fact", "hukou", member["name"], "421303")
    assert "户籍所在的县（421303）配合调查核实" in typed.done("assess", "周桂方", "--programme", "低保")
    assert 0 != typed("fact", "hukou", member["name"], "42").status
    typed.done("undo")
    assert "421303" not in typed.done("assess", "周桂方", "--programme", "低保")
