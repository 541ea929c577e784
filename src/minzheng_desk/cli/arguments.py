"""Arguments in Chinese: the parser of the standard library with our headings, our help and our complaints."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from minzheng_desk.cli.widths import padded, widest, width, wrapped

if TYPE_CHECKING:
    from minzheng_desk.kernel.period import Month

USAGE_STATUS = 2
INNER = "命令"
"""What stands in the usage for a command one level down."""
_COLUMNS = 96
_HELP_AT_MOST = 34

# What the parser of the standard library complains of, as it words it from Python 3.11 on.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}。"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}。"),
    (r"one of the arguments (.+) is required", "以下选项须选一个：{0}。"),
    (r"argument (\S+): not allowed with argument (.+)", "{0} 不能与 {1} 同时使用。"),
    (r"argument (\S+): expected one argument", "{0} 后面缺少内容。"),
    (r"argument (\S+): expected at least one argument", "{0} 至少要写一项。"),
    (r"argument (\S+): expected (\d+) arguments?", "{0} 后面应有 {1} 项内容。"),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} 后面不能带内容：{1}。"),
    (r"argument 命令: invalid choice: '?(.+?)'? \((?:choose from|maybe you meant).*", "没有命令“{0}”。"),
    (r"argument (\S+): invalid choice: (.+?) \((?:choose from|maybe you meant).*", "{0} 不能是 {1}。"),
    (r"argument (\S+): invalid \S+ value: (.+)", "{0} 的内容 {1} 看不懂。"),
    (r"ambiguous option: (\S+) could match (.+)", "{0} 不完整，可能是 {1}。"),
    (r"argument (.+?): (.+)", "{0}：{1}"),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and knows how wide its words are."""

    def __init__(self, prog: str, description: str = "", **_: Any) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.inner: list[tuple[str, str]] = []
        """The commands one level down, with their help."""
        self.add_argument("-h", "--help", action="help", help="显示本帮助")

    def format_usage(self) -> str:
        """The one line that says how the command is written."""
        words = [
            self.prog,
            *(_in_usage(action) for action in self._shown_actions() if not _in_passing(action)),
        ]
        if any(_in_passing(action) for action in self._actions):
            words.append("[选项]")
        return f"用法：{' '.join(words)}\n"

    def format_help(self) -> str:
        """Everything about the command: usage, what it does, its arguments, its options."""
        parts = [self.format_usage()]
        if self.description:
            parts.append(f"{self.description}\n")
        parts += [self._section(INNER, self.inner)] if self.inner else []
        ordinary = [action for action in self._shown_actions() if action.metavar != INNER]
        rows = [(_called(action), action.help or "") for action in ordinary if not action.option_strings]
        parts += [self._section("参数", rows)] if rows else []
        rows = [(_called(action), action.help or "") for action in ordinary if action.option_strings]
        parts.append(self._section("选项", rows))
        if self.inner:
            parts.append(f"每个命令的详细说明：{self.prog} 命令 --help\n")
        return "\n".join(parts)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, how the command is written, and leave with status 2."""
        self.exit(
            USAGE_STATUS, f"{complaint(message)}\n办法：{self.format_usage()}详细说明：{self.prog} --help\n"
        )

    def _shown_actions(self) -> Iterator[argparse.Action]:
        return (action for action in self._actions if action.help is not argparse.SUPPRESS)

    @staticmethod
    def _section(title: str, rows: Sequence[tuple[str, str]]) -> str:
        wide = min(_HELP_AT_MOST, widest(called for called, _ in rows))
        lines = [f"{title}："]
        for called, said in rows:
            first, *others = wrapped(said, _COLUMNS - wide - 4)
            if width(called) > wide:
                lines += [f"  {called}", f"  {' ' * wide}  {first}"]
            else:
                lines.append(f"  {padded(called, wide)}  {first}")
            lines += [f"  {' ' * wide}  {other}" for other in others]
        return "\n".join(lines) + "\n"


def complaint(message: str) -> str:
    """What the parser complains of, in Chinese.

    >>> complaint("the following arguments are required: --month")
    '缺少参数：--month。'
    """
    for pattern, said in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return said.format(*found.groups())
    return f"参数有误：{message}"


def _in_passing(action: argparse.Action) -> bool:
    return bool(action.option_strings) and not action.required


def _metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(str(choice) for choice in action.choices) if action.choices else ""


def _in_usage(action: argparse.Action) -> str:
    shown = f"{action.option_strings[-1]} {_metavar(action)}" if action.option_strings else _metavar(action)
    if action.nargs in {"+", "*"}:
        shown += "…"
    return f"[{shown}]" if action.nargs in {"?", "*"} else shown


def _called(action: argparse.Action) -> str:
    metavar = _metavar(action)
    if not action.option_strings:
        return metavar
    many = "…" if action.nargs in {"+", "*"} else ""
    return " ".join(filter(None, [", ".join(action.option_strings), metavar + many]))


def _checked(parse: Callable[[str], Any], written: str) -> Any:
    from minzheng_desk.kernel.errors import DeskError

    try:
        return parse(written)
    except DeskError as problem:
        raise argparse.ArgumentTypeError(f"{problem}{problem.advice}") from None


def month(written: str) -> Month:
    """Take an argument as a month."""
    from minzheng_desk.kernel.period import Month

    found: Month = _checked(Month.parse, written)
    return found


def day(written: str) -> date:
    """Take an argument as a day."""
    plain = re.sub(r"[年月./]", "-", written.strip()).removesuffix("日")
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in plain.split("-")))
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{written}”无法识别，请写成 2026-11-21 这样。") from None


def count(written: str) -> int:
    """Take an argument as a number of things, at least one."""
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"“{written}”不是正整数。")
    return int(written)


def path(written: str) -> Path:
    """Take an argument as a path; ``~`` is the person's own folder."""
    return Path(written).expanduser()


def path_ending(*endings: str) -> Callable[[str], Path]:
    """Take an argument as the path of a file whose name says of what kind it will be."""

    def with_ending(written: str) -> Path:
        found = path(written)
        if found.suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(f"文件名“{found.name}”应以 {' 或 '.join(endings)} 结尾。")
        return found

    return with_ending
