"""台账报表: the declared ledgers of a month, on screen as on paper, with what stands behind each figure."""

from __future__ import annotations

from operator import methodcaller

from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.ledgers.page import LedgersScreen

    return LedgersScreen(frame)


def _ledgers() -> tuple[PageCommand, ...]:
    from minzheng_desk.ledgers.declaring import ledger_declared, ledgers

    return tuple(PageCommand(ledger_declared(name).title, f"ledgers:{name}") for name in ledgers())


SCREEN = ScreenSpec(
    "ledgers",
    "台账报表",
    "chart",
    70,
    _make,
    help="window-ledgers",
    more_commands=_ledgers,
    scenes=(("behind", methodcaller("show_first_figure")),),
)
