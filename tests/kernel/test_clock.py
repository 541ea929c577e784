from datetime import UTC, date, datetime, timedelta

from minzheng_desk.kernel.clock import BEIJING, FixedClock, SystemClock, in_beijing


def test_the_office_day_is_the_day_in_beijing():
    clock = SystemClock()
    before = clock.now()
    today = clock.today()
    assert today in {in_beijing(before).date(), in_beijing(clock.now()).date()}


def test_the_present_moment_is_in_utc():
    assert timedelta(0) == SystemClock().now().utcoffset()


def test_a_fixed_clock_stands_at_nine_in_the_morning_of_its_day():
    clock = FixedClock(date(2026, 11, 21))
    assert date(2026, 11, 21) == clock.today()
    assert datetime(2026, 11, 21, 1, tzinfo=UTC) == clock.now()
    assert datetime(2026, 11, 21, 9, tzinfo=BEIJING) == in_beijing(clock.now())
