"""Relations between applicants and those who handle applications, filed apart (审核确认办法第十一条)."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotAllowed, NotNow
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.records import Record, code, day, record, ref, text
from minzheng_desk.policy.model import PolicyOn


@record("staff_relation", "近亲属备案")
class StaffRelation(Record):
    """That a member of a household is related to a clerk or to a cadre of the village."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId = ref("person", "申报亲属关系的人员")
    kinship: str = code("亲属关系", "kinship")
    """What the member is to the clerk or cadre: ``grandchild`` of the clerk."""
    staff_kind: str = code("工作人员类别", "staff_kind")
    staff_name: str = text("工作人员姓名", max_length=60)
    post: str | None = text("工作人员职务", default=None, max_length=60)
    user_name: str | None = text("工作人员用户名", default=None, max_length=60)
    """The sign-in name of a clerk who works at this desk."""
    filed_on: date = day("备案日期")
    until: date | None = day("不再回避日期", default=None)
    """The first day on which the clerk or cadre is in office no longer."""

    def has_ended(self, on: date) -> bool:
        """Whether the clerk or cadre is in office no longer on a day."""
        return self.until is not None and self.until <= on


def is_near(kinship: str, policy: PolicyOn) -> bool:
    """Whether a relation makes two people 近亲属 (民法典第一千零四十五条); an in-law is none."""
    dated = policy.find("kinship.near")
    return dated is not None and isinstance(dated.value, tuple) and kinship in dated.value


class StaffNotNamed(InputProblem):
    """A filing names the clerk or cadre."""

    text = "近亲属备案没有写明工作人员姓名，没有保存。"
    remedy = "请写明经办人员或村（社区）干部的姓名；本单位的经办人员还可以写用户名。"


class DecidedByRelative(NotAllowed):
    """Nobody decides about a near relative."""

    text = "登录人与该户申请人是近亲属（{kinship}），已单独登记备案（{source}），不能经办或决定，没有执行。"
    remedy = "请由没有亲属关系的同事办理。关系登记有误的，请先更正备案。"


class CountyVisitMissing(NotNow):
    """Where a near relative is filed, the county visits before it confirms."""

    text = "该户有近亲属备案，没有县级入户调查记录，不能确认{programme}（{source}）。"
    remedy = "请县级民政部门入户调查，登记入户日期、人员和所见（fact visit）后再确认。"
