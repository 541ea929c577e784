"""台账: lists for superiors and for the shelf, declared in TOML and drawn from the records when asked for.

Not kept here: any record; what is typed in by hand is a register (registers), what is added up for a return
is statistics.
"""
