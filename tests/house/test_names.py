"""Names say what a thing is; some words say nothing."""

import ast
import re

from house.tree import parsed, place, sources

SAY_NOTHING = {"manager", "helper", "helpers", "util", "utils", "common", "misc", "base", "handler"}
SAY_NOTHING |= {"processor", "service", "controller", "data", "info", "impl"}

# Cryptography's word for the key that seals a store; the name by which html.parser calls.
TERMS_OF_ART = re.compile(r"data_key|^handle_data$")

# The names by which Qt asks a model for what it shows.
QT_ASKS = {"data", "setData", "headerData", "itemData", "mimeData"}


def words_of(name: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return set(TERMS_OF_ART.sub("", spaced).split("_"))


def test_no_module_class_or_function_has_a_name_that_says_nothing() -> None:
    empty = [place(path) for path in sources() if words_of(path.stem) & SAY_NOTHING]
    for path in sources():
        for node in ast.walk(parsed(path)):
            named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            asked_by_qt = "ui" in path.parts and isinstance(node, ast.FunctionDef) and node.name in QT_ASKS
            if named and not asked_by_qt and words_of(node.name) & SAY_NOTHING:
                empty.append(f"{place(path, node)}: {node.name}")
    assert [] == empty


def test_words_are_found_inside_names() -> None:
    assert {"roster", "manager"} == words_of("RosterManager")
    assert {"import", "utils"} == words_of("import_utils")
    assert not words_of("database_updated") & SAY_NOTHING
