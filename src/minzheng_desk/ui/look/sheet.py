"""The one style sheet of the application, made from tokens and scale and set once per change of the look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from minzheng_desk.ui.look.look import Look


def style_sheet(look: Look) -> str:
    """The sheet for ``look``; the small pictures it names are painted anew."""
    _paint_indicators(look)
    return "\n".join((_labels(look), _buttons(look), _fields(look), _frames(look), _views(look), _rail(look)))


def _labels(look: Look) -> str:
    c, px = _hex(look), look.px
    sizes = {"title": 19, "block": 15, "figure": 20, "body": 14, "hint": 12, "citation": 12, "label": 14}
    bold = {"title", "block", "figure"}
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {px(size)}px; font-weight: {700 if role in bold else 400}; }}'
        for role, size in sizes.items()
    ]
    colours = {
        "hint": "ink3",
        "citation": "accent",
        "label": "ink2",
        "warn": "warn",
        "bad": "bad",
        "ok": "ok",
    }
    rules += [f'QLabel[role="{role}"] {{ color: {c(token)}; }}' for role, token in colours.items()]
    rules.append(f'QLabel[tone="bad"] {{ color: {c("bad")}; }}')
    rules.append(f'QLabel[strong="1"] {{ font-weight: 700; }} QLabel {{ color: {c("ink")}; }}')
    rules.append(f'QLabel[small="1"] {{ font-size: {px(12)}px; }}')
    rules.append(
        f"QToolTip {{ background: {c('surface')}; color: {c('ink')}; border: {look.border}px solid"
        f" {c('line2')}; padding: {px(4)}px {px(6)}px; font-size: {px(12)}px; }}"
    )
    return "\n".join(reversed(rules[-2:])) + "\n" + "\n".join(rules[:-2])


def _buttons(look: Look) -> str:
    c, px, line = _hex(look), look.px, look.border
    base = (
        f"border-radius: {px(4)}px; padding: 0 {px(14)}px; min-height: {px(32) - 2 * line}px;"
        f" max-height: {px(32) - 2 * line}px; font-size: {px(14)}px;"
    )
    return f"""
QPushButton {{ {base} background: {c("surface")}; color: {c("ink")}; border: {line}px solid {c("line2")}; }}
QPushButton:hover {{ background: {c("hover")}; }}
QPushButton:pressed {{ background: {c("soft")}; }}
QPushButton:disabled {{ color: {c("disabled_t")}; background: {c("disabled")};
  border-color: {c("neu_line")}; }}
QPushButton[kind="primary"] {{ background: {c("accent")}; color: {c("on_accent")}; font-weight: 700;
  border: {line}px solid {c("accent")}; }}
QPushButton[kind="primary"]:hover {{ background: {c("accent_hover")}; }}
QPushButton[kind="primary"]:pressed {{ background: {c("accent_press")}; }}
QPushButton[kind="primary"]:disabled {{ background: {c("disabled")}; color: {c("disabled_t")};
  border-color: {c("neu_line")}; }}
QPushButton[kind="soft"] {{ background: {c("softer")}; color: {c("accent")}; border-color: {c("softline")}; }}
QPushButton[kind="soft"]:hover {{ background: {c("soft")}; }}
QPushButton[kind="danger"] {{ color: {c("bad")}; border-color: {c("bad_line")}; background: {c("surface")}; }}
QPushButton[kind="danger"]:hover {{ background: {c("bad_bg")}; }}
QPushButton[kind="danger"]:disabled {{ color: {c("disabled_t")}; background: {c("disabled")};
  border-color: {c("bad_line")}; }}
QPushButton[kind="link"] {{ background: transparent; color: {c("accent")}; border: {line}px solid transparent;
  padding: 0 {px(2)}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {c("accent_hover")}; text-decoration: underline; }}
QPushButton[kind="link"]:disabled {{ color: {c("disabled_t")}; }}
QPushButton[kind="citation"] {{ background: transparent; border: none; padding: 0;
  min-height: {px(18)}px; max-height: {px(18)}px; }}
