"""C08: somebody of a family on the margin applies alone; the others stay on the margin."""

from datetime import date

from acceptance.families import assessed, family, income, member
from minzheng_desk.eligibility.model import CertificateFact, Outcome
from minzheng_desk.kernel.money import yuan

SON = member("儿子", "20", date(1990, 9, 9), certificates=(CertificateFact(category="6", grade="3"),))
OTHERS = (
    member("户主", "02", date(1960, 1, 1)),
    member("妻子", "12", date(1962, 1, 1)),
    member("女儿", "30", date(1995, 1, 1)),
)
FAMILY = family(*OTHERS, SON, incomes=(income("2400", "户主"),))


def test_the_son_alone_gets_the_standard_of_one_person() -> None:
    found = assessed("dibao_single", FAMILY, person="儿子")
    assert (Outcome.MET, yuan("440"), 1) == (found.outcome, found.amount, found.means.size)


def test_the_family_as_a_whole_stays_on_the_margin_and_out_of_dibao() -> None:
    assert Outcome.NOT_MET is assessed("dibao", FAMILY).outcome
    assert Outcome.MET is assessed("dibao_margin", FAMILY).outcome


def test_nobody_else_of_the_family_gets_in_on_the_sons_certificate() -> None:
    for other in ("户主", "妻子", "女儿"):
        assert Outcome.MET is not assessed("dibao_single", FAMILY, person=other).outcome
