"""Policies as installed: found among the resources, read once, kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.policy.model import PackNotFound, Policy
from minzheng_desk.policy.packs import Manifest, read_manifest, read_packs

if TYPE_CHECKING:
    from pathlib import Path


def installed_packs() -> tuple[str, ...]:
    """The names of the packs that can be loaded."""
    return tuple(sorted(path.parent.name for path in resource_dir().glob("policy/*/manifest.toml")))


@cache
def load_policy(name: str) -> Policy:
    """The policy of an installed pack and of those it extends; raises `PackNotFound`, `PackBroken`."""
    return read_packs(_lineage(name, resource_dir() / "policy"))


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
