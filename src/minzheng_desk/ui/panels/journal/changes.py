"""What one entry of the journal changed, record by record and field by field, in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser

from minzheng_desk.audit.model import ChangeView, EntryView, FieldStory
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label

SHOWN = 200
"""Records told in full; an import of thousands is counted instead."""


class EntryPanel(Card):
    """One entry: its digest, its changes."""

    def __init__(self) -> None:
        super().__init__("这一步改了什么", flush=True)
        self.text = QTextBrowser()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName("这一步改了什么")
        self.digest = label("", "hint")
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.digest)
        self.setFocusProxy(self.text)
        self._told: tuple[EntryView, Sequence[ChangeView]] | None = None
        look().changed.connect(self._write)
        masks().changed.connect(self._write)

    def show_entry(self, entry: EntryView, changes: Sequence[ChangeView]) -> None:
        """Tell an entry."""
        self._told = entry, changes
        self._write()

    def _write(self) -> None:
        if self._told is None:
            return
        entry, changes = self._told
        self.set_title(entry.label, f"第 {entry.number} 条")
        self.digest.setText(f"校验码 {entry.digest[:16]}")
        self.digest.setContentsMargins(look().px(14), look().px(6), look().px(14), look().px(8))
        self.text.setHtml("".join(self._told_html(entry, changes)))

    def _told_html(self, entry: EntryView, changes: Sequence[ChangeView]) -> list[str]:
        px, grey, ink = look().px, look().color("ink3").name(), look().color("ink").name()
        body, note = f"<body style='font-size:{px(13)}px; color:{ink}'>", masks().typed(entry.note)
        parts = [body, f"<p style='color:{grey}'>{escape(note)}</p>" if note else ""]
        for change in changes[:SHOWN]:
            parts.append(f"<p><b>{escape(change.verb)}{escape(change.record_label)}</b>")
            parts += [
                f"<br><span style='color:{grey}'>{escape(field.label)}</span>　"
                f"{escape(_seen(field, field.before))} → {escape(_seen(field, field.after))}"
                for field in change.fields
            ]
            parts.append("</p>")
        if not changes:
            parts.append("<p>没有改动档案，只留了记录。</p>")
        if len(changes) > SHOWN:
            parts.append(f"<p style='color:{grey}'>还有 {len(changes) - SHOWN:,} 项，没有逐项列出。</p>")
        return parts


def _seen(field: FieldStory, value: str) -> str:
    return masks().typed(value) if field.is_text else value
