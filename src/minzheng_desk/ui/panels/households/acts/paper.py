"""Adding a paper: the file is chosen, read away from the window, and kept with whom it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from minzheng_desk.households.model import Attachment, Household, Person
from minzheng_desk.households.operations.facts import attach
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.ui.panels.households.acts.act import Act, At, Values, member_field
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.fields import FormField, fields_of

LARGEST = 30_000_000
KINDS = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
"""The kinds of file that are taken, by ending."""


class PaperTooLarge(InputProblem):
    """A scan of this size would bloat every backup."""

    text = "“{name}”有 {megabytes} MB，超过 30 MB，没有存。"
    remedy = "请用较低的分辨率（如 200 dpi）重新扫描，或分成几份。"


class PaperNotReadable(InputProblem):
    """The file cannot be read from where it lies."""

    text = "“{name}”读不出来，没有存。"
    remedy = "请看看文件还在不在，有没有被别的程序打开，再试一次。"


def paper(at: At, file: Path, person_id: str = "") -> Act:
    """Keep a file with the household, or with one of its members."""

    def write(values: Values) -> Task[Any]:
        return at.bench.writing("添加材料", lambda _task: _keep(values))

    def _keep(values: Values) -> Any:
        owner: Household | Person = (
            at.person(values["person_id"]) if values.get("person_id") else at.shown.household
        )
        content, kind = _read(file), KINDS[file.suffix.lower()]
        return at.bench.desk.run(attach, owner, values["title"], kind, content, values["taken_on"])

    title, taken_on = fields_of(Attachment.declaration, ("title", "taken_on"))
    chosen = FormField(name="file", label="文件", read_only=True)
    return Act(
        name=f"{at.address}/paper",
        title="添加材料",
        fields=(chosen, title, member_field(at, "属于", required=False), taken_on),
        values={
            "file": file.name,
            "title": file.stem,
            "person_id": person_id or None,
            "taken_on": at.today,
        },
        write=write,
        told=lambda values, _done: f"已添加材料：{values['title']}",
    )


def _read(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise PaperTooLarge(name=file.name, megabytes=size // 1_000_000)
        return file.read_bytes()
    except OSError:
        raise PaperNotReadable(name=file.name) from None
