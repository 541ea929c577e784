"""The door of the terminal: finds the commands, parses what was typed, runs it, and says what went wrong."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from minzheng_desk import __version__
from minzheng_desk.cli.arguments import INNER, Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.output import Output
from minzheng_desk.cli.progress import Interrupted, TerminalProgress
from minzheng_desk.kernel.discovery import modules_of
from minzheng_desk.kernel.errors import Cancelled, DeskError

PROGRAM = "minzheng-desk"
BUG_STATUS = 70
"""EX_SOFTWARE of sysexits.h: the program itself is at fault."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was typed, and return the exit status: 0, 2 for a slip in typing, or that of the error."""
    _speak_utf8()
    try:
        given = program().parse_args(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    progress = TerminalProgress(sys.stderr)
    out = Output(sys.stdout, for_machine=getattr(given, "json", False), before=progress.clear)
    return _run(Call(given, out, progress, sys.stderr))


def commands() -> tuple[Command, ...]:
    """Every command, found by looking, in the order of the day's work."""
    found = [module.COMMAND for module in modules_of("minzheng_desk.cli.commands")]
    return tuple(sorted(found, key=lambda command: (command.order, command.name)))


def program() -> Parser:
    """The parser of everything that can be typed."""
    top = Parser(PROGRAM, "民政台：乡镇（街道）民政办的离线工作台。")
    top.add_argument("--version", action="version", version=f"民政台 {__version__}", help="显示版本")
    _add(top, commands())
    return top


def _add(parser: Parser, inner: Sequence[Command]) -> None:
    families = parser.add_subparsers(metavar=INNER, required=True, parser_class=Parser, prog=parser.prog)
    for command in inner:
        made = families.add_parser(
            command.name, prog=f"{parser.prog} {command.name}", description=f"{command.help}。"
        )
        parser.inner.append((command.name, command.help))
        if command.parts:
            _add(made, command.parts)
        else:
            _complete(made, command)


def _complete(parser: Parser, command: Command) -> None:
    command.arguments(parser)
    if command.opens:
        parser.add_argument(
            "--store",
            metavar="文件夹",
            help="数据文件夹或服务器地址；不写则用 MINZHENG_DESK_STORE 或默认文件夹",
        )
        parser.add_argument("--user", metavar="用户名", help="由谁登录；只有一个用户时不必写")
        parser.add_argument(
            "--passphrase-file", metavar="文件", type=path, help="口令文件，第一行是口令；不写则询问"
        )
    if command.reports:
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象，供其他程序读取")
    parser.set_defaults(run=command.run, label=command.help)


def _run(call: Call) -> int:
    with _hearing_interrupts(call.progress):
        try:
            status = int(call.given.run(call) or 0)
            sys.stdout.flush()
            return status
        except DeskError as problem:
            # Ctrl-C also reaches the process that reads workbooks, whose end then looks like a broken file.
            return _tell(call, Cancelled() if call.progress.was_stopped else problem)
        except KeyboardInterrupt:
            return _tell(call, Interrupted())
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python would complain again when it flushes the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as bug:  # a person must never see a stack of calls
            return _apologise(call, bug)
        finally:
            call.progress.clear()


def _tell(call: Call, problem: DeskError) -> int:
    call.out.answer(
        {
            **call.so_far,
            "error": {
                "code": problem.code,
                "text": str(problem),
                "remedy": problem.advice,
                "exit_status": problem.exit_status,
            },
        }
    )
    call.notice(f"{problem}\n办法：{problem.advice}\n（代码 {problem.code}）")
    return problem.exit_status


def _apologise(call: Call, bug: Exception) -> int:
    from minzheng_desk.cli.bug_report import write_bug_report

    place = write_bug_report(bug)
    call.notice("对不起，程序出了意料之外的问题，这一步没有做完；已经保存的数据没有受影响。")
    call.notice(f"办法：请重试；如果再次出现，请把报告文件交给管理员（里面没有个人信息）：{place}")
    return BUG_STATUS


@contextmanager
def _hearing_interrupts(progress: TerminalProgress) -> Iterator[None]:
    """Let Ctrl-C stop work at its next report instead of in the middle of a line."""

    def stop(_: int, __: FrameType | None) -> None:
        progress.stop()

    try:
        former: Any = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not the main thread, so nobody presses keys here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _speak_utf8() -> None:
    """Names beyond GBK must come out whole, whatever code page the console or the pipe believes in."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
