"""What the windows of this computer remember between two days: widths, splitters, the look; no person."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from minzheng_desk.kernel.files import replacing

FILE = "window.json"


class Settings:
    """Plain values by name, kept in one file beside the store; a file that cannot be read is begun anew.

    Names begin with the person's sign-in name where people may differ (``yanshi/roster/columns``).
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder is not None else None
        self._values: dict[str, Any] = _read(self._file)
        self.unsaved = False

    def get(self, name: str, default: Any = None) -> Any:
        """The value called ``name``."""
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a value; None forgets it. The file follows at the next `save`."""
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self.unsaved = True

    def save(self) -> None:
        """Write the file, away from the GUI thread; when it cannot be written only comfort is lost."""
        self.unsaved = False
        if self._file is None:
            return
        content = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        with suppress(OSError), replacing(self._file) as file:
            file.write(content.encode())


def _read(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
