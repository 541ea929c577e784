"""民政台 – an offline-first desk for a Chinese township civil-affairs office.

The floors from the ground up: kernel, workshops (store, documents, vault), rooms, desk, demo, faces (cli).
Imports run only downward; `docs/architecture.md` is the map.
"""

__version__ = "0.1.0"
