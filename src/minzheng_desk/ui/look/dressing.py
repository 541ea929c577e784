"""Putting the look on the application: style, palette, font and the one sheet."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from minzheng_desk.ui.look.look import Look, look
from minzheng_desk.ui.look.sheet import style_sheet


def dress(app: QApplication) -> Look:
    """Give a new application Fusion, our fonts and our sheet; called before the first widget.

    The application then follows every change of the look, before any widget hears of it.
    """
    if not app.property("dressed"):
        app.setStyle("Fusion")
        app.setProperty("dressed", "1")
        look().changed.connect(_put_on)
        _put_on()
    return look()


def _put_on() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(look().font())
        app.setPalette(_palette())
        app.setStyleSheet(style_sheet(look()))


def _palette() -> QPalette:
    made, role = QPalette(), QPalette.ColorRole
    for where, token in (
        (role.Window, "paper"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "ink"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "ink3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.Mid, "line2"),
        (role.Dark, "field"),
        (role.Light, "surface"),
    ):
        made.setColor(where, look().color(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, look().color("disabled_t"))
    return made
