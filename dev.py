#!/usr/bin/env python3
"""The one door to every task of this repository.

    python3 dev.py demo [--households 3000] [--seed 7] [--to DIR]
    python3 dev.py test [arguments of pytest]

Standard library only. What a task needs – `.venv` from the locked requirements, packages of a Debian-like system – is
brought once; a stamp in `.venv` remembers it, so that the second call starts at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

if sys.version_info < (3, 11):
    sys.exit("需要 Python 3.11 或更高版本；现在是 " + sys.version.split()[0] + "。")

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
STAMP = VENV / "set-up.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

FONTS = ("fonts-babelstone-han", "fonts-wqy-zenhei", "fonts-hanazono")
PAPER = ("poppler-utils",)  # the tests read the printed pages back
SERVER = ("postgresql",)
LOCKS = ("run", "district", "desktop", "test", "dev")


class Needs(NamedTuple):
    """What must be on this machine before a task can start."""

    locks: tuple[str, ...]
    packages: tuple[str, ...] = ()


RUNNING = Needs(("run",), FONTS)
TESTING = Needs(("run", "district", "test"), FONTS + PAPER + SERVER)
CHECKING = Needs(("run", "district", "test", "dev"))


# --- tasks -----------------------------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """演示：虚构一个乡镇，从 Excel 台账做到打印名册（--households 3000 --seed 7 --to 目录）。"""
    set_up(RUNNING)
    return python("-m", "minzheng_desk", "demo", *arguments)


def run(arguments: list[str]) -> int:
    """运行程序：后面的内容原样交给 minzheng-desk。"""
    set_up(RUNNING)
    return python("-m", "minzheng_desk", *arguments)


def test(arguments: list[str]) -> int:
    """测试：SQLite 与临时启动的 PostgreSQL 各跑一遍；后面的内容交给 pytest。"""
    set_up(TESTING)
    with postgresql() as address:
        return python("-m", "pytest", *arguments, environment={"MINZHENG_TEST_POSTGRES": address})


def check(arguments: list[str]) -> int:
    """检查：ruff、格式、类型、楼层；任何一项不过都算失败。"""
    set_up(CHECKING)
    results = [
        python("-m", "ruff", "check", *arguments),
        python("-m", "ruff", "format", "--check", *arguments),
        types([]),
        floors([]),
    ]
    return max(results)


def fix(arguments: list[str]) -> int:
    """整理：ruff 能改的都改好，再统一格式。"""
    set_up(CHECKING)
    return max(python("-m", "ruff", "check", "--fix", *arguments), python("-m", "ruff", "format", *arguments))


def types(arguments: list[str]) -> int:
    """类型：mypy --strict。"""
    set_up(CHECKING)
    return python("-m", "mypy", *arguments)


def floors(arguments: list[str]) -> int:
    """楼层：导入只许向下（import-linter 的契约见 pyproject.toml）。"""
    set_up(CHECKING)
    start = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return python("-c", start, *arguments)


def bench(arguments: list[str]) -> int:
    """计时：tests/bench/bench_*.py，每个都印出我们的数字和同场对照的数字；可给出名字只跑一个。"""
    set_up(TESTING)
    folder = TOP / "tests" / "bench"
    scripts = sorted(folder.glob("bench_*.py"))
    chosen = [s for s in scripts if not arguments or s.stem.removeprefix("bench_") == arguments[0]]
    if not chosen:
        names = "、".join(s.stem.removeprefix("bench_") for s in scripts) or "（还没有）"
        return say(f"没有这个计时脚本；现有：{names}") or 2
    results = []
    for script in chosen:
        say(f"—— {script.stem} ——")
        results.append(python(script, *arguments[1:]))
    return max(results)


def new_migration(arguments: list[str]) -> int:
    """新迁移：比较记录声明与库结构，生成 migrations/versions/NNNN_一句英文.py，随后请通读。"""
    if len(arguments) != 1:
        return say('用法：python3 dev.py new-migration "bank account gains holder"') or 2
    set_up(CHECKING)
    return python("-m", "minzheng_desk.store.migrate", "new", arguments[0])


def lock(arguments: list[str]) -> int:
    """锁定：按 pyproject.toml 重写 requirements/*.txt（带哈希、不写下载地址、各平台通用）；--upgrade 取新版本。"""
    set_up(CHECKING)
    import tomllib  # noqa: PLC0415 - only this task reads the project file

    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"run": project["dependencies"], **project["optional-dependencies"]}
    together = [line for lines in wanted.values() for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        if "--upgrade" not in arguments:
            known.write_text("".join(f.read_text("utf-8") for f in sorted(TOP.glob("requirements/*.txt"))), "utf-8")
        agreed = Path(folder) / "agreed.txt"
        resolve(together, agreed, constraints=known)
        return max(resolve(wanted[name], TOP / "requirements" / f"{name}.txt", constraints=agreed) for name in LOCKS)


def resolve(wanted: Sequence[str], target: Path, *, constraints: Path) -> int:
    """Write the closed, hashed list of everything `wanted` pulls in, never against the constraints."""
    options = ["--universal", "--generate-hashes", "--python-version", "3.11", "--only-binary", ":all:", "--quiet"]
    options += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    options += ["--constraint", str(constraints)] if constraints.exists() else []
    command = [str(PYTHON), "-m", "uv", "pip", "compile", *options, "--output-file", str(target), "-"]
    return subprocess.run(command, input="\n".join(wanted), text=True, stdout=subprocess.DEVNULL, check=False).returncode


# --- set-up ----------------------------------------------------------------------------------------------------------


def set_up(needs: Needs) -> None:
    """Bring what is missing; do nothing at all when the stamp says that nothing is."""
    wanted = {name: digest_of(name) for name in needs.locks}
    stamp = read_stamp()
    locks_missing = [name for name in needs.locks if stamp["locks"].get(name) != wanted[name]]
    packages_missing = [name for name in needs.packages if name not in stamp["packages"]]
    if not locks_missing and not packages_missing and PYTHON.exists():
        return
    make_ready(needs.packages, venv_wanted=not PYTHON.exists())
    if not usable():
        say("正在建立 .venv …")
        must([sys.executable, "-m", "venv", "--clear", str(VENV)], "建立 .venv 没有成功。")
        stamp, locks_missing = {"locks": {}, "packages": []}, list(needs.locks)
    if locks_missing:
        install(locks_missing)
    put_on_path()
    stamp["locks"].update(wanted)
    stamp["packages"] = sorted({*stamp["packages"], *needs.packages})
    write_stamp(stamp)


def digest_of(name: str) -> str:
    """Tell one state of a lock file from another."""
    return hashlib.sha256((TOP / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def read_stamp() -> dict[str, object]:
    """Return what earlier calls brought; nothing when `.venv` is missing or was made otherwise."""
    with contextlib.suppress(OSError, ValueError):
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        if isinstance(stamp, dict) and stamp.keys() == {"locks", "packages"}:
            return stamp
    return {"locks": {}, "packages": []}


def write_stamp(stamp: dict[str, object]) -> None:
    """Remember in one step, so that an interrupted set-up is simply done again."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    draft.replace(STAMP)


def usable() -> bool:
    """Say whether `.venv` has an interpreter that starts and can install."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def install(locks: Sequence[str]) -> None:
    """Install locked wheels only: every file must match its hash, and nothing is built or run on the way."""
    say("正在安装依赖：" + "、".join(f"requirements/{name}.txt" for name in locks))
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check"]
    files = [word for name in locks for word in ("-r", str(TOP / "requirements" / f"{name}.txt"))]
    must([str(PYTHON), "-m", "pip", "install", *options, *files], "依赖没有装全。请检查网络后再运行一次同样的命令。")


def put_on_path() -> None:
    """Let `.venv` find the program in `src` by one relative line; nothing is built, nothing is copied."""
    folders = [VENV / "Lib" / "site-packages"] if os.name == "nt" else list(VENV.glob("lib/python3*/site-packages"))
    for folder in folders:
        (folder / "minzheng_desk.pth").write_text(os.path.relpath(TOP / "src", folder) + "\n", encoding="utf-8")


