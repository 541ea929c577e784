"""What stays in one place: the clock, machine paths, registry addresses, floating point."""

import ast
import re

from house.tree import SOURCE, TOP, kept_files, parsed, place, rooms, sources

TELLS_TIME = {"now", "today", "utcnow"}
MEASURED = {"documents", "imports"}  # millimetres on paper, and cells as a workbook hands them over
ELSEWHERE = [
    re.compile(r"(?<![\w.~*>-])/(?:work|root|tmp)(?:/|\b)(?![\w-]*>)"),
    re.compile(
        r"\b(?:files\.)?python" + r"hosted\.org|\bpy" + r"pi\.(?:org|python)|\bnpm" + r"js\.", re.IGNORECASE
    ),
    re.compile(r"mirrors?\.[a-z]+\.(?:com|edu|cn)", re.IGNORECASE),
]


def test_only_the_clock_tells_the_time() -> None:
    asked = []
    for path in sources():
        if path == SOURCE / "kernel" / "clock.py":
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and node.attr in TELLS_TIME:
                on = ast.unparse(node.value)
                if on.split(".")[-1] in {"date", "datetime", "time"}:
                    asked.append(place(path, node))
    assert [] == asked


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    named = []
    for path in kept_files():
        if path.suffix in {".png", ".ttf", ".xls", ".xlsx", ".ods", ".pdf", ".sqlite"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if path != TOP / "tests" / "house" / "test_borders.py" and any(p.search(line) for p in ELSEWHERE):
                named.append(f"{place(path)}:{number}: {line.strip()[:80]}")
    assert [] == named


def test_no_floating_point_where_money_is_worked_out() -> None:
    floats = []
    for path in (p for room in rooms() for p in (SOURCE / room).rglob("*.py")):
        if {*path.parts, path.stem} & MEASURED:
            continue
        for node in ast.walk(parsed(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if literal or (isinstance(node, ast.Name) and node.id == "float"):
                floats.append(place(path, node))
    assert [] == floats


def test_chinese_sentences_have_chinese_punctuation() -> None:
    halved = []
    for path in sources():
        notes = {id(node.value) for node in ast.walk(parsed(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(parsed(path)):
            said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if id(node) not in notes and re.search(r"[\u4e00-\u9fff][,;!](?![\w\]])", said):
                halved.append(f"{place(path, node)}: {said[:40]!r}")
    assert [] == halved
