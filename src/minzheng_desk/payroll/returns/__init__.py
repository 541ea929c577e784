"""回盘: what the bank says became of each payment, matched line by line; nothing a line was paid is unsaid.

Not kept here: how a bank's file is written (documents), and paying once more (corrections).
"""
