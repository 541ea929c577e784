"""What leaves the payroll room: the roster to sign, the list of what was not paid, the bank's file."""
