"""Write the next migration from what the rooms declare; run by ``dev.py new-migration``."""

from __future__ import annotations

import re
import sys

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.store.engine import open_memory
from minzheng_desk.store.migrate import alembic_config, revisions, upgrade


def new_migration(sentence: str) -> str:
    """Compare the declared records with the newest revision, write the difference, and return its number."""
    from alembic import command  # noqa: PLC0415  (only a developer waits for it)

    load_catalogue()
    engine = open_memory()
    number = f"{int(revisions()[-1]) + 1 if revisions() else 1:04d}"
    if revisions():
        upgrade(engine)
    with engine.begin() as connection:
        config = alembic_config(connection)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message=sentence, autogenerate=True, rev_id=number)
    return number


if __name__ == "__main__":
    words = re.sub(r"\s+", " ", " ".join(sys.argv[1:])).strip()
    if not words:
        sys.exit("a migration needs a sentence")
    new_migration(words)
