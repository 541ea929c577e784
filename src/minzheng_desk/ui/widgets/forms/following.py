"""What an identity number tells: day of birth and sex fill themselves in, the age stands beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.identity import IdNumber, birth_date, sex_of
from minzheng_desk.kernel.period import age_on
from minzheng_desk.ui.widgets.forms.cells import Cell
from minzheng_desk.ui.widgets.forms.findings import doubt
from minzheng_desk.ui.widgets.forms.veiled_editors import IdNumberEditor

SOURCE = "根据证件号码自动填写"


class IdFollower:
    """Fills the fields an identity number tells of; what somebody typed there is doubted, not changed."""

    def __init__(
        self, cell: Cell, cells: Mapping[str, Cell], note: Callable[[Cell, str], None], today: date
    ) -> None:
        self._cell, self._note, self._today = cell, note, today
        self._born = cells.get(cell.field.fills.get("born_on", ""))
        self._sex = cells.get(cell.field.fills.get("sex", ""))

    def number(self) -> IdNumber | None:
        """The number, when it is a sound one."""
        editor = self._cell.editor
        return editor.number() if isinstance(editor, IdNumberEditor) else None

    def follow(self) -> None:
        """Fill what the number tells, after it was typed."""
        number = self.number()
        if number is not None and self._cell.touched:
            self._fill(self._born, birth_date(number), "出生日期")
            self._fill(self._sex, sex_of(number), "性别")
        self.show()

    def show(self) -> None:
        """Say sex and age beside the day of birth."""
        if self._born is None:
            return
        number = self.number()
        born = birth_date(number) if number else None
        words = ""
        if number is not None and born is not None and born <= self._today:
            words = f"{codes('sex').label(sex_of(number))}，{age_on(born, self._today)} 岁"
        self._note(self._born, words)

    def _fill(self, cell: Cell | None, told: object, label: str) -> None:
        if cell is None:
            return
        if cell.touched and _typed(cell) not in {None, told}:
            cell.tell(doubt(f"与证件号码里的{label}不一致，请核对。"))
        else:
            cell.fill_from(told, SOURCE)


def _typed(cell: Cell) -> object:
    try:
        typed: object = cell.value()
    except InputProblem:
        return cell
    return typed
