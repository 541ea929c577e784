"""审计: what was done, by whom, to whom, in sentences; and whether the journal still agrees with the store.

Not kept here: anything at all; it is read from the journal, which the store keeps.
"""