def make_ready(packages: Sequence[str], *, venv_wanted: bool) -> None:
    """Install missing system packages as root; otherwise name the exact command and stop. Only where apt rules."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return
    wanted = list(packages)
    if venv_wanted and importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    missing = [name for name in wanted if not is_installed(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {shlex.join(command)}"
        sys.exit(f"还缺这些系统软件包：{'、'.join(missing)}\n请先运行下面这一行，再运行一次同样的命令：\n\n    {line}\n")
    say("正在安装系统软件包：" + "、".join(missing))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must(["apt-get", "update", "-qq"], "软件源没有更新成功。请检查网络和 /etc/apt。", environment=quiet)
    must([*command, "-qq"], "系统软件包没有装上。请看上面 apt-get 的说明。", environment=quiet)


def is_installed(package: str) -> bool:
    """Ask dpkg whether a package is there, whole."""
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout == "installed"


# --- a PostgreSQL of our own -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a private, throw-away PostgreSQL behind a socket in a temporary folder; yield its address, "" if there is none."""
    programs = postgresql_programs()
    if programs is None:
        if os.environ.get("CI"):
            sys.exit("没有找到 PostgreSQL；持续集成必须在它上面测试。")
        say("没有找到 PostgreSQL，只在 SQLite 上测试。")
        yield ""
        return
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if is_root() else {}
    folder = Path(tempfile.mkdtemp(prefix="mz-pg-"))
    if owner:
        shutil.chown(folder, "postgres", "postgres")
    try:
        start_server(programs, folder, owner)
        yield f"postgresql+psycopg://minzheng@/postgres?host={folder}"
    finally:
        stop = [str(programs / "pg_ctl"), "-D", str(folder / "cluster"), "-m", "immediate", "-s", "stop"]
        subprocess.run(stop, cwd=folder, check=False, capture_output=True, **owner)
        shutil.rmtree(folder, ignore_errors=True)


