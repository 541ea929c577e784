"""Documents: everything that leaves or enters the program as a file of paper or figures.

One description of a table (`layout.Sheet`) is rendered to Excel, PDF and screen; workbooks and delimited text
are read into raw rows.
Nothing here knows what a household or a benefit is, and nothing here opens the store.
"""
