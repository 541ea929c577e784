"""The list at the left: search, village, benefit, the households, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from minzheng_desk.benefits.listing import HouseholdAlert, Listed
from minzheng_desk.ui.look.icons import icon
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households.home_rows import HomeDrawing, HomeModel, HomeRow, home_row
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.buttons import link, plain, soft
from minzheng_desk.ui.widgets.cards import Card, EmptyState
from minzheng_desk.ui.widgets.labels import label, rule
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.pickers import Picker
from minzheng_desk.ui.widgets.tables.copying import clipboard
from minzheng_desk.ui.widgets.tables.memory import Memory
from minzheng_desk.ui.widgets.tables.saved_filters import PageChoice, SavedFilters
from minzheng_desk.ui.widgets.tables.tools import Filters, saved_filters_button

EVERYWHERE, EVERYTHING = "全部村", "全部待遇"
_URGENT = ("death", "overdue", "account", "certificate", "due")

_LAID_OUT_AT_ONCE, _TRIED_AGAIN_MS = 1500, 40


class HomeView(QListView):
    """The households; Enter goes on into the file.

    Tens of thousands of rows are laid out a part at a time, so that the window answers meanwhile; a row that
    has no place yet is scrolled to as soon as it has one.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_LAID_OUT_AT_ONCE)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view, now or when it has its place."""
        super().scrollTo(index, hint)
        if index.isValid() and not self.visualRect(index).isValid():
            wanted = QPersistentModelIndex(index)
            QTimer.singleShot(_TRIED_AGAIN_MS, self, lambda: self.scrollTo(wanted, hint))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow go into the file of the household."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button and the menu key: what Enter does, and copying what the row says."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            at = self.indexAt(event.pos())
            if at.isValid() and at != self.currentIndex():
                self.setCurrentIndex(at)
        if self.currentIndex().isValid():
            self.row_menu().popup(event.globalPos())

    def row_menu(self) -> QMenu:
        """The menu for the household looked at."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        opens, copies = menu.addAction("打开家庭档案\tEnter"), menu.addAction("复制\tCtrl+C")
        opens.setIcon(icon("family", "ink2", 16))
        opens.triggered.connect(lambda _checked: self.entered.emit())
        copies.setIcon(icon("doc", "ink2", 16))
        said = str(self.currentIndex().data())
        copies.triggered.connect(lambda _checked: clipboard().put_text(said, secret=False))
        return menu


