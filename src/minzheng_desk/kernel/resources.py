"""Where the files are that the program reads: policy packs, codes, ledgers, fonts; and its migrations.

They are looked for in the folder named by the environment, then in the frozen program, then in the checkout
this module lies in, then in the installation. (An installed module has no such checkout, and a checkout
must not read an older copy.)
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator


class ResourceMissing(NotFound):
    """A file the program brings along is not where it should be: the installation is incomplete."""

    text = "找不到程序自带的文件“{name}”，安装可能不完整。"
    remedy = "请重新安装本程序；如果曾设置环境变量 {variable}，请检查它指向的文件夹。"


def _places(folder: str, variable: str) -> Iterator[Path]:
    """Yield the places where ``folder`` may be, the most particular first."""
    named = os.environ.get(variable)
    if named:
        yield Path(named)
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        yield Path(frozen, folder)
    yield Path(__file__).resolve().parents[3] / folder
    yield Path(sysconfig.get_path("data"), "share", "minzheng-desk", folder)


def _found(folder: str, variable: str) -> Path:
    for place in _places(folder, variable):
        if place.is_dir():
            return place
    raise ResourceMissing(name=folder, variable=variable)


def resource_dir() -> Path:
    """Return the folder of resources; raises `ResourceMissing` where there is none."""
    return _found("resources", "MINZHENG_DESK_RESOURCES")


def resource(*parts: str) -> Path:
    """Return the path of a resource such as ``resource("codes", "sex.toml")``; raises `ResourceMissing`."""
    path = resource_dir().joinpath(*parts)
    if not path.exists():
        raise ResourceMissing(name="/".join(parts), variable="MINZHENG_DESK_RESOURCES")
    return path


def migrations_dir() -> Path:
    """Return the folder of schema migrations; raises `ResourceMissing` where there is none."""
    return _found("migrations", "MINZHENG_DESK_MIGRATIONS")
