"""Policies, read once and kept: those the program brings, and the one an office works by with its answers."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.office.queries import find_station, the_station
from minzheng_desk.policy.answers import OFFICE_MARK, answered, with_setting
from minzheng_desk.policy.decisions.model import KeptPack, OwnCases, PolicyAnswer
from minzheng_desk.policy.keeping import lay_out
from minzheng_desk.policy.model import PackNotFound, Policy
from minzheng_desk.policy.packs import Manifest, read_manifest, read_packs
from minzheng_desk.policy.tomlfile import TomlFile, parse_toml
from minzheng_desk.store.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from minzheng_desk.store.reader import Reader


def brought_packs() -> Path:
    """The folder of the packs that the program brings."""
    return resource_dir() / "policy"


def installed_packs() -> tuple[str, ...]:
    """The names of the packs that the program brings."""
    return tuple(sorted(path.parent.name for path in brought_packs().glob("*/manifest.toml")))


@cache
def load_policy(name: str) -> Policy:
    """The policy of a pack that the program brings and of those it extends.

    Raises `PackNotFound` or `PackBroken`.
    """
    return read_packs(_lineage(name, [brought_packs()]))


def station_pack(reader: Reader) -> str:
    """The name of the pack that the office of this store works by; raises `OfficeNotSetUp`."""
    return the_station(reader).policy_pack


def office_policy(reader: Reader) -> Policy:
    """The policy the office works by: its pack, with its answers to open questions laid over.

    Raises `OfficeNotSetUp`, `PackNotFound` or `PackBroken`.
    """
    station = the_station(reader)
    kept = kept_pack(reader, station.policy_pack)
    return _office_policy(station.policy_pack, kept, station.mixed_household, tuple(answers(reader)))


def pack_policy(reader: Reader) -> Policy:
    """The pack the office works by, without its own answers; raises as `office_policy` does."""
    pack = station_pack(reader)
    return policy_of_files(pack, kept_pack(reader, pack))


def policy_of_edition(reader: Reader, named: str, day: date) -> Policy | None:
    """The policy the office worked by under this name and version, with the answers it had given by a day.

    ``named`` is the pack and its version as rosters name them. None where the edition was replaced by that of
    a newer program, or can no longer be read by it.
    """
    pack, _, version = named.partition(" ")
    version, station = version.partition(OFFICE_MARK)[0], find_station(reader)
    at = table(KeptPack).c
    kept = reader.first(KeptPack, at.pack == pack, at.pack_version == version, order_by=[at.id.desc()])
    content = reader.paper(kept.content) if kept is not None else b""
    try:
        found = policy_of_files(pack, content)
    except PolicyProblem:
        return None
    if found.version != version or station is None:
        return None
    given = tuple(answer for answer in answers(reader) if answer.answered_on <= day)
    return _office_policy(pack, content, station.mixed_household, given)


def kept_pack(reader: Reader, pack: str) -> bytes:
    """The files of a pack as the office took it in last; nothing where it is one the program brings."""
    at = table(KeptPack).c
    last = reader.first(KeptPack, at.pack == pack, order_by=[at.activated_on.desc(), at.id.desc()])
    return reader.paper(last.content) if last is not None else b""


@cache
def policy_of_files(name: str, content: bytes) -> Policy:
    """The policy of a kept pack over those it extends; without ``content`` that of one the program brings.

    Raises `PackNotFound` or `PackBroken`.
    """
    if not content:
        return load_policy(name)
    with tempfile.TemporaryDirectory() as place:
        lay_out(content, Path(place))
        return policy_in(Path(place, name))


@cache
def _office_policy(
    pack: str, content: bytes, mixed_household: str, given: tuple[PolicyAnswer, ...]
) -> Policy:
    policy = policy_of_files(pack, content)
    return answered(with_setting(policy, "household.mixed", mixed_household), given)


def answers(reader: Reader) -> list[PolicyAnswer]:
    """What the office has answered, in the order of the answers."""
    at = table(PolicyAnswer).c
    return reader.find(PolicyAnswer, order_by=[at.answered_on, at.id])


def policy_in(folder: Path) -> Policy:
    """The policy of the pack in ``folder``, which may extend packs beside it or those the program brings.

    Raises `PackNotFound` or `PackBroken`.
    """
    return read_packs(lineage(folder))


def lineage(folder: Path) -> list[Manifest]:
    """What the pack in ``folder`` and those it extends say about themselves, the most general first.

    Raises `PackNotFound` or `PackBroken`.
    """
    return _lineage(folder.name, [folder.parent, brought_packs()])


def _lineage(name: str, places: Sequence[Path]) -> list[Manifest]:
    """Return the manifests of a pack and of those it extends, the most general first."""
    found: list[Manifest] = []
    wanted: str | None = name
    while wanted is not None and wanted not in {manifest.name for manifest in found}:
        folder = _folder(wanted, places)
        if folder is None:
            raise PackNotFound(name=wanted, known="、".join(installed_packs()))
        found.insert(0, read_manifest(folder))
        wanted = found[0].extends
    return found


def _folder(name: str, places: Sequence[Path]) -> Path | None:
    return next((place / name for place in places if (place / name / "manifest.toml").is_file()), None)


def pack_folder(named: Path) -> Path:
    """The folder of a pack: the one that is named, or the pack of that name which the program brings."""
    brought = brought_packs() / named.name
    is_name = len(named.parts) == 1 and not named.exists()
    return brought if is_name and brought.is_dir() else named.resolve()


def case_files(name: str) -> tuple[Path, ...]:
    """The files of cases that lie beside the programmes of a pack that the program brings."""
    return tuple(sorted((brought_packs() / name).glob("programmes/*/cases*.toml")))


def own_cases(reader: Reader) -> list[OwnCases]:
    """The files of cases that the office has added, by pack and name."""
    at = table(OwnCases).c
    return reader.find(OwnCases, order_by=[at.pack, at.file_name])


def own_case_files(reader: Reader, packs: Iterable[str]) -> list[TomlFile]:
    """The office's own files of cases for any of these packs; raises `PackBroken`."""
    wanted = set(packs)
    return [
        parse_toml(Path(kept.file_name), reader.paper(kept.content).decode())
        for kept in own_cases(reader)
        if kept.pack in wanted
    ]
