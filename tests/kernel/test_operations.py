"""An operation is a plain function with a name for the journal and a label for people."""

from __future__ import annotations

import pytest

from minzheng_desk.kernel.operations import declared_operations, label_of, operation
from minzheng_desk.kernel.permissions import Permission


@operation("test.greet", "问候", may=Permission.READ)
def greet(tx: str, name: str) -> str:
    """Greet somebody."""
    return f"{tx}{name}"


def test_an_operation_is_called_like_the_function_it_is() -> None:
    assert "你好张三" == greet("你好", "张三")
    assert "Greet somebody." == greet.__doc__
    assert (True, Permission.READ) == (greet.undoable, greet.may)


def test_an_operation_is_found_by_the_name_the_journal_keeps() -> None:
    assert greet is declared_operations()["test.greet"]
    assert ("问候", "no.longer.known") == (label_of("test.greet"), label_of("no.longer.known"))


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        operation("test.greet", "再问候", may=Permission.READ)(lambda tx: tx)


def test_every_permission_has_a_chinese_label_of_its_own() -> None:
    labels = [permission.value for permission in Permission]
    assert len(labels) == len(set(labels))
    assert not any(label.isascii() for label in labels)
