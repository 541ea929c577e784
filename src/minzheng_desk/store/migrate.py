"""Is the store of this program's shape, and how to bring an older one up to it.

The question is one SELECT; Alembic is imported only when there is something to do.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.kernel.resources import migrations_dir
from minzheng_desk.store.tables import project_all


class Standing(Enum):
    """How the shape of a store compares with what this program expects."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class StoreTooNew(StoreProblem):
    """A newer program has written this store."""

    text = "数据库由更新版本的程序建立（结构{found}，本程序为{head}），不能打开，未做任何改动。"
    remedy = "请先升级本机程序，再打开该数据库。"


class StoreOutOfDate(StoreProblem):
    """The store is of an older shape and is not upgraded by merely opening it."""

    text = "数据库结构（{found}）低于本程序（{head}），没有打开。"
    remedy = "请由管理员先备份，再升级数据库结构。"


class StoreUpgradeFailed(StoreProblem):
    """The upgrade did not come to its end; the copy made before it is back in place."""

    text = "数据库升级没有完成，已恢复升级前的副本。"
    remedy = "数据没有丢失。请保留现场并联系管理员，暂时继续使用旧版程序。"


def revisions() -> list[str]:
    """The revisions this program knows, oldest first; each is the number its file begins with."""
    return sorted(file.name.split("_")[0] for file in _versions().glob("[0-9]*_*.py"))


def head_revision() -> str:
    """The revision this program writes."""
    return revisions()[-1]


def found_revision(connection: Connection) -> str | None:
    """The revision of a store, or None where nothing was ever written."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def standing(engine: Engine) -> Standing:
    """How the store compares with this program."""
    with engine.connect() as connection:
        found = found_revision(connection)
    if found is None:
        return Standing.EMPTY
    if found == head_revision():
        return Standing.CURRENT
    return Standing.OLDER if found in revisions() else Standing.NEWER


def upgrade(engine: Engine) -> None:
    """Bring the store to this program's shape, in one transaction: all of it or nothing."""
    from alembic import command  # noqa: PLC0415  (a fifth of a second, and seldom needed)

    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Any:
    """Alembic's settings for a connection whose transaction is ours."""
    from alembic.config import Config  # noqa: PLC0415

    project_all()
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    config.attributes["connection"] = connection
    return config


def _versions() -> Path:
    return migrations_dir() / "versions"
