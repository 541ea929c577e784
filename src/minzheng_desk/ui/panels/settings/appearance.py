"""外观和本机: the look and what belongs to this computer alone; every choice takes effect at once."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import AS_MEANT, COMFORTABLE, COMPACT, SCALES, look
from minzheng_desk.ui.look.tokens import CONTRAST, DARK, LIGHT
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label

LOCK_MINUTES = "lock/minutes"
_MOST_MINUTES, _USUAL_MINUTES = 30, 5
_LABEL_WIDTH = 120


class AppearanceSection(QWidget):
    """Colours, size of type, density; lock and projection."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._settings = frame.settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self._look_card())
        column.addWidget(self._desk_card())
        column.addStretch(1)
        look().changed.connect(self._follow)
        masks().changed.connect(self._follow)
        self._follow()

    def _look_card(self) -> Card:
        card = Card("外观", "Ctrl+滚轮也可改字号，Ctrl+0 回到 100%")
        self.scheme = Segments(
            [Segment(LIGHT, "浅色"), Segment(DARK, "深色"), Segment(CONTRAST, "高对比")], "配色"
        )
        self.scale = Segments([Segment(str(scale), f"{round(scale * 100)}%") for scale in SCALES], "字号")
        self.density = Segments(
            [Segment(AS_MEANT, "默认"), Segment(COMFORTABLE, "舒适"), Segment(COMPACT, "紧凑")], "行高"
        )
        self.scheme.chosen.connect(lambda key: self._choose("scheme", key))
        self.scale.chosen.connect(lambda key: self._choose("scale", float(key)))
        self.density.chosen.connect(lambda key: self._choose("density", key))
        card.body.addLayout(_row("配色", self.scheme))
        card.body.addLayout(_row("字号", self.scale))
        card.body.addLayout(_row("表格行高", self.density))
        card.body.addWidget(label("默认行高：花名册和台账紧凑，其他表舒适。打印和导出不受外观影响。", "hint"))
        return card

    def _desk_card(self) -> Card:
        card = Card("本机")
        self.minutes = QSpinBox()
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setSuffix(" 分钟")
        self.minutes.setValue(int(self._settings.get(LOCK_MINUTES, _USUAL_MINUTES)))
        self.minutes.setAccessibleName("无人操作后锁屏的分钟数")
        self.minutes.setMaximumWidth(look().px(140))
        self.minutes.valueChanged.connect(lambda minutes: self._settings.put(LOCK_MINUTES, minutes))
        self.projection = Segments([Segment("off", "平常"), Segment("on", "投影")], "投影模式")
        self.projection.chosen.connect(lambda key: masks().project(on=key == "on"))
        card.body.addLayout(_row("无人操作锁屏", self.minutes))
        card.body.addLayout(_row("投影模式", self.projection))
        card.body.addWidget(label("投影时姓名遮住一个字，证件号、账号全部遮住。", "hint"))
        return card

    def _choose(self, name: str, value: object) -> None:
        self._settings.put(f"look/{name}", value)
        look().choose(**{name: value})  # type: ignore[arg-type]

    def _follow(self) -> None:
        self.scheme.choose(look().scheme)
        if look().scale in SCALES:
            self.scale.choose(str(look().scale))
        self.density.choose(look().density)
        self.projection.choose("on" if masks().projecting else "off")


def _row(text: str, field: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    words = label(text, "label")
    words.setFixedWidth(look().px(_LABEL_WIDTH))
    row.addWidget(words)
    row.addWidget(field)
    row.addStretch(1)
    return row
