"""The practice township (演示镇): invented people in a folder of their own beside the office's store.

It is made by the program's own main job, holds nobody who exists, and opens without a passphrase. What is
done there never reaches the office's store: it is another file with another key.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.place import disk_speech
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.kernel.progress import Progress

FOLDER = "practice"
"""Everybody's in the practice township; the lock says it."""
HOUSEHOLDS = 300

_STORE = "数据"
_MARK = "演示数据.txt"
_SAYS = "这里是演示镇：人、户、金额都是程序编的，可以随意练习，与本单位的数据没有关系。\n"
_SEED = 7


def practice_store(store_folder: Path) -> Path:
    """The folder of the practice township's store, beside the store in ``store_folder``."""
    return store_folder / FOLDER / _STORE


def practice_passphrase() -> str:
    """What everybody at the practice township signs in with."""
    from minzheng_desk.demo.main_job import PASSPHRASE

    return PASSPHRASE


def is_practice(store_folder: Path) -> bool:
    """Whether the store in this folder is a practice township, whose pages all carry 演示数据."""
    return (store_folder / _MARK).is_file()


def is_made(store_folder: Path) -> bool:
    """Whether the practice township beside this store has been made."""
    return is_practice(practice_store(store_folder))


def make_practice(store_folder: Path, progress: Progress, households: int = HOUSEHOLDS) -> Path:
    """Invent the township, and return the folder of its store; a former one goes first.

    It takes its place only when it is whole. Raises `Cancelled` or `DiskFull`; then nothing is left.
    """
    from minzheng_desk.demo.main_job import main_job

    place = store_folder / FOLDER
    part = place.with_name(f"{FOLDER}.part")
    with disk_speech():
        shutil.rmtree(part, ignore_errors=True)
        try:
            main_job(part, households, _SEED, progress)
            (part / _STORE / _MARK).write_text(_SAYS, encoding="utf-8")
            if place.exists():
                shutil.rmtree(place)
            part.rename(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return practice_store(store_folder)


def open_practice(
    store_folder: Path, progress: Progress, *, households: int = HOUSEHOLDS, clock: Clock | None = None
) -> LocalDesk:
    """The desk over the practice township, which is made at the first time.

    Raises what `make_practice` and `open_store` raise.
    """
    from minzheng_desk.demo.main_job import PASSPHRASE, USER
    from minzheng_desk.desk.opening import open_store

    if not is_made(store_folder):
        make_practice(store_folder, progress, households)
    return open_store(practice_store(store_folder), USER, PASSPHRASE, clock=clock, progress=progress)
