"""The one door opens every room it names."""

import re

import dev

from house.tree import TOP


def test_every_task_says_in_chinese_what_it_does() -> None:
    assert [] == [name for name, (_, meaning) in dev.TASKS.items() if meaning.isascii()]


def test_the_first_page_of_the_house_names_every_task_and_no_other() -> None:
    told = (TOP / "README.md").read_text(encoding="utf-8")
    listed = next(line for line in told.splitlines() if "lists the other tasks" in line)
    called = re.findall(r"python3 dev\.py (\w[\w-]*)", told)
    assert set(dev.TASKS) == {*called, *re.findall(r"`([\w-]+)`", listed)}
