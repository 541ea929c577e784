"""导入: from a clerk's own sheet, in any layout, to households. Reading and judging here are pure; `writing` alone writes.

Nothing is guessed silently: whatever cannot be taken as it stands is a `Problem` with its cell, and the rest goes on.
"""
