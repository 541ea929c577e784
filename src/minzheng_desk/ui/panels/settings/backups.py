"""备份和恢复: proved copies of the store, where they lie, and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from minzheng_desk.desk.backup import BACKUPS, Backup, BackupKind, back_up, list_backups
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import danger, plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.dialogs import TypeToConfirm
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

PLACE = "backup/place"
"""The second place of backups on this computer: another disk or a stick."""
_KIB = 1024


class BackupSection(QWidget):
    """The backups beside the store and in the second place; ``restore_asked`` brings one of them."""

    restore_asked = Signal(object)
    """A `Backup` the person confirmed by typing its day."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench = frame, frame.bench
        self._listing = Newest(self)
        self.table = Table(_COLUMNS, row_key="folder", counted_in="份")
        self.table.say_empty("shield", "还没有备份")
        self.choose, self.second = plain("选择另一个位置", "usb"), plain("备份到那里", "save")
        self.restore = danger("恢复选中的备份")
        self.place = label("", "hint")
        card = Card("备份和恢复", "每份都逐页核对过才算数", flush=True)
        card.body.addWidget(FilterBar([self.choose, self.second, self.place], [self.restore]))
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.choose.clicked.connect(self._choose_place)
        self.second.clicked.connect(self.back_up_there)
        self.restore.clicked.connect(self.ask_to_restore)
        self.table.chosen.connect(lambda _: self._allow())
        self._allow()
        self.refresh()

    def refresh(self) -> None:
        """Look which backups there are."""
        desk = self._bench.desk
        if isinstance(desk, LocalDesk):
            homes = [desk.folder / BACKUPS, *self._second_place()]
            listed = self._bench.work("查看备份", lambda _: _all_in(homes))
            self._listing.start(listed.then(self.table.show_rows))

    def back_up_now(self) -> None:
        """A proved backup beside the store, and in the second place where there is one."""
        self._make(None, self._also_there)

    def back_up_there(self) -> None:
        """A proved backup in the second place."""
        for place in self._second_place():
            self._make(place, lambda: None)

    def ask_to_restore(self) -> None:
        """Restoring puts an older state in place of the present one: the day is typed."""
        backup = self.table.current_row()
        if not isinstance(backup, Backup):
            return
        when = moment_of(backup)
        asked = TypeToConfirm(
            self.window(),
            f"恢复到 {when} 的备份？",
            f"之后登记的都会回到 {when} 的样子；现在的数据库会整个"
            "另存在数据文件夹的“quarantine”里，不会删除。恢复以后要重新登录。",
            what="备份日期",
            expected=f"{backup.made_on}",
            verb="恢复",
        )
        asked.answered.connect(lambda _: self.restore_asked.emit(backup))
        asked.open()

    def _also_there(self) -> None:
        if self._second_place() and self._second_place()[0].is_dir():
            self.back_up_there()

    def _make(self, into: Path | None, after: Callable[[], None]) -> None:
        desk = cast("LocalDesk", self._bench.desk)

        def done(made: Backup) -> None:
            self._frame.tell(
                f"已备份并核对：{made.content.total:,} 行，{size_words(made.size)}，{made.folder}"
            )
            self.refresh()
            after()

        # In the writer's thread, for the backup is journalled; reading goes on meanwhile.
        task = self._bench.writing("备份", lambda _: back_up(desk, BackupKind.ROUTINE, into))
        task.of(self).then(done).otherwise(self._frame.problem).start()

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "备份放到哪里（另一块盘或 U 盘）")
        if chosen:
            self._frame.settings.put(PLACE, chosen)
            self._allow()
            self.refresh()

    def _second_place(self) -> list[Path]:
        kept = self._frame.settings.get(PLACE, "")
        return [Path(kept)] if kept else []

    def _allow(self) -> None:
        local = isinstance(self._bench.desk, LocalDesk)
        places = self._second_place()
        self.place.setText(str(places[0]) if places else "还没有选第二个备份位置，最好是另一块盘或 U 盘")
        self.second.setEnabled(local and bool(places))
        chosen = self.table.current_row() is not None
        self.restore.setEnabled(local and chosen and self._bench.may(Permission.SET_UP))


def moment_of(backup: Backup) -> str:
    """When it was made, as people in the office read it."""
    return f"{in_beijing(backup.made_at):%Y-%m-%d %H:%M}"


def size_words(size: int) -> str:
    """A size in KB, or in MB from one on.

    >>> size_words(300_000), size_words(52_428_800)
    ('292 KB', '50.0 MB')
    """
    return f"{size // _KIB:,} KB" if size < _KIB * _KIB else f"{size / _KIB / _KIB:,.1f} MB"


def _all_in(homes: list[Path]) -> tuple[Backup, ...]:
    found = [backup for home in homes for backup in list_backups(home)]
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


_KINDS = {
    BackupKind.ROUTINE: "日常",
    BackupKind.PINNED: ChipSpec("长期保留", Tone.INFO),
    BackupKind.BEFORE_UPGRADE: ChipSpec("升级前", Tone.NEUTRAL),
}

_COLUMNS = (
    TableColumn(moment_of, "时间", width=140, name="made_at", bold=True),
    TableColumn(lambda backup: _KINDS[backup.kind], "种类", ColumnKind.CHIP, 100, name="kind"),
    TableColumn(lambda backup: backup.content.total, "行数", ColumnKind.NUMBER, 90, name="rows"),
    TableColumn(lambda backup: size_words(backup.size), "大小", width=90, name="size"),
    TableColumn(lambda backup: str(backup.folder), "在哪里", width=420, name="folder", grows=True),
)
