"""The parts of 台账报表: the list of ledgers, any sheet as a table, and the people behind a figure."""
