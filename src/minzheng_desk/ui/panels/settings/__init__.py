"""The sections of 系统设置, one file each."""
