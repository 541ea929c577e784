"""Tables made from declarations, by several threads at once."""

from __future__ import annotations

import os
import subprocess
import sys

ASKED_BY_MANY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.kernel.records import declared
from minzheng_desk.store.tables import project
load_catalogue()
sys.setswitchinterval(1e-6)
def columns(kind):
    return kind.name, len(project(kind).c)
with ThreadPoolExecutor(8) as threads:
    found = list(threads.map(columns, [kind for kind in declared().values() for _ in range(8)]))
print(len({name for name, _ in found}) == len(set(found)))
"""


def test_threads_that_ask_at_once_never_see_a_table_without_its_columns() -> None:
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = [sys.executable, "-c", ASKED_BY_MANY]
    run = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60, env=here)
    assert "True\n" == run.stdout
