"""追回: what was paid too much is asked back from whoever received it, month by month, with vouchers.

Not kept here: arrears (they are paid by the next roster). Nothing is ever taken off another person's money.
"""
