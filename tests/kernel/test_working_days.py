from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.working_days import CalendarMissing, read_calendar, state_council_calendar

CALENDAR = state_council_calendar()


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 21), 3, date(2026, 9, 24)),
        (date(2026, 9, 21), 20, date(2026, 10, 26)),
        (date(2026, 9, 21), 30, date(2026, 11, 9)),
        (date(2026, 9, 21), 45, date(2026, 11, 30)),
        (date(2026, 9, 28), 3, date(2026, 10, 8)),
        (date(2026, 9, 30), 10, date(2026, 10, 20)),
        (date(2026, 10, 30), 3, date(2026, 11, 4)),
        (date(2026, 11, 2), 10, date(2026, 11, 16)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
    ],
)
def test_terms_of_working_days_end_where_the_law_says(start, count, end):
    assert end == CALENDAR.add_working_days(start, count)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2025, 1, 26), True),
        (date(2025, 10, 8), False),
    ],
)
def test_holidays_and_worked_weekends_are_as_published(day, works):
    assert works == CALENDAR.is_working_day(day)


def test_the_published_year_has_its_number_of_working_days():
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    # 365 天 - 104 个周末日 - 19 个落在工作日的休假日 + 6 个调休上班日
    assert 248 == sum(map(CALENDAR.is_working_day, days))


def test_worked_days_are_weekends_and_every_file_names_its_notice():
    for year, plan in CALENDAR.years.items():
        assert all(day.weekday() >= 5 and day.year == year for day in plan.worked_weekends)
        assert not plan.worked_weekends & plan.days_off
        assert f"{year}年" in plan.document


def test_a_term_of_calendar_days_rolls_over_a_day_off():
    assert date(2026, 10, 8) == CALENDAR.add_natural_days(date(2026, 9, 24), 7)
    assert date(2026, 10, 1) == CALENDAR.add_natural_days(date(2026, 9, 24), 7, roll=False)
    assert date(2026, 11, 16) == CALENDAR.add_natural_days(date(2026, 11, 7), 7)


def test_a_year_nobody_published_is_said_and_never_guessed():
    assert CALENDAR.covers(2026)
    assert not CALENDAR.covers(2031)
    with pytest.raises(CalendarMissing, match="2031") as said:
        CALENDAR.is_working_day(date(2031, 1, 6))
    assert "resources/calendar" in said.value.advice


def test_a_term_that_reaches_into_an_unpublished_year_is_refused(tmp_path):
    text = 'document = "2030年"\n[[holidays]]\nname = "元旦"\nfirst = 2030-01-01\nlast = 2030-01-01\n'
    (tmp_path / "2030.toml").write_text(text, encoding="utf-8")
    calendar = read_calendar(tmp_path)
    assert date(2030, 12, 31) == calendar.add_working_days(date(2030, 12, 30), 1)
    with pytest.raises(CalendarMissing, match="2031"):
        calendar.add_working_days(date(2030, 12, 30), 2)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_a_term_holds_exactly_its_number_of_working_days(start, count):
    end = CALENDAR.add_working_days(start, count)
    within = [start + timedelta(days=at) for at in range(1, (end - start).days + 1)]
    assert count == sum(map(CALENDAR.is_working_day, within))
    assert CALENDAR.is_working_day(end)
