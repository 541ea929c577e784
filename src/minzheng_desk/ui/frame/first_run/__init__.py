"""The first run (第一次使用): five steps to an open desk; nothing is made before the last one."""
