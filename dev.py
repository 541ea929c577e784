#!/usr/bin/env python3
"""The one door to every task of this repository.

    python3 dev.py demo [--households 3000] [--seed 7] [--to DIR]
    python3 dev.py test [arguments of pytest]

Standard library only. What a task needs is brought once: `.venv` from the locked requirements, and on a
Debian-like system its packages. A stamp in `.venv` remembers it, so that the second call starts at once.
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

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
    sys.exit("需要 Python 3.11 或更高版本；现在是 " + sys.version.split()[0] + "。")

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
STAMP = VENV / "set-up.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

FONTS = tuple(
    f"fonts-{name}" for name in ("arphic-uming", "babelstone-han", "hanazono", "liberation", "wqy-zenhei")
)
# What Qt asks of a bare system, and the face the pages were designed with.
WINDOW = (
    *"libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0".split(),
    *"libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0".split(),
    "fonts-noto-cjk",
)
PAPER = ("poppler-utils",)  # the tests read the printed pages back
SERVER = ("postgresql",)
LOCKS = ("run", "district", "desktop", "test", "dev")


class Needs(NamedTuple):
    """What must be on this machine before a task can start."""

    locks: tuple[str, ...]
    packages: tuple[str, ...] = ()


RUNNING = Needs(("run",), FONTS)
SHOWING = Needs(("run", "desktop"), FONTS + WINDOW)
TESTING = Needs(("run", "district", "desktop", "test"), FONTS + WINDOW + PAPER + SERVER)
CHECKING = Needs(("run", "district", "desktop", "test", "dev"))


def demo(arguments: list[str]) -> int:
    """Invent a township and do the main job over it."""
    set_up(RUNNING)
    return python("-m", "minzheng_desk", "demo", *arguments, at=Path.cwd())


def run(arguments: list[str]) -> int:
    """Open the window on the invented township, or run the program with the given words."""
    if not arguments:
        set_up(SHOWING)
        return python("-m", "minzheng_desk.ui", "--practice", at=Path.cwd())
    set_up(RUNNING)
    return python("-m", "minzheng_desk", *arguments, at=Path.cwd())


def shots(arguments: list[str]) -> int:
    """Make a picture of every page of the window, over the invented township and without a screen."""
    set_up(SHOWING)
    return python("-m", "minzheng_desk.ui.shots", *arguments, at=Path.cwd())


def test(arguments: list[str]) -> int:
    """Run the tests, with a PostgreSQL of their own."""
    set_up(TESTING)
    with postgresql() as address:
        words = arguments or ["-n", "auto"]  # everything at once; one's own choice of tests one by one
        return python("-m", "pytest", *words, environment={"MINZHENG_TEST_POSTGRES": address})


def check(arguments: list[str]) -> int:
    """Run every check that reads the source; all of them, even when one fails."""
    set_up(CHECKING)
    results = [
        python("-m", "ruff", "check", *arguments),
        python("-m", "ruff", "format", "--check", *arguments),
        types([]),
        floors([]),
    ]
    return max(results)


def fix(arguments: list[str]) -> int:
    """Repair what can be repaired without thought and lay the source out."""
    set_up(CHECKING)
    return max(python("-m", "ruff", "check", "--fix", *arguments), python("-m", "ruff", "format", *arguments))


def types(arguments: list[str]) -> int:
    """Let mypy check the types, strictly."""
    set_up(CHECKING)
    return python("-m", "mypy", *arguments)


def floors(arguments: list[str]) -> int:
    """Let import-linter check that imports run only downward."""
    set_up(CHECKING)
    start = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return python("-c", start, *arguments)


def bench(arguments: list[str]) -> int:
    """Run the benches, or the one named; each prints our figure and the floor of the same run."""
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
    """Compare the records with the migrations and write the next one, to be read before it is kept."""
    if len(arguments) != 1:
        return say('用法：python3 dev.py new-migration "bank account gains holder"') or 2
    set_up(CHECKING)
    return python("-m", "minzheng_desk.desk.new_migration", arguments[0])


def lock(arguments: list[str]) -> int:
    """Write requirements/*.txt anew from the project file; `--upgrade` takes newer versions."""
    set_up(CHECKING)
    import tomllib  # noqa: PLC0415 - only this task reads the project file

    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"run": project["dependencies"], **project["optional-dependencies"]}
    together = [line for lines in wanted.values() for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        if "--upgrade" not in arguments:
            known.write_text("".join(lock_of(name).read_text("utf-8") for name in LOCKS), "utf-8")
        agreed = Path(folder) / "agreed.txt"
        resolve(together, agreed, constraints=known)
        return max(resolve(wanted[name], lock_of(name), constraints=agreed) for name in LOCKS)


def resolve(wanted: Sequence[str], target: Path, *, constraints: Path) -> int:
    """Write the closed, hashed list of everything `wanted` pulls in, in agreement with the constraints."""
    options = "--universal --generate-hashes --python-version 3.11 --only-binary :all: --quiet".split()
    options += "--no-header --no-annotate --no-emit-index-url --no-emit-find-links".split()
    options += ["--constraint", str(constraints)] if constraints.exists() else []
    target.unlink(missing_ok=True)  # an older list would be preferred to the constraints
    command = [str(PYTHON), "-m", "uv", "pip", "compile", *options, "--output-file", str(target), "-"]
    words = "\n".join(wanted)
    done = subprocess.run(command, input=words, text=True, stdout=subprocess.DEVNULL, check=False)
    return done.returncode


def lock_of(name: str) -> Path:
    """Return where the lock of an extra lies; `run` is the program without any."""
    return TOP / "requirements" / f"{name}.txt"


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
    return hashlib.sha256(lock_of(name).read_bytes()).hexdigest()


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
    options = "--require-hashes --no-deps --only-binary :all: --quiet --disable-pip-version-check".split()
    files = [word for name in locks for word in ("-r", str(lock_of(name)))]
    command = [str(PYTHON), "-m", "pip", "install", *options, *files]
    must(command, "依赖没有装全。请检查网络后再运行一次同样的命令。")


def put_on_path() -> None:
    """Let `.venv` find the program in `src` by one relative line; nothing is built, nothing is copied."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    for folder in VENV.glob(pattern):
        line = os.path.relpath(TOP / "src", folder) + "\n"
        (folder / "minzheng_desk.pth").write_text(line, encoding="utf-8")


def make_ready(packages: Sequence[str], *, venv_wanted: bool) -> None:
    """Install missing system packages as root; otherwise name the exact command and stop.

    Does nothing where apt does not rule: there fonts are the system's, and tests that need a program skip.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return
    wanted = list(packages)
    if venv_wanted and importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    missing = [name for name in wanted if not is_installed(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not is_root():
        line = f"sudo apt-get update && sudo {shlex.join(command)}"
        named = "、".join(missing)
        sys.exit(f"还缺系统软件包：{named}\n请先运行下面这一行，再运行一次同样的命令：\n\n    {line}\n")
    say("正在安装系统软件包：" + "、".join(missing))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must(["apt-get", "update", "-qq"], "软件源没有更新成功。请检查网络和 /etc/apt。", environment=quiet)
    must([*command, "-qq"], "系统软件包没有装上。请看上面 apt-get 的说明。", environment=quiet)


def is_installed(package: str) -> bool:
    """Ask dpkg whether a package is there, whole."""
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout == "installed"


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a private, throw-away PostgreSQL behind a socket and yield its address; "" where there is none."""
    programs = postgresql_programs()
    if programs is None:
        if os.environ.get("CI"):
            sys.exit("没有找到 PostgreSQL；持续集成必须在它上面测试。")
        say("没有找到 PostgreSQL，只在 SQLite 上测试。")
        yield ""
        return
    folder = Path(tempfile.mkdtemp(prefix="mz-pg-"))
    owner: dict[str, object] = {}
    if is_root():  # PostgreSQL refuses to run as root
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
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
    make = f"initdb -D {cluster} -U minzheng -A trust -E UTF8 --locale=C.UTF-8 --no-sync".split()
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    start = ["pg_ctl", "-D", cluster, "-l", str(folder / "log"), "-o", settings, "-w", "-s", "start"]
    for program, *arguments in (make, start):
        command = [str(programs / program), *arguments]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, **owner)
        if done.returncode:
            sys.exit(f"临时的 PostgreSQL 没有启动（{program}）：\n{done.stdout}{done.stderr}")


def postgresql_programs() -> Path | None:
    """Find the folder of the newest PostgreSQL server on this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and os.name != "nt" else None


def python(*arguments: object, environment: dict[str, str] | None = None, at: Path = TOP) -> int:
    """Run the interpreter of `.venv` in the folder `at` and return its exit status."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", **(environment or {})}
    with subprocess.Popen([str(PYTHON), *map(str, arguments)], cwd=at, env=surroundings) as child:
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


TASKS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "demo": (demo, "演示：虚构一个乡镇，从 Excel 台账一直做到打印名册"),
    "run": (run, "打开窗口（演示镇）；后面写了内容，就原样交给 minzheng-desk"),
    "shots": (shots, "给窗口的每一页拍照：--to 文件夹"),
    "test": (test, "测试：在 SQLite 和临时启动的 PostgreSQL 上；后面的内容交给 pytest"),
    "check": (check, "检查：写法、格式、类型、楼层"),
    "fix": (fix, "整理：能自动改的都改好，再统一格式"),
    "types": (types, "只查类型"),
    "floors": (floors, "只查楼层：导入只许向下"),
    "bench": (bench, "计时：我们的数字和同场对照的数字；可给出名字只跑一个"),
    "new-migration": (new_migration, "按记录声明生成下一个库结构迁移"),
    "lock": (lock, "重写 requirements/*.txt；--upgrade 取新版本"),
}


def main(words: list[str]) -> int:
    """Find the task that the first word names and give it the rest."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if words and words[0] in TASKS:
        task, _ = TASKS[words[0]]
        return task(words[1:])
    say("用法：python3 dev.py 任务 [参数…]\n")
    for name, (_, meaning) in TASKS.items():
        say(f"  {name:<15}{meaning}")
    return 0 if words[:1] in ([], ["-h"], ["--help"]) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
