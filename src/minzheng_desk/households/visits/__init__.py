"""Visits to households (入户调查): who went to see them, for which level of government, and what was seen.

Not kept here: the facts that were found out at a visit (evidence), which say themselves where they come from.
"""
