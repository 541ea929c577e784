"""What is installed is locked: every file with its hash, one version for all, no word of its origin."""

import re
import tomllib

import dev

from house.tree import TOP

PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(name: str) -> list[tuple[str, str]]:
    return re.findall(r"^([\w.-]+)==(\S+)", dev.lock_of(name).read_text(encoding="utf-8"), re.MULTILINE)


def plain_name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_every_dependency_is_locked() -> None:
    wanted = {"run": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    assert set(dev.LOCKS) == set(wanted)
    for lock, requirements in wanted.items():
        assert set() == {plain_name(one) for one in requirements} - {name for name, _ in pins(lock)}


def test_every_locked_version_has_hashes_and_nothing_else_is_written_there() -> None:
    for lock in dev.LOCKS:
        text = dev.lock_of(lock).read_text(encoding="utf-8")
        lines = [line.strip() for line in text.replace("\\\n", "").splitlines()]
        assert [] == [line for line in lines if line and "--hash=sha256:" not in line]
        assert "//" not in text


def test_no_two_locks_disagree() -> None:
    run = dict(pins("run"))
    for lock in set(dev.LOCKS) - {"run"}:
        assert [] == [name for name, version in pins(lock) if run.get(name, version) != version]
