"""Who may do what with a roster: maker and checker are two people, and the office of one is on record."""