QPushButton[kind="icon"] {{ padding: 0; min-width: {px(32) - 2 * line}px; max-width: {px(32) - 2 * line}px; }}
QPushButton[small="1"] {{ min-height: {px(26) - 2 * line}px; max-height: {px(26) - 2 * line}px;
  padding: 0 {px(10)}px; font-size: {px(13)}px; }}
QPushButton[small="1"][kind="link"] {{ padding: 0 {px(2)}px; }}
QPushButton[small="1"][kind="icon"] {{ min-width: {px(26) - 2 * line}px; max-width: {px(26) - 2 * line}px;
  padding: 0; }}
QPushButton:focus {{ outline: none; }}
QDialogButtonBox QPushButton:focus {{ border: {look.ring}px solid {c("focus")}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QToolButton {{ border: {line}px solid transparent; border-radius: {px(4)}px; background: transparent;
  color: {c("ink")}; }}
QToolButton:focus {{ border: {look.ring}px solid {c("focus")}; }}
QFrame[kind="segments"] {{ border: {line}px solid {c("line2")}; border-radius: {px(4)}px;
  background: {c("surface")}; }}
QToolButton[kind="segment"] {{ padding: 0 {px(10)}px; min-height: {px(26) - 2 * line}px;
  font-size: {px(13)}px; }}
QToolButton[kind="segment"]:hover {{ background: {c("hover")}; }}
QToolButton[kind="segment"]:checked {{ background: {c("soft")}; color: {c("accent")}; font-weight: 700;
  border: {line}px solid {c("accent")}; }}
QToolButton[kind="segment"]:focus {{ border: {look.ring}px solid {c("focus")}; }}
"""


def _fields(look: Look) -> str:
    c, px, line = _hex(look), look.px, look.border
    images = look.images.as_posix()
    fields = "QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit"
    return f"""
{fields} {{ background: {c("surface")}; color: {c("ink")}; border: {line}px solid {c("field")};
  border-radius: {px(4)}px; padding: 0 {px(9)}px; min-height: {px(32) - 2 * line}px; font-size: {px(14)}px;
  selection-background-color: {c("accent")}; selection-color: {c("on_accent")};
  placeholder-text-color: {c("ink3")}; }}
QPlainTextEdit, QTextEdit {{ padding: {px(5)}px {px(7)}px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus {{
  border: {look.ring}px solid {c("focus")}; padding: 0 {px(9) - 1}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {px(5) - 1}px {px(7) - 1}px; }}
QLineEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"] {{ background: {c("disabled")};
  color: {c("ink2")}; border-color: {c("line2")}; }}
QLineEdit[filled="1"] {{ background: {c("disabled")}; color: {c("ink2")}; }}
QLineEdit[err="1"], QComboBox[err="1"], QPlainTextEdit[err="1"] {{ background: {c("bad_bg")};
  border-color: {c("bad")}; }}
QLineEdit[kind="finder"], QLineEdit[kind="finder"]:focus {{ border: none; background: transparent;
  padding: 0; font-size: {px(17)}px; }}
QLineEdit[small="1"], QComboBox[small="1"] {{ min-height: {px(28) - 2 * line}px; font-size: {px(13)}px; }}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: url({images}/down.png); width: {px(12)}px; height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c("surface")}; color: {c("ink")};
  border: {line}px solid {c("line2")}; selection-background-color: {c("soft")};
  selection-color: {c("ink")}; outline: none; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; font-size: {px(14)}px; color: {c("ink")};
  background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(16)}px; height: {px(16)}px;
  border: {line}px solid {c("field")}; background: {c("surface")}; border-radius: {px(3)}px; }}
