"""The program as commands of a terminal: each parses what was typed, asks the desk, and shows the answer.

No rule of the office lives here, and no SQL.
"""