def start_server(programs: Path, folder: Path, owner: dict[str, object]) -> None:
    """Make a cluster that belongs to `minzheng` and start it without TCP and without waiting for the disk."""
    cluster = str(folder / "cluster")
    make = ["initdb", "-D", cluster, "-U", "minzheng", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    start = ["pg_ctl", "-D", cluster, "-l", str(folder / "log"), "-o", settings, "-w", "-s", "start"]
    for program, *arguments in (make, start):
        done = subprocess.run(
            [str(programs / program), *arguments], cwd=folder, check=False, capture_output=True, text=True, **owner
        )
        if done.returncode:
            sys.exit(f"临时的 PostgreSQL 没有启动（{program}）：\n{done.stdout}{done.stderr}")


def postgresql_programs() -> Path | None:
    """Find the folder of the newest PostgreSQL server on this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and os.name != "nt" else None


# --- small things ----------------------------------------------------------------------------------------------------


def python(*arguments: object, environment: dict[str, str] | None = None) -> int:
    """Run the interpreter of `.venv` at the top of the repository and return its exit status."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", **(environment or {})}
    with subprocess.Popen([str(PYTHON), *map(str, arguments)], cwd=TOP, env=surroundings) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child was told as well; it says goodbye in its own time
                continue
            except SystemExit:
                child.terminate()
                raise


def must(command: Sequence[str], sorry: str, environment: dict[str, str] | None = None) -> None:
    """Run a step of the set-up; stop here with a sentence if it fails."""
    if subprocess.run(command, cwd=TOP, check=False, env=environment).returncode:
        sys.exit(sorry)


def say(sentence: str) -> None:
    """Print a line at once, also when the output is a file."""
    print(sentence, flush=True)


def is_root() -> bool:
    """Say whether this is the superuser of a Unix-like system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


TASKS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "run": run,
    "check": check,
    "fix": fix,
    "types": types,
    "floors": floors,
    "bench": bench,
    "new-migration": new_migration,
    "lock": lock,
}


def main(words: list[str]) -> int:
    """Find the task that the first word names and give it the rest."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    task = TASKS.get(words[0]) if words else None
    if task is None:
        say("用法：python3 dev.py 任务 [参数…]\n")
        for name, known in TASKS.items():
            say(f"  {name:<14}{known.__doc__}")
        return 0 if words[:1] in ([], ["-h"], ["--help"]) else 2
    return task(words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
