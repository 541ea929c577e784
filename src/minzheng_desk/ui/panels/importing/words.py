"""What the page says of a whole file, in its place under the steps."""

from __future__ import annotations

from typing import Final

NOTHING_WRITTEN: Final = "已取消，一行都没有写入。"
BY_HAND: Final = (
    "没有认出表头：没有一行同时写着姓名、身份证号之类的列名，还没有读取内容。"
    "请在右边的表里选中表头那一行，按“选中行是表头”（没有的按“没有表头”），再逐列说明含义。"
)
CHOOSE_HEADING: Final = "请先在右边的表里选中表头那一行。"
SAY_HEADING: Final = "请先说明哪一行是表头：选中它按“选中行是表头”，没有的按“没有表头”。"
NAME_COLUMNS: Final = "请逐列说明含义：在左边选中一列按回车。至少要有姓名或身份证号，和另外一列。"
READ_BY_HAND: Final = "已经按指定的表头读取，请核对各列。"
CHANGED_SINCE: Final = "看过以后档案有改动，已经重新核对，请再看一遍再导入。还没有写入。"
