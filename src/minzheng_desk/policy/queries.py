"""Policies as installed, read once and kept; and the policy an office works by, its own answers included."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.office.queries import the_station
from minzheng_desk.policy.answers import answered, with_setting
from minzheng_desk.policy.decisions.model import PolicyAnswer
from minzheng_desk.policy.keeping import lay_out
from minzheng_desk.policy.model import InstalledPack, PackNotFound, Policy
from minzheng_desk.policy.packs import Manifest, read_manifest, read_packs
from minzheng_desk.store.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minzheng_desk.store.reader import Reader


OWN_PACKS = "MINZHENG_DESK_POLICIES"
"""The environment variable that names the folder of the office's own packs and cases."""


def pack_places() -> tuple[Path, ...]:
    """The folders that packs are looked for in: the office's own first, then those the program brings."""
    own = os.environ.get(OWN_PACKS)
    return (*([Path(own)] if own else []), resource_dir() / "policy")


def installed_packs() -> tuple[str, ...]:
    """The names of the packs that can be loaded."""
    found = (path.parent.name for place in pack_places() for path in place.glob("*/manifest.toml"))
    return tuple(sorted({name for name in found if not name.endswith((".new", ".old"))}))


@cache
def load_policy(name: str) -> Policy:
    """The policy of an installed pack and of those it extends; raises `PackNotFound`, `PackBroken`."""
    return read_packs(_lineage(name, pack_places()))


def forget_policies() -> None:
    """Read packs afresh from now on, because one has been installed."""
    load_policy.cache_clear()
    policy_of_files.cache_clear()
    _office_policy.cache_clear()


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


def kept_pack(reader: Reader, pack: str) -> bytes:
    """The files of a pack as the office took it in last; nothing where it is one the program brings."""
    at = table(InstalledPack).c
    last = reader.first(InstalledPack, at.pack == pack, order_by=[at.activated_on.desc(), at.id.desc()])
    return reader.paper(last.content) if last is not None else b""


@cache
def policy_of_files(name: str, content: bytes) -> Policy:
    """The policy of a pack that was kept, over those it extends; of an installed one without ``content``.

    Raises `PackNotFound` or `PackBroken`.
    """
    if not content:
        return load_policy(name)
    with tempfile.TemporaryDirectory() as place:
        lay_out(content, Path(place, name))
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
    """The policy of the pack in ``folder``, which may extend packs beside it or installed ones."""
    return read_packs(_lineage(folder.name, (folder.parent, *pack_places())))


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


def _folder(name: str, places: Iterable[Path]) -> Path | None:
    return next((place / name for place in places if (place / name / "manifest.toml").is_file()), None)


def case_files(name: str) -> tuple[Path, ...]:
    """The files of cases that lie beside the programmes of a pack, and those the office has added.

    The office's own lie in its folder of packs, under the name of the pack, as ``cases*.toml``.
    """
    folder = _folder(name, pack_places())
    beside = sorted(folder.glob("programmes/*/cases*.toml")) if folder else []
    return (*beside, *own_cases(name))


def own_cases(name: str) -> tuple[Path, ...]:
    """The files of cases that the office itself has written for a pack."""
    own = os.environ.get(OWN_PACKS)
    return tuple(sorted(Path(own, name).glob("cases*.toml"))) if own else ()