class HomeList(Card):
    """Which households there are, and which of them is looked at."""

    asked = Signal()
    """Somebody wants other households: by what is typed, by village or by benefit."""
    chosen = Signal(str)
    """The id of the household somebody looks at."""
    new_asked = Signal()
    import_asked = Signal()
    entered = Signal()

    def __init__(self, today: Callable[[], date], memory: Memory) -> None:
        super().__init__(flush=True)
        self._today = today
        self._villages: dict[str, str] = {}
        self._alerts: Mapping[str, HouseholdAlert] = {}
        self._whole: tuple[Listed, ...] = ()
        self._goes_to_first = False
        self._wished = self._programme_wished = ""
        self.field = SearchField("姓名、拼音首字母、证件尾号", 0)
        self.village, self.benefit = Picker("村（社区）"), Picker("待遇")
        for picker in (self.village, self.benefit):
            picker.setMinimumContentsLength(4)
            picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.model, self.view = HomeModel(), HomeView()
        self.model.write = self._write
        self.nothing = self._make_nothing()
        self.either = QStackedWidget()
        self.either.addWidget(self.view)
        self.either.addWidget(self.nothing)
        self.counted, self.order = label("", "hint"), link("按提醒排序")
        self.order.setProperty("small", "1")
        self.order.setCheckable(True)
        choices = {"village": self._choice(self.village), "benefit": self._choice(self.benefit)}
        self.filters = Filters(SavedFilters(memory), choices=choices)
        self._lay_out()
        self._connect()
        self.show_villages({})
        lead(self, self.view)

    @property
    def query(self) -> str:
        """What is looked for."""
        return self.field.words.strip()

    @property
    def region_code(self) -> str | None:
        """The village chosen; None for all."""
        return self.village.currentData() or None

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes chosen; empty for all."""
        chosen = self.benefit.currentData()
        return tuple(chosen.split()) if chosen else ()

    def show_villages(self, villages: Mapping[str, str]) -> None:
        """Offer these villages by code."""
        self._villages = dict(villages)
        _offer(self.village, EVERYWHERE, [(code, name) for code, name in villages.items()])
        self.model.rewrite()

    def show_benefits(self, benefits: Sequence[tuple[str, str]]) -> None:
        """Offer these programmes: their names with a space between, and what they are called."""
        _offer(self.benefit, EVERYTHING, list(benefits))
        if self._programme_wished:
            self.choose_benefit(self._programme_wished)
            self.asked.emit()

    def show_homes(self, homes: Sequence[Listed], *, complete: bool = True) -> None:
        """Show these households; the one looked at stays looked at where it is still there."""
        self._whole = tuple(homes)
        here = self.current()
        ordered = self._ordered()
        if ordered != self.model.homes:
            self.model.take(ordered)
        if self._goes_to_first and homes:
            self._goes_to_first = False
            self.go_to_first()
        elif self._wished or here is not None:
            wanted = self._wished or (here.id if here else "")
            if self.go_to(wanted, tell=False):
                self._wished = ""
        self._say_count(complete=complete)
        self.either.setCurrentWidget(self.view if homes or not complete else self.nothing)
        if not homes:
            self._say_nothing()

    def show_alerts(self, alerts: Mapping[str, HouseholdAlert]) -> None:
        """Say beside each household what is most urgent about it."""
        self._alerts = alerts
        if self.order.isChecked():
            self.show_homes(self._whole)
        self.model.rewrite()

    def current(self) -> Listed | None:
        """The household somebody looks at."""
        at = self.view.currentIndex().row()
        return self.model.homes[at] if 0 <= at < len(self.model.homes) else None

    def go_to(self, household_id: str, *, tell: bool = True) -> bool:
        """Look at a household; says whether it is in the list."""
        for place, home in enumerate(self.model.homes):
            if home.id == household_id:
                self._at(place, tell=tell)
                return True
        quiet = self.view.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.view.setCurrentIndex(QModelIndex())
        self.view.selectionModel().blockSignals(quiet)
        return False

    def wish_for(self, household_id: str) -> None:
        """Look at this household as soon as it comes into the list; nothing is looked at until then."""
        self._wished = household_id

    def choose_benefit(self, programme: str) -> None:
        """Choose the benefit a programme belongs to."""
        self._programme_wished = programme
        for place in range(self.benefit.count()):
            if programme in (self.benefit.itemData(place) or "").split():
                self.benefit.setCurrentIndex(place)
                self._programme_wished = ""

    def _choice(self, combo: Picker) -> PageChoice:
        """A village or a benefit as it is kept, by its key; one that is gone means all."""

        def choose(key: str) -> None:
            combo.setCurrentIndex(max(0, combo.findData(key)) if key else 0)
            self.asked.emit()

        return PageChoice(lambda: combo.currentData() or "", choose)

    def go_to_first(self) -> None:
        """Look at the first household."""
        if self.model.homes:
            self._at(0, tell=True)

    def next_alert(self, step: int) -> None:
        """On to the next household with an alert; round at the end."""
        count, here = len(self.model.homes), self.view.currentIndex().row()
        for away in range(1, count + 1):
            place = (here + step * away) % count
            if self.model.homes[place].id in self._alerts:
                self._at(place, tell=True)
                return

    def _at(self, place: int, *, tell: bool) -> None:
        index = self.model.index(place)
        selection = self.view.selectionModel()
        quiet = selection.blockSignals(not tell)
        self.view.setCurrentIndex(index)
        selection.blockSignals(quiet)
        self.view.scrollTo(index)
        self.view.viewport().update()

    def _ordered(self) -> tuple[Listed, ...]:
        if not self.order.isChecked():
            return self._whole
        last = (len(_URGENT), date.max)
        places = {
            home: (_URGENT.index(alert.sort), alert.on or date.max) for home, alert in self._alerts.items()
        }
        return tuple(sorted(self._whole, key=lambda home: places.get(home.id, last)))

    def _write(self, home: Listed) -> HomeRow:
        return home_row(home, self._villages, self._alerts.get(home.id), self._today())

    def _say_count(self, *, complete: bool) -> None:
        if self.query:
            self.counted.setText(f"找到 {len(self._whole)} 户")
            return
        where = self.village.currentText() if self.region_code else ""
        what = self.benefit.currentText() if self.programmes else ""
        told = f"{len(self._whole):,} 户" if complete else "正在读取"
        self.counted.setText(" ".join(part for part in (where, what, told) if part))

    def _say_nothing(self) -> None:
        if self.query:
            self.nothing.say(f"没有找到“{self.query}”", "试试姓名拼音首字母，如 zgf，或证件号末四位")
        elif self.region_code or self.programmes:
            self.nothing.say("没有符合筛选的家庭", "换一个村或待遇看看")
        else:
            self.nothing.say("还没有家庭档案", "新建一户，或从原来的 Excel 台账导入")

    def _make_nothing(self) -> EmptyState:
        new, imports = soft("新建家庭", "plus", small=True), plain("导入 Excel", "excel", small=True)
        new.clicked.connect(self.new_asked)
        imports.clicked.connect(self.import_asked)
        return EmptyState("family", "正在读取", "", (new, imports))

    def _lay_out(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(HomeDrawing(view))
        view.setAccessibleName("家庭列表")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._top, self._combos, self._foot = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.field)
        self._combos.addWidget(self.village, 1)
        self._combos.addWidget(self.benefit, 1)
        self._combos.addWidget(saved_filters_button(self.filters))
        self._top.addLayout(self._combos)
        self._foot.addWidget(self.counted, 1)
        self._foot.addWidget(self.order)
        self.body.setSpacing(0)
        self.body.addLayout(self._top)
        self.body.addWidget(rule())
        self.body.addWidget(self.either, 1)
        self.body.addWidget(rule())
        self.body.addLayout(self._foot)
        look().changed.connect(self._fit_list)
        self._fit_list()

    def _connect(self) -> None:
        self.field.searched.connect(lambda _text: self.asked.emit())
        self.field.entered.connect(self._enter)
        self.village.activated.connect(lambda _place: self.asked.emit())
        self.benefit.activated.connect(lambda _place: self.asked.emit())
        self.order.toggled.connect(lambda _on: self.show_homes(self._whole))
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.entered.connect(self.entered)
        masks().changed.connect(self.view.viewport().update)

    def _enter(self) -> None:
        """The answer to what was typed is under way: its first household is meant."""
        self._goes_to_first = True
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.homes[index.row()].id)

    def _fit_list(self) -> None:
        px = look().px
        self._top.setContentsMargins(px(10), px(10), px(10), px(8))
        self._top.setSpacing(px(8))
        self._combos.setSpacing(px(6))
        self.body.setSpacing(0)
        self._foot.setContentsMargins(px(14), px(2), px(10), px(2))
        self.view.scheduleDelayedItemsLayout()


def _offer(combo: Picker, everything: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer these choices after “all”; what was chosen stays chosen."""
    before = combo.currentData()
    combo.clear()
    combo.addItem(everything, "")
    for key, said in choices:
        combo.addItem(said, key)
    place = combo.findData(before)
    combo.setCurrentIndex(max(0, place))
