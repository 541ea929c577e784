"""One command per file, found by looking; each file ends in ``COMMAND``.

A file of commands imports nothing heavy at its top, so that help is there at once.
"""
