"""更正发放: what the bank sent back is paid once more, after the account was put right.

Not kept here: what the bank said (returns). Nothing the bank has paid can be corrected.
"""
