"""审计: what was done, by whom, to whom, in sentences; and whether the journal still agrees with the store.

Nothing is kept here: everything is read from the journal.
"""
