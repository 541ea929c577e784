"""What befalls households, and what others pay their members.

Kept here: emergencies and sudden expenses, the aid given for them, monthly benefits of other authorities.
Not kept here: whether aid is due and how much (eligibility).
"""
