from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.period import Month, MonthWrong, Span, SpanWrong, age_on, anniversary, month_later

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    "written", ["2026-11", "2026年11月", "202611", "2026/11", "2026.11", " 2026年11月份 ", "2026 - 11"]
)
def test_a_month_is_read_as_people_write_it(written):
    assert Month(2026, 11) == Month.parse(written)


@pytest.mark.parametrize("written", ["2026-13", "2026", "11月", "2026-0", "", "0000-01", "2026-11-01"])
def test_what_names_no_month_is_refused(written):
    with pytest.raises(MonthWrong):
        Month.parse(written)


def test_a_month_knows_its_days_and_neighbours():
    february = Month(2028, 2)
    assert date(2028, 2, 1) == february.first_day
    assert date(2028, 2, 29) == february.last_day
    assert Month(2028, 3) == february.next
    assert Month(2027, 12) == Month(2028, 1).previous
    assert "2028年2月" == february.label
    assert "2028-02" == str(february)
    assert february == Month.of(date(2028, 2, 29))


@given(MONTHS, st.integers(-600, 600))
def test_months_later_and_months_between_are_inverse(month, count):
    assert count == (month + count) - month
    assert month == Month.parse(str(month)) == Month.parse(month.label)


@given(MONTHS, MONTHS)
def test_months_are_ordered_as_their_days_are(one, other):
    assert (one < other) == (one.first_day < other.first_day)
    assert one.last_day + timedelta(days=1) == one.next.first_day


def test_a_span_holds_its_first_day_and_not_its_until():
    span = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert span.contains(date(2026, 11, 1))
    assert not span.contains(date(2026, 12, 1))
    assert not span.contains(date(2026, 10, 31))
    assert span.touches(Month(2026, 11))
    assert not span.touches(Month(2026, 12))


def test_an_open_span_goes_on():
    assert Span(date(2026, 11, 30)).touches(Month(2026, 11))
    assert Span(date(2026, 11, 30)).contains(date(2999, 1, 1))


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(SpanWrong):
        Span(date(2026, 2, 1), date(2026, 1, 31))


@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40))
def test_spans_overlap_exactly_when_they_share_a_day(one_since, one_days, other_since, other_days):
    one = Span(one_since, one_since + timedelta(days=one_days))
    other = Span(other_since, other_since + timedelta(days=other_days))
    shared = [at for at in range(one_days) if other.contains(one_since + timedelta(days=at))]
    assert bool(shared) == one.overlaps(other) == other.overlaps(one)


def test_a_term_of_months_ends_on_the_corresponding_day_or_the_last():
    assert date(2027, 2, 12) == month_later(date(2026, 11, 12), 3)
    assert date(2026, 2, 28) == month_later(date(2025, 11, 30), 3)
    assert date(2026, 10, 31) == month_later(date(2026, 11, 30), -1) + timedelta(days=1)


def test_three_years_away_are_reached_on_the_day_itself():
    assert anniversary(date(2023, 11, 21), 3) <= date(2026, 11, 21)
    assert anniversary(date(2023, 11, 22), 3) > date(2026, 11, 21)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1966, 11, 21), date(2026, 11, 21), 60),
        (date(1966, 11, 22), date(2026, 11, 21), 59),
        (date(1966, 11, 22), date(2026, 11, 22), 60),
        (date(1936, 2, 29), date(2026, 2, 27), 89),
        (date(1936, 2, 29), date(2026, 2, 28), 90),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
        (date(2026, 11, 22), date(2026, 11, 21), -1),
    ],
)
def test_completed_years_are_reached_on_the_birthday(birth, day, age):
    assert age == age_on(birth, day)


@given(DAYS, DAYS)
def test_age_and_anniversary_agree(birth, day):
    age = age_on(birth, day)
    assert anniversary(birth, age) <= day < anniversary(birth, age + 1)
