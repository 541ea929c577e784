"""The windows speak as one: nothing frightens or blames, and punctuation and figures look alike."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from house.tree import SOURCE, TOP, parsed, place

UI = SOURCE / "ui"
CHINESE = "[\u4e00-\u9fff]"

FRIGHTENING = ("失败", "非法", "错误码", "不允许", "！")
BLAMING = ("您", "亲，", "哦")
YES_OR_NO = ("是否",)
"""A question has verbs as buttons."""

EXCEPTIONS_OF_A_ROSTER = "payroll"
"""Lines of a roster that need somebody are called 异常; nothing else is."""

HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!()]|[,;:?!()]{CHINESE}")
PATTERNS = re.compile(r"\*\.|\\d|“代码,名称”|代码,村")
"""What files are called in a dialog, expressions that read what is typed, and what is typed with a comma."""

EXPRESSIONS = re.compile(r"[\\^$|]|\(\?:|[*?]\)|\]\+")
"""What a regular expression is known by."""


def searched_for(tree: ast.AST) -> set[int]:
    """What people type to find a command, which is never shown."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    commands = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "PageCommand"]
    return {id(word) for command in commands for word in command.args[2:]}


def docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def texts(path: Path) -> Iterator[tuple[ast.Constant, str]]:
    """The Chinese texts of a file that somebody may read."""
    unseen = docstrings(parsed(path)) | searched_for(parsed(path))
    for node in ast.walk(parsed(path)):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in unseen else None
        if isinstance(node, ast.Constant) and isinstance(said, str) and re.search(f"{CHINESE}|！", said):
            yield node, said


@cache
def said_in_windows() -> tuple[tuple[str, str], ...]:
    """Every text of the windows with its place."""
    paths = sorted(UI.rglob("*.py"))
    return tuple((place(path, node), text) for path in paths for node, text in texts(path))


@cache
def said_anywhere() -> tuple[tuple[str, str], ...]:
    """Every text of the program with its place, and every line of the manual, the ledgers and the papers."""
    paths = sorted(SOURCE.rglob("*.py"))
    found = [(place(path, node), text) for path in paths for node, text in texts(path)]
    for folder in ("manual", "ledgers", "templates"):
        for page in sorted((TOP / "resources" / folder).rglob("*.*")):
            lines = page.read_text(encoding="utf-8").splitlines()
            found += [(f"{page.name}:{number}", line) for number, line in enumerate(lines, 1)]
    return tuple(found)


def said_in_help() -> Iterator[tuple[str, str]]:
    for page in sorted((TOP / "resources" / "manual").glob("window-*.md")):
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{page.name}:{number}", line


def test_no_text_frightens_blames_or_asks_yes_or_no() -> None:
    words = FRIGHTENING + BLAMING + YES_OR_NO
    said = [*said_in_windows(), *said_in_help()]
    assert len(said) > 1000
    assert [] == [(where, text) for where, text in said if any(word in text for word in words)]


def written_for_people() -> list[tuple[str, str]]:
    """Every text but comments, expressions that read what is typed, and what banks and messy tables write."""
    return [
        (where, text)
        for where, text in said_anywhere()
        if not text.startswith("#") and "/demo/" not in where
        if not (".py" in where and EXPRESSIONS.search(text))
    ]


def test_no_text_of_any_face_frightens_or_blames() -> None:
    said = written_for_people()
    assert len(said) > 4000
    words = (*(word for word in FRIGHTENING if word != "！"), *BLAMING)
    assert [] == [(where, text) for where, text in said if any(word in text for word in words)]
    assert [] == [(where, text) for where, text in said if re.search(f"{CHINESE}！", text)]


def test_punctuation_between_chinese_is_full_width_on_every_face() -> None:
    links = re.compile(r"\]\([^)]*\)")
    said = [(where, links.sub("]", text)) for where, text in written_for_people()]
    wrong = [(where, text) for where, text in said if HALF_WIDTH.search(text)]
    assert [] == [(where, text) for where, text in wrong if not PATTERNS.search(text)]


def test_only_lines_of_a_roster_are_called_exceptions() -> None:
    wrong = [(where, text) for where, text in said_in_windows() if "异常" in text]
    assert [] == [(where, text) for where, text in wrong if EXCEPTIONS_OF_A_ROSTER not in where]


def test_punctuation_between_chinese_is_full_width() -> None:
    said = [(where, text) for where, text in said_in_windows() if not PATTERNS.search(text)]
    assert [] == [(where, text) for where, text in said if HALF_WIDTH.search(text)]


def counted(path: Path) -> Iterator[tuple[str, str]]:
    """The texts with a counted figure in them, which stands there as 1."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.JoinedStr) and ":,}" in ast.unparse(node):
            parts = [part.value if isinstance(part, ast.Constant) else _figure(part) for part in node.values]
            yield place(path, node), "".join(map(str, parts))


def _figure(part: ast.expr) -> str:
    """A figure where what is put in is written with thousands apart."""
    spec = part.format_spec if isinstance(part, ast.FormattedValue) else None
    return "1" if spec is not None and ast.unparse(spec).strip("f'\"") == "," else " "


def test_a_figure_within_a_sentence_has_a_space_on_either_side() -> None:
    close = re.compile(rf"{CHINESE}\d|\d{CHINESE}")
    dates = re.compile(r"\d+年(\d+月)?(\d+日)?|\d+月(\d+日)?|\d+[日号]")
    said = [*said_in_windows(), *said_in_help(), *(one for path in UI.rglob("*.py") for one in counted(path))]
    assert [] == [(where, text) for where, text in said if close.search(dates.sub(" ", text))]


def test_a_word_the_glossary_replaces_is_used_nowhere() -> None:
    glossary = tomllib.loads((TOP / "docs" / "glossary.toml").read_text(encoding="utf-8"))["terms"]
    never = {word: entry["term"] for entry in glossary for word in entry.get("never", ())}
    assert never
    said = [(where, text, word) for where, text in said_anywhere() for word in never if word in text]
    assert [] == [(where, text, f"{word}：{never[word]}") for where, text, word in said]


def test_a_page_is_called_by_its_term_everywhere() -> None:
    glossary = tomllib.loads((TOP / "docs" / "glossary.toml").read_text(encoding="utf-8"))["terms"]
    terms = {entry["identifier"]: {entry["term"], *entry.get("also", [])} for entry in glossary}
    calls = [node for path in (UI / "screens").glob("*.py") for node in ast.walk(parsed(path))]
    specs = [call for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == "ScreenSpec"]
    named = [(ast.literal_eval(spec.args[0]), ast.literal_eval(spec.args[1])) for spec in specs]
    assert len(named) > 8
    assert [] == [(name, title) for name, title in named if title not in terms.get(name, set())]


def test_what_help_quotes_stands_on_the_windows() -> None:
    said = [text for _, text in said_in_windows()]
    quoted = [(where, part) for where, line in said_in_help() for part in re.findall("“([^”]+)”", line)]
    assert len(quoted) > 50
    wanted = [(where, word) for where, words in quoted for word in words.split("、")]
    assert [] == [(where, word) for where, word in wanted if not any(word in text for text in said)]
