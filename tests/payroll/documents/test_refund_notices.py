"""The letter that asks money back: month by month, with what the person may say to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.money import yuan
from minzheng_desk.payroll.documents.refund_notices import print_refund_notice
from minzheng_desk.payroll.model import Recovery
from payroll.paying import policy
from printed import printed_pages


def a_recovery(opened_on: date = date(2026, 11, 18)) -> Recovery:
    months = ("2026-09", "2026-10", "2026-11")
    return Recovery(
        number="ZH2026-00001",
        award_id=new_id(),
        person_id=new_id(),
        name="张三",
        programme="tekun",
        programme_label="特困人员救助供养",
        months=tuple((month, int(yuan("969"))) for month in months),
        total=yuan("2907"),
        cause="领款人于2026-08-20去世，之后仍发放",
        proof="死亡证明",
        opened_by="李敏",
        opened_on=opened_on,
    )


def read(path: Path, recovery: Recovery, *, after_death: bool = True) -> str:
    print_refund_notice(recovery, path, "柳溪镇民政办", policy(), after_death=after_death)
    return "".join("".join(printed_pages(path.read_bytes())).split())


def test_every_month_is_told_with_the_sum_in_words_and_the_proof(tmp_path: Path) -> None:
    said = read(tmp_path / "通知.pdf", a_recovery())
    assert all(f"2026年{month}月969.00" in said for month in (9, 10, 11))
    assert "合计2,907.00" in said
    assert "贰仟玖佰零柒元整" in said
    assert "依据：死亡证明" in said
    assert "ZH2026-00001" in said


def test_after_a_death_the_family_is_addressed(tmp_path: Path) -> None:
    assert "张三的家属：" in read(tmp_path / "通知.pdf", a_recovery())
    assert "张三：" in read(tmp_path / "通知.pdf", a_recovery(), after_death=False)


def test_that_nothing_is_taken_off_unheard_is_cited_only_while_it_is_law(tmp_path: Path) -> None:
    now = read(tmp_path / "今.pdf", a_recovery())
    before = read(tmp_path / "前.pdf", a_recovery(date(2026, 6, 30)))
    assert "第四十八条" in now
    assert "社会救助法" not in before
    assert "不抵扣其他人的待遇" in before
