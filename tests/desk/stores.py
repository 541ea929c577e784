"""What the stores of these tests are founded with."""

from __future__ import annotations

from datetime import date

from minzheng_desk.desk.founding import FirstPerson, Office
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.vault.keys import Cost

CHEAP = Cost(memory_kib=32, passes=1)
PASSPHRASE = "山高月小水落石出"
CLOCK = FixedClock(date(2026, 11, 21))
OFFICE = Office(
    "清水镇民政办",
    "990000001",
    "demo-county",
    regions=(("990000001000", "清水镇"), ("990000001201", "上湾村")),
)
PERSON = FirstPerson("zhou", "周敏", ("administrator", "clerk"))
