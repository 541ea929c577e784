"""政策：programmes, dated parameters and the law they rest on, read from policy packs.

Kept here: what the texts say, in force on which day, under which document and clause.
Not kept here: how the texts are applied to a family (eligibility), what was decided (benefits),
which pack an office has chosen (office).
"""
