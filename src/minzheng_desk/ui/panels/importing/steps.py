"""The four steps, how far they are, and what the primary button does on each of them, or why it cannot."""

from __future__ import annotations

from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.widgets.stepper import Step, StepState

FILE, COLUMNS, CHECK, WRITE = "file", "columns", "check", "write"
TITLES = {FILE: "选文件", COLUMNS: "对列", CHECK: "核对", WRITE: "导入"}


def steps_of(at: str, looked: Looked | None, *, done: bool) -> list[Step]:
    """The steps as they stand; the present one is amber while problems wait for somebody."""
    keys = list(TITLES)
    place = keys.index(at)
    return [
        Step(key, TITLES[key], _note(key, looked), _state(number, place, looked, done=done))
        for number, key in enumerate(keys)
    ]


def next_words(at: str, looked: Looked | None) -> str:
    """What the primary button says."""
    if at == FILE:
        return "选文件"
    if at == WRITE:
        return "再导入一份"
    if at == COLUMNS or looked is None:
        return "下一步：核对"
    if looked.remembers_only:
        return "记住列的对应"
    return f"导入 {looked.rows_to_write:,} 行"


def reason_against(at: str, looked: Looked | None) -> str:
    """Why the primary button cannot be pressed; empty where it can."""
    if at == COLUMNS and (looked is None or looked.preview is None):
        return "还没有认出姓名或身份证号"
    if at != CHECK or looked is None or looked.rows_to_write or looked.remembers_only:
        return ""
    counts = looked.counts
    if counts.problems:
        return f"没有可写入的行：{counts.same:,} 行没变，{counts.problems:,} 行有问题"
    return f"{counts.same:,} 行都和档案相同，没有可写入的"


def _state(number: int, place: int, looked: Looked | None, *, done: bool) -> StepState:
    if number < place or done:
        return StepState.DONE
    if number > place:
        return StepState.AHEAD
    waits = looked is not None and (looked.preview is None or (number == place and _waiting(looked) > 0))
    return StepState.BLOCKED if waits and place in {1, 2} else StepState.CURRENT


def _note(key: str, looked: Looked | None) -> str:
    if looked is None:
        return ""
    if key == FILE:
        return looked.draft.book.name
    if key == COLUMNS:
        unsure = sum(column.tone == "warn" for table in looked.tables for column in table.columns)
        return "请指定表头" if looked.preview is None else f"{unsure} 列请确认" if unsure else ""
    if key == CHECK and looked.counts.problems:
        return f"{looked.counts.problems:,} 行有问题"
    return ""


def _waiting(looked: Looked) -> int:
    """How many problem rows the clerk has neither mended nor skipped."""
    return len({one.place for one in looked.found} - looked.draft.skipped)