QRadioButton::indicator {{ border-radius: {(px(16) + 2 * line) // 2}px; }}
QCheckBox::indicator:checked {{ image: url({images}/check.png); background: {c("accent")};
  border-color: {c("accent")}; }}
QRadioButton::indicator:checked {{ image: url({images}/dot.png); border-color: {c("accent")}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {c("accent")}; text-decoration: underline; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: {px(18)}px; border: none; }}
QAbstractSpinBox::up-arrow {{ image: url({images}/up.png); width: {px(10)}px; height: {px(10)}px; }}
QAbstractSpinBox::down-arrow {{ image: url({images}/down.png); width: {px(10)}px; height: {px(10)}px; }}
QProgressBar {{ border: none; background: {c("track")}; border-radius: {px(3)}px; min-height: {px(6)}px;
  max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c("accent")}; border-radius: {px(3)}px; }}
QSlider::groove:horizontal {{ height: {px(4)}px; background: {c("track")}; border-radius: {px(2)}px; }}
QSlider::handle:horizontal {{ width: {px(14)}px; margin: -{px(5)}px 0; border-radius: {px(7)}px;
  background: {c("accent")}; }}
"""


def _frames(look: Look) -> str:
    c, px, line = _hex(look), look.px, look.border
    notices = "".join(
        f'QFrame[kind="notice_{kind}"] {{ background: {c(tone + "_bg")}; border: {line}px solid'
        f" {c(tone + '_line')}; border-radius: {px(6)}px; }}\n"
        f'QFrame[kind="notice_{kind}"] QLabel {{ color: {c("ink")}; }}\n'
        f'QFrame[kind="notice_{kind}"] QPushButton {{ font-weight: 700; }}\n'
        for kind, tone in (("info", "info"), ("warn", "warn"), ("bad", "bad"), ("ok", "ok"))
    )
    return f"""
QMainWindow, QDialog {{ background: {c("paper")}; }}
QDialog[kind="sheet"] {{ background: {c("surface")}; }}
QFrame[kind="card"] {{ background: {c("surface")}; border: {line}px solid {c("line")};
  border-radius: {px(6)}px; }}
QFrame[kind="sunken"] {{ background: {c("sunken")}; border: none; }}
QFrame[kind="rule"] {{ background: {c("line")}; border: none; min-height: {line}px; max-height: {line}px; }}
QFrame[kind="upright"] {{ background: {c("line")}; border: none; min-width: {line}px; max-width: {line}px; }}
QFrame[kind="toast"] {{ background: {c("toast")}; border-radius: {px(4)}px; border: none; }}
QFrame[kind="toast"] QLabel {{ color: {c("toast_t")}; }}
QFrame[kind="toast"] QPushButton[kind="link"] {{ color: {c("toast_link")}; font-weight: 700; }}
QLabel[role="keycap"] {{ background: {c("sunken")}; border: {line}px solid {c("line2")};
  border-radius: {px(4)}px; padding: 0 {px(6)}px; font-size: {px(11)}px; color: {c("ink2")}; }}
QFrame[kind="status"] {{ background: {c("surface")}; border: none; border-top: {line}px solid {c("line")}; }}
QFrame[kind="status"] QLabel {{ font-size: {px(12)}px; color: {c("ink2")}; }}
QFrame[kind="unfolded"] {{ background: {c("surface")}; border: {line}px solid {c("line2")}; }}
QFrame[kind="popup"] {{ background: {c("surface")}; border: {line}px solid {c("line2")};
  border-radius: {px(8)}px; }}
{notices}
QMenu {{ background: {c("surface")}; color: {c("ink")}; border: {line}px solid {c("line2")};
  padding: {px(4)}px; font-size: {px(14)}px; }}
QMenu::item {{ padding: {px(6)}px {px(20)}px {px(6)}px {px(12)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {c("soft")}; color: {c("ink")}; }}
QMenu::item:disabled {{ color: {c("disabled_t")}; }}
QMenu::separator {{ height: {line}px; background: {c("line")}; margin: {px(4)}px; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c("line2")}; border-radius: {px(4)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {c("field")}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _views(look: Look) -> str:
    c = _hex(look)
    return f"""
QAbstractItemView {{ background: {c("surface")}; border: none; outline: none; }}
QFrame[kind="popup"] QListView {{ font-size: {look.px(13)}px; color: {c("ink")}; }}
QFrame[kind="popup"] QListView::item {{ min-height: {look.px(26)}px; color: {c("ink")}; }}
QFrame[kind="popup"] QListView::item:selected {{ background: {c("soft")}; color: {c("ink")}; }}
QFrame[kind="popup"] QListView::indicator {{ width: {look.px(14)}px; height: {look.px(14)}px;
  border: {look.border}px solid {c("field")}; border-radius: {look.px(3)}px; background: {c("surface")}; }}
QFrame[kind="popup"] QListView::indicator:checked {{ background: {c("accent")}; border-color: {c("accent")};
  image: url({look.images.as_posix()}/check.png); }}
QScrollArea[kind="desk"], QScrollArea[kind="desk"] > QWidget {{ background: {c("gauge_over")}; }}
QScrollArea[kind="desk"] {{ border: none; border-left: {look.border}px solid {c("line")}; }}
QScrollArea[kind="desk"]:focus {{ border: {look.ring}px solid {c("focus")}; }}
QListWidget[kind="choices"] {{ padding: {look.px(6)}px 0; font-size: {look.px(13)}px; }}
QListWidget[kind="choices"]::item {{ padding: {look.px(6)}px {look.px(12)}px; color: {c("ink")};
  border-left: 3px solid transparent; }}
QListWidget[kind="choices"]::item:hover {{ background: {c("hover")}; }}
QListWidget[kind="choices"]::item:selected {{ background: {c("soft")}; color: {c("ink")};
  border-left-color: {c("accent")}; font-weight: 700; }}
QListWidget[kind="choices"]:focus {{ border: {look.ring}px solid {c("focus")}; }}
QListWidget[kind="thumbnails"] {{ padding: {look.px(8)}px; }}
QListWidget[kind="thumbnails"]::item {{ border: 2px solid transparent; border-radius: {look.px(4)}px;
  color: {c("ink2")}; }}
QListWidget[kind="thumbnails"]::item:selected {{ border-color: {c("accent")}; background: {c("soft")};
  color: {c("accent")}; }}
QTextBrowser {{ border: {look.ring}px solid transparent; background: {c("surface")}; }}
QTextBrowser:focus, QScrollArea:focus {{ border: {look.ring}px solid {c("focus")}; }}
QTableCornerButton::section {{ background: {c("sunken")}; border: none; }}
QAbstractScrollArea::corner {{ background: {c("surface")}; border: none; }}
"""


def _rail(look: Look) -> str:
    c, px = _hex(look), look.px
    return f"""
QFrame[kind="rail"] {{ background: {c("rail")}; border: none; }}
QFrame[kind="rail"] QLabel {{ color: {c("rail_t")}; }}
QFrame[kind="rail"] QLabel[role="brand"] {{ color: {c("rail_on") if not look.contrast else c("rail_t")};
  font-size: {px(17)}px; font-weight: 700; }}
QFrame[kind="rail"] QLabel[role="hint"] {{ color: {c("rail_m")}; font-size: {px(12)}px; }}
QFrame[kind="rail_rule"] {{ background: {c("rail_line")}; border: none; max-height: 1px; min-height: 1px; }}
"""


def _hex(look: Look) -> _Named:
    return _Named(look)


class _Named:
    """Colours by token, written as style sheets want them."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def __call__(self, token: str) -> str:
        return self._look.color(token).name()


def _paint_indicators(look: Look) -> None:
    """The tick, the dot and the arrows; style sheets take them from files only."""
    side = max(12, look.px(16)) * 2
    for name, token, points in (
        ("check", "on_accent", ((0.2, 0.52), (0.42, 0.74), (0.8, 0.28))),
        ("down", "ink2", ((0.2, 0.36), (0.5, 0.66), (0.8, 0.36))),
        ("up", "ink2", ((0.2, 0.64), (0.5, 0.34), (0.8, 0.64))),
    ):
        image = _blank(side)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.color(token), side * 0.11)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x * side, y * side) for x, y in points]))
        painter.end()
        image.save(str(look.images / f"{name}.png"))
    image = _blank(side)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.color("accent"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(side / 2, side / 2), side * 0.28, side * 0.28)
    painter.end()
    image.save(str(look.images / "dot.png"))


def _blank(side: int) -> QPixmap:
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    return image
