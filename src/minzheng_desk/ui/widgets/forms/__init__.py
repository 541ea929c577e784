"""Forms (表单): one entry field per kind of value, generated from what the records declare."""
