"""Every error says what happened and what to do now."""

import ast
import re
from collections import Counter
from string import Formatter

from house.tree import modules, parsed, place, sources
from minzheng_desk.kernel import errors
from minzheng_desk.kernel.errors import DeskError

WHOLLY_GIVEN = re.compile(r"\{\w+\}")  # the sentence is chosen where the error is raised


def family(cls: type[DeskError]) -> list[type[DeskError]]:
    return [cls, *(kin for child in cls.__subclasses__() for kin in family(child))]


def ours() -> list[type[DeskError]]:
    loaded = {module.__name__ for module in modules()}
    return [cls for cls in dict.fromkeys(family(DeskError)) if cls.__module__ in loaded]


def leaves() -> list[type[DeskError]]:
    return [cls for cls in ours() if cls.__module__ != errors.__name__]


def sentence_of(cls: type[DeskError], part: str) -> str:
    """The class's own sentence, or that of its leaf parent; the branch's general one does not count."""
    own = [base for base in cls.__mro__ if issubclass(base, DeskError) and base is not DeskError]
    return next((vars(base)[part] for base in own if part in vars(base)), "")


def test_every_error_says_what_happened_and_what_to_do_in_chinese_sentences() -> None:
    spoken = {
        f"{cls.__name__}.{part}": sentence_of(cls, part) for cls in leaves() for part in ("text", "remedy")
    }
    spoken = {name: said for name, said in spoken.items() if not WHOLLY_GIVEN.fullmatch(said)}
    assert {} == {name: said for name, said in spoken.items() if said.isascii()}
    assert {} == {name: said for name, said in spoken.items() if not said.endswith(("。", "”", "）", "}"))}


def test_every_sentence_can_be_filled_in() -> None:
    holes = [
        (cls.__name__, name)
        for cls in ours()
        for sentence in (cls.text, cls.remedy)
        for _, name, _, _ in Formatter().parse(sentence)
        if name is not None
    ]
    assert [] == [(cls, name) for cls, name in holes if not name.isidentifier()]


def test_an_error_is_a_statement_without_the_word_error() -> None:
    assert [] == [cls.__name__ for cls in leaves() if cls.__name__.endswith(("Error", "Exception"))]


def test_errors_of_different_names_have_different_codes_for_the_telephone() -> None:
    codes = Counter(code_of(cls) for cls in {cls.__name__: cls for cls in ours()}.values())
    assert {} == {code: n for code, n in codes.items() if n > 1}


def code_of(cls: type[DeskError]) -> str:
    """The code belongs to the class: no facts are needed to tell it."""
    return cls.__new__(cls).code


def test_each_branch_has_its_own_exit_status() -> None:
    branches = [cls.exit_status for cls in DeskError.__subclasses__() if cls.__module__ == errors.__name__]
    assert len(branches) == len(set(branches))


def test_whoever_raises_an_error_gives_every_fact_its_sentences_need() -> None:
    known = {cls.__name__: cls for cls in ours() if cls.__init__ is DeskError.__init__}
    missing = []
    for path in sources():
        for call in (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            given = {word.arg for word in call.keywords}
            if name in known and None not in given and (lacking := known[name].placeholders() - given):
                missing.append(f"{place(path, call)}: {name} lacks {', '.join(sorted(lacking))}")
    assert [] == missing
