"""Workbooks: our sheets written so that nothing in them can run, strangers' read where they do no harm."""
