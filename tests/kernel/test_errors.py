"""Every error says what happened and what to do, and can be named over the telephone."""

from __future__ import annotations

import re

import pytest

from minzheng_desk.kernel.errors import Cancelled, DeskError, NotAllowed, NotFound, StaleRecord, UndoBlocked


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = NotAllowed(person="王芳", operation="修改人员信息", permission="登记")
    assert "“王芳”没有“修改人员信息”的权限，没有执行。" == str(error)
    assert "“登记”" in error.advice
    assert {"person", "operation", "permission"} == NotAllowed.placeholders()


def test_the_code_names_the_kind_of_error() -> None:
    assert StaleRecord(label="家庭").code == StaleRecord(label="人员").code != NotFound(label="人员").code
    assert re.fullmatch(r"E[0-9]+", Cancelled().code)


def test_an_error_without_its_facts_is_a_bug() -> None:
    with pytest.raises(KeyError):
        UndoBlocked(operation="登记家庭")


def test_every_branch_has_an_exit_status_of_its_own() -> None:
    branches = [kind for kind in DeskError.__subclasses__() if kind.__module__ == DeskError.__module__]
    statuses = [branch.exit_status for branch in branches]
    assert len(statuses) == len(set(statuses))
    assert min(statuses) > DeskError.exit_status
