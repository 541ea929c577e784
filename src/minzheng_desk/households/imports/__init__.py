"""导入: from a clerk's own sheet, in any layout, to households. Only `writing` writes.

Nothing is guessed silently: what cannot be taken as it stands is a `Problem` with its cell; the rest goes on.
"""
