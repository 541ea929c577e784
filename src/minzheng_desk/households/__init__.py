"""家庭档案: who lives with whom, what they earn, own and owe, and what happened to them.

Kept here: persons, households, membership over time, income, assets, expenses, disability certificates,
bank accounts and papers. Not kept here: what they are entitled to (eligibility), what was granted
(benefits) and what was paid (payroll).
"""
