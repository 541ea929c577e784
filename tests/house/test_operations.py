"""Every operation can be named to a person, is allowed by a permission, and can be undone or says why not."""

import re

from house.tree import ROOMS, modules
from minzheng_desk.kernel.operations import Operation, declared_operations
from minzheng_desk.kernel.permissions import Permission

GIVES_A_REASON = re.compile(r"undo|undone|taken back", re.IGNORECASE)


def operations() -> list[Operation]:
    modules()
    return [op for op in declared_operations().values() if op.run.__module__.startswith("minzheng_desk.")]


def test_every_operation_has_a_chinese_label_a_permission_and_a_docstring() -> None:
    assert [] == [op.name for op in operations() if op.label.isascii()]
    assert [] == [op.name for op in operations() if not isinstance(op.may, Permission)]
    assert [] == [op.name for op in operations() if not (op.run.__doc__ or "").strip()]


def test_what_cannot_be_undone_says_why() -> None:
    silent = [
        op for op in operations() if not op.undoable and not GIVES_A_REASON.search(op.run.__doc__ or "")
    ]
    assert [] == [op.name for op in silent]


def test_the_journal_keeps_names_of_one_shape() -> None:
    assert [] == [op.name for op in operations() if not re.fullmatch(r"[a-z_]+\.[a-z_]+", op.name)]


def test_operations_live_in_rooms() -> None:
    homes = {op.name: op.run.__module__.split(".")[1] for op in operations()}
    assert {} == {name: home for name, home in homes.items() if home not in ROOMS}


def test_no_two_operations_read_the_same_to_a_person() -> None:
    labels = [op.label for op in operations()]
    assert [] == sorted({label for label in labels if labels.count(label) > 1})
