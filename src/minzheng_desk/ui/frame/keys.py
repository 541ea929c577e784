"""The keys that mean the same on every page (ui.md §11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import methodcaller
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.screen import Address, Screen
from minzheng_desk.ui.widgets.leading import LEADS

KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", "查人、查户、查功能、查条文"),
    ("Ctrl+N", "本页新建"),
    ("Ctrl+F", "在本页筛选"),
    ("Ctrl+S", "保存"),
    ("F10", "保存"),
    ("Ctrl+P", "打印预览"),
    ("Ctrl+Z", "撤销本人上一步"),
    ("Ctrl+Enter", "本页主要操作"),
    ("Ctrl+L", "锁屏"),
    ("Ctrl+Shift+M", "投影模式"),
    ("Alt+←", "后退"),
    ("Alt+→", "前进"),
    ("F1", "本页说明"),
    ("F3", "下一处要看的"),
    ("Shift+F3", "上一处要看的"),
    ("F5", "重新读取"),
    ("F6", "下一个区"),
    ("Shift+F6", "上一个区"),
    ("Alt+1…9", "左侧第几页"),
    ("Alt+T", "图表换成表格"),
    ("F4", "打开选项、日历"),
    ("F8", "看这一行的完整号码 20 秒（有记录）"),
    ("F9", "显示或收起右侧"),
    ("Ctrl+Tab", "刚才打开过的五个"),
    ("Ctrl+=", "字号大一级，Ctrl+- 小一级"),
    ("Ctrl+0", "字号回到 100%"),
)
"""What the help page lists; the tests press every one."""


class Keyed(Protocol):
    """What the keys need of the work area."""

    def current(self) -> Screen | None:
        """The page in front."""

    def go(self, address: Address | str) -> None:
        """Open a page."""

    def travel(self, step: int) -> None:
        """Back or forward."""

    def undo(self) -> None:
        """Take back the last operation."""

    def choose_recent(self) -> object:
        """Offer the objects visited last."""

    def zoom(self, step: int) -> None:
        """Larger or smaller type, or for 0 the usual size."""

    def ask_help(self) -> None:
        """Show the help of the page in front."""


def bind_keys(
    over: QWidget, work: Keyed, pages: Sequence[str], *, find: Callable[[], None], lock: Callable[[], None]
) -> None:
    """Bind the keys to what the page in front does; ``pages`` are those of Alt+1…9."""

    def on_page(act: Callable[[Screen], object]) -> Callable[[], None]:
        def pressed() -> None:
            page = work.current()
            if page is not None:
                act(page)

        return pressed

    bindings: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Ctrl+K", find),
        ("Ctrl+N", on_page(methodcaller("begin_new"))),
        ("Ctrl+F", on_page(methodcaller("begin_filter"))),
        ("Ctrl+S", on_page(methodcaller("save"))),
        ("F10", on_page(methodcaller("save"))),
        ("Ctrl+P", on_page(methodcaller("print_page"))),
        ("Ctrl+Z", work.undo),
        ("Ctrl+Return", on_page(_press_primary)),
        ("Ctrl+Enter", on_page(_press_primary)),
        ("Ctrl+L", lock),
        ("Ctrl+Shift+M", _toggle_projection),
        ("Alt+Left", partial(work.travel, -1)),
        ("Alt+Right", partial(work.travel, 1)),
        ("F1", work.ask_help),
        ("F3", on_page(lambda page: page.next_problem(1))),
        ("Shift+F3", on_page(lambda page: page.next_problem(-1))),
        ("F5", on_page(methodcaller("refresh"))),
        ("F6", on_page(lambda page: next_pane(page, 1))),
        ("Shift+F6", on_page(lambda page: next_pane(page, -1))),
        ("F8", on_page(methodcaller("reveal"))),
        ("F9", on_page(methodcaller("toggle_side"))),
        ("Ctrl+Tab", work.choose_recent),
        ("Ctrl+0", partial(work.zoom, 0)),
        ("Ctrl+=", partial(work.zoom, 1)),
        ("Ctrl+-", partial(work.zoom, -1)),
    )
    for keys, act in bindings:
        _bind(over, keys, act)
    for place, name in enumerate(pages[:9], start=1):
        _bind(over, f"Alt+{place}", partial(work.go, name))


def next_pane(page: Screen, step: int) -> None:
    """Put the focus into the next pane of the page: the next child that says it is one."""
    panes = [pane for pane in page.panes() if pane.isVisible()]
    if not panes:
        return
    at = next((i for i, pane in enumerate(panes) if _holds_focus(pane)), -1)
    _way_in(panes[(at + step) % len(panes)]).setFocus(Qt.FocusReason.TabFocusReason)


def begin_in(page: Screen) -> None:
    """Put the focus where reading begins: into the first pane, as soon as there is one to see."""
    panes = page.panes()
    shown = next((pane for pane in panes if pane.isVisible()), None)
    (page if shown is None else _way_in(shown)).setFocus(Qt.FocusReason.OtherFocusReason)
    if shown is None and panes:
        _Awaited(page, panes[0])


class _Awaited(QObject):
    """Begins in a pane when it is first shown, if the keyboard has gone nowhere else meanwhile."""

    def __init__(self, page: Screen, pane: QWidget) -> None:
        super().__init__(pane)
        self._page = page
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            # Its own parts are shown after it.
            QTimer.singleShot(0, self, self._begin)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        if self._page.hasFocus():
            begin_in(self._page)
        self.deleteLater()


def _way_in(pane: QWidget) -> QWidget:
    """The pane, or the first in it that takes the keyboard where the pane itself does not."""
    if pane.focusProxy() is not None or pane.property(LEADS):
        return pane
    at = pane
    while not (_takes_keyboard(at) and (at is pane or pane.isAncestorOf(at))):
        at = at.nextInFocusChain() or pane
        if at is pane:
            break
    return at


def _takes_keyboard(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))


def _press_primary(page: Screen) -> None:
    if page.open_sheet() is not None and page.entered() is not None:
        page.save()
        return
    button = page.header.primary
    if button is not None and button.isEnabled():
        button.click()


def _toggle_projection() -> None:
    masks().project(on=not masks().projecting)


def _bind(over: QWidget, keys: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(keys), over)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(act)
