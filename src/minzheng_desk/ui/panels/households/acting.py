"""From a verb to the sheet in which it is filled in, and from there back to the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.kernel.files import replacing
from minzheng_desk.ui.panels.households import asked
from minzheng_desk.ui.panels.households.act_sheet import ActSheet
from minzheng_desk.ui.panels.households.acts import facts, life, structure
from minzheng_desk.ui.panels.households.acts.act import Act, At
from minzheng_desk.ui.panels.households.acts.paper import KINDS, paper
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.sheets import USUAL, WIDE, SideSheet


class Acting(QObject):
    """Opens one act at a time over a page."""

    saved = Signal()
    """Something was written down: the file is being read anew."""

    def __init__(self, page: QWidget, frame: Frame) -> None:
        super().__init__(page)
        self._page, self._frame, self._bench = page, frame, frame.bench
        self._opening = Newest(self)
        self.sheet: SideSheet | None = None
        self.choose_file: Callable[[], str] = self._ask_file
        """Asks for the file of a paper; empty when nobody chose one."""

    @property
    def content(self) -> ActSheet | None:
        """What is being filled in."""
        content = self.sheet.content if self.sheet is not None else None
        return content if isinstance(content, ActSheet) else None

    def begin(self, verb: str, row: Any, shown: Opened) -> None:
        """Open the sheet of a verb; ``row`` is the row it is for."""
        at = At(self._bench, shown)
        if verb == "paper":
            self._begin_paper(at, getattr(row, "id", ""))
        elif verb == "save_paper":
            self._save_paper(row.paper)
        elif verb == "merge":
            self.open(structure.choosing_other(at, lambda other: self.open(structure.merging(at, other))))
        else:
            act = _act(verb, row, at)
            if act is not None:
                self.open(act)

    def go_on(self, part: str, shown: Opened) -> None:
        """Open the sheet again whose draft was kept under ``part`` of the household's address."""
        verb, _, record_id = part.partition("/")
        if verb in _OF_HOME or verb in _OF_PERSON or verb in {"merge", "paper"}:
            self.begin(verb, None, shown)
        elif record_id and verb in _OF_RECORD:
            record = _record(shown, record_id)
            if record is not None:
                self.open(_OF_RECORD[verb](At(self._bench, shown), record))

    def begin_founding(self) -> None:
        """Open the sheet of a new household."""
        self.open(structure.founding(self._bench))

    def open(self, act: Act) -> None:
        """Open the sheet of an act over the page."""
        content = ActSheet(act, self._bench, self._frame.problem)
        content.done.connect(self._on_done)
        content.done_with_next.connect(self._on_done_with_next)
        content.file_wanted.connect(self._go)
        wide = WIDE if act.columns > 1 else USUAL
        sheet = SideSheet(self._page, act.title, content, width=wide)
        sheet.closed.connect(lambda: self._forget(sheet))
        self.sheet = sheet
        content.begin()

    def save(self) -> bool:
        """Save what is being filled in; says whether there is anything."""
        content = self.content
        if content is not None:
            content.save()
        return content is not None

    def close(self) -> None:
        """Put the sheet away; its draft is kept."""
        if self.sheet is not None:
            self.sheet.close_sheet()

    def _on_done(self, act: Act, result: Any, said: str) -> None:
        if not said:
            return
        self.close()
        self._frame.done(said)
        self.saved.emit()
        if act.leads_to is not None:
            self._frame.go(act.leads_to(result))

    def _on_done_with_next(self, act: Act, result: Any, said: str) -> None:
        self._frame.done(said)
        self.saved.emit()
        if act.next is None:
            return
        following = act.next
        if act.leads_to is not None:
            self._frame.go(act.leads_to(result))
        task = self._bench.ask(asked.opened, result.id, self._bench.today)
        self._opening.start(task.then(lambda shown: self.open(following(shown))))

    def _forget(self, sheet: SideSheet) -> None:
        if self.sheet is sheet:
            self.sheet = None

    def _go(self, address: str) -> None:
        self.close()
        self._frame.go(address)

    def _begin_paper(self, at: At, person_id: str) -> None:
        chosen = self.choose_file()
        if chosen and Path(chosen).suffix.lower() in KINDS:
            self.open(paper(at, Path(chosen), person_id))

    def _ask_file(self) -> str:
        endings = " ".join(f"*{ending}" for ending in KINDS)
        return QFileDialog.getOpenFileName(self._page, "选择材料", "", f"扫描件和照片 ({endings})")[0]

    def _save_paper(self, kept: Any) -> None:
        ending = next(end for end, kind in KINDS.items() if kind == kept.media_type)
        to, _ = QFileDialog.getSaveFileName(self._page, "取出材料", f"{kept.title}{ending}")
        if to:
            task = self._bench.ask(lambda reader: _put(reader, kept.content, Path(to)))
            task.then(lambda _: self._frame.tell(f"已取出材料：{Path(to).name}")).start()


def _put(reader: Any, digest: str, to: Path) -> None:
    with replacing(to) as file:
        file.write(reader.paper(digest))


def _record(shown: Opened, record_id: str) -> Any | None:
    """The record of this id on file in a household."""
    file = shown.file
    persons = [view.person for view in file.members]
    records = (file.household, *persons, *file.incomes, *file.assets, *file.expenses, *shown.visits)
    return next((one for one in records if one.id == record_id), None)


def _corrected(at: At, record: Any) -> Act:
    if isinstance(record, HomeVisit):
        return facts.visit_correction(at, record)
    return facts.correction(at, record)


_OF_RECORD: dict[str, Callable[[At, Any], Act]] = {
    "correct": _corrected,
    "end": facts.ending,
    "withdraw": facts.withdrawal,
}


def _act(verb: str, row: Any, at: At) -> Act | None:
    """The act of a verb, for a row where it is for one."""
    person_id = str(getattr(row, "id", "") or "")
    if verb in _OF_HOME:
        return _OF_HOME[verb](at)
    if verb in _OF_PERSON:
        return _OF_PERSON[verb](at, person_id)
    return _OF_ROW[verb](at, row) if verb in _OF_ROW and row is not None else None


_OF_HOME: dict[str, Callable[[At], Act]] = {
    "member": life.member,
    "birth": lambda at: life.member(at, born=True),
    "head": structure.new_head,
    "split": structure.splitting,
    "move": structure.moving,
    "close": life.close,
    "visit": facts.visit,
    "correct_household": lambda at: facts.correction(at, at.shown.household),
    "income": lambda at: facts.means(at, "income"),
    "asset": lambda at: facts.means(at, "asset"),
    "expense": lambda at: facts.means(at, "expense"),
}
_OF_PERSON: dict[str, Callable[[At, str], Act]] = {
    "death": life.death,
    "leave": life.leave,
    "certificate": facts.certificate,
    "account": facts.account,
}
_OF_ROW: dict[str, Callable[[At, Any], Act]] = {
    "correct_person": lambda at, row: facts.correction(at, row.view.person),
    "correct_fact": lambda at, row: facts.correction(at, row.fact),
    "end_income": lambda at, row: facts.ending(at, row.fact),
    "withdraw": lambda at, row: facts.withdrawal(at, row.fact),
    "correct_visit": lambda at, row: facts.visit_correction(
        at, next(one for one in at.shown.visits if one.id == row.id)
    ),
}
