import pytest

from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.progress import Silent, each


class Heard:
    def __init__(self, cancel_at: int | None = None) -> None:
        self.reports: list[tuple[int, int, str]] = []
        self.cancel_at = cancel_at

    def report(self, done: int, total: int, text: str) -> None:
        if self.cancel_at is not None and done >= self.cancel_at:
            raise Cancelled
        self.reports.append((done, total, text))


def test_each_reports_first_every_so_many_and_last():
    heard = Heard()
    assert list(range(5)) == list(each(range(5), heard, "读取", 5, every=2))
    assert [(0, 5, "读取"), (2, 5, "读取"), (4, 5, "读取"), (5, 5, "读取")] == heard.reports


def test_each_stops_when_cancelled():
    taken = []
    with pytest.raises(Cancelled):
        taken.extend(each(iter(range(10)), Heard(cancel_at=4), "读取", 10, every=2))
    assert len(taken) <= 4


def test_silent_progress_hears_and_says_nothing():
    assert ["甲"] == list(each(["甲"], Silent(), "读取", 1))
