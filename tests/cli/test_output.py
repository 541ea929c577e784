"""What people read lines up; what machines read is one JSON object and nothing else."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minzheng_desk
from minzheng_desk.cli.found_problems import list_problems, told_problems
from minzheng_desk.cli.masks import without_numbers
from minzheng_desk.cli.output import Output
from minzheng_desk.cli.progress import TerminalProgress
from minzheng_desk.cli.widths import padded, width, wrapped
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.problems import Problem

PROBLEM = Problem(
    "低保户", 7, "身份证号", "990000198001010019", "校验位不对。", "请对照身份证核对。", "check"
)


def an_output(*, for_machine: bool = False) -> tuple[Output, io.StringIO]:
    stream = io.StringIO()
    return Output(stream, for_machine=for_machine, before=lambda: None), stream


class Watched(io.StringIO):
    """A stream with a person before it."""

    def isatty(self) -> bool:
        return True


def test_columns_of_chinese_and_figures_line_up() -> None:
    out, stream = an_output()

    out.table(["姓名", "金额"], [["周桂方", "1,630.00"], ["买买提·吐尔逊", "5.00"]], right={"金额"})

    lines = stream.getvalue().splitlines()
    assert 1 == len({width(line) for line in lines})
    assert lines[3].endswith("    5.00")


def test_facts_that_are_not_known_are_not_said() -> None:
    out, stream = an_output()
    out.facts([("户编号", "1"), ("备注", "")])
    assert "户编号  1\n" == stream.getvalue()


def test_a_machine_gets_one_object_and_no_words() -> None:
    out, stream = an_output(for_machine=True)

    out.line("已完成")
    out.table(["姓名"], [["周桂方"]])
    out.answer({"name": "周桂方"})

    assert {"name": "周桂方"} == json.loads(stream.getvalue())


def test_twenty_problems_are_listed_and_the_others_counted() -> None:
    out, stream = an_output()

    list_problems(out, [PROBLEM] * 23, "有问题", "见 --problems 文件")

    said = stream.getvalue()
    assert 20 == said.count("校验位不对。")
    assert "有问题 23 条" in said
    assert "另有 3 条，见 --problems 文件" in said
    assert "990000********0019" in said
    assert "990000198001010019" not in said
    assert "990000********0019" == told_problems([PROBLEM])[0]["value"]


@pytest.mark.parametrize(
    "text", ["990000196611210012", "6230990000000000017", "13800000000", "99000019661121001X"]
)
def test_long_numbers_are_never_whole(text: str) -> None:
    assert text not in without_numbers(f"号码{text}与户主不符")


@given(st.text(max_size=60), st.integers(4, 40))
def test_wrapping_loses_no_character(text: str, columns: int) -> None:
    plain = " ".join(text.split())
    assert plain.replace(" ", "") == "".join(wrapped(plain, columns)).replace(" ", "")


@given(st.text("户编号Aé䶮，。 ", max_size=20), st.integers(0, 50))
def test_padding_reaches_the_width_asked_for(text: str, columns: int) -> None:
    assert max(width(text), columns) == width(padded(text, columns))


def test_a_bar_is_shown_to_people_and_taken_away_again() -> None:
    stream = Watched()
    progress = TerminalProgress(stream)

    progress.report(30, 120, "正在导入")
    assert "█████░░░░░░░░░░░░░░░  25% 正在导入 30/120" in stream.getvalue()
    progress.report(31, 120, "正在导入")
    assert "31/120" not in stream.getvalue()
    progress.clear()
    assert stream.getvalue().endswith("\r")


def test_a_bar_is_not_written_into_files() -> None:
    stream = io.StringIO()
    TerminalProgress(stream).report(1, 2, "正在导入")
    assert "" == stream.getvalue()


def test_running_work_stops_at_its_next_report() -> None:
    progress = TerminalProgress(io.StringIO())
    progress.report(1, 10, "正在导入")

    progress.stop()

    with pytest.raises(Cancelled):
        progress.report(2, 10, "正在导入")
    with pytest.raises(KeyboardInterrupt):
        progress.stop()


def test_what_is_not_running_stops_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        TerminalProgress(io.StringIO()).stop()


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    words = [sys.executable, "-m", "minzheng_desk", "policy", "show", "--pack", "demo-county", "--json"]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(minzheng_desk.__file__).parents[1])}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        complaints = program.stderr.read()
    assert (0, b"") == (program.returncode, complaints)
