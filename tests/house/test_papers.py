"""What is written about the house leads somewhere, and its decisions can be counted."""

import re
from collections import Counter
from pathlib import Path

from house.tree import TOP

DECISIONS = sorted((TOP / "docs" / "decisions").glob("[0-9]*.md"))


def links(page: Path) -> list[str]:
    """The relative targets a page names."""
    found = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [target for target in found if "://" not in target]


def test_every_link_leads_to_something() -> None:
    pages = [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]
    assert [] == [(page.name, to) for page in pages for to in links(page) if not (page.parent / to).exists()]


def test_every_decision_has_its_own_number_and_says_it() -> None:
    assert {} == {n: times for n, times in Counter(page.name[:4] for page in DECISIONS).items() if times > 1}
    titles = {page.name: page.read_text(encoding="utf-8").splitlines()[0] for page in DECISIONS}
    assert {} == {name: title for name, title in titles.items() if not title.startswith(f"# {name[:4]}")}


def test_every_decision_says_its_status_what_was_decided_and_what_it_costs() -> None:
    parts = ("Status", "Decision", "Consequences")
    texts = {page.name: page.read_text(encoding="utf-8") for page in DECISIONS}
    assert [] == [f"{name}: {part}" for name, text in texts.items() for part in parts if part not in text]


def test_every_decision_is_listed() -> None:
    assert [page.name for page in DECISIONS] == links(TOP / "docs" / "decisions" / "README.md")
