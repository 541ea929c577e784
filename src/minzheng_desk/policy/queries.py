"""Policies as installed, read once and kept; and the policy an office works by, its own answers included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.office.queries import the_station
from minzheng_desk.policy.answers import answered, with_setting
from minzheng_desk.policy.model import PackNotFound, Policy, PolicyAnswer
from minzheng_desk.policy.packs import Manifest, read_manifest, read_packs
from minzheng_desk.store.tables import table

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_desk.store.reader import Reader


def installed_packs() -> tuple[str, ...]:
    """The names of the packs that can be loaded."""
    return tuple(sorted(path.parent.name for path in resource_dir().glob("policy/*/manifest.toml")))


@cache
def load_policy(name: str) -> Policy:
    """The policy of an installed pack and of those it extends; raises `PackNotFound`, `PackBroken`."""
    return read_packs(_lineage(name, resource_dir() / "policy"))


def station_pack(reader: Reader) -> str:
    """The name of the pack that the office of this store works by; raises `OfficeNotSetUp`."""
    return the_station(reader).policy_pack


def office_policy(reader: Reader) -> Policy:
    """The policy the office works by: its pack, with its answers to open questions laid over.

    Raises `OfficeNotSetUp`, `PackNotFound` or `PackBroken`.
    """
    station = the_station(reader)
    return _office_policy(station.policy_pack, station.mixed_household, tuple(answers(reader)))


@cache
def _office_policy(pack: str, mixed_household: str, given: tuple[PolicyAnswer, ...]) -> Policy:
    return answered(with_setting(load_policy(pack), "household.mixed", mixed_household), given)


def answers(reader: Reader) -> list[PolicyAnswer]:
    """What the office has answered, in the order of the answers."""
    at = table(PolicyAnswer).c
    return reader.find(PolicyAnswer, order_by=[at.answered_on, at.id])


def policy_in(folder: Path) -> Policy:
    """The policy of the pack in ``folder``, which may extend packs beside it or installed ones."""
    return read_packs(_lineage(folder.name, folder.parent))


def _lineage(name: str, beside: Path) -> list[Manifest]:
    """Return the manifests of a pack and of those it extends, the most general first."""
    found: list[Manifest] = []
    wanted: str | None = name
    while wanted is not None and wanted not in {manifest.name for manifest in found}:
        folders = [place / wanted for place in (beside, resource_dir() / "policy")]
        folder = next((folder for folder in folders if (folder / "manifest.toml").is_file()), None)
        if folder is None:
            raise PackNotFound(name=wanted, known="、".join(installed_packs()))
        found.insert(0, read_manifest(folder))
        wanted = found[0].extends
    return found


def case_files(name: str) -> tuple[Path, ...]:
    """The files of cases that lie beside the programmes of a pack."""
    return tuple(sorted(resource_dir().glob(f"policy/{name}/programmes/*/cases*.toml")))
