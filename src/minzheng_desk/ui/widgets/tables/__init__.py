"""Tables (表格): one model and one painter for every table of the program.

A page describes its columns once (`columns`) and hands frozen rows from a query to a `Table`. Sorting,
filtering and totals (`order`) are plain Python over tuples; what is shown is what is copied and printed.
"""
