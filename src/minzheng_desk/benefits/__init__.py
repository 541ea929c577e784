"""待遇: who has a standing right to what, since when, how much from which month, and why it ended.

Not kept here: whether somebody is entitled (eligibility), and what was actually paid (payroll).
"""
