"""Open an encrypted SQLite file or a PostgreSQL server, and say in words what went wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from minzheng_desk.kernel.errors import StoreProblem

SQLITE_FLOOR = (3, 51, 3)
"""Older libraries can corrupt a WAL store when a checkpoint meets a commit (fixed in 3.51.3)."""

READING = "minzheng_reading"
"""The execution option under which a connection begins without asking for the write lock."""


class LibraryTooOld(StoreProblem):
    """The SQLite library carries a known way to damage stores."""

    text = "数据库组件版本过低（{version}），有损坏数据的已知缺陷，没有打开。"
    remedy = "请重新安装本程序，安装包自带合格的版本（不低于{floor}）。"


class StoreDamaged(StoreProblem):
    """The file cannot be read as a store."""

    text = "数据库文件已损坏，无法读取。"
    remedy = "请不要继续使用该文件，从“备份”中恢复最近一份；原文件请保留，交管理员处理。"


class StoreInUse(StoreProblem):
    """Another program is writing to the store."""

    text = "数据库正被另一个程序使用，本次操作没有执行。"
    remedy = "请关闭其他已打开的民政台窗口后重试。"


class StoreReadOnly(StoreProblem):
    """The file or its folder may not be written."""

    text = "数据库文件或其所在文件夹是只读的，无法保存。"
    remedy = "请检查文件夹权限，或把数据放到本机可写的文件夹后再打开。"


class DiskFull(StoreProblem):
    """There is no room left for the work."""

    text = "磁盘空间不足，本次操作没有保存，原有数据未受影响。"
    remedy = "请清理磁盘后重试。"


class DiskFailing(StoreProblem):
    """The disk did not read or write what it was asked to."""

    text = "读写磁盘时出错，本次操作没有保存，原有数据未受影响。"
    remedy = "请检查磁盘或U盘是否接好、是否还有空间，然后重试；如果再次出现，请更换磁盘并联系管理员。"


class StillReferredTo(StoreProblem):
    """A record would point at another that is not there, so nothing was saved."""

    text = "所引用的档案已不存在，或者要移除的档案仍被其他档案引用，本次操作没有保存。"
    remedy = "请重新打开有关档案，核对后再办理。"


class StoreUnreachable(StoreProblem):
    """The server or the file does not answer."""

    text = "连接不上数据库。"
    remedy = "请检查数据库文件是否还在原处，或服务器是否已启动、网络是否连通，然后重试。"


_SIGNS: tuple[tuple[str, type[StoreProblem]], ...] = (
    ("malformed", StoreDamaged),
    ("not a database", StoreDamaged),
    ("disk is full", DiskFull),
    ("no space left", DiskFull),
    ("disk i/o error", DiskFailing),
    ("readonly database", StoreReadOnly),
    ("database is locked", StoreInUse),
    ("foreign key constraint", StillReferredTo),
    ("unable to open", StoreUnreachable),
    ("connection", StoreUnreachable),
)


@contextmanager
def plain_speech() -> Iterator[None]:
    """Turn what the driver says into an error of the house; anything unknown passes as it is."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).lower()
        for sign, problem in _SIGNS:
            if sign in said:
                raise problem from None
        raise


def open_sqlite(path: Path, key: bytes | None, *, synchronous: str = "FULL") -> Engine:
    """The store in the file ``path``, encrypted under the 32-byte ``key``.

    WAL with synchronous FULL loses no acknowledged work in a power cut. Raises `LibraryTooOld`.
    """
    require_sound_library()

    def connect() -> Any:
        return _connect(str(path), key, synchronous)

    # The pool is named because SQLAlchemy takes a bare "sqlite://" for a store in memory.
    engine = create_engine(
        "sqlite://", module=_driver(), creator=connect, poolclass=QueuePool, hide_parameters=True
    )
    _leave_transactions_to_us(engine)
    return engine


def open_memory() -> Engine:
    """A store that is gone when it is closed."""

    def connect() -> Any:
        return _connect(":memory:", None, "OFF")

    engine = create_engine(
        "sqlite://", module=_driver(), creator=connect, poolclass=StaticPool, hide_parameters=True
    )
    _leave_transactions_to_us(engine)
    return engine


def open_postgres(url: str) -> Engine:
    """The store on a PostgreSQL server."""
    return create_engine(url, hide_parameters=True, pool_pre_ping=True)


def for_reading(connection: Connection) -> Connection:
    """The connection, to be used for reading only: one view of the store from first to last."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(**{READING: True})


def library_version() -> tuple[int, int, int]:
    """The version of the SQLite library that the encrypted driver carries."""
    major, minor, patch = (int(part) for part in _driver().sqlite_version.split("."))
    return major, minor, patch


def require_sound_library() -> None:
    """Refuse a library older than `SQLITE_FLOOR`."""
    if library_version() < SQLITE_FLOOR:
        raise LibraryTooOld(
            version=".".join(map(str, library_version())), floor=".".join(map(str, SQLITE_FLOOR))
        )


def _driver() -> Any:
    from sqlcipher3 import dbapi2  # noqa: PLC0415  (not needed on a PostgreSQL desk)

    return dbapi2


def _connect(path: str, key: bytes | None, synchronous: str) -> Any:
    connection = _driver().connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA cipher_page_size = 8192")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA cache_size = -8192")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _leave_transactions_to_us(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
