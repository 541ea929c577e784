"""Numbers of disability certificates are read apart, and told what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.certificates import (
    CertificateNumber,
    certificate_number,
    diagnose_certificate_number,
)

HOLDER = "990000199009090170"


@pytest.mark.parametrize(
    "written", [f"{HOLDER}63", f"{HOLDER}63B1", f" {HOLDER} 63", "９９００００１９９００９０９０１７０６３"]
)
def test_a_number_is_read_apart_however_it_is_written(written: str) -> None:
    assert CertificateNumber(HOLDER, "6", "3") == certificate_number(written)
    assert [] == diagnose_certificate_number(written, HOLDER, "6", "3")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (f"{HOLDER}6", "length"),
        (f"{HOLDER}631", "length"),
        (f"{HOLDER}63B", "length"),
        (f"{HOLDER}63C1", "letters"),
        (f"{HOLDER[:-1]}A63", "letters"),
        (f"{HOLDER}83", "category"),
        (f"{HOLDER}03", "category"),
        (f"{HOLDER}65", "grade"),
        (f"{HOLDER}60", "grade"),
    ],
)
def test_a_number_that_is_no_number_is_refused_with_the_first_reason(written: str, code: str) -> None:
    assert certificate_number(written) is None
    (finding,) = diagnose_certificate_number(written, HOLDER, "6", "3")
    assert (code, True) == (finding.code, finding.is_form)


def test_what_does_not_agree_with_the_holder_is_told_one_by_one() -> None:
    found = diagnose_certificate_number("99000019900909018163", HOLDER, "4", "2")
    assert ["holder", "check", "category_differs", "grade_differs"] == [finding.code for finding in found]
    assert not any(finding.is_form for finding in found)


def test_what_is_not_known_is_not_compared() -> None:
    assert [] == diagnose_certificate_number(f"{HOLDER}63")


@given(st.sampled_from("1234567"), st.sampled_from("1234"), st.sampled_from(["", "B1", "B9"]))
def test_every_category_and_grade_is_understood(category: str, grade: str, again: str) -> None:
    assert [] == diagnose_certificate_number(f"{HOLDER}{category}{grade}{again}", HOLDER, category, grade)
