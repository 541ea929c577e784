"""What can be written down about a household: its fields, its effect on money, its operation."""
