"""Marking a function as an operation: a thing a person does that is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from minzheng_desk.kernel.permissions import Permission

P = ParamSpec("P")
T = TypeVar("T")
Tx = TypeVar("Tx")


@dataclass(frozen=True)
class Operation(Generic[Tx, P, T]):
    """A named, labelled function of a transaction.

    ``name`` is stored in the journal and never changes; ``label`` is what people read.
    Calling an operation inside another one runs the plain function in the same transaction.
    """

    name: str
    label: str
    may: Permission
    undoable: bool
    run: Callable[Concatenate[Tx, P], T]

    def __post_init__(self) -> None:
        # So that help() and the rules of the house read the function's own words.
        object.__setattr__(self, "__doc__", self.run.__doc__)

    def __call__(self, tx: Tx, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run inside the caller's transaction."""
        return self.run(tx, *args, **kwargs)


_declared: dict[str, Operation[Any, Any, Any]] = {}


def operation(
    name: str, label: str, *, may: Permission, undoable: bool = True
) -> Callable[[Callable[Concatenate[Tx, P], T]], Operation[Tx, P, T]]:
    """Make a function an operation called ``name``; one that cannot be undone says why in its docstring."""

    def declare(function: Callable[Concatenate[Tx, P], T]) -> Operation[Tx, P, T]:
        if name in _declared:
            raise ValueError(f"operation {name!r} is declared twice")
        made = Operation(name, label, may, undoable, function)
        _declared[name] = made
        return made

    return declare


def declared_operations() -> Mapping[str, Operation[Any, Any, Any]]:
    """Every operation declared so far, by name."""
    return dict(_declared)


def label_of(name: str) -> str:
    """What people call the operation, or its name when this program no longer knows it."""
    known = _declared.get(name)
    return known.label if known else name
