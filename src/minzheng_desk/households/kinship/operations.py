"""Filing that a household is related to somebody who handles applications."""

from __future__ import annotations

import dataclasses

from minzheng_desk.households.kinship.model import StaffNotNamed, StaffRelation
from minzheng_desk.households.model import Household, NotAMember
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.security.queries import user_named
from minzheng_desk.store.transaction import Transaction


@operation("kinship.file", "登记近亲属备案", may=Permission.EDIT_HOUSEHOLDS)
def file_relation(tx: Transaction, relation: StaffRelation) -> StaffRelation:
    """File a declared relation of a member to a clerk or cadre apart (审核确认办法第十一条).

    One that is not near is filed as well; it is only pointed out. Raises `StaffNotNamed`, `NoSuchUser` or
    `NotAMember`.
    """
    name = relation.staff_name.strip()
    if relation.user_name is not None:
        user = user_named(tx, relation.user_name)
        name = name or user.display_name
    if not name:
        raise StaffNotNamed
    if relation.person_id not in {member.person_id for member in members_of(tx, relation.household_id)}:
        raise NotAMember(number=tx.get(Household, relation.household_id).number)
    return tx.put(dataclasses.replace(relation, staff_name=name))
