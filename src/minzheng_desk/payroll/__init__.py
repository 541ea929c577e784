"""发放: the monthly rosters: who is paid what for which month, why it differs, and the bank's file.

Not kept here: the standing right itself (benefits).
"""
