"""本单位: which office this is, its villages, its settings and the numbers it gives out.

Not kept here: the people who work in it and what they may do (security).
"""
