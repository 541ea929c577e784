"""资格认定：whether a household or a person qualifies for a programme, how much, and exactly why.

Kept here: facts as the rules see them, the rules, findings, assessments and their record.
Not kept here: the numbers and texts of the law (policy), what was granted (benefits), how a
case proceeds (cases).
An assessment is a suggestion with its reasons; a person decides.
"""
