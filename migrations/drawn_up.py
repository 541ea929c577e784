"""Draw up the next migration for `dev.py new-migration`: the newest store beside what the rooms declare.

The file is named by a number and a sentence, and is to be read, and put right, before it is kept.
"""

import re
import sys

from alembic import command

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.store.engine import open_memory
from minzheng_desk.store.migrate import alembic_config, revisions, upgrade


def draw_up(sentence: str) -> None:
    """Write `versions/NNNN_sentence.py` with all that the newest store and the declarations differ in."""
    load_catalogue()
    engine = open_memory()
    if revisions():
        upgrade(engine)
    number = f"{len(revisions()) + 1:04d}"
    words = re.sub(r"[^a-z0-9]+", "_", sentence.lower()).strip("_")
    with engine.begin() as connection:
        config = alembic_config(connection)
        config.set_main_option("file_template", f"{number}_{words}")
        command.revision(config, message=sentence, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    draw_up(sys.argv[1])
