"""The plan of the house and the contract of the floors agree; a door-plate is only a door-plate."""

import ast
import re
import tomllib

from house.tree import ROOMS, SOURCE, TOP, imported, parsed, place, rooms

CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]


def containers(beginning: str) -> set[str]:
    contract = next(contract for contract in CONTRACTS if contract["name"].startswith(beginning))
    return {name.removeprefix("minzheng_desk.") for name in contract["containers"]}


def test_every_module_can_be_imported() -> None:
    assert () == imported()[1]


def test_every_room_that_is_built_keeps_the_order_inside_rooms() -> None:
    assert set(rooms()) == containers("Rooms: ")


def test_every_room_has_its_model() -> None:
    assert [] == [room for room in rooms() if not list((SOURCE / room).glob("model*"))]


def test_a_package_is_a_door_plate_and_nothing_else() -> None:
    more = []
    for path in SOURCE.rglob("__init__.py"):
        body = parsed(path).body
        allowed = 2 if path.parent == SOURCE else 1  # the version stands on the door of the house
        if not ast.get_docstring(parsed(path)) or len(body) > allowed:
            more.append(place(path))
    assert [] == more


def test_a_room_says_its_chinese_name_and_what_is_not_kept_there() -> None:
    plates = {room: ast.get_docstring(parsed(SOURCE / room / "__init__.py")) or "" for room in rooms()}
    assert [] == [room for room, plate in plates.items() if plate.isascii()]
    assert [] == [room for room, plate in plates.items() if not re.search(r"\b[Nn]ot(hing)?\b", plate)]


def test_every_package_has_its_floor() -> None:
    floors = next(contract for contract in CONTRACTS if contract["name"].startswith("Floors: "))["layers"]
    placed = {name.strip(" ()") for layer in floors for name in layer.split("|")}
    built = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert set() == built - placed
    assert set() == set(ROOMS) - placed
