"""Whatever goes wrong is said in Chinese with a remedy, and the exit status says which branch it is of."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import minzheng_desk
from cli.registers import ROWS, ZHOU, household_register, number
from cli.terminal import Answered, Terminal
from desk.stores import PASSPHRASE
from minzheng_desk.cli.bug_report import write_bug_report
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.resources import resource_dir


def own_process() -> dict[str, str]:
    """The environment in which another process runs the same program."""
    return {**os.environ, "PYTHONPATH": str(Path(minzheng_desk.__file__).parents[1])}


def refused(answered: Answered, status: int) -> str:
    """What an error said, once it is seen to have a remedy and nothing on the standard output."""
    assert (status, "") == (answered.status, answered.out)
    assert "\n办法：" in answered.err
    return answered.err


def test_a_wrong_passphrase_is_a_problem_of_keys(typed: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINZHENG_DESK_PASSPHRASE", "不是这个口令也不行")

    assert "口令不正确。" in refused(typed("search", "周"), 30)


def test_nobody_is_asked_for_a_passphrase_where_nobody_sits(
    typed: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINZHENG_DESK_PASSPHRASE")

    assert "--passphrase-file" in refused(typed("search", "周"), 30)


def test_a_passphrase_comes_from_a_file_too(
    typed: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MINZHENG_DESK_PASSPHRASE", "不是这个口令也不行")
    file = tmp_path / "口令.txt"
    file.write_text(f"{PASSPHRASE}\n第二行不看\n", "utf-8")

    assert "没有找到" in typed.done("search", "周", "--passphrase-file", file)


def test_a_folder_without_a_store_is_a_problem_of_the_store(typed: Terminal, tmp_path: Path) -> None:
    assert "没有民政台数据库" in refused(
        typed("search", "周", "--store", tmp_path / "空", "--user", "chen"), 40
    )


def test_two_programs_on_one_store_are_a_problem_of_the_store(typed: Terminal, folder: Path) -> None:
    other = open_store(folder, "chen", PASSPHRASE)
    try:
        refused(typed("search", "周"), 40)
    finally:
        other.close()


def test_a_damaged_store_is_told_from_a_wrong_passphrase(typed: Terminal, folder: Path) -> None:
    store = folder / "minzheng.db"
    content = bytearray(store.read_bytes())
    content[:4096] = bytes(4096)
    store.write_bytes(content)

    refused(typed("search", "周"), 40)


def test_who_may_not_is_told_who_may(typed: Terminal, folder: Path, month: Month) -> None:
    typed.done("people", "roles", "chen", "--role", "系统管理员")

    said = refused(typed("roster", "lock", "--programme", "低保", "--month", month), 12)
    assert "陈立" in said
    assert "查阅档案" in said
    assert 12 == typed("import", "households", "没有这个文件.xlsx").status


def test_an_unknown_household_is_not_found(typed: Terminal) -> None:
    refused(typed("show", "990000001-99999"), 13)


def test_what_is_there_is_listed_in_the_clerks_words(typed: Terminal, tmp_path: Path, month: Month) -> None:
    to = ("--month", month, "--to", tmp_path / "台账.xlsx")

    assert "最低生活保障" in refused(typed("roster", "show", "--programme", "救灾", "--month", month), 20)
    assert "还没有这个项目的名册" in refused(
        typed("roster", "show", "--programme", "低保", "--month", month), 13
    )
    assert "高龄津贴台账" in refused(typed("ledger", "没有的台账", *to), 13)
    assert "可以指" in refused(typed("ledger", "最低生活保障", *to), 11)


def test_a_day_on_which_nobody_lived_there_is_said(typed: Terminal, tmp_path: Path) -> None:
    typed("import", "households", household_register(tmp_path / "户.xlsx", ROWS))

    said = refused(typed("assess", "周桂方", "--programme", "特困", "--on", "2019-07-06"), 11)
    assert "2019-07-06" in said


def test_a_name_that_several_bear_asks_for_the_number(typed: Terminal, tmp_path: Path) -> None:
    typed("import", "households", household_register(tmp_path / "户.xlsx", ROWS))

    assert "户编号" in refused(typed("show", "99000"), 11)


def test_a_locked_month_stays_as_it_is(typed: Terminal, tmp_path: Path, month: Month) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    typed.done("grant", "--household", "周桂方", "--programme", "低保", "--since", month, "--by", "王主任")
    of_month = ("--programme", "低保", "--month", month)
    typed.done("roster", "draw-up", *of_month)

    before = refused(typed("bank-file", *of_month, "--format", "gbk_pipe", "--to", tmp_path), 15)
    assert "还没有锁定" in before
    typed.done("roster", "lock", *of_month)
    assert "已锁定" in refused(typed("roster", "draw-up", *of_month), 15)
    assert 15 == typed("roster", "lock", *of_month).status
    assert 13 == typed("bank-file", *of_month, "--format", "没有的银行", "--to", tmp_path).status


def test_nobody_is_granted_the_same_twice(typed: Terminal, tmp_path: Path, month: Month) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    grant = ("grant", "--household", "周桂方", "--programme", "低保", "--since", month, "--by", "王主任")
    typed.done(*grant)

    assert "不能重复确认" in refused(typed(*grant), 15)


def test_who_does_not_fit_is_not_granted(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    said = refused(typed("grant", "--person", "周桂方", "--programme", "高龄津贴", "--by", "王主任"), 11)
    assert "不符合" in said
    several = typed("grant", "--household", "990000001-00001", "--programme", "高龄津贴", "--by", "王主任")
    assert "--person" in refused(several, 11)


def test_nothing_to_undo_is_said(typed: Terminal) -> None:
    assert "没有可以撤销的操作" in refused(typed("undo"), 15)


def test_a_policy_without_a_value_for_the_day_is_a_problem_of_policy(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))

    said = refused(typed("assess", "周桂方", "--programme", "低保", "--on", "1999-01-01"), 20)
    assert "1999-01-01" in said
    assert 20 == typed("assess", "周桂方", "--programme", "没有这一项").status
    assert 20 == typed("policy", "show", "没有这个参数").status


@pytest.mark.parametrize(
    ("name", "content"),
    [("空.xlsx", b""), ("坏.xlsx", b"PK\x03\x04 not a workbook"), ("别的.csv", "甲,乙\n1,2\n".encode())],
)
def test_what_is_no_register_is_a_problem_of_the_document(
    typed: Terminal, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    assert name in refused(typed("import", "households", file), 50)


def test_a_file_that_is_not_there_is_a_problem_of_the_document(typed: Terminal, tmp_path: Path) -> None:
    assert "没有的.xlsx" in refused(typed("import", "households", tmp_path / "没有的.xlsx"), 50)


def test_a_fault_of_the_program_apologises(typed: Terminal, tmp_path: Path) -> None:
    typed.done("import", "households", household_register(tmp_path / "户.xlsx"))
    broken = Path(shutil.copytree(resource_dir(), tmp_path / "resources"))
    (broken / "codes" / "sex.toml").write_text("这不是 TOML", "utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "minzheng_desk", "show", "周桂方"],
        env={**own_process(), "MINZHENG_DESK_RESOURCES": str(broken)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert 70 == ended.returncode
    assert "对不起" in ended.stderr
    assert "Traceback" not in ended.stderr
    (report,) = (tmp_path / "home").rglob("*.txt")
    assert str(report) in ended.stderr
    assert "tomllib.TOMLDecodeError" in report.read_text("utf-8")


def test_the_report_of_a_fault_tells_places_and_no_values(folder: Path, tmp_path: Path) -> None:
    try:
        int(f"周桂方 {ZHOU}")
    except ValueError as bug:
        told = write_bug_report(bug).read_text("utf-8")

    assert "builtins.ValueError" in told
    assert "test_the_report_of_a_fault_tells_places_and_no_values" in told
    assert all(secret not in told for secret in (ZHOU, "周桂方", str(folder), str(tmp_path)))


def has_pseudo_terminals() -> bool:
    """Whether this system, or the bare root it was started in, hands out pseudo-terminals."""
    try:
        ends = os.openpty()
    except (AttributeError, OSError):
        return False
    for end in ends:
        os.close(end)
    return True


@pytest.mark.skipif(not has_pseudo_terminals(), reason="no pseudo-terminal to press Ctrl-C at")
def test_ctrl_c_stops_long_work_and_leaves_nothing(typed: Terminal, tmp_path: Path) -> None:
    rows = [
        (f"甲{n}", f"甲{n}", number(f"990000195003{1 + n % 28:02d}{n // 28:03d}"), "户主", "上湾村", "农村")
        for n in range(4000)
    ]
    register = household_register(tmp_path / "大表.xlsx", rows)
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "minzheng_desk", "import", "households", str(register)]
    with (
        subprocess.Popen(words, stderr=theirs, env=own_process()) as program,
        os.fdopen(ours, "rb", 0) as screen,
    ):
        os.close(theirs)
        said = b""
        while "░".encode() not in said:
            said += screen.read(4096)
        program.send_signal(signal.SIGINT)
        with suppress(OSError):  # how Linux says that the other end of a pseudo-terminal is closed
            while more := screen.read(4096):
                said += more
        status = program.wait(60)

    assert 17 == status
    assert "已取消，没有保存任何更改。" in said.decode("utf-8", "replace")
    assert 0 == typed.told("search", "甲")["count"]


def test_an_error_is_one_json_object_where_json_was_asked_for(typed: Terminal) -> None:
    answered = typed("show", "990000001-99999", "--json")

    error = json.loads(answered.out)["error"]
    assert (13, 13) == (answered.status, error["exit_status"])
    assert {"code", "text", "remedy", "exit_status"} == set(error)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "缺少参数：命令。"),
        (["没有的命令"], "没有命令“没有的命令”。"),
        (["roster", "print", "--to", "花名册.doc"], "“花名册.doc”应以 .pdf 或 .xlsx 结尾"),
        (["ledger", "特困", "--to", "台账"], "“台账”应以 .xlsx 或 .pdf 结尾"),
        (["roster", "lock", "--programme", "低保"], "缺少参数：--month。"),
        (["roster", "lock", "--programme", "低保", "--month", "2026-13"], "无法识别"),
        (["search", "周", "--limit", "0"], "不是正整数"),
        (["assess", "周", "--on", "昨天"], "日期“昨天”无法识别"),
        (["grant", "--programme", "低保", "--by", "王"], "以下选项须选一个"),
        (["grant", "--all-met", "--person", "周", "--programme", "低保", "--by", "王"], "不能与"),
        (["undo", "--no-such"], "不认识的参数：--no-such。"),
        (["search", "周", "--user"], "--user 后面缺少内容。"),
    ],
)
def test_a_slip_in_typing_is_explained(bare: Terminal, words: list[str], said: str) -> None:
    answered = bare(*words)

    assert (2, "") == (answered.status, answered.out)
    assert said in answered.err
    assert "用法：" in answered.err
    assert not any(word in answered.err for word in ("usage", "error", "argument", "invalid"))


def test_several_users_must_say_who_signs_in(typed: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "口令.txt"
    file.write_text("清风徐来水波不兴\n", "utf-8")
    typed.done(
        "people",
        "add",
        "wang",
        "--role",
        "分管领导",
        "--display-name",
        "王主任",
        "--new-passphrase-file",
        file,
    )

    assert "可用的用户名：chen、wang。" in refused(typed("search", "周"), 11)
    assert "wang" in typed.done("people", "list", "--user", "wang", "--passphrase-file", file)
    typed.done("people", "remove", "wang", "--user", "chen")
    assert 13 == typed("people", "list", "--user", "wang", "--passphrase-file", file).status


def test_files_imported_before_the_one_in_trouble_are_told(typed: Terminal, tmp_path: Path) -> None:
    good, bad = household_register(tmp_path / "户.xlsx"), tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook \x00\x01")

    answered = typed("import", "households", good, bad, "--json")

    told = json.loads(answered.out)
    assert (50, 50) == (answered.status, told["error"]["exit_status"])
    assert [("户.xlsx", 3)] == [(file["file"], file["new"]) for file in told["files"]]
    assert 1 == typed.told("search", "周桂方")["count"]
