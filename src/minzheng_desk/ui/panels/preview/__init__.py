"""The print preview (打印预览): the very PDF that is printed and kept, beside what may be chosen about it."""
