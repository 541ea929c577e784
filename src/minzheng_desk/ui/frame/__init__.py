"""The window around the pages (主窗口): rail, status, history, finder, lock, help and first run."""
