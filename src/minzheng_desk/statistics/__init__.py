"""统计: the arithmetic of reports: movements, ratios, totals, and printed figures that disagree with them.

Not kept here: the figures themselves (they are counted where the records lie) and the ledgers.
"""
