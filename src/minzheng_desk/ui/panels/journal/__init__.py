"""The right side of 操作记录: what one entry changed."""
