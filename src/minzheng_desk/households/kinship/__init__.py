"""Households related to somebody who works here or in the village (近亲属备案).

Kept here: who declared which relation, when it was filed, and who must therefore not decide. Not kept here:
what an assessment says about it (eligibility).
"""
