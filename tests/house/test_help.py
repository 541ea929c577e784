"""Every page of the window has one page of help, which speaks of it by the names that stand on it."""

import ast
import re
from pathlib import Path

import pytest

from house.tree import SOURCE, TOP, parsed

MANUAL = TOP / "resources" / "manual"
SCREENS = sorted(path for path in (SOURCE / "ui" / "screens").glob("*.py") if path.stem != "__init__")
PAGES = sorted(MANUAL.glob("window-*.md"))
ONE_SCREEN = 760
"""Letters: what fits beside the page at the design size, with some scrolling to the keys beneath."""


def spec_of(path: Path) -> ast.Call:
    """The declaration at the end of a page's module."""
    calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    (spec,) = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "ScreenSpec"]
    return spec


def help_of(path: Path) -> str:
    (named,) = [keyword.value for keyword in spec_of(path).keywords if keyword.arg == "help"]
    return str(ast.literal_eval(named))


def page_of(path: Path) -> Path:
    """Where the page stands that a declaration makes."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith(".page"):
            return SOURCE.parent.joinpath(*str(node.module).split(".")).with_suffix(".py")
    return path


def primary_of(path: Path) -> str:
    """What the primary button of a page says when the page opens."""
    calls = [node for node in ast.walk(parsed(page_of(path))) if isinstance(node, ast.Call)]
    said = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "primary"]
    return str(ast.literal_eval(said[0]))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_the_help_of_a_page_has_its_title_and_names_its_primary_action(path: Path) -> None:
    told = (MANUAL / f"{help_of(path)}.md").read_text(encoding="utf-8")
    title = ast.literal_eval(spec_of(path).args[1])
    assert f"# {title}" == told.splitlines()[0]
    assert primary_of(path) in told


def test_no_two_pages_share_their_help() -> None:
    named = [help_of(path) for path in SCREENS]
    assert len(SCREENS) == len(set(named))
    assert [] == [name for name in named if not name.startswith("window-")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_help_is_short_and_says_what_may_go_wrong(page: Path) -> None:
    told = page.read_text(encoding="utf-8")
    assert len(told) <= ONE_SCREEN
    assert "## 遇到这些情况" in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_of_help_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (MANUAL / link).is_file()]
