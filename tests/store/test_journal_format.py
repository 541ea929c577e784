"""The journal can be checked by a program that knows nothing but its format document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sqlalchemy import text

from builders import REGISTERED, a_person, registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.events import move_household
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.store.verify import verify

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats" / "journal.md"
HEAD = "id, at, operation, actor, station, origin, undoes, note, changes"
CHANGE = 'id, record_type, record_id, "before", "after", replaces'


def checked_by_the_document(desk: Desk) -> list[str]:
    """The digests that the code printed in the document computes."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    room: dict[str, Any] = {}
    exec(code, room)  # noqa: S102 - our own document
    digests = [""]
    with desk.engine.connect() as connection:
        for head in connection.execute(text(f"SELECT {HEAD} FROM journal ORDER BY id")).all():  # noqa: S608
            rows = connection.execute(
                text(f"SELECT {CHANGE} FROM journal_change WHERE entry = :entry ORDER BY seq"),  # noqa: S608
                {"entry": head.id},
            ).all()
            changes = [(bytes(row[0]), *row[1:]) for row in rows]
            digests.append(room["digest"](digests[-1], list(head), changes))
    return digests[1:]


def test_the_document_computes_the_digests_of_the_store(desk: Desk) -> None:
    home = registered(desk, "张三", "单雪")
    desk.run(correct, home, '说明："引号" \\ 与\n换行 \x01 \x7f 𬱖')
    moved = desk.run(move_household, home, "990000001002", "一组").result
    desk.undo()
    desk.run(revise_person, a_person("阿依努尔·买买提", born_on=REGISTERED))
    assert moved.version == 2
    with desk.engine.connect() as connection:
        stored = connection.execute(text("SELECT digest FROM journal ORDER BY id")).scalars().all()
    assert stored == checked_by_the_document(desk)
    assert stored[-1] == desk.ask(lambda reader: verify(reader.connection)).digest


def test_a_change_names_what_it_replaces(desk: Desk) -> None:
    home = registered(desk)
    desk.run(move_household, home, "990000001002", "一组")
    desk.undo()
    query = text("SELECT id, entry, replaces FROM journal_change WHERE record_id = :id ORDER BY entry")
    with desk.engine.connect() as connection:
        born, moved, back = connection.execute(query, {"id": home.id}).all()
        live = connection.execute(
            text("SELECT field, change_id FROM live WHERE record_id = :id"), {"id": home.id}
        )
        standing = {field: bytes(change_id) for field, change_id in live}
    assert born.replaces is None
    fields = {"region_code", "address"}
    assert {key: [bytes(born.id).hex()] for key in fields} == json.loads(moved.replaces)
    assert {key: [bytes(moved.id).hex()] for key in fields} == json.loads(back.replaces)
    assert dict.fromkeys(fields, bytes(back.id)) == standing
