"""What a person may be allowed to do; roles are named sets of these, kept in the security room."""

from __future__ import annotations

from enum import Enum


class Permission(Enum):
    """One thing that a role may allow, with its Chinese label as the value."""

    SIGN_IN = "登录"
    READ = "查阅档案"
    EDIT_HOUSEHOLDS = "登记和修改家庭档案"
    IMPORT = "导入登记表"
    ASSESS = "资格认定测算"
    GRANT = "确认待遇"
    DRAW_UP_ROSTER = "生成发放名册"
    LOCK_ROSTER = "锁定发放名册"
    MAKE_BANK_FILE = "生成银行代发文件"
    BOOK_RETURN = "导入银行回盘"
    RECOVER = "登记追回和退款"
    EXPORT = "导出台账和名册"
    REVEAL = "查看完整身份证号和账号"
    READ_JOURNAL = "查阅操作记录"
    SET_UP = "设置单位、政策和备份"
    MANAGE_PEOPLE = "管理人员和权限"
