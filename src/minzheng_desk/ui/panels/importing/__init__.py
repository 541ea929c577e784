"""The parts of 导入 Excel: choosing a file, its columns, the rows that need somebody, what was written."""
