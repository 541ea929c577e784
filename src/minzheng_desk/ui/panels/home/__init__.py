"""The parts of 工作台: what is to be done, what to look out for, the month's payments and how they went."""
